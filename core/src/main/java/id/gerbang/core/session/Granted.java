package id.gerbang.core.session;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.access.LiveAttribute;
import id.gerbang.core.access.Reason;
import id.gerbang.core.seal.Sha256;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * What an open session holds, small enough for the Class attribute and the session's row: the
 * reason, which live attributes were given, and a hash of each part. Two of them compare by
 * meaning: seconds left, the interim and Class itself are no part of it.
 *
 * @param hasRate whether a rate limit was given: taking one away costs a redial
 * @param hasEnd whether Session-Timeout was given
 * @param extras which of {@link LiveAttribute} were given: taking one away costs a redial
 * @param live hash of rate, list, end and live attributes: a difference is closed by CoA
 * @param redial hash of address, pool, routes, IPv6, other attributes and credentials: a difference
 *     costs a redial
 */
public record Granted(
    Reason reason, boolean hasRate, boolean hasEnd, int extras, long live, long redial) {

  private static final int HASH_BITS = 48;
  private static final int RATE = 1;
  private static final int END = 2;

  /** Room for 15 live attributes. */
  private static final int EXTRAS_DIGITS = 3;

  /** Without attributes beyond our own. */
  public Granted(Reason reason, boolean hasRate, boolean hasEnd, long live, long redial) {
    this(reason, hasRate, hasEnd, 0, live, redial);
  }

  /**
   * What is not granted adds nothing to the texts, so that a new kind of grant is no difference.
   */
  public static Granted of(Reason reason, Grant grant) {
    StringBuilder live =
        new StringBuilder(grant.rateLimit().orElse(""))
            .append('\n')
            .append(grant.addressList())
            .append('\n')
            .append(grant.end().map(Instant::getEpochSecond).orElse(0L));
    boolean ourPool = grant.addressPool().isPresent();
    StringBuilder redial =
        new StringBuilder(ourPool ? "" : address(grant))
            .append('\n')
            .append(ourPool ? "" : grant.framedPool().orElse(""))
            .append('\n')
            .append(grant.credentialVersion());
    grant.addressPool().ifPresent(pool -> redial.append("\npool ").append(pool));
    grant.routes().forEach(route -> redial.append("\nroute ").append(route));
    Ipv6 ipv6 = grant.ipv6();
    ipv6.framedPrefix().ifPresent(it -> redial.append("\nipv6 ").append(it.text()));
    ipv6.framedPool().ifPresent(it -> redial.append("\nipv6 pool ").append(it));
    ipv6.delegatedPrefix().ifPresent(it -> redial.append("\npd ").append(it.text()));
    ipv6.delegatedPool().ifPresent(it -> redial.append("\npd pool ").append(it));
    int extras = 0;
    for (ExtraAttribute extra : grant.attributes()) {
      if (extra.name().equals(GrantTimes.INTERIM_ATTRIBUTE)) {
        continue; // RouterOS takes another interval at the next login only: no reason for a redial.
      }
      Optional<LiveAttribute> known = LiveAttribute.named(extra.name());
      extras |= known.map(LiveAttribute::bit).orElse(0);
      (known.isPresent() ? live : redial)
          .append('\n')
          .append(extra.name())
          .append('=')
          .append(extra.value());
    }
    return new Granted(
        reason,
        grant.rateLimit().isPresent(),
        grant.end().isPresent(),
        extras,
        hash(live.toString()),
        hash(redial.toString()));
  }

  private static String address(Grant grant) {
    return grant.framedIp().map(InetAddress::getHostAddress).orElse("");
  }

  /** Whether a CoA can bring a session that holds this to what it is entitled to. */
  public boolean becomesLive(Granted entitled) {
    return redial == entitled.redial
        && (entitled.hasRate || !hasRate)
        && (extras & ~entitled.extras) == 0;
  }

  /** Reads {@link #text()}; empty when it is none of ours. */
  public static Optional<Granted> parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 3 || parts[0].length() < 3 || parts[0].length() > 3 + EXTRAS_DIGITS) {
      return Optional.empty();
    }
    try {
      int reason = Integer.parseInt(parts[0].substring(0, 2), 36);
      if (reason < 0 || reason >= Reason.values().length) {
        return Optional.empty();
      }
      return Optional.of(
          new Granted(
              Reason.values()[reason],
              (parts[0].charAt(2) - '0' & RATE) != 0,
              (parts[0].charAt(2) - '0' & END) != 0,
              parts[0].length() == 3 ? 0 : Integer.parseUnsignedInt(parts[0].substring(3), 36),
              Long.parseUnsignedLong(parts[1], 36),
              Long.parseUnsignedLong(parts[2], 36)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * At most 28 characters, ASCII: reason and presence, live, redial. 25 where there are no extras.
   */
  public String text() {
    String reasonText = Integer.toString(reason.ordinal(), 36);
    return (reasonText.length() == 1 ? "0" : "")
        + reasonText
        + ((hasRate ? RATE : 0) | (hasEnd ? END : 0))
        + (extras == 0 ? "" : Integer.toString(extras, 36))
        + '-'
        + Long.toString(live, 36)
        + '-'
        + Long.toString(redial, 36);
  }

  private static long hash(String text) {
    byte[] digest = Sha256.of(text);
    long value = 0;
    for (int i = 0; i < HASH_BITS / 8; i++) {
      value = value << 8 | (digest[i] & 0xff);
    }
    return value;
  }
}
