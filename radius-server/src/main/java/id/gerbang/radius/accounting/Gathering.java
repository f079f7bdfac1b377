package id.gerbang.radius.accounting;

import java.time.Duration;

/**
 * When what waits in the journal is applied. A batch costs about the same for ten records as for
 * some hundreds, so those that come alone wait a moment for company. A storm is let pass first, if
 * it is over soon: routers wait for answers, and tables do not. What has waited is then applied to
 * the end, however much comes meanwhile.
 */
final class Gathering {

  /** Much less than the second after which other nodes look. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  /** Half of how far the table may be behind. */
  static final Duration PATIENCE_IN_A_STORM = Duration.ofSeconds(1);

  private final long manyOctets;
  private final long stormOctets;
  private State state = State.NOTHING;
  private long began;
  private long before;

  private enum State {
    NOTHING,
    GATHERING,
    APPLYING
  }

  /**
   * @param manyOctets as long as so many wait, there is no more gathering
   * @param stormOctets so many more from one look to the next are a storm
   */
  Gathering(long manyOctets, long stormOctets) {
    this.manyOctets = manyOctets;
    this.stormOctets = stormOctets;
  }

  /**
   * Whether to apply now; asked again and again.
   *
   * @param octets that wait
   * @param nanos of the monotonic clock
   */
  boolean isOver(long octets, long nanos) {
    if (state == State.APPLYING && octets < manyOctets) {
      state = State.NOTHING;
    }
    if (state == State.NOTHING && octets > 0) {
      state = State.GATHERING;
      began = nanos;
      before = 0;
    }
    if (state == State.GATHERING) {
      boolean storm = octets - before >= stormOctets;
      Duration patience = storm ? PATIENCE_IN_A_STORM : PATIENCE;
      before = octets;
      if (nanos - began >= patience.toNanos()) {
        state = State.APPLYING;
      }
    }
    return state == State.APPLYING;
  }
}
