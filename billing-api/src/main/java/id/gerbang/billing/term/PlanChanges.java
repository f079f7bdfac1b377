package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.run.Rhythm;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import id.gerbang.billing.term.ScheduledDao.NewChange;
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
import org.jspecify.annotations.Nullable;

/** Gives subscriptions another plan, or their own at its present price: now or later. */
final class PlanChanges {

  private final Clock clock;
  private final ZoneId zone;
  private final PeriodBilling periods;
  private final PlanPricing pricing;
  private final Renewals renewals;
  private final BillingSwitch billingSwitch;

  PlanChanges(
      Clock clock,
      ZoneId zone,
      PeriodBilling periods,
      PlanPricing pricing,
      Renewals renewals,
      BillingSwitch billingSwitch) {
    this.clock = clock;
    this.zone = zone;
    this.periods = periods;
    this.pricing = pricing;
    this.renewals = renewals;
    this.billingSwitch = billingSwitch;
  }

  Done change(Handle handle, SubscriptionRow subscription, ChangePlanRequest request, Actor actor) {
    Operations.requireRunning(subscription);
    Offer offer =
        request
            .checkedPlan()
            .map(id -> sold(handle, id, subscription.planId(), "planId"))
            .orElseGet(() -> had(handle, subscription));
    Optional<Instant> later = later(handle, subscription, request);
    if (later.isEmpty()) {
      Operations.requireNotPaused(subscription);
      handle
          .attach(ScheduledDao.class)
          .cancel(subscription.id(), ScheduledDao.CHANGE_PLAN, clock.instant());
      Done done = now(handle, subscription, offer, request.reason(), actor);
      return request
          .otherBilling(subscription.billing())
          .map(
              kind ->
                  done.goodUntil(
                      billingSwitch.to(handle, subscription.id(), kind, request.reason(), actor)))
          .orElse(done);
    }
    boolean atPeriodEnd = ChangePlanRequest.PERIOD_END.equals(request.when());
    return later(handle, subscription, offer, later.get(), atPeriodEnd, request.reason(), actor);
  }

  /**
   * A plan as it is sold.
   *
   * @param had which may be sold no more
   * @param field what it is called in errors
   */
  static Offer sold(Handle handle, long plan, long had, String field) {
    return handle
        .attach(PlanChangeDao.class)
        .sold(plan, had)
        .orElseThrow(() -> Problem.unprocessable(field, "is no plan that is sold"));
  }

  /** It was, when the change was asked for: nobody arrives on a plan that was retired since. */
  static void requireSold(Handle handle, long plan, long had) {
    if (handle.attach(PlanChangeDao.class).sold(plan, had).isEmpty()) {
      throw Problem.conflict("The plan " + plan + " is not sold any more.");
    }
  }

  private Optional<Instant> later(
      Handle handle, SubscriptionRow subscription, ChangePlanRequest request) {
    if (request.now()) {
      return Optional.empty();
    }
    return request
        .day(LocalDate.ofInstant(clock.instant(), zone), "when")
        .map(day -> day.atStartOfDay(zone).toInstant())
        .or(() -> periodEnd(handle, subscription));
  }

  /**
   * Where what is paid for or billed ends; of postpaid whose present period is not billed yet,
   * where that ends. Empty: nothing is beyond now.
   */
  Optional<Instant> periodEnd(Handle handle, SubscriptionRow subscription) {
    Instant now = clock.instant();
    LocalDate until = subscription.billedUntil();
    if (until == null) {
      return Optional.ofNullable(subscription.activeUntil()).filter(now::isBefore);
    }
    Rhythm rhythm =
        new Rhythm(
            Period.parse(had(handle, subscription).period()),
            Objects.requireNonNull(subscription.billingDay()));
    LocalDate today = LocalDate.ofInstant(now, zone);
    while (!until.isAfter(today)) {
      until = rhythm.charge(until, 0, Optional.empty()).ends();
    }
    return Optional.of(until.atStartOfDay(zone).toInstant());
  }

  /** To where the end of a period has been moved since, by days that were given. */
  Optional<Instant> movedEnd(Handle handle, SubscriptionRow subscription, Instant due) {
    return handle
        .attach(PlanChangeDao.class)
        .firstFrom(subscription.id(), LocalDate.ofInstant(due, zone))
        .map(day -> day.atStartOfDay(zone).toInstant())
        .filter(clock.instant()::isBefore);
  }

  /** Notes that it is to happen; another change that waits is replaced. */
  Done later(
      Handle handle,
      SubscriptionRow subscription,
      Offer offer,
      Instant due,
      boolean atPeriodEnd,
      @Nullable String reason,
      Actor actor) {
    Instant now = clock.instant();
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    scheduled.cancel(subscription.id(), ScheduledDao.CHANGE_PLAN, now);
    scheduled.insert(
        NewChange.plan(
            subscription.id(),
            due,
            atPeriodEnd,
            offer.planId(),
            offer.version(),
            reason,
            now,
            actor.name()));
    scheduled.changed(subscription.id(), now);
    note(handle, subscription, offer, "change_plan_later", reason, due, actor);
    LocalDate day = LocalDate.ofInstant(due, zone);
    return pricing
        .wouldCost(handle, subscription, offer, day, actor)
        .later(due)
        .priced(had(handle, subscription), offer);
  }

  /** What has begun by now is billed on the old terms first, and what was ordered on them goes. */
  Done now(
      Handle handle,
      SubscriptionRow subscription,
      Offer offer,
      @Nullable String reason,
      Actor actor) {
    renewals.withdraw(handle, subscription, actor);
    periods.billWhatHasBegun(handle, subscription.customerId(), actor);
    SubscriptionRow billed = SubscriptionService.row(handle, Ref.id(subscription.id()));
    Done done = pricing.apply(handle, billed, offer, actor);
    Instant now = clock.instant();
    handle
        .attach(PlanChangeDao.class)
        .change(subscription.id(), offer.planId(), offer.version(), now);
    note(handle, subscription, offer, "change_plan", reason, now, actor);
    return done.priced(had(handle, subscription), offer);
  }

  private static Offer had(Handle handle, SubscriptionRow subscription) {
    return handle
        .attach(PlanChangeDao.class)
        .offer(subscription.planId(), subscription.priceVersion());
  }

  private void note(
      Handle handle,
      SubscriptionRow subscription,
      Offer offer,
      String what,
      @Nullable String reason,
      Instant since,
      Actor actor) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("plan", offer.planId());
    detail.put("priceVersion", offer.version());
    detail.put("before", List.of(subscription.planId(), subscription.priceVersion()));
    detail.put("since", since);
    detail.put("reason", reason);
    Instant now = clock.instant();
    Audit.write(
        handle, now, actor, "subscription." + what, "subscription:" + subscription.id(), detail);
    History.write(
        handle, Event.of(subscription.id(), what, now, actor).because(reason).since(since));
  }
}
