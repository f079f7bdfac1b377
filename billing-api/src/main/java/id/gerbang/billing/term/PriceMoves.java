package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Moves subscriptions to what their plan is sold at today, from their next billing date on. What is
 * paid for or billed stays as it is: postpaid, the first period that is not billed yet costs the
 * new price; prepaid, the next renewal that is ordered does.
 */
final class PriceMoves {

  private final Clock clock;
  private final PlanChanges planChanges;

  PriceMoves(Clock clock, PlanChanges planChanges) {
    this.clock = clock;
    this.planChanges = planChanges;
  }

  Done move(Handle handle, SubscriptionRow subscription, @Nullable String reason, Actor actor) {
    Operations.requireRunning(subscription);
    PlanChangeDao plans = handle.attach(PlanChangeDao.class);
    Offer had = plans.offer(subscription.planId(), subscription.priceVersion());
    Offer present =
        plans
            .sold(subscription.planId(), subscription.planId())
            .orElseThrow(() -> Problem.conflict("The plan " + had.name() + " is not there."));
    requireOther(subscription, had, present);
    requireNothingElseWaits(handle, subscription);
    Optional<Instant> end = planChanges.periodEnd(handle, subscription);
    if (subscription.billing().equals("postpaid") && end.isPresent()) {
      return planChanges.later(handle, subscription, present, end.get(), true, reason, actor);
    }
    Instant now = clock.instant();
    plans.change(subscription.id(), present.planId(), present.version(), now);
    note(handle, subscription, present, reason, now, actor);
    return Done.FREE.priced(had, present);
  }

  private static void requireOther(SubscriptionRow subscription, Offer had, Offer present) {
    if (had.price() == present.price() && had.period().equals(present.period())) {
      throw Problem.conflict(
          "The subscription " + subscription.username() + " has the present price.");
    }
  }

  private static void requireNothingElseWaits(Handle handle, SubscriptionRow subscription) {
    handle
        .attach(ScheduledDao.class)
        .planToCome(subscription.id())
        .filter(plan -> plan != subscription.planId())
        .ifPresent(
            plan -> {
              throw Problem.conflict(
                  "A change of %s to another plan waits: take it back first."
                      .formatted(subscription.username()));
            });
  }

  private static void note(
      Handle handle,
      SubscriptionRow subscription,
      Offer present,
      @Nullable String reason,
      Instant now,
      Actor actor) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("priceVersion", present.version());
    detail.put("before", subscription.priceVersion());
    detail.put("reason", reason);
    Audit.write(
        handle, now, actor, "subscription.move_price", "subscription:" + subscription.id(), detail);
    History.write(handle, Event.of(subscription.id(), "move_price", now, actor).because(reason));
  }
}
