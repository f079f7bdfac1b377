package id.gerbang.radius.accounting;

import java.time.Duration;

/**
 * When what waits in the journal is applied. A batch costs about the same for ten records as for
 * some hundreds, so those that come alone wait a moment for company; many don't wait.
 */
final class Gathering {

  /** Much less than the second after which other nodes look. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private final long manyOctets;
  private long began;
  private boolean gathering;

  /**
   * @param manyOctets so many are worth a batch
   */
  Gathering(long manyOctets) {
    this.manyOctets = manyOctets;
  }

  /**
   * Whether to apply now; if so, another gathering begins with what waits next.
   *
   * @param octets that wait
   * @param nanos of the monotonic clock
   */
  boolean isOver(long octets, long nanos) {
    if (octets > 0 && !gathering) {
      gathering = true;
      began = nanos;
    }
    boolean over = gathering && (octets >= manyOctets || nanos - began >= PATIENCE.toNanos());
    gathering = gathering && !over;
    return over;
  }
}
