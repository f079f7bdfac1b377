package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.RouterOsVersion;
import id.gerbang.routeros.Row;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges what a router told by what we know, in the words of one language. */
final class RouterChecks {

  /** Beyond this Event-Timestamp and usage by day suffer: routeros-provisioning, section 1.3. */
  private static final Duration CLOCK_MAY_BE_OFF = Duration.ofSeconds(60);

  /** A refusal takes 0.2 s, and old releases wait 0.3 s for it. */
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

  /** RFC 2869 §5.16: never under a minute. Silence of 16.5 min may be a session's end. */
  private static final Duration SHORTEST_INTERIM = Duration.ofMinutes(1);

  private static final Duration LONGEST_INTERIM = Duration.ofMinutes(10);

  /** PPPoE sessions by level; 6 and CHR have no ceiling. */
  private static final Map<String, Integer> CEILINGS =
      Map.of("0", 1, "1", 1, "3", 200, "4", 200, "5", 500);

  private static final Set<String> WITHOUT_CEILING =
      Set.of("6", "free", "p1", "p10", "p-unlimited");
  private static final int NEARLY_FULL_PERCENT = 90;
  private static final int NAMES_IN_A_COMMAND = 20;
  private static final String OURS = "gerbang";

  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final RouterReading reading;
  private final KnownRouter known;
  private final LocalSecrets secrets;
  private final ResourceBundle words;

  private RouterChecks(
      RouterReading reading, KnownRouter known, LocalSecrets secrets, Locale language) {
    this.reading = reading;
    this.known = known;
    this.secrets = secrets;
    this.words =
        ResourceBundle.getBundle("id.gerbang.billing.router.checks", language, ENGLISH_IS_DEFAULT);
  }

  static List<RouterCheck> of(
      RouterReading reading, KnownRouter known, LocalSecrets secrets, Locale language) {
    RouterChecks checks = new RouterChecks(reading, known, secrets, language);
    Optional<Row> entry = checks.ourEntry();
    return List.of(
        checks.api(),
        checks.rights(),
        checks.clock(),
        checks.radiusEntry(entry),
        checks.radiusTimeout(entry),
        checks.secret(entry),
        checks.incoming(),
        checks.useRadius(),
        checks.interim(),
        checks.localSecrets(),
        checks.pools(),
        checks.licence());
  }

  private RouterCheck api() {
    if (known.router().apiProtocol() == null) {
      return fail("api", "api.not_entered", null);
    }
    if (known.address().isEmpty()) {
      return fail("api", "api.no_address", null);
    }
    RouterOsException failure = reading.failure();
    if (failure != null) {
      String said = Objects.requireNonNullElse(failure.getMessage(), failure.kind().advice());
      return fail("api", "api.failed", apiRepair(failure.kind()), said);
    }
    String version = reading.row(Menu.RESOURCE).flatMap(row -> row.get("version")).orElse("?");
    return pass("api", "api.works", version);
  }

  private @Nullable String apiRepair(Kind kind) {
    RouterAddress address = known.address().orElseThrow();
    String service =
        switch (address.protocol()) {
          case API -> "api";
          case API_SSL -> "api-ssl";
          case REST -> "www";
          case REST_SSL -> "www-ssl";
        };
    return switch (kind) {
      case PORT_CLOSED -> RouterRepairs.openService(service, address.port());
      case TLS_REFUSED -> RouterRepairs.certificate(service);
      case WRONG_LOGIN -> RouterRepairs.password(user());
      default -> null;
    };
  }

  private RouterCheck rights() {
    List<String> needed =
        List.of(
            "read",
            "write",
            "test",
            "rest".equals(known.router().apiProtocol()) ? "rest-api" : "api");
    if (!reading.forbidden().isEmpty()) {
      return fail("rights", "rights.forbidden", RouterRepairs.policiesOf(user(), needed), user());
    }
    Optional<Row> group =
        one(Menu.USER, "name", user())
            .flatMap(row -> row.get("group"))
            .flatMap(name -> one(Menu.GROUP, "name", name));
    if (group.isEmpty()) {
      return unknown("rights");
    }
    List<String> has = words(group.get(), "policy");
    List<String> missing = needed.stream().filter(policy -> !has.contains(policy)).toList();
    if (missing.isEmpty()) {
      return pass("rights", "rights.enough");
    }
    List<String> all = Stream.concat(has.stream(), missing.stream()).toList();
    String name = group.get().get("name").orElseThrow();
    return fail(
        "rights",
        "rights.missing",
        RouterRepairs.policies(name, all),
        name,
        String.join(", ", missing));
  }

  private RouterCheck clock() {
    Optional<Instant> told = reading.row(Menu.CLOCK).flatMap(RouterTimes::clock);
    if (told.isEmpty()) {
      return unknown("clock");
    }
    Duration off = Duration.between(reading.clockAt(), told.get());
    if (off.abs().compareTo(CLOCK_MAY_BE_OFF) <= 0) {
      return pass("clock", "clock.right");
    }
    return fail(
        "clock",
        off.isNegative() ? "clock.behind" : "clock.ahead",
        RouterRepairs.ntp(isVersion6()),
        seconds(off.abs()));
  }

