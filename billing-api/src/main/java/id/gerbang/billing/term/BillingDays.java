package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.run.Rhythm;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Moves billing days. What is billed stays billed: up to the new day there is a bridge, for its
 * share of the price, which the next run bills.
 */
final class BillingDays {

  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionBilling billing;
  private final PeriodBilling periods;

  BillingDays(Clock clock, ZoneId zone, SubscriptionBilling billing, PeriodBilling periods) {
    this.clock = clock;
    this.zone = zone;
    this.billing = billing;
    this.periods = periods;
  }

  Done move(Handle handle, SubscriptionRow subscription, MoveBillingDay request, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    int day = request.checkedDay(today);
    Operations.requireRunning(subscription);
    Operations.requireNotPaused(subscription);
    if (!subscription.billing().equals("postpaid")) {
      throw Problem.conflict("The subscription " + subscription.username() + " is prepaid.");
    }
    Offer offer =
        handle
            .attach(PlanChangeDao.class)
            .offer(subscription.planId(), subscription.priceVersion());
    Period length = Period.parse(offer.period());
    if (length.getDays() > 0) {
      throw Problem.conflict(
          "The plan %s is sold by %d days: its periods begin where the last one ends."
              .formatted(offer.name(), length.getDays()));
    }
    Rhythm rhythm = new Rhythm(length, day);
    LocalDate asItWas =
        billing.notBefore(
            handle,
            subscription.id(),
            Objects.requireNonNullElse(subscription.billedUntil(), today));
    LocalDate from = Objects.requireNonNullElse(request.from(), asItWas);
    check(handle, subscription, request, rhythm, asItWas.isBefore(today) ? today : asItWas);
    billing.billOn(handle, subscription.id(), day, from, now);
    note(handle, subscription, request, from, now, actor);
    return periods
        .bridge(handle, subscription.id(), from)
        .map(Done::of)
        .orElse(Done.FREE)
        .after(givenAway(subscription, asItWas, from))
        .later(from.atStartOfDay(zone).toInstant());
  }

  /** Days are given away for a reason, and for two periods at most. */
  private void check(
      Handle handle,
      SubscriptionRow subscription,
      MoveBillingDay request,
      Rhythm rhythm,
      LocalDate begins) {
    LocalDate from = request.from();
    if (from == null) {
      return;
    }
    LocalDate free = billing.notBefore(handle, subscription.id(), from);
    LocalDate latest = next(rhythm, next(rhythm, begins));
    Checks checks = new Checks();
    checks.that(free.equals(from), "from", "is settled: it is billed up to before " + free);
    checks.that(!from.isAfter(latest), "from", "is two periods away at most, " + latest);
    LocalDate billed = subscription.billedUntil();
    if (billed != null && from.isAfter(billed)) {
      checks.text(request.reason(), "reason", 500);
    }
    checks.done();
  }

  private static LocalDate next(Rhythm rhythm, LocalDate starts) {
    return rhythm.charge(starts, 0, Optional.empty()).ends();
  }

  /** Days that nobody bills. */
  private static List<Done.Line> givenAway(
      SubscriptionRow subscription, LocalDate asItWas, LocalDate from) {
    return from.isAfter(asItWas)
        ? List.of(
            new Done.Line(
                "Tidak ditagih, %s, %s – %s"
                    .formatted(subscription.username(), asItWas, from.minusDays(1)),
                0))
        : List.of();
  }

  private void note(
      Handle handle,
      SubscriptionRow subscription,
      MoveBillingDay request,
      LocalDate from,
      Instant now,
      Actor actor) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("day", request.day());
    detail.put("from", from);
    detail.put("before", subscription.billingDay());
    detail.put("billedUntilBefore", subscription.billedUntil());
    detail.put("reason", request.reason());
    Audit.write(
        handle,
        now,
        actor,
        "subscription.billing_day",
        "subscription:" + subscription.id(),
        detail);
    History.write(
        handle,
        Event.of(subscription.id(), "billing_day", now, actor)
            .because(request.reason())
            .since(from.atStartOfDay(zone).toInstant()));
  }
}
