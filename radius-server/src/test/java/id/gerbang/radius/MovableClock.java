package id.gerbang.radius;

import id.gerbang.radius.clock.Timepiece;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes only when it is told to. */
public final class MovableClock extends Timepiece {

  private volatile Instant now;
  private volatile Duration elapsed = Duration.ZERO;

  public MovableClock(Instant now) {
    this.now = now;
  }

  /** Time passes. */
  public void move(Duration ahead) {
    elapsed = elapsed.plus(ahead);
    now = now.plus(ahead);
  }

  /** Somebody sets the wall clock; no time passes. */
  public void jump(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanoTime() {
    return elapsed.toNanos();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    InstantSource same = this::instant;
    return same.withZone(zone);
  }
}