  /**
   * Ours is the entry with our comment, or whose address is where the router sees us come from;
   * else the only one, if radius hears this router at all.
   */
  private Optional<Row> ourEntry() {
    List<Row> entries = reading.rows(Menu.RADIUS).orElse(List.of());
    List<Row> ours = entries.stream().filter(this::isOurs).toList();
    if (!ours.isEmpty()) {
      return ours.stream()
          .filter(RouterChecks::works)
          .findFirst()
          .or(() -> ours.stream().findFirst());
    }
    List<Row> working = entries.stream().filter(RouterChecks::works).toList();
    return working.size() == 1 && known.heard().provenAt() != null
        ? Optional.of(working.get(0))
        : Optional.empty();
  }

  private boolean isOurs(Row entry) {
    String comment = entry.get("comment").orElse("").toLowerCase(Locale.ROOT);
    return comment.startsWith(OURS)
        || comment.startsWith("isp:radius:")
        || entry.get("address").filter(weComeFrom()::contains).isPresent();
  }

  private static boolean works(Row entry) {
    return !entry.isTrue("disabled") && words(entry, "service").contains("ppp");
  }

  private Set<String> weComeFrom() {
    return reading.rows(Menu.SIGNED_IN).orElse(List.of()).stream()
        .filter(row -> row.get("name").equals(Optional.of(user())))
        .flatMap(row -> row.get("address").stream())
        .filter(address -> !address.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private RouterCheck radiusEntry(Optional<Row> ours) {
    if (reading.rows(Menu.RADIUS).isEmpty()) {
      return unknown("radius_entry");
    }
    if (ours.isPresent()) {
      Row entry = ours.get();
      String address = entry.get("address").orElse("");
      if (works(entry)) {
        return pass("radius_entry", "radius_entry.works", address);
      }
      List<String> services =
          Stream.concat(words(entry, "service").stream(), Stream.of("ppp")).distinct().toList();
      return fail(
          "radius_entry", "radius_entry.off", RouterRepairs.useEntry(address, services), address);
    }
    List<String> others =
        reading.rows(Menu.RADIUS).orElseThrow().stream()
            .filter(RouterChecks::works)
            .map(row -> row.get("address").orElse(""))
            .toList();
    if (!others.isEmpty()) {
      return new RouterCheck(
          "radius_entry",
          "unknown",
          text("radius_entry.whose", String.join(", ", others)),
          RouterRepairs.markEntry(others.get(0)));
    }
    return fail(
        "radius_entry",
        "radius_entry.none",
        RouterRepairs.addEntry(
            weComeFrom().stream().sorted().findFirst(),
            Optional.ofNullable(known.router().address())));
  }

  private RouterCheck radiusTimeout(Optional<Row> ours) {
    Optional<Duration> timeout =
        ours.flatMap(row -> row.get("timeout")).flatMap(RouterTimes::duration);
    if (timeout.isEmpty()) {
      return unknown("radius_timeout");
    }
    String said = timeout.get().toMillis() + " ms";
    return timeout.get().compareTo(SHORTEST_TIMEOUT) >= 0
        ? pass("radius_timeout", "radius_timeout.long_enough", said)
        : fail(
            "radius_timeout",
            "radius_timeout.short",
            RouterRepairs.timeout(ours.orElseThrow().get("address").orElse("")),
            said);
  }

  /** By the entry, where its secret may be read; else by what radius heard last. */
  private RouterCheck secret(Optional<Row> ours) {
    HeardRow heard = known.heard();
    String repair = RouterRepairs.secret(ours.flatMap(row -> row.get("address")));
    boolean wrongHeard =
        heard.wrongSecretAt() != null
            && (heard.provenAt() == null || heard.wrongSecretAt().isAfter(heard.provenAt()));
    Optional<String> told =
        ours.flatMap(row -> row.get("secret")).filter(secret -> !secret.matches("\\**"));
    if (told.isPresent()) {
      if (!MessageDigest.isEqual(told.get().getBytes(UTF_8), known.secret())) {
        return fail("secret", "secret.differs", repair);
      }
      return wrongHeard
          ? pass("secret", "secret.same_since", when(heard.wrongSecretAt()))
          : pass("secret", "secret.same");
    }
    if (wrongHeard) {
      return fail(
          "secret",
          "secret.wrong_heard",
          repair,
          when(heard.wrongSecretAt()),
          Long.toString(heard.wrongSecretCount()));
    }
    return heard.provenAt() == null
        ? unknown("secret")
        : pass("secret", "secret.proven", when(heard.provenAt()));
  }

  private RouterCheck incoming() {
    Optional<Row> told = reading.row(Menu.INCOMING);
    if (told.isEmpty()) {
      return unknown("incoming");
    }
    String port = Integer.toString(known.router().coaPort());
    String said = told.get().get("port").orElse("?");
    String repair = RouterRepairs.incoming(known.router().coaPort());
    if (!told.get().isTrue("accept")) {
      return fail("incoming", "incoming.off", repair);
    }
    return said.equals(port)
        ? pass("incoming", "incoming.on", port)
        : fail("incoming", "incoming.port", repair, said, port);
  }

  private RouterCheck useRadius() {
    Optional<Row> told = reading.row(Menu.AAA);
    if (told.isEmpty()) {
      return unknown("use_radius");
    }
    if (!told.get().isTrue("use-radius")) {
      return fail("use_radius", "use_radius.off", RouterRepairs.useRadius());
    }
    return told.get().isTrue("accounting")
        ? pass("use_radius", "use_radius.on")
        : fail("use_radius", "use_radius.no_accounting", RouterRepairs.useRadius());
  }

  private RouterCheck interim() {
    Optional<Duration> told =
        reading
            .row(Menu.AAA)
            .flatMap(row -> row.get("interim-update"))
            .flatMap(RouterTimes::duration);
    if (told.isEmpty()) {
      return unknown("interim");
    }
    boolean right =
        told.get().compareTo(SHORTEST_INTERIM) >= 0 && told.get().compareTo(LONGEST_INTERIM) <= 0;
    return right
        ? pass("interim", "interim.right", seconds(told.get()))
        : fail("interim", "interim.wrong", RouterRepairs.interim(), seconds(told.get()));
  }

  private RouterCheck localSecrets() {
    if (reading.rows(Menu.SECRETS).isEmpty()) {
      return unknown("local_secrets");
    }
    if (secrets.hiding().isEmpty()) {
      return secrets.ofAll()
          ? pass("local_secrets", "local_secrets.none")
          : unknown("local_secrets");
    }
    List<String> some = secrets.hiding().stream().limit(NAMES_IN_A_COMMAND).toList();
    return fail(
        "local_secrets",
        "local_secrets.hide",
        RouterRepairs.disableSecrets(some),
        Integer.toString(secrets.hiding().size()),
        String.join(", ", some));
  }

  private RouterCheck pools() {
    Optional<List<Row>> told = reading.rows(Menu.POOLS);
    if (told.isEmpty()) {
      return unknown("pools");
    }
    List<String> there = told.get().stream().flatMap(row -> row.get("name").stream()).toList();
    List<String> missing = known.pools().stream().filter(pool -> !there.contains(pool)).toList();
    return missing.isEmpty()
        ? pass("pools", "pools.there")
        : fail(
            "pools",
            "pools.missing",
            RouterRepairs.addPool(missing.get(0)),
            String.join(", ", missing));
  }

  private RouterCheck licence() {
    Optional<String> level = level(reading);
    String open = Long.toString(known.openSessions());
    if (level.filter(WITHOUT_CEILING::contains).isPresent()) {
      return pass("licence", "licence.unlimited", level.get());
    }
    Integer ceiling = level.map(CEILINGS::get).orElse(null);
    if (ceiling == null) {
      return unknown("licence");
    }
    return known.openSessions() * 100 < (long) ceiling * NEARLY_FULL_PERCENT
        ? pass("licence", "licence.room", level.get(), open, ceiling.toString())
        : fail(
            "licence",
            "licence.full",
            RouterRepairs.licence(),
            level.get(),
            open,
            ceiling.toString());
  }

  /** Of RouterBOARD and x86 a number, of a CHR a word. */
  static Optional<String> level(RouterReading reading) {
    return reading
        .row(Menu.LICENCE)
        .flatMap(row -> row.get("nlevel").or(() -> row.get("level")))
        .filter(level -> !level.isBlank());
  }

  private boolean isVersion6() {
    return reading
        .row(Menu.RESOURCE)
        .flatMap(row -> row.get("version"))
        .flatMap(RouterOsVersion::parse)
        .filter(version -> version.major() < 7)
        .isPresent();
  }

  private String user() {
    return Objects.requireNonNullElse(known.router().apiUsername(), "");
  }

  private Optional<Row> one(Menu menu, String property, String value) {
    return reading.rows(menu).orElse(List.of()).stream()
        .filter(row -> row.get(property).equals(Optional.of(value)))
        .findFirst();
  }

  /** What is said of it; {@code !word} is one that is not. */
  private static List<String> words(Row row, String property) {
    return Arrays.stream(row.get(property).orElse("").split(","))
        .filter(word -> !word.isBlank() && !word.startsWith("!"))
        .toList();
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static String when(@Nullable Instant instant) {
    return String.valueOf(instant);
  }

  private RouterCheck pass(String name, String key, String... details) {
    return new RouterCheck(name, "pass", text(key, details), null);
  }

  private RouterCheck fail(String name, String key, @Nullable String repair, String... details) {
    return new RouterCheck(name, "fail", text(key, details), repair);
  }

  private RouterCheck unknown(String name) {
    return new RouterCheck(name, "unknown", text("unknown"), null);
  }

  private String text(String key, String... details) {
    return String.format(Locale.ROOT, words.getString(key), (Object[]) details);
  }
}
