package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import id.gerbang.billing.term.ScheduledDao.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets what was asked for a later time happen, a subscription a transaction, whichever node comes
 * first.
 */
public final class ScheduledChanges implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledChanges.class);
  private static final Schedule HALF_MINUTES = new Schedule.Every(Duration.ofSeconds(30));
  private static final int BATCH = 100;

  private final Jdbi jdbi;
  private final Clock clock;
  private final Operations operations;
  private final Lifetime lifetime;
  private final PlanChanges planChanges;
  private final Pauses pauses;

  ScheduledChanges(
      Jdbi jdbi,
      Clock clock,
      Operations operations,
      Lifetime lifetime,
      PlanChanges planChanges,
      Pauses pauses) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.operations = operations;
    this.lifetime = lifetime;
    this.planChanges = planChanges;
    this.pauses = pauses;
  }

  @Override
  public String name() {
    return "scheduled-changes";
  }

  @Override
  public Schedule schedule() {
    return HALF_MINUTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  /** All that is due now. */
  @Override
  public String run() {
    int failed = endPauses();
    int done = 0;
    Instant afterDue = Instant.EPOCH;
    long afterId = 0;
    for (List<Waiting> due = due(afterDue, afterId); !due.isEmpty(); due = due(afterDue, afterId)) {
      for (Waiting change : due) {
        if (carriedOut(change)) {
          done++;
        } else {
          failed++;
        }
      }
      Waiting last = due.get(due.size() - 1);
      afterDue = last.due();
      afterId = last.id();
    }
    return "%d changes carried out".formatted(done)
        + (failed == 0 ? "" : ", %d failed and tried again: the log says why".formatted(failed));
  }

  private List<Waiting> due(Instant afterDue, long afterId) {
    return jdbi.withHandle(
        handle -> handle.attach(ScheduledDao.class).due(clock.instant(), afterDue, afterId, BATCH));
  }

  /** Answers how many are to be tried again. */
  private int endPauses() {
    int failed = 0;
    long after = 0;
    for (List<Long> over = over(after); !over.isEmpty(); over = over(after)) {
      for (long id : over) {
        try {
          jdbi.useTransaction(
              handle -> operations.carryOut(handle, Ref.id(id), this::endPause, Actor.SYSTEM));
        } catch (RuntimeException e) {
          failed++;
          LOG.warn("The pause of subscription {} is ended later.", id, e);
        }
        after = id;
      }
    }
    return failed;
  }

  private List<Long> over(long after) {
    return jdbi.withHandle(
        handle -> handle.attach(PauseDao.class).over(clock.instant(), after, BATCH));
  }

  /** Only the pause: whoever is isolated by hand stays so. */
  private Done endPause(Handle handle, SubscriptionRow subscription, Actor actor) {
    Instant until = subscription.pausedUntil();
    if (until != null && !until.isAfter(clock.instant())) {
      pauses.end(handle, subscription);
      History.write(
          handle, Event.of(subscription.id(), "pause_over", clock.instant(), actor).since(until));
    }
    return Done.FREE;
  }

  /**
   * One that can't be done is settled as such. One that fails for another reason stays and is tried
   * again; neither holds up another.
   */
  private boolean carriedOut(Waiting change) {
    try {
      carryOut(change);
      return true;
    } catch (RuntimeException e) {
      LOG.warn(
          "The {} of subscription {} is tried again.", change.what(), change.subscriptionId(), e);
      return false;
    }
  }

  private void carryOut(Waiting change) {
    try {
      jdbi.useTransaction(handle -> carryOut(handle, change));
    } catch (Problem refused) {
      LOG.warn(
          "The {} of subscription {} is not possible any more: {}",
          change.what(),
          change.subscriptionId(),
          refused.getMessage());
      jdbi.useTransaction(handle -> notPossible(handle, change, refused));
    }
  }

  private void notPossible(Handle handle, Waiting change, Problem refused) {
    settle(handle, change, "not possible: " + refused.getMessage());
    History.write(
        handle,
        Event.of(change.subscriptionId(), change.what() + "_failed", clock.instant(), Actor.SYSTEM)
            .because(refused.getMessage())
            .since(change.due()));
    handle
        .attach(TermReviewDao.class)
        .open(
            change.what() + "_failed",
            change.subscriptionId(),
            null,
            "due %s: %s".formatted(change.due(), refused.getMessage()),
            clock.instant());
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
          Optional<Instant> moved = movedEnd(it, change, subscription);
          if (moved.isPresent()) {
            it.attach(ScheduledDao.class).postpone(change.id(), moved.get());
            it.attach(ScheduledDao.class).changed(subscription.id(), clock.instant());
            return Done.FREE;
          }
          Done done = apply(it, change, subscription, who);
          settle(it, change, "done");
          return done;
        },
        actor);
  }

  private Optional<Instant> movedEnd(Handle handle, Waiting change, SubscriptionRow subscription) {
    return change.atPeriodEnd()
        ? planChanges.movedEnd(handle, subscription, change.due())
        : Optional.empty();
  }

  /** While it still waits, so that what is billed before is billed by it. */
  private Done apply(Handle handle, Waiting change, SubscriptionRow subscription, Actor actor) {
    String reason = change.reason().orElse(null);
    if (change.what().equals(ScheduledDao.TERMINATE)) {
      return lifetime.end(handle, subscription, change.due(), reason, actor);
    }
    Operations.requireRunning(subscription);
    long plan = change.planId().orElseThrow();
    PlanChanges.requireSold(handle, plan, subscription.planId());
    Offer offer =
        handle.attach(PlanChangeDao.class).offer(plan, change.priceVersion().orElseThrow());
    return planChanges.now(handle, subscription, offer, reason, actor);
  }

  private void settle(Handle handle, Waiting change, String outcome) {
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    if (scheduled.lock(change.id()).isPresent()) {
      scheduled.settle(change.id(), outcome, clock.instant());
    }
  }
}
