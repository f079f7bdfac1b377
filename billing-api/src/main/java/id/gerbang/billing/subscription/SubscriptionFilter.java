package id.gerbang.billing.subscription;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.Where;
import jakarta.ws.rs.DefaultValue;
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

  /**
   * {@code id}, {@code -id}, {@code username}, or {@code activeUntil}: who has one, the next first.
   */
  @QueryParam("sort")
  @DefaultValue("id")
  private String sort = "id";

  /** A page of them. */
  List<SubscriptionRow> list(Handle handle, ListQuery query, Instant now) {
    Where where =
        new Where()
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
      where
          .and("(s.username ILIKE :like OR s.username = mac_digits(trim('%' FROM :like)))")
          .bind("like", query.like());
    }
    String order = after(where, query);
    return handle
        .attach(SubscriptionDao.class)
        .list(where.sql(), order, where.values(), query.rows());
  }

  /** Where the page before ended; its last row says by itself where it stands in the order. */
  private String after(Where where, ListQuery query) {
    boolean first = query.after() == Long.MIN_VALUE;
    switch (sort) {
      case "id":
        where.and("s.id > :after").bind("after", query.after());
        return "s.id";
      case "-id":
        where.and("s.id < :before").bind("before", query.before());
        return "s.id DESC";
      case "username":
        if (!first) {
          where
              .and(
                  "(s.username, s.id) > (SELECT k.username, k.id FROM subscription k WHERE k.id = :after)")
              .bind("after", query.after());
        }
        return "s.username, s.id";
      case "activeUntil":
        where.and("s.active_until IS NOT NULL");
        if (!first) {
          where
              .and(
                  "(s.active_until, s.id) > (SELECT k.active_until, k.id FROM subscription k WHERE k.id = :after)")
              .bind("after", query.after());
        }
        return "s.active_until, s.id";
      default:
        throw Problem.unprocessable("sort", "is id, -id, username or activeUntil");
    }
  }
}
