package id.gerbang.radius.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A wall clock and a monotonic one together: instants are compared by the first, durations are
 * measured by the second, which nobody can set.
 */
public abstract class Timepiece extends Clock {

  /** As {@link System#nanoTime}: only differences mean anything. */
  public abstract long nanoTime();

  /** This clock with the machine's monotonic one, unless it brings its own. */
  public static Timepiece of(Clock clock) {
    return clock instanceof Timepiece own ? own : new OfMachine(clock);
  }

  private static final class OfMachine extends Timepiece {

    private final Clock wall;

    OfMachine(Clock wall) {
      this.wall = wall;
    }

    @Override
    public Instant instant() {
      return wall.instant();
    }

    @Override
    public long millis() {
      return wall.millis();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public ZoneId getZone() {
      return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return new OfMachine(wall.withZone(zone));
    }
  }
}
