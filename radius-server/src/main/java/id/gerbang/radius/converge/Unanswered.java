package id.gerbang.radius.converge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often an act on a session has gone unanswered, and when that is told: at once, then ever more
 * seldom, since it is tried on for as long as the difference is there. Metrics count every try. One
 * thread.
 */
final class Unanswered {

  private static final List<Duration> TOLD_AFTER =
      List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
  private static final Duration THEN_EVERY = Duration.ofDays(1);

  private @Nullable Instant since;
  private Duration nextTold = Duration.ZERO;
  private int tries;

  /**
   * Another try was in vain.
   *
   * @return whether to tell of it
   */
  boolean again(Instant now) {
    tries++;
    if (since == null) {
      since = now;
    }
    Duration lasted = Duration.between(since, now);
    if (lasted.compareTo(nextTold) < 0) {
      return false;
    }
    nextTold =
        TOLD_AFTER.stream()
            .filter(after -> after.compareTo(lasted) > 0)
            .findFirst()
            .orElseGet(() -> THEN_EVERY.multipliedBy(lasted.dividedBy(THEN_EVERY) + 1));
    return true;
  }

  /** So far. */
  int tries() {
    return tries;
  }
}
