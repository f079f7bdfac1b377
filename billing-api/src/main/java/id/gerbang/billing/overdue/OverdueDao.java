package id.gerbang.billing.overdue;

import id.gerbang.billing.overdue.OverduePolicy.Action;
import id.gerbang.core.plan.RateLimit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The overdue evaluation's SQL. */
public interface OverdueDao {

  /**
   * Oldest due first. An order of more prepaid time is none that could be late: what was paid
   * before ends by itself.
   */
  @SqlQuery(
      """
      SELECT id, number, customer_id, subscription_id, due_date, total - paid AS open
      FROM invoice
      WHERE customer_id = ANY(:customers) AND voided_at IS NULL AND paid < total
        AND NOT EXISTS (SELECT FROM renewal r WHERE r.invoice_id = invoice.id AND r.applied_at IS NULL)
      ORDER BY due_date, id""")
  @RegisterConstructorMapper(OpenInvoice.class)
  List<OpenInvoice> openInvoices(long... customers);

  @SqlQuery(
      """
      SELECT customer_id, -sum(amount)::bigint AS amount
      FROM ledger_posting
      WHERE customer_id = ANY(:customers) AND account IN ('receivable', 'customer_credit')
      GROUP BY customer_id""")
  @RegisterConstructorMapper(Balance.class)
  List<Balance> balances(long... customers);

  @SqlQuery(
      """
      SELECT id, customer_id, username, unpaid_since, unpaid_action, slow_upload, slow_download, held_until_paid
      FROM subscription
      WHERE customer_id = ANY(:customers) AND archived_at IS NULL
      ORDER BY id
      FOR NO KEY UPDATE""")
  @RegisterConstructorMapper(Marked.class)
  List<Marked> lockSubscriptions(long... customers);

  @SqlQuery(
      """
      SELECT id, customer_id, username, unpaid_since, unpaid_action, slow_upload, slow_download, held_until_paid
      FROM subscription
      WHERE customer_id = ANY(:customers) AND archived_at IS NULL
      ORDER BY id""")
  @RegisterConstructorMapper(Marked.class)
  List<Marked> subscriptions(long... customers);

  @SqlBatch(
      """
      UPDATE subscription
      SET unpaid_since = :since, unpaid_action = :action, slow_upload = :slowUpload, slow_download = :slowDownload,
          version = version + 1, updated_at = :now
      WHERE id = :id""")
  void mark(@BindMethods List<Mark> marks);

  @SqlUpdate(
      """
      UPDATE subscription
      SET held_since = NULL, held_reason = NULL, held_until = NULL, held_until_paid = false,
          version = version + 1, updated_at = :now
      WHERE id = ANY(:ids)""")
  void liftHolds(Instant now, long... ids);

  /**
   * What else the policy asks about customers. Each promise asks for its own invoice: joined, all
   * that are open were read for each customer.
   */
  @SqlQuery(
      """
      SELECT c.id, c.tags, c.area,
             (SELECT max(p.until) FROM promise p
              WHERE p.customer_id = c.id
                AND (SELECT i.voided_at IS NULL AND i.paid < i.total FROM invoice i WHERE i.id = p.invoice_id)) AS promised_until
      FROM customer c
      WHERE c.id = ANY(:customers)""")
  @RegisterConstructorMapper(Circumstances.class)
  List<Circumstances> circumstances(long... customers);

  /** Once for an invoice and step. */
  @SqlBatch(
      """
      INSERT INTO notice (customer_id, invoice_id, kind, days_after_due, at)
      VALUES (:customerId, :invoiceId, 'warn', :daysAfterDue, :at)
      ON CONFLICT DO NOTHING""")
  void warn(@BindMethods List<Notice> notices);

  /** Whether the latest day with cuts waits for a person. */
  @SqlQuery(
      "SELECT coalesce((SELECT held_at IS NOT NULL FROM overdue_run ORDER BY date DESC LIMIT 1), false)")
  boolean isHeld();

