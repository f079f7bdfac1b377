package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass: a thread that looks every half minute, and at each local midnight, for customers
 * who became overdue. When the wall clock has jumped it lets one round pass, so that a wrong clock
 * that is soon set right cuts nobody (P25).
 */
public final class OverdueWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OverdueWorker.class);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration JUMP = Duration.ofSeconds(60);

  private final OverdueRun run;
  private final Clock clock;
  private final ZoneId zone;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "overdue");
            worker.setDaemon(true);
            return worker;
          });
  private Instant lastWall;
  private long lastNanos;

  public OverdueWorker(OverdueRun run, Clock clock, ZoneId zone) {
    this(run, clock, zone, System::nanoTime);
  }

  OverdueWorker(OverdueRun run, Clock clock, ZoneId zone, LongSupplier nanoTime) {
    this.run = run;
    this.clock = clock;
    this.zone = zone;
    this.nanoTime = nanoTime;
    this.lastWall = clock.instant();
    this.lastNanos = nanoTime.getAsLong();
  }

  public void start() {
    thread.execute(this::round);
  }

  /** One round, now. */
  public synchronized void tick() {
    Duration jump = jumpSinceLast();
    if (jump.abs().compareTo(JUMP) > 0) {
      LOG.warn(
          "The wall clock moved by {} s against the monotonic clock; no one is cut this round.",
          jump.toSeconds());
      return;
    }
    run.applyPolicy(Actor.SYSTEM);
    run.becameOverdue(Actor.SYSTEM);
  }

  private Duration jumpSinceLast() {
    Instant wall = clock.instant();
    long nanos = nanoTime.getAsLong();
    Duration jump = Duration.between(lastWall, wall).minusNanos(nanos - lastNanos);
    lastWall = wall;
    lastNanos = nanos;
    return jump;
  }

  private void round() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.warn("The overdue round failed and is tried again in {} s.", ROUND.toSeconds(), e);
    } finally {
      if (!thread.isShutdown()) {
        thread.schedule(this::round, untilNext().toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Half a minute, or less when a new day begins before that. */
  private Duration untilNext() {
    Instant now = clock.instant();
    Instant midnight = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
    Duration untilMidnight = Duration.between(now, midnight);
    return untilMidnight.compareTo(ROUND) < 0 ? untilMidnight : ROUND;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The overdue round did not stop within 5 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
