package id.gerbang.radius.reply;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.access.LiveAttribute;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.AttributeWriter;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.MikroTik;
import java.time.Instant;
import java.util.function.Predicate;

/** A grant as RouterOS reads it (mikrotik-radius, section 4). */
public final class GrantAttributes {

  private GrantAttributes() {}

  /** Of an Access-Accept: what does not depend on the subscriber and the time. */
  public static EncodedAttributes lasting(Grant grant) {
    EncodedAttributes.Writer writer = EncodedAttributes.writer();
    grant.framedIp().ifPresent(ip -> writer.ipv4(Attribute.FRAMED_IP_ADDRESS, ip));
    grant.framedPool().ifPresent(pool -> writer.text(Attribute.FRAMED_POOL, pool));
    grant.routes().forEach(route -> writer.text(Attribute.FRAMED_ROUTE, route));
    ipv6(writer, grant.ipv6());
    rateAndList(writer, grant);
    extras(writer, grant, any -> true);
    return writer.encode();
  }

  /**
   * Of an Access-Accept: the whole grant.
   *
   * @param lasting the grant's own
   */
  public static void accept(
      AttributeWriter<?> writer,
      Grant grant,
      EncodedAttributes lasting,
      long subscriberId,
      Instant now) {
    writer.add(lasting);
    if (grant.end().isPresent()) {
      writer.integer(Attribute.SESSION_TIMEOUT, GrantTimes.sessionTimeout(now, grant.end().get()));
    }
    if (!GrantTimes.namesInterim(grant.attributes())) {
      writer.integer(Attribute.ACCT_INTERIM_INTERVAL, GrantTimes.interimInterval(subscriberId));
    }
  }

  /**
   * Of a CoA-Request: the live part only. Session-Timeout counts from the session's start; where
   * RouterOS counts from now instead, it ends later, and convergence is there first.
   */
  public static void live(
      AttributeWriter<?> writer, Grant grant, boolean hadEnd, Instant sessionStart) {
    rateAndList(writer, grant);
    extras(writer, grant, extra -> LiveAttribute.named(extra.name()).isPresent());
    if (grant.end().isPresent()) {
      writer.integer(
          Attribute.SESSION_TIMEOUT, GrantTimes.sessionTimeout(sessionStart, grant.end().get()));
    } else if (hadEnd) {
      writer.integer(Attribute.SESSION_TIMEOUT, GrantTimes.NO_END_SECONDS);
    }
  }

  /**
   * Prefixes of its own as RFC 3162 §2.3 and RFC 4818 §3 write them; a delegated pool by both its
   * names, since which one a RouterOS reads depends on its age.
   */
  private static void ipv6(AttributeWriter<?> writer, Ipv6 ipv6) {
    ipv6.framedPrefix()
        .ifPresent(it -> writer.ipv6Prefix(Attribute.FRAMED_IPV6_PREFIX, it.address(), it.bits()));
    ipv6.framedPool().ifPresent(it -> writer.text(Attribute.FRAMED_IPV6_POOL, it));
    ipv6.delegatedPrefix()
        .ifPresent(
            it -> writer.ipv6Prefix(Attribute.DELEGATED_IPV6_PREFIX, it.address(), it.bits()));
    ipv6.delegatedPool()
        .ifPresent(
            it ->
                writer
                    .text(Attribute.DELEGATED_IPV6_PREFIX_POOL, it)
                    .vendorText(MikroTik.VENDOR, MikroTik.DELEGATED_IPV6_POOL, it));
  }

  private static void extras(
      AttributeWriter<?> writer, Grant grant, Predicate<ExtraAttribute> wanted) {
    for (ExtraAttribute extra : grant.attributes()) {
      if (extra.encoded().isPresent() && wanted.test(extra)) {
        writer.octets(extra.encoded().get().type(), extra.encoded().get().value());
      }
    }
  }

  private static void rateAndList(AttributeWriter<?> writer, Grant grant) {
    grant
        .rateLimit()
        .ifPresent(rate -> writer.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT, rate));
    writer.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST, grant.addressList());
  }
}