  /**
   * Customers with an invoice for which a step may have come, at whom nobody has looked on a day;
   * in order of id.
   *
   * @param day null: whether or not somebody has looked
   */
  @SqlQuery(
      """
      SELECT DISTINCT i.customer_id
      FROM invoice i
      WHERE i.voided_at IS NULL AND i.paid < i.total AND i.due_date < :dueBefore AND i.customer_id > :after
        AND (CAST(:day AS date) IS NULL OR NOT EXISTS (
          SELECT FROM overdue_evaluated e WHERE e.customer_id = i.customer_id AND e.day = :day))
      ORDER BY i.customer_id
      LIMIT :atMost""")
  List<Long> candidates(LocalDate dueBefore, @Nullable LocalDate day, long after, int atMost);

  @SqlUpdate(
      """
      INSERT INTO overdue_evaluated (customer_id, day)
      SELECT unnest(:customers), :day
      ON CONFLICT (customer_id) DO UPDATE SET day = excluded.day""")
  void evaluated(LocalDate day, long... customers);

  /** Under another policy everybody is looked at again. */
  @SqlUpdate("DELETE FROM overdue_evaluated")
  void forgetEvaluated();

  @SqlQuery(
      """
      SELECT DISTINCT customer_id
      FROM invoice
      WHERE voided_at IS NULL AND paid < total AND customer_id > :after
      ORDER BY customer_id
      LIMIT :atMost""")
  List<Long> withOpenInvoices(long after, int atMost);

  /** Those that nobody else holds; the others are met next time. */
  @SqlQuery(
      """
      SELECT id FROM customer
      WHERE id = ANY(:customers)
      ORDER BY id
      FOR NO KEY UPDATE SKIP LOCKED""")
  long[] lockUnheld(long... customers);

  @SqlQuery(
      """
      SELECT id FROM customer
      WHERE id = ANY(:customers)
      ORDER BY id
      FOR NO KEY UPDATE""")
  long[] lock(long... customers);

  /** A customer's balance. */
  record Balance(long customerId, long amount) {}

  /** What beside money the policy asks about a customer. */
  record Circumstances(
      long id, Set<String> tags, Optional<String> area, Optional<LocalDate> promisedUntil) {

    OverduePolicy.Customer with(List<OpenInvoice> open, long balance) {
      return new OverduePolicy.Customer(open, balance, tags, area, promisedUntil);
    }
  }

  /** Somebody is to be reminded. */
  record Notice(long customerId, long invoiceId, int daysAfterDue, Instant at) {}

  /** A subscription with what an earlier evaluation left on it. */
  record Marked(
      long id,
      long customerId,
      String username,
      Optional<Instant> unpaidSince,
      Optional<String> unpaidAction,
      Optional<Long> slowUpload,
      Optional<Long> slowDownload,
      boolean heldUntilPaid) {}

  /** What this evaluation leaves on a subscription. */
  record Mark(
      long id,
      Optional<Instant> since,
      Optional<String> action,
      Optional<Long> slowUpload,
      Optional<Long> slowDownload,
      Instant now) {

    static Mark of(long id, Optional<Overdue> overdue, Instant now) {
      Optional<RateLimit.Pair> slow = overdue.flatMap(Overdue::slow);
      return new Mark(
          id,
          overdue.map(Overdue::since),
          overdue.map(found -> found.action().word()),
          slow.map(RateLimit.Pair::upload),
          slow.map(RateLimit.Pair::download),
          now);
    }

    /** Takes away what is there. */
    boolean narrows(Marked marked) {
      int more = severity(action) - severity(marked.unpaidAction());
      return more > 0
          || (more == 0
              && (isLess(slowUpload, marked.slowUpload())
                  || isLess(slowDownload, marked.slowDownload())));
    }

    /** Cuts or slows what was open, or cuts what was only slowed. */
    boolean cuts(Marked marked) {
      int before = severity(marked.unpaidAction());
      return severity(action) > before && before <= Action.SLOW.ordinal();
    }

    private static int severity(Optional<String> action) {
      return action.map(word -> Action.of(word).ordinal()).orElse(0);
    }

    private static boolean isLess(Optional<Long> rate, Optional<Long> before) {
      return rate.isPresent() && before.isPresent() && rate.get() < before.get();
    }

    boolean differsFrom(Marked marked) {
      return !since.equals(marked.unpaidSince())
          || !action.equals(marked.unpaidAction())
          || !slowUpload.equals(marked.slowUpload())
          || !slowDownload.equals(marked.slowDownload());
    }
  }
}
