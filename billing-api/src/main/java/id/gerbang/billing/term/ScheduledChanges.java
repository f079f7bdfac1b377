package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import id.gerbang.billing.term.ScheduledDao.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what was asked for a later time happen, a subscription a transaction, whichever node comes
 * first. When the wall clock has jumped it lets a round pass (P25).
 */
public final class ScheduledChanges implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledChanges.class);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration JUMP = Duration.ofSeconds(60);
  private static final int BATCH = 100;

  private final Jdbi jdbi;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Operations operations;
  private final Lifetime lifetime;
  private final PlanChanges planChanges;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "scheduled-changes");
            worker.setDaemon(true);
            return worker;
          });
  private Instant lastWall;
  private long lastNanos;

  ScheduledChanges(
      Jdbi jdbi,
      Clock clock,
      LongSupplier nanoTime,
      Operations operations,
      Lifetime lifetime,
      PlanChanges planChanges) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.operations = operations;
    this.lifetime = lifetime;
    this.planChanges = planChanges;
    this.lastWall = clock.instant();
    this.lastNanos = nanoTime.getAsLong();
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::round, 0, ROUND.toSeconds(), TimeUnit.SECONDS);
  }

  private void round() {
    try {
      if (jumped()) {
        LOG.warn("The wall clock has jumped; what is due waits for the next round.");
      } else {
        carryOut();
      }
    } catch (RuntimeException e) {
      LOG.warn("What is due is tried again in {} s.", ROUND.toSeconds(), e);
    }
  }

  private boolean jumped() {
    Instant wall = clock.instant();
    long nanos = nanoTime.getAsLong();
    Duration jump = Duration.between(lastWall, wall).minusNanos(nanos - lastNanos);
    lastWall = wall;
    lastNanos = nanos;
    return jump.abs().compareTo(JUMP) > 0;
  }

  /** All that is due now. */
  public void carryOut() {
    List<Waiting> due;
    do {
      due =
          jdbi.withHandle(handle -> handle.attach(ScheduledDao.class).due(clock.instant(), BATCH));
      due.forEach(this::carryOut);
    } while (due.size() == BATCH);
  }

  /** One that can't be done is settled as such, and holds up no other. */
  private void carryOut(Waiting change) {
    try {
      jdbi.useTransaction(handle -> carryOut(handle, change));
    } catch (Problem refused) {
      LOG.warn(
          "The {} of subscription {} is not possible any more: {}",
          change.what(),
          change.subscriptionId(),
          refused.getMessage());
      jdbi.useTransaction(
          handle -> settle(handle, change, "not possible: " + refused.getMessage()));
    }
  }

  private void carryOut(Handle handle, Waiting change) {
    Actor actor = new Actor(change.askedBy(), Role.OWNER);
    operations.carryOut(
        handle,
        Ref.id(change.subscriptionId()),
        (it, subscription, who) -> {
          if (it.attach(ScheduledDao.class).lock(change.id()).isEmpty()) {
            return Done.FREE;
          }
          Done done = apply(it, change, subscription, who);
          settle(it, change, "done");
          return done;
        },
        actor);
  }

  /** While it still waits, so that what is billed before is billed by it. */
  private Done apply(Handle handle, Waiting change, SubscriptionRow subscription, Actor actor) {
    String reason = change.reason().orElse(null);
    if (change.what().equals(ScheduledDao.TERMINATE)) {
      return lifetime.end(handle, subscription, reason, actor);
    }
    Operations.requireRunning(subscription);
    Offer offer =
        handle
            .attach(PlanChangeDao.class)
            .offer(change.planId().orElseThrow(), change.priceVersion().orElseThrow());
    return planChanges.now(handle, subscription, offer, reason, actor);
  }

  private void settle(Handle handle, Waiting change, String outcome) {
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    if (scheduled.lock(change.id()).isPresent()) {
      scheduled.settle(change.id(), outcome, clock.instant());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The scheduled changes did not stop within 5 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
