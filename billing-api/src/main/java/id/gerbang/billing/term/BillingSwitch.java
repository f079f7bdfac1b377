package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes postpaid subscriptions prepaid, and the other way round. What is billed or paid for stays
 * so: it ends, or is billed from, where that ends, and no money moves.
 */
final class BillingSwitch {

  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionBilling billing;
  private final OverdueEvaluation evaluation;

  BillingSwitch(
      Clock clock, ZoneId zone, SubscriptionBilling billing, OverdueEvaluation evaluation) {
    this.clock = clock;
    this.zone = zone;
    this.billing = billing;
    this.evaluation = evaluation;
  }

  /** What has begun is billed by now. Answers up to when prepaid is good. */
  Optional<Instant> to(Handle handle, long id, String kind, @Nullable String reason, Actor actor) {
    SubscriptionRow subscription = SubscriptionService.row(handle, Ref.id(id));
    Instant now = clock.instant();
    Optional<Instant> end =
        kind.equals("prepaid")
            ? Optional.of(prepaid(handle, subscription, now))
            : postpaid(handle, subscription, now);
    Map<String, Object> detail = new HashMap<>();
    detail.put("billing", kind);
    detail.put("before", subscription.billing());
    detail.put("reason", reason);
    Audit.write(handle, now, actor, "subscription.change_billing", "subscription:" + id, detail);
    History.write(
        handle,
        Event.of(id, "change_billing_" + kind, now, actor).because(reason).until(end.orElse(null)));
    evaluation.evaluate(handle, Cause.SUBSCRIPTION, actor, subscription.customerId());
    return end;
  }

  private Instant prepaid(Handle handle, SubscriptionRow subscription, Instant now) {
    LocalDate billedUntil = subscription.billedUntil();
    Instant billed = billedUntil == null ? now : billedUntil.atStartOfDay(zone).toInstant();
    Instant end = billed.isBefore(now) ? now : billed;
    handle.attach(LifetimeDao.class).prepaid(subscription.id(), end, now);
    return end;
  }

  /** A day that is paid for in part is not billed. */
  private Optional<Instant> postpaid(Handle handle, SubscriptionRow subscription, Instant now) {
    Instant end = subscription.activeUntil();
    ZonedDateTime from = (end != null && end.isAfter(now) ? end : now).atZone(zone);
    boolean begun = end != null && end.isAfter(now) && !from.toLocalTime().equals(LocalTime.MIN);
    handle.attach(LifetimeDao.class).postpaid(subscription.id(), now);
    billing.startOn(
        handle,
        subscription.id(),
        begun ? from.toLocalDate().plusDays(1) : from.toLocalDate(),
        now);
    return Optional.empty();
  }
}
