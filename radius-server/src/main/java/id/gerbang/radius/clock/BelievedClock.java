package id.gerbang.radius.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wall clock, for as long as it goes like the monotonic one. When it jumps by more than 60 s,
 * time goes on from where it was: what fell due by the jump alone is not enforced, and what falls
 * due later still is. It is believed again when it comes back, or when the database's clock, which
 * did not jump with it, agrees.
 */
public final class BelievedClock extends Timepiece {

  private static final Logger log = LoggerFactory.getLogger(BelievedClock.class);
  private static final long TOLERATED_MILLIS = 60_000;

  /** Below this the wall clock is only being steered, and needs no note. */
  private static final long STEERED_MILLIS = 1_000;

  private final Timepiece machine;
  private final AtomicBoolean jumped = new AtomicBoolean();

  /** From monotonic to believed time. */
  private volatile long offset;

  /** From monotonic to the database's time, when the wall clock was last believed. */
  private long databaseOffset;

  public BelievedClock(Timepiece machine) {
    this.machine = machine;
    this.offset = machine.millis() - monotonicMillis();
    this.databaseOffset = offset;
  }

  @Override
  public Instant instant() {
    Instant wall = machine.instant();
    long jump = unbelieved(wall.toEpochMilli());
    return jump == 0 ? wall : wall.minusMillis(jump);
  }

  @Override
  public long millis() {
    long wall = machine.millis();
    return wall - unbelieved(wall);
  }

  /** By how much the wall clock is ahead, where that is not believed; else 0. */
  private long unbelieved(long wall) {
    long seen = wall - monotonicMillis();
    long ahead = seen - offset;
    if (Math.abs(ahead) > TOLERATED_MILLIS) {
      if (jumped.compareAndSet(false, true)) {
        log.error(
            "clock jumped by={}s to={}: nothing is decided by it until it is believed",
            TimeUnit.MILLISECONDS.toSeconds(ahead),
            Instant.ofEpochMilli(wall));
      }
      return ahead;
    }
    if (jumped.get() && jumped.compareAndSet(true, false)) {
      log.info("clock is back at={}", Instant.ofEpochMilli(wall));
    }
    if (Math.abs(ahead) > STEERED_MILLIS) {
      offset = seen;
    }
    return 0;
  }

  /** How far the wall clock is ahead of what is believed; zero while it is believed. */
  public Duration jump() {
    Duration ahead = Duration.between(instant(), machine.instant());
    return jumped.get() ? ahead : Duration.ZERO;
  }

  /**
   * Hears what time the database has. On the same machine its clock jumps too, and then is no
   * witness. One thread.
   */
  public void witness(Instant database) {
    instant();
    long seen = database.toEpochMilli() - monotonicMillis();
    if (!jumped.get()) {
      databaseOffset = seen;
      return;
    }
    boolean steady = Math.abs(seen - databaseOffset) <= TOLERATED_MILLIS;
    if (steady && Math.abs(machine.millis() - database.toEpochMilli()) <= TOLERATED_MILLIS) {
      offset = machine.millis() - monotonicMillis();
      jumped.set(false);
      log.info("clock is believed at={}: the database agrees", machine.instant());
    }
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  private long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(machine.nanoTime());
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  /** Instants have no zone, and whoever wants local time brings one. */
  @Override
  public Clock withZone(ZoneId zone) {
    InstantSource same = this::instant;
    return same.withZone(zone);
  }
}
