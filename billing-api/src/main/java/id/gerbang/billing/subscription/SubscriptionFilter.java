package id.gerbang.billing.subscription;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.Where;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which subscriptions a list shows. */
public final class SubscriptionFilter {

  @QueryParam("customerId")
  private @Nullable Long customerId;

  @QueryParam("planId")
  private @Nullable Long planId;

  @QueryParam("status")
  private @Nullable String status;

  /** {@code prepaid} or {@code postpaid}. */
  @QueryParam("billing")
  private @Nullable String billing;

  /** Of the customer. */
  @QueryParam("area")
  private @Nullable String area;

  /** On which it is online. */
  @QueryParam("routerId")
  private @Nullable Long routerId;

  /** Whose validity ends before that time, or ended. */
  @QueryParam("expiresBefore")
  private @Nullable String expiresBefore;

  /** A page of them. */
  List<SubscriptionRow> list(Handle handle, ListQuery query, Instant now) {
    Where where =
        new Where()
            .and("s.id > :after", "after", query.after())
            .and("s.customer_id = :customerId", "customerId", customerId)
            .and("s.plan_id = :planId", "planId", planId)
            .and("s.billing = :billing", "billing", billing)
            .and(
                "s.customer_id IN (SELECT c.id FROM customer c WHERE c.archived_at IS NULL AND c.area = :area)",
                "area",
                area)
            .and(
                "s.id IN (SELECT o.subscriber_id FROM session o WHERE o.router_id = :routerId AND o.stopped_at IS NULL)",
                "routerId",
                routerId)
            .and(
                "s.active_until < :expiresBefore",
                "expiresBefore",
                Times.parse(expiresBefore, "expiresBefore").orElse(null));
    if (status != null) {
      where
          .and(SubscriptionStatus.SQL + " = :status", "status", SubscriptionStatus.checked(status))
          .bind("now", now);
    }
    if (!query.like().equals("%")) {
      where.and("s.username ILIKE :like").bind("like", query.like());
    }
    return handle.attach(SubscriptionDao.class).list(where.sql(), where.values(), query.rows());
  }
}
