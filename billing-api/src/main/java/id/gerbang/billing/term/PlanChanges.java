package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.run.BillingRuns;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import id.gerbang.billing.term.ScheduledDao.NewChange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Gives subscriptions another plan, or their own at its present price: now or later. */
final class PlanChanges {

  private final Clock clock;
  private final ZoneId zone;
  private final BillingRuns runs;
  private final PlanPricing pricing;
  private final Renewals renewals;
  private final BillingSwitch billingSwitch;

  PlanChanges(
      Clock clock,
      ZoneId zone,
      BillingRuns runs,
      PlanPricing pricing,
      Renewals renewals,
      BillingSwitch billingSwitch) {
    this.clock = clock;
    this.zone = zone;
    this.runs = runs;
    this.pricing = pricing;
    this.renewals = renewals;
    this.billingSwitch = billingSwitch;
  }

  Done change(Handle handle, SubscriptionRow subscription, ChangePlanRequest request, Actor actor) {
    Operations.requireRunning(subscription);
    Operations.requireNotPaused(subscription);
    PlanChangeDao plans = handle.attach(PlanChangeDao.class);
    Offer offer =
        request
            .checkedPlan()
            .map(
                id ->
                    plans
                        .sold(id, subscription.planId())
                        .orElseThrow(
                            () -> Problem.unprocessable("planId", "is no plan that is sold")))
            .orElseGet(() -> plans.offer(subscription.planId(), subscription.priceVersion()));
    if (request.now()) {
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
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Instant due =
        request
            .day(today)
            .map(day -> day.atStartOfDay(zone).toInstant())
            .orElseGet(() -> periodEnd(subscription));
    return later(handle, subscription, offer, due, request.reason(), actor);
  }

  private Instant periodEnd(SubscriptionRow subscription) {
    Instant prepaid = subscription.activeUntil();
    LocalDate postpaid = subscription.billedUntil();
    Instant end = postpaid == null ? prepaid : postpaid.atStartOfDay(zone).toInstant();
    if (end == null || !end.isAfter(clock.instant())) {
      throw Problem.conflict(
          "when",
          "periodEnd is not to come: nothing of "
              + subscription.username()
              + " is paid for beyond now");
    }
    return end;
  }

  private Done later(
      Handle handle,
      SubscriptionRow subscription,
      Offer offer,
      Instant due,
      @Nullable String reason,
      Actor actor) {
    Instant now = clock.instant();
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    scheduled.cancel(subscription.id(), ScheduledDao.CHANGE_PLAN, now);
    scheduled.insert(
        NewChange.plan(
            subscription.id(), due, offer.planId(), offer.version(), reason, now, actor.name()));
    note(handle, subscription, offer, "change_plan_later", reason, due, actor);
    LocalDate day = LocalDate.ofInstant(due, zone);
    return new Done(
        pricing.lines(handle, subscription, offer, day),
        Optional.empty(),
        Optional.empty(),
        Optional.of(due));
  }

  /** What has begun by now is billed on the old terms first, and what was ordered on them goes. */
  Done now(
      Handle handle,
      SubscriptionRow subscription,
      Offer offer,
      @Nullable String reason,
      Actor actor) {
    renewals.withdraw(handle, subscription, actor);
    runs.billWhatHasBegun(handle, subscription.customerId(), actor);
    SubscriptionRow billed = SubscriptionService.row(handle, Ref.id(subscription.id()));
    Done done = pricing.apply(handle, billed, offer, actor);
    Instant now = clock.instant();
    handle
        .attach(PlanChangeDao.class)
        .change(subscription.id(), offer.planId(), offer.version(), now);
    note(handle, subscription, offer, "change_plan", reason, now, actor);
    return done;
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
