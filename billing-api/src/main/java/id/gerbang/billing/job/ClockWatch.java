package id.gerbang.billing.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Compares the wall clock with the monotonic one. After a jump of more than a minute it is not
 * believed until it is back, or a person says that it is right (P25).
 */
public final class ClockWatch {

  private static final Duration JUMP = Duration.ofSeconds(60);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Instant wall;
  private long nanos;

  public ClockWatch(Clock clock) {
    this(clock, System::nanoTime);
  }

  public ClockWatch(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.wall = clock.instant();
    this.nanos = nanoTime.getAsLong();
  }

  /** How far the wall clock has jumped; absent: it is believed. */
  synchronized Optional<Duration> jump() {
    Instant wallNow = clock.instant();
    long nanosNow = nanoTime.getAsLong();
    Duration jump = Duration.between(wall, wallNow).minusNanos(nanosNow - nanos);
    if (jump.abs().compareTo(JUMP) > 0) {
      return Optional.of(jump);
    }
    wall = wallNow;
    nanos = nanosNow;
    return Optional.empty();
  }

  /** The wall clock is right as it is now. */
  synchronized void accept() {
    wall = clock.instant();
    nanos = nanoTime.getAsLong();
  }
}
