package id.gerbang.billing.router;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import id.gerbang.core.router.RouterPolicy;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A router as it is to be. Secrets left out stay as they are.
 *
 * @param identifier NAS-Identifier by which it may move, instead of an address or beside one
 */
public record SaveRouter(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable String address,
    @Nullable String identifier,
    @Nullable Secret secret,
    @Nullable Integer coaPort,
    @Nullable String requireMessageAuthenticator,
    @Nullable String isolation,
    @Nullable String isolationList,
    @Nullable String isolationPool,
    @Nullable String isolationRate,
    @Nullable Boolean swapCounters,
    @Nullable Boolean enabled,
    @Nullable ApiAccess api) {

  private static final int SHORTEST_SECRET = 8;
  private static final int LONGEST_SECRET = 128;
  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_ATTRIBUTE = 253;
  private static final int LAST_PORT = 65_535;

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  /** Mikrotik-Rate-Limit: mikrotik-radius, section 4.3. */
  private static final Pattern RATE_LIMIT = rateLimit();

  /**
   * How to talk to the router itself.
   *
   * @param certificate SHA-256 of the one that it shows, as the router prints it; left out: one
   *     that a public authority issued for its address
   */
  public record ApiAccess(
      @Nullable String protocol,
      @Nullable Integer port,
      @Nullable String username,
      @Nullable Secret password,
      @Nullable String certificate) {}

  private static Pattern rateLimit() {
    // 0 would be no limit at all; and all of it fits one attribute.
    String pair = "[1-9]\\d{0,14}[kMG]?(?:/[1-9]\\d{0,14}[kMG]?)?";
    return Pattern.compile(
        pair
            + "(?: %1$s(?: %1$s(?: \\d{1,5}(?:/\\d{1,5})?(?: [1-8](?: %1$s)?)?)?)?)?"
                .formatted(pair));
  }

  /** The same with defaults in place, or all that is wrong with it. */
  RouterRow checked(boolean secretRequired) {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", LONGEST_NAME);
    String canonical = null;
    if (address == null) {
      checks.that(identifier != null, "address", "is missing, and so is identifier");
    } else {
      canonical = checks.address(address, "address").map(InetAddress::getHostAddress).orElse(null);
      checks.that(
          canonical == null || isHost(canonical), "address", "is not the address of one router");
    }
    checks.that(identifier == null || !identifier.isBlank(), "identifier", "is empty");
    checks.optionalText(identifier, "identifier", LONGEST_ATTRIBUTE);
    checkSecret(checks, secretRequired);
    checks.that(
        coaPort == null || (coaPort >= 1 && coaPort <= LAST_PORT), "coaPort", "is 1 to 65535");
    oneOf(
        checks,
        requireMessageAuthenticator,
        "requireMessageAuthenticator",
        Set.of("auto", "require", "off"));
    oneOf(checks, isolation, "isolation", Set.of("list", "pool", "reject"));
    word(checks, isolationList, "isolationList");
    word(checks, isolationPool, "isolationPool");
    checks.that(
        isolationRate == null || RATE_LIMIT.matcher(isolationRate).matches(),
        "isolationRate",
        "is no rate limit such as 128k/128k");
    checkApi(checks);
    checks.done();

    RouterPolicy defaults = RouterPolicy.DEFAULT;
    return new RouterRow(
        0,
        externalId,
        Objects.requireNonNull(name),
        canonical,
        identifier,
        coaPort == null ? 3799 : coaPort,
        Objects.requireNonNullElse(requireMessageAuthenticator, "auto"),
        Objects.requireNonNullElse(isolation, defaults.isolation().name().toLowerCase(Locale.ROOT)),
        Objects.requireNonNullElse(isolationList, defaults.isolationList()),
        Objects.requireNonNullElse(isolationPool, defaults.isolationPool()),
        Objects.requireNonNullElse(isolationRate, defaults.isolationRate()),
        swapCounters != null && swapCounters,
        enabled == null || enabled,
        api == null ? null : api.protocol(),
        api == null ? null : api.port(),
        api == null ? null : api.username(),
        api == null ? null : pinned(api.certificate()),
        0,
        null,
        null);
  }

  private static boolean isHost(String address) {
    return !address.startsWith("0.")
        && !address.equals("255.255.255.255")
        && !address.matches("(22[4-9]|23\\d)\\..*")
        && !address.equals("0:0:0:0:0:0:0:0")
        && !address.startsWith("ff")
        && !address.matches("fe[89ab].*"); // link-local: another router on every link
  }

  /** The stranger's address and name, where this says none. */
  SaveRouter adopting(UnknownRouterView stranger) {
    return new SaveRouter(
        externalId,
        name == null ? stranger.identifier() : name,
        address == null && identifier == null ? stranger.address() : address,
        identifier,
        secret,
        coaPort,
        requireMessageAuthenticator,
        isolation,
        isolationList,
        isolationPool,
        isolationRate,
        swapCounters,
        enabled,
        api);
  }

  private void checkSecret(Checks checks, boolean required) {
    if (secret == null) {
      checks.that(!required, "secret", "is missing");
      return;
    }
    int length = secret.bytes().length;
    checks.that(
        length >= SHORTEST_SECRET && length <= LONGEST_SECRET, "secret", "has 8 to 128 bytes");
    checks.that(
        secret.text().chars().noneMatch(Character::isISOControl),
        "secret",
        "has control characters");
  }

  private void checkApi(Checks checks) {
    if (api == null) {
      return;
    }
    checks.that(api.protocol() != null, "api.protocol", "is missing");
    oneOf(checks, api.protocol(), "api.protocol", Set.of("api", "api-ssl", "rest"));
    Integer port = api.port();
    checks.that(port == null || (port >= 1 && port <= LAST_PORT), "api.port", "is 1 to 65535");
    checks.optionalText(api.username(), "api.username", LONGEST_NAME);
    Secret password = api.password();
    checks.that(
        password == null || password.bytes().length <= LONGEST_SECRET,
        "api.password",
        "has at most 128 bytes");
    checkCertificate(checks, api);
  }

  /** In the clear nothing is shown that could be compared. */
  private static void checkCertificate(Checks checks, ApiAccess api) {
    if (api.certificate() == null) {
      return;
    }
    checks.that(
        FINGERPRINT.matcher(String.valueOf(pinned(api.certificate()))).matches(),
        "api.certificate",
        "is a SHA-256 fingerprint of 64 hexadecimal digits");
    checks.that(
        api.protocol() == null
            || switch (RouterAccess.protocol(api.protocol(), api.port())) {
              case API, REST -> false;
              case API_SSL, REST_SSL -> true;
            },
        "api.certificate",
        "is for api-ssl, and for rest other than at port 80");
  }

  /** Without the colons or spaces in which it is printed. */
  private static @Nullable String pinned(@Nullable String fingerprint) {
    return fingerprint == null
        ? null
        : fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
  }

  private static void oneOf(
      Checks checks, @Nullable String value, String field, Set<String> allowed) {
    checks.that(
        value == null || allowed.contains(value),
        field,
        "is one of " + String.join(", ", allowed.stream().sorted().toList()));
  }

  /** Names of lists and pools go on the wire: printable ASCII. */
  private static void word(Checks checks, @Nullable String value, String field) {
    checks.that(
        value == null || value.matches("[\\x21-\\x7e]{1,63}"),
        field,
        "is a name of 1 to 63 printable characters without spaces");
  }
}
