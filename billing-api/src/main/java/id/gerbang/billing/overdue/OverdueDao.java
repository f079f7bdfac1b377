package id.gerbang.billing.overdue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The overdue evaluation's SQL. */
public interface OverdueDao {

  /** Oldest due first. */
  @SqlQuery(
      """
      SELECT id, number, customer_id, subscription_id, due_date, total - paid AS open
      FROM invoice
      WHERE customer_id = ANY(:customers) AND voided_at IS NULL AND paid < total
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
      SELECT id, customer_id, unpaid_since, unpaid_action, held_until_paid
      FROM subscription
      WHERE customer_id = ANY(:customers) AND archived_at IS NULL
      ORDER BY id
      FOR NO KEY UPDATE""")
  @RegisterConstructorMapper(Marked.class)
  List<Marked> subscriptions(long... customers);

  @SqlBatch(
      """
      UPDATE subscription SET unpaid_since = :since, unpaid_action = :action, updated_at = :now
      WHERE id = :id""")
  void mark(@BindMethods List<Mark> marks);

  @SqlUpdate(
      """
      UPDATE subscription
      SET held_since = NULL, held_reason = NULL, held_until = NULL, held_until_paid = false, updated_at = :now
      WHERE id = ANY(:ids)""")
  void liftHolds(Instant now, long... ids);

  /**
   * Customers with an overdue invoice and a subscription that does not yet show it, in order of id.
   */
  @SqlQuery(
      """
      SELECT DISTINCT i.customer_id
      FROM invoice i
      WHERE i.voided_at IS NULL AND i.paid < i.total AND i.due_date < :dueBefore AND i.customer_id > :after
        AND EXISTS (
          SELECT FROM subscription s
          WHERE s.customer_id = i.customer_id AND (i.subscription_id IS NULL OR s.id = i.subscription_id)
            AND s.unpaid_since IS NULL AND s.archived_at IS NULL)
      ORDER BY i.customer_id
      LIMIT :atMost""")
  List<Long> becameOverdue(LocalDate dueBefore, long after, int atMost);

  @SqlQuery(
      """
      SELECT DISTINCT customer_id
      FROM invoice
      WHERE voided_at IS NULL AND paid < total AND customer_id > :after
      ORDER BY customer_id
      LIMIT :atMost""")
  List<Long> withOpenInvoices(long after, int atMost);

  /** Those that nobody else holds; whoever does evaluates them itself. */
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

  /** A subscription with what an earlier evaluation left on it. */
  record Marked(
      long id,
      long customerId,
      Optional<Instant> unpaidSince,
      Optional<String> unpaidAction,
      boolean heldUntilPaid) {}

  /** What this evaluation leaves on a subscription. */
  record Mark(long id, Optional<Instant> since, Optional<String> action, Instant now) {

    static Mark of(long id, Optional<Overdue> overdue, Instant now) {
      return new Mark(id, overdue.map(Overdue::since), overdue.map(Overdue::actionWord), now);
    }

    boolean differsFrom(Marked marked) {
      return !since.equals(marked.unpaidSince()) || !action.equals(marked.unpaidAction());
    }
  }
}
