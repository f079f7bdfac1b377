package id.gerbang.billing.customer;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Where;
import id.gerbang.billing.subscription.SubscriptionStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which customers a list shows, and in which order. */
public final class CustomerFilter {

  private static final String TEXT =
      "customer_search(c.number, c.name, c.phone, c.address, c.contacts)";

  @QueryParam("area")
  private @Nullable String area;

  @QueryParam("tag")
  private @Nullable String tag;

  /** Of any of the customer's subscriptions. */
  @QueryParam("status")
  private @Nullable String status;

  @QueryParam("planId")
  private @Nullable Long planId;

  /** On which one of the customer's subscriptions is online. */
  @QueryParam("routerId")
  private @Nullable Long routerId;

  /** {@code open}: has something to pay; {@code overdue}: since before today. */
  @QueryParam("due")
  private @Nullable String due;

  @QueryParam("sort")
  @DefaultValue("number")
  private String sort = "number";

  /** A page of them. */
  List<CustomerRow> list(Handle handle, ListQuery query, Instant now, ZoneId zone) {
    Where where = where(now, LocalDate.ofInstant(now, zone));
    String order = after(where, query);
    CustomerDao dao = handle.attach(CustomerDao.class);
    String like = query.like();
    if (like.equals("%")) {
      return dao.list(where.sql(), order, where.values(), query.rows());
    }
    String part = like.substring(1, like.length() - 1);
    if (part.matches("[\\p{L}\\p{Nd}]{1,2}")) {
      String begins = "beginnings(%s) @> ARRAY[lower(:part)]";
      where.bind("part", part);
      return dao.search(
          begins.formatted(TEXT),
          begins.formatted("s.username"),
          where.sql(),
          order,
          where.values(),
          query.rows());
    }
    where.bind("like", like);
    String sought = TEXT + " ILIKE :like";
    String digits = Phone.part(part).orElse(null);
    if (digits != null) {
      where.bind("digits", "%" + digits + "%");
      sought = "(" + sought + " OR " + TEXT + " ILIKE :digits)";
    }
    return dao.search(
        sought,
        "(s.username ILIKE :like OR s.username = mac_digits(trim('%' FROM :like)))",
        where.sql(),
        order,
        where.values(),
        query.rows());
  }

  private Where where(Instant now, LocalDate today) {
    Where where =
        new Where()
            .and("c.area = :area", "area", area)
            .and("c.tags @> ARRAY[CAST(:tag AS text)]", "tag", tag)
            .and(
                """
                EXISTS (SELECT FROM subscription s
                        WHERE s.customer_id = c.id AND s.archived_at IS NULL AND s.plan_id = :planId)""",
                "planId",
                planId)
            .and(
                """
                c.id IN (SELECT s.customer_id FROM session o JOIN subscription s ON s.id = o.subscriber_id
                         WHERE o.router_id = :routerId AND o.stopped_at IS NULL)""",
                "routerId",
                routerId);
    if (status != null) {
      where
          .and(
              """
              EXISTS (SELECT FROM subscription s
                      WHERE s.customer_id = c.id AND s.archived_at IS NULL AND %s = :status)"""
                  .formatted(SubscriptionStatus.SQL),
              "status",
              SubscriptionStatus.checked(status))
          .bind("now", now);
    }
    if (due != null) {
      LocalDate before =
          switch (due) {
            case "open" -> LocalDate.of(9999, 12, 31);
            case "overdue" -> today;
            default -> throw Problem.unprocessable("due", "is open or overdue");
          };
      where.and(
          """
          EXISTS (SELECT FROM invoice i
                  WHERE i.customer_id = c.id AND i.voided_at IS NULL AND i.paid < i.total AND i.due_date < :dueBefore)""",
          "dueBefore",
          before);
    }
    return where;
  }

  /** Where the page before ended; its last row says by itself where it stands in the order. */
  private String after(Where where, ListQuery query) {
    switch (sort) {
      case "number":
        where.and("c.id > :after").bind("after", query.after());
        return "c.id";
      case "-number":
        where.and("c.id < :before").bind("before", query.before());
        return "c.id DESC";
      case "name":
        if (query.after() != Long.MIN_VALUE) {
          where
              .and("(c.name, c.id) > (SELECT k.name, k.id FROM customer k WHERE k.id = :after)")
              .bind("after", query.after());
        }
        return "c.name, c.id";
      default:
        throw Problem.unprocessable("sort", "is number, -number or name");
    }
  }
}
