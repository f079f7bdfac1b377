package id.gerbang.core.session;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an open session holds, small enough for the Class attribute and the session's row: the
 * reason, which live attributes were given, and a hash of each part. Two of them compare by
 * meaning: seconds left, the interim's spread and Class itself are no part of it.
 *
 * @param hasRate whether a rate limit was given: taking one away costs a redial
 * @param hasEnd whether Session-Timeout was given
 * @param live hash of rate, list and end: a difference is closed by CoA
 * @param redial hash of address, pool and credentials: a difference costs a redial
 */
public record Granted(Reason reason, boolean hasRate, boolean hasEnd, long live, long redial) {

  private static final int HASH_BITS = 48;
  private static final int RATE = 1;
  private static final int END = 2;

  public static Granted of(Reason reason, Grant grant) {
    String live =
        grant.rateLimit().orElse("")
            + '\n'
            + grant.addressList()
            + '\n'
            + grant.end().map(Instant::getEpochSecond).orElse(0L);
    String redial =
        grant.framedIp().map(InetAddress::getHostAddress).orElse("")
            + '\n'
            + grant.framedPool().orElse("")
            + '\n'
            + grant.credentialVersion();
    return new Granted(
        reason, grant.rateLimit().isPresent(), grant.end().isPresent(), hash(live), hash(redial));
  }

  /** Reads {@link #text()}; empty when it is none of ours. */
  public static Optional<Granted> parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 3 || parts[0].length() != 3) {
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
              Long.parseUnsignedLong(parts[1], 36),
              Long.parseUnsignedLong(parts[2], 36)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /** At most 25 characters, ASCII: reason and presence, live, redial. */
  public String text() {
    String reasonText = Integer.toString(reason.ordinal(), 36);
    return (reasonText.length() == 1 ? "0" : "")
        + reasonText
        + ((hasRate ? RATE : 0) | (hasEnd ? END : 0))
        + '-'
        + Long.toString(live, 36)
        + '-'
        + Long.toString(redial, 36);
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long value = 0;
      for (int i = 0; i < HASH_BITS / 8; i++) {
        value = value << 8 | (digest[i] & 0xff);
      }
      return value;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
