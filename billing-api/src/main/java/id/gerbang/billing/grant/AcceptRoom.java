package id.gerbang.billing.grant;

import id.gerbang.billing.http.Checks;
import id.gerbang.core.access.Grant;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.ReplyAttributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The room that an Access-Accept has, in octets: 4,096 in all (RFC 2865 §3), of which what the
 * server says by itself takes up to 925. Of the rest the ISP's defaults, a plan and a subscription
 * have a third each: whichever of them meet in a grant, it can be sent.
 */
public final class AcceptRoom {

  private static final int PACKET = 4_096;

  /**
   * The longest of each: header and Message-Authenticator 38, Service-Type and Framed-Protocol 12,
   * address 6, pool 65, IPv6 pools 201, rate 255, list 71, Session-Timeout and interval 12, Class
   * 66, MS-CHAPv2 with its keys 159, what a trial is told 40.
   */
  private static final int OWN = 925;

  private static final int MOST = 1_000;
  private static final int HEADER = 2;

  private AcceptRoom() {}

  /** Notes it where routes and attributes, each right by itself, take more than their third. */
  public static void check(
      List<String> routes,
      List<AttributeField> attributes,
      Checks checks,
      String prefix,
      Dictionary dictionary) {
    int forRoutes = ofRoutes(routes);
    int forAttributes =
        attributes.stream()
            .mapToInt(
                one ->
                    octets(
                        Objects.requireNonNullElse(one.name(), ""),
                        Objects.requireNonNullElse(one.value(), ""),
                        dictionary))
            .sum();
    checks.that(
        forRoutes + forAttributes <= MOST,
        prefix + (forRoutes > forAttributes ? "routes" : "attributes"),
        "take "
            + (forRoutes + forAttributes)
            + " octets of an Access-Accept, routes and attributes together; "
            + MOST
            + " are there for them");
  }

  /**
   * Whether an Accept of this grant may not go into a packet: what was kept before there was a
   * limit.
   */
  public static boolean isTooSmallFor(Grant grant, Dictionary dictionary) {
    int attributes =
        grant.attributes().stream()
            .mapToInt(one -> octets(one.name(), one.value(), dictionary))
            .sum();
    return OWN + ofRoutes(grant.routes()) + attributes > PACKET;
  }

  private static int ofRoutes(List<String> routes) {
    return routes.stream()
        .mapToInt(route -> HEADER + route.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  /** What can't be sent takes none. */
  private static int octets(String name, String value, Dictionary dictionary) {
    try {
      return HEADER + ReplyAttributes.encode(dictionary, name, value).value().length;
    } catch (IllegalArgumentException leftOut) {
      return 0;
    }
  }
}
