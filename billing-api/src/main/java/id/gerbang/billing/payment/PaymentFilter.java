package id.gerbang.billing.payment;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.Where;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which payments a list shows, and in which order. */
public final class PaymentFilter {

  private static final Set<String> REVERSALS = Set.of("pending", "reversed", "refused");

  @QueryParam("customerId")
  private @Nullable Ref customer;

  @QueryParam("method")
  private @Nullable String method;

  /** {@code pending}, {@code reversed} or {@code refused}: those that had such a request. */
  @QueryParam("reversal")
  private @Nullable String reversal;

  @QueryParam("area")
  private @Nullable String area;

  /** Recorded from that day on, of the ISP's. */
  @QueryParam("from")
  private @Nullable String from;

  /** Recorded up to the end of that day. */
  @QueryParam("to")
  private @Nullable String to;

  /** {@code recordedAt} (oldest first) or {@code -recordedAt}. */
  @QueryParam("sort")
  @DefaultValue("recordedAt")
  private String sort = "recordedAt";

  /** A page of them. */
  List<PaymentRow> list(Handle handle, ListQuery query, ZoneId zone) {
    if (reversal != null && !REVERSALS.contains(reversal)) {
      throw Problem.unprocessable("reversal", "is pending, reversed or refused");
    }
    Where where =
        new Where()
            .and(
                "p.customer_id = :customerId",
                "customerId",
                customer == null ? null : customer.id())
            .and("p.method = :method", "method", method)
            .and(
                "p.id IN (SELECT r.payment_id FROM payment_reversal r WHERE r.state = :reversal)",
                "reversal",
                reversal)
            .and(
                "p.customer_id IN (SELECT a.id FROM customer a WHERE a.area = :area)", "area", area)
            .and("p.recorded_at >= :from", "from", start(from, "from", 0, zone))
            .and("p.recorded_at < :to", "to", start(to, "to", 1, zone));
    String order = after(where, query);
    PaymentDao dao = handle.attach(PaymentDao.class);
    String like = query.like();
    if (like.equals("%")) {
      return dao.list(where.sql(), order, where.values(), query.rows());
    }
    String sought = like.substring(1, like.length() - 1);
    where
        .bind("like", like)
        .bind("sought", sought)
        .bind("begins", sought.toLowerCase(Locale.ROOT) + "%")
        .bind("ends", new StringBuilder(sought.toUpperCase(Locale.ROOT)).reverse() + "%");
    return dao.search(where.sql(), order, where.values(), query.rows());
  }

  private static @Nullable Instant start(
      @Nullable String text, String field, int daysOn, ZoneId zone) {
    return Times.day(text, field)
        .map(day -> day.plusDays(daysOn).atStartOfDay(zone).toInstant())
        .orElse(null);
  }

  /** Where the page before ended; its last row says by itself where it stands in the order. */
  private String after(Where where, ListQuery query) {
    String than;
    switch (sort) {
      case "recordedAt":
        than = query.after() == Long.MIN_VALUE ? "" : ">";
        where.bind("after", query.after());
        break;
      case "-recordedAt":
        than = query.before() == Long.MAX_VALUE ? "" : "<";
        where.bind("after", query.before());
        break;
      default:
        throw Problem.unprocessable("sort", "is recordedAt or -recordedAt");
    }
    if (!than.isEmpty()) {
      where.and(
          "(p.recorded_at, p.id) %s (SELECT k.recorded_at, k.id FROM payment k WHERE k.id = :after)"
              .formatted(than));
    }
    return sort.startsWith("-") ? "p.recorded_at DESC, p.id DESC" : "p.recorded_at, p.id";
  }
}
