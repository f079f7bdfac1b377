package id.gerbang.billing.portal;

import java.time.Clock;

/**
 * Wrong guesses of all addresses together within a minute: who guesses from many is bounded too.
 */
public final class Misses {

  private final Clock clock;
  private final int most;
  private int made;
  private long minute;

  public Misses(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /** Whether there were so many that nobody may guess until the next minute. */
  public synchronized boolean full() {
    turn();
    return made >= most;
  }

  public synchronized void note() {
    turn();
    made++;
  }

  private void turn() {
    long now = clock.instant().getEpochSecond() / 60;
    if (now != minute) {
      minute = now;
      made = 0;
    }
  }
}
