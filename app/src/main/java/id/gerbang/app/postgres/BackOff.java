package id.gerbang.app.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When something that fell over is to be set up again: at once, then 1, 2, 4 … 30 s after the last
 * try, until it has stood for a minute.
 */
final class BackOff {

  private static final long FIRST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(30).toNanos();
  private static final long STANDS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private long pause;
  private long triedAt;

  BackOff(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether now is the time for another try; if so, it counts as made. */
  boolean due() {
    long now = nanoTime.getAsLong();
    long since = now - triedAt;
    if (pause > 0 && since > STANDS) {
      pause = 0;
    }
    if (pause > 0 && since < pause) {
      return false;
    }
    pause = pause == 0 ? FIRST : Math.min(LONGEST, 2 * pause);
    triedAt = now;
    return true;
  }

  Duration pause() {
    return Duration.ofNanos(pause);
  }
}
