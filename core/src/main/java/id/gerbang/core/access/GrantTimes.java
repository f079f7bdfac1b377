package id.gerbang.core.access;

import java.time.Duration;
import java.time.Instant;

/** The seconds that a reply names beside a grant: the same in the preview. */
public final class GrantTimes {

  /** The largest Session-Timeout that User Manager sends; it stands for "no end". */
  public static final long NO_END_SECONDS = 21_474_720;

  private static final int INTERIM_SECONDS = 300;
  private static final int INTERIM_SPREAD = 30;

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
}
