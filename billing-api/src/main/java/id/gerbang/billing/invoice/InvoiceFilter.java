package id.gerbang.billing.invoice;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Times;
import id.gerbang.billing.http.Where;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which invoices a list shows, and in which order. */
public final class InvoiceFilter {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}$");

  @QueryParam("customerId")
  private @Nullable Ref customer;

  @QueryParam("status")
  private @Nullable String status;

  @QueryParam("area")
  private @Nullable String area;

  /** From that day on. */
  @QueryParam("dueAfter")
  private @Nullable String dueAfter;

  /** Up to that day. */
  @QueryParam("dueBefore")
  private @Nullable String dueBefore;

  @QueryParam("sort")
  private @Nullable String sort;

  /** A page of them. */
  List<InvoiceRow> list(Handle handle, ListQuery query) {
    Where where =
        new Where()
            .and(
                "i.customer_id = :customerId",
                "customerId",
                customer == null ? null : customer.id())
            .and(
                "i.customer_id IN (SELECT a.id FROM customer a WHERE a.area = :area)", "area", area)
            .and(
                "i.due_date >= :dueAfter", "dueAfter", Times.day(dueAfter, "dueAfter").orElse(null))
            .and(
                "i.due_date <= :dueBefore",
                "dueBefore",
                Times.day(dueBefore, "dueBefore").orElse(null));
    if (status != null) {
      where.and(condition(status));
    }
    String order = after(where, query);
    InvoiceDao dao = handle.attach(InvoiceDao.class);
    String like = query.like();
    if (like.equals("%")) {
      return dao.list(where.sql(), order, where.values(), query.rows());
    }
    String sought = like.substring(1, like.length() - 1);
    String upper = sought.toUpperCase(Locale.ROOT);
    where
        .bind("like", like)
        .bind("sought", sought)
        .bind("begins", upper + "%")
        .bind("serial", serial(sought))
        .bind("ends", "%" + upper);
    return dao.search(where.sql(), order, where.values(), query.rows());
  }

  /** What the end of a number counts to; −1, which none does, where it is no such end. */
  private static long serial(String sought) {
    Matcher digits = DIGITS.matcher(sought);
    return digits.find() ? Long.parseLong(digits.group()) : -1;
  }

  /** As the partial indexes have it. */
  private static String condition(String status) {
    return switch (status) {
      case "open" -> "i.voided_at IS NULL AND i.paid < i.total";
      case "paid" ->
          "i.voided_at IS NULL AND i.paid = i.total AND i.written_off = 0 AND i.credited < i.total";
      case "credited" ->
          "i.voided_at IS NULL AND i.credited > 0 AND i.credited = i.total AND i.written_off = 0";
      case "written_off" -> "i.voided_at IS NULL AND i.paid = i.total AND i.written_off > 0";
      case "void" -> "i.voided_at IS NOT NULL";
      default ->
          throw Problem.unprocessable("status", "is open, paid, credited, written_off or void");
    };
  }

  /** Where the page before ended; without {@code sort}, days asked for are in their own order. */
  private String after(Where where, ListQuery query) {
    String usual = dueAfter == null && dueBefore == null ? "issuedAt" : "dueDate";
    switch (sort == null ? usual : sort) {
      case "issuedAt":
        where.and("i.id > :after").bind("after", query.after());
        return "i.id";
      case "-issuedAt":
        where.and("i.id < :before").bind("before", query.before());
        return "i.id DESC";
      case "dueDate":
        if (query.after() != Long.MIN_VALUE) {
          where
              .and(
                  "(i.due_date, i.id) > (SELECT k.due_date, k.id FROM invoice k WHERE k.id = :after)")
              .bind("after", query.after());
        }
        return "i.due_date, i.id";
      default:
        throw Problem.unprocessable("sort", "is issuedAt, -issuedAt or dueDate");
    }
  }
}
