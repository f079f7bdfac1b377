package id.gerbang.billing.grant;

import id.gerbang.billing.http.Checks;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Framed-Routes as RouterOS reads them: {@code 10.9.0.0/24}, then a gateway, then metrics. */
public final class Routes {

  private static final int MOST = 32;
  private static final Pattern ROUTE =
      Pattern.compile("([0-9.]{7,15})/(\\d{1,2})(?: ([0-9.]{7,15})(?: \\d{1,3}){0,5})?");

  private Routes() {}

  /** The same, none where there are none, or what is wrong with each. */
  public static List<String> checked(@Nullable List<String> routes, Checks checks, String field) {
    if (routes == null) {
      return List.of();
    }
    checks.that(routes.size() <= MOST, field, "has more than " + MOST);
    for (int i = 0; i < routes.size(); i++) {
      check(routes.get(i), checks, field + "[" + i + "]");
    }
    return List.copyOf(routes);
  }

  private static void check(@Nullable String route, Checks checks, String field) {
    Matcher parts = ROUTE.matcher(route == null ? "" : route);
    if (!checks.that(
        parts.matches(),
        field,
        "is a network, and if need be a gateway and metrics, such as 10.9.0.0/24 0.0.0.0 1")) {
      return;
    }
    int bits = Integer.parseInt(parts.group(2));
    checks.that(
        bits > 0,
        field,
        "is every address: your router would send all that it has to the customer, whose own way out needs no route");
    checks
        .address(parts.group(1), field)
        .filter(Inet4Address.class::isInstance)
        .ifPresent(
            network ->
                checks.that(
                    bits <= 32 && hostBits(network, bits) == 0,
                    field,
                    "has bits beyond its length"));
    if (parts.group(3) != null) {
      checks.address(parts.group(3), field);
    }
  }

  private static long hostBits(InetAddress network, int bits) {
    return ByteBuffer.wrap(network.getAddress()).getInt() & (0xffff_ffffL >> bits);
  }
}
