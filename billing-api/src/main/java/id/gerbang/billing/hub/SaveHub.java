package id.gerbang.billing.hub;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import id.gerbang.core.dictionary.AddressText;
import java.net.Inet4Address;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A hub as it is to be.
 *
 * @param kind {@code wireguard}, {@code l2tp} or {@code sstp}
 * @param publicAddress a name or an address that routers reach from anywhere
 * @param port null: the usual one
 * @param publicKey of WireGuard
 * @param ipsecSecret of L2TP; left out of a change it stays
 * @param network of the tunnels' addresses, such as {@code 10.255.0.0/24}
 * @param servers addresses of ours, RADIUS and API, that routers reach through it
 */
public record SaveHub(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable String kind,
    @Nullable String publicAddress,
    @Nullable Integer port,
    @Nullable String publicKey,
    @Nullable Secret ipsecSecret,
    @Nullable String network,
    @Nullable List<String> servers) {

  private static final int MOST_SERVERS = 16;
  private static final int L2TP_PORT = 1701;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  /** 32 octets in Base64. */
  static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");

  private static final Pattern SECRET = Pattern.compile("[!-~&&[^\"\\\\$?]]{12,64}");

  /** Or all that is wrong with it. */
  HubRow checked(boolean isNew) {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", 63);
    boolean known =
        checks.that(
            List.of("wireguard", "l2tp", "sstp").contains(Objects.requireNonNullElse(kind, "")),
            "kind",
            "is wireguard, l2tp or sstp");
    checks.that(matches(HOST, publicAddress), "publicAddress", "is a name or an address");
    checks.that(port == null || (port > 0 && port < 65_536), "port", "is from 1 to 65535");
    checks.that(
        network != null && TunnelNetwork.parse(network).isPresent(),
        "network",
        "is an IPv4 network of /16 to /29, such as 10.255.0.0/24");
    List<String> all = Objects.requireNonNullElse(servers, List.of());
    checks.that(
        !all.isEmpty() && all.size() <= MOST_SERVERS,
        "servers",
        "has 1 to 16 addresses: those of our RADIUS and API");
    for (int i = 0; i < all.size(); i++) {
      checks.that(
          AddressText.read(all.get(i)).filter(Inet4Address.class::isInstance).isPresent(),
          "servers[" + i + "]",
          "is no IPv4 address");
    }
    if (known) {
      kind(checks, isNew);
    }
    checks.done();
    HubKind speaks = HubKind.of(String.valueOf(kind));
    return new HubRow(
        0,
        externalId,
        String.valueOf(name),
        speaks.text(),
        String.valueOf(publicAddress),
        Objects.requireNonNullElse(port, speaks.usualPort()),
        publicKey,
        String.valueOf(network),
        all.stream().distinct().toList(),
        0,
        0,
        null);
  }

  /** What each of them needs, and RouterOS can be told. */
  private void kind(Checks checks, boolean isNew) {
    switch (HubKind.of(String.valueOf(kind))) {
      case WIREGUARD ->
          checks.that(matches(KEY, publicKey), "publicKey", "is the hub's key, 44 characters");
      case L2TP -> {
        checks.that(
            port == null || port == L2TP_PORT, "port", "is 1701: RouterOS dials no other one");
        checks.that(
            ipsecSecret == null ? !isNew : SECRET.matcher(ipsecSecret.text()).matches(),
            "ipsecSecret",
            "has 12 to 64 visible characters of ASCII, none of \" \\ $ ?");
      }
      case SSTP -> {}
    }
  }

  private static boolean matches(Pattern pattern, @Nullable String value) {
    return value != null && pattern.matcher(value).matches();
  }
}
