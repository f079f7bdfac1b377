package id.gerbang.core.access;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The seconds that a reply names beside a grant: the same in the preview. */
public final class GrantTimes {

  /** The largest Session-Timeout that User Manager sends; it stands for "no end". */
  public static final long NO_END_SECONDS = 21_474_720;

  /** Where an ISP names this attribute, its value replaces our interval. */
  public static final String INTERIM_ATTRIBUTE = "Acct-Interim-Interval";

  /** Over an hour nobody would know who is online. */
  public static final int LONGEST_INTERIM_SECONDS = 3_600;

  private static final int INTERIM_SECONDS = 300;
  private static final int INTERIM_SPREAD = 30;
  private static final int SILENT_INTERIMS = 3;

  /** Three of the longest interims that we ask for by ourselves. */
  public static final Duration SHORTEST_SILENCE =
      Duration.ofSeconds(SILENT_INTERIMS * (INTERIM_SECONDS + INTERIM_SPREAD));

  /** Three of the longest that an ISP may ask for: nothing is silent for longer and counts. */
  public static final Duration LONGEST_SILENCE =
      Duration.ofSeconds(SILENT_INTERIMS * LONGEST_INTERIM_SECONDS);

  private GrantTimes() {}

  /** Session-Timeout: RFC 2865 §5.27. */
  public static long sessionTimeout(Instant from, Instant end) {
    return Math.max(1, Math.min(NO_END_SECONDS, Duration.between(from, end).toSeconds()));
  }

  /** Acct-Interim-Interval: spread, so that a router's interims do not come all at once. */
  public static long interimInterval(long subscriberId) {
    return INTERIM_SECONDS
        - INTERIM_SPREAD
        + Math.floorMod(subscriberId * 31, 2 * INTERIM_SPREAD + 1);
  }

  /** Whether the ISP has named an interval of its own. */
  public static boolean namesInterim(List<ExtraAttribute> attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).name().equals(INTERIM_ATTRIBUTE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * After how long without a word a session that was sent these is silent: three interims, and
   * never sooner than one that was sent none.
   */
  public static Duration silence(List<ExtraAttribute> attributes) {
    Duration longest = SHORTEST_SILENCE;
    for (ExtraAttribute attribute : attributes) {
      if (attribute.name().equals(INTERIM_ATTRIBUTE) && attribute.encoded().isPresent()) {
        int interim = ByteBuffer.wrap(attribute.encoded().get().value()).getInt();
        Duration silence = Duration.ofSeconds(SILENT_INTERIMS * (long) interim);
        longest = silence.compareTo(longest) > 0 ? silence : longest;
      }
    }
    return longest;
  }

  /** The same of a session that was seen to speak so rarely, whatever it was sent. */
  public static Duration silence(Duration interim) {
    if (interim.toSeconds() >= LONGEST_INTERIM_SECONDS) {
      return LONGEST_SILENCE;
    }
    Duration silence = interim.multipliedBy(SILENT_INTERIMS);
    return silence.compareTo(SHORTEST_SILENCE) > 0 ? silence : SHORTEST_SILENCE;
  }
}
