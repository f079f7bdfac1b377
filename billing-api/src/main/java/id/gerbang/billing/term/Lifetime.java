package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.ScheduledDao.NewChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Extends subscriptions, ends them, and begins them again. */
final class Lifetime {

  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionBilling billing;
  private final OverdueEvaluation evaluation;
  private final Pauses pauses;
  private final Renewals renewals;
  private final OnceCharges charges;

  Lifetime(
      Clock clock,
      ZoneId zone,
      SubscriptionBilling billing,
      OverdueEvaluation evaluation,
      Pauses pauses,
      Renewals renewals,
      OnceCharges charges) {
    this.clock = clock;
    this.zone = zone;
    this.billing = billing;
    this.evaluation = evaluation;
    this.pauses = pauses;
    this.renewals = renewals;
    this.charges = charges;
  }

  /** Days for nothing: prepaid is good for longer, postpaid is billed from later on. */
  Done extend(Handle handle, SubscriptionRow subscription, ExtendRequest request, Actor actor) {
    int days = request.checkedDays();
    Operations.requireRunning(subscription);
    Instant now = clock.instant();
    Instant from;
    Instant end;
    Done done;
    if (subscription.billing().equals("prepaid")) {
      Instant activeUntil = subscription.activeUntil();
      if (activeUntil == null) {
        throw Problem.conflict(
            "The subscription " + subscription.username() + " has no end that could be moved.");
      }
      from = activeUntil.isAfter(now) ? activeUntil : now;
      end = from.plus(Duration.ofDays(days));
      handle.attach(RenewalDao.class).activeUntil(subscription.id(), end, now);
      done = Done.until(end);
    } else {
      LocalDate billedUntil = subscription.billedUntil();
      if (billedUntil == null) {
        throw Problem.conflict(
            "The subscription " + subscription.username() + " is not billed by runs.");
      }
      from = billedUntil.atStartOfDay(zone).toInstant();
      end = billedUntil.plusDays(days).atStartOfDay(zone).toInstant();
      billing.moveBilledUntil(handle, subscription, billedUntil.plusDays(days), now);
      done = Done.FREE;
    }
    note(handle, subscription, "extend", request.reason(), Map.of("days", days), actor);
    History.write(
        handle,
        Event.of(subscription.id(), "extend", now, actor)
            .because(request.reason())
            .since(from)
            .until(end));
    return done;
  }

  /** Ends it now, or notes that it is to end. What is billed beyond is not given back by itself. */
  Done terminate(
      Handle handle, SubscriptionRow subscription, TerminateRequest request, Actor actor) {
    Instant now = clock.instant();
    Optional<Instant> later = request.checkedAt(zone, now);
    if (subscription.terminatedAt() != null) {
      return Done.FREE;
    }
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    scheduled.cancel(subscription.id(), ScheduledDao.TERMINATE, now);
    if (later.isEmpty()) {
      return end(handle, subscription, now, request.reason(), actor);
    }
    Instant at = later.get();
    scheduled.insert(
        NewChange.terminate(subscription.id(), at, request.reason(), now, actor.name()));
    scheduled.changed(subscription.id(), now);
    note(handle, subscription, "terminate_later", request.reason(), Map.of("at", at), actor);
    History.write(
        handle,
        Event.of(subscription.id(), "terminate_later", now, actor)
            .because(request.reason())
            .since(at));
    return charges.wouldBill(handle, subscription, LocalDate.ofInstant(at, zone)).later(at);
  }

  /**
   * Ends it, and bills what was to come once with a period that will not come.
   *
   * @param at past where it was to end while nobody was there: what lies beyond is not billed
   */
  Done end(
      Handle handle,
      SubscriptionRow subscription,
      Instant at,
      @Nullable String reason,
      Actor actor) {
    if (subscription.terminatedAt() != null) {
      return Done.FREE;
    }
    Instant now = clock.instant();
    renewals.withdraw(handle, subscription, actor);
    Done done = charges.bill(handle, subscription, actor);
    handle.attach(LifetimeDao.class).terminate(subscription.id(), at, now);
    note(handle, subscription, "terminate", reason, Map.of("at", at), actor);
    History.write(
        handle, Event.of(subscription.id(), "terminate", now, actor).because(reason).since(at));
    return done;
  }

  /** Takes back an end, past or to come. Postpaid is billed from today on again. */
  Done reactivate(
      Handle handle, SubscriptionRow subscription, ReasonedRequest request, Actor actor) {
    request.checked();
    Instant now = clock.instant();
    boolean ended = subscription.terminatedAt() != null;
    int taken =
        handle.attach(ScheduledDao.class).cancel(subscription.id(), ScheduledDao.TERMINATE, now);
    if (!ended && taken == 0) {
      throw Problem.conflict("The subscription " + subscription.username() + " is not terminated.");
    }
    if (ended) {
      handle.attach(LifetimeDao.class).reactivate(subscription.id(), now);
      if (subscription.billing().equals("postpaid")) {
        billing.startAgain(handle, subscription, now);
      }
    }
    note(handle, subscription, "reactivate", request.reason(), Map.of(), actor);
    History.write(
        handle, Event.of(subscription.id(), "reactivate", now, actor).because(request.reason()));
    evaluation.evaluate(handle, Cause.SUBSCRIPTION, actor, subscription.customerId());
    return Done.FREE;
  }

  /** Undoes the isolation by hand and ends a pause, and only that: what is unpaid stays unpaid. */
  Done resume(Handle handle, SubscriptionRow subscription, ReasonedRequest request, Actor actor) {
    request.checked();
    if (subscription.heldSince() != null || subscription.pausedSince() != null) {
      Instant now = clock.instant();
      pauses.end(handle, subscription);
      handle.attach(LifetimeDao.class).release(subscription.id(), now);
      note(handle, subscription, "resume", request.reason(), Map.of(), actor);
      History.write(
          handle, Event.of(subscription.id(), "resume", now, actor).because(request.reason()));
    }
    return Done.FREE;
  }

  private void note(
      Handle handle,
      SubscriptionRow subscription,
      String what,
      @Nullable String reason,
      Map<String, ?> more,
      Actor actor) {
    Map<String, Object> detail = new HashMap<>(more);
    detail.put("reason", reason);
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "subscription." + what,
        "subscription:" + subscription.id(),
        detail);
  }
}
