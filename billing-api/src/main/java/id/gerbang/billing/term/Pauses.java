package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Pauses subscriptions: kept out, and not billed. What is paid for is not lost: the days that were
 * left at the beginning are left at the end, so no money moves.
 */
final class Pauses {

  private final Clock clock;
  private final ZoneId zone;
  private final PeriodBilling periods;
  private final SubscriptionBilling billing;

  Pauses(Clock clock, ZoneId zone, PeriodBilling periods, SubscriptionBilling billing) {
    this.clock = clock;
    this.zone = zone;
    this.periods = periods;
    this.billing = billing;
  }

  /** What has begun is billed first, so that it is known which days are left. */
  Done pause(Handle handle, SubscriptionRow subscription, PauseRequest request, Actor actor) {
    Instant now = clock.instant();
    Optional<Instant> until = request.checkedEnd(zone, now);
    Operations.requireRunning(subscription);
    if (subscription.pausedSince() != null) {
      throw Problem.conflict("The subscription " + subscription.username() + " is paused already.");
    }
    periods.billWhatHasBegun(handle, subscription.customerId(), actor);
    handle
        .attach(PauseDao.class)
        .pause(subscription.id(), until.orElse(null), request.reason(), now);
    Map<String, Object> detail = new HashMap<>();
    detail.put("until", until.orElse(null));
    detail.put("reason", request.reason());
    Audit.write(
        handle, now, actor, "subscription.pause", "subscription:" + subscription.id(), detail);
    History.write(
        handle,
        Event.of(subscription.id(), "pause", now, actor)
            .because(request.reason())
            .until(until.orElse(null)));
    return Done.FREE;
  }

  /** Ends a pause, if there is one: at its own end where that has passed. */
  void end(Handle handle, SubscriptionRow subscription) {
    Instant since = subscription.pausedSince();
    if (since == null) {
      return;
    }
    Instant now = clock.instant();
    Instant planned = subscription.pausedUntil();
    Instant end = planned != null && planned.isBefore(now) ? planned : now;
    handle.attach(PauseDao.class).end(subscription.id(), now);
    Instant activeUntil = subscription.activeUntil();
    if (activeUntil != null && activeUntil.isAfter(since)) {
      Instant moved = activeUntil.plus(Duration.between(since, end));
      handle.attach(RenewalDao.class).activeUntil(subscription.id(), moved, now);
    }
    LocalDate billedUntil = subscription.billedUntil();
    if (billedUntil != null) {
      LocalDate until =
          billedUntil(
              billedUntil, LocalDate.ofInstant(since, zone), LocalDate.ofInstant(end, zone));
      billing.moveBilledUntil(handle, subscription, until, now);
    }
  }

  /** Days that were billed at the beginning of a pause are left at its end. */
  static LocalDate billedUntil(LocalDate billedUntil, LocalDate since, LocalDate end) {
    long left = Math.max(0, ChronoUnit.DAYS.between(since, billedUntil));
    return end.plusDays(left);
  }
}
