package id.gerbang.billing.overdue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The late fees' SQL, as far as it reads. */
interface LateFeeDao {

  /**
   * Invoices that are open and have had no fee, with what of them is open of neither a deposit nor
   * an earlier fee and its PPN: those are paid last. The next invoice is that of the subscription
   * which it concerns, or of the customer's first that is billed, postpaid before prepaid.
   */
  @SqlQuery(
      """
      SELECT i.id, i.number, i.customer_id, i.subscription_id, i.due_date,
             i.total - i.paid - i.deposit - coalesce(f.fees, 0) AS open, n.id AS comes_with, coalesce(n.paused, false) AS paused
      FROM invoice i
      LEFT JOIN LATERAL (
        SELECT round(sum(l.amount) FILTER (WHERE l.kind = 'late_fee') * (i.total - i.deposit)
                     / nullif(sum(l.amount) FILTER (WHERE l.kind NOT IN ('deposit', 'tax')), 0))::bigint AS fees
        FROM invoice_line l WHERE l.invoice_id = i.id) f ON true
      LEFT JOIN LATERAL (
        SELECT s.id, s.paused_since IS NOT NULL AS paused
        FROM subscription s
        WHERE s.customer_id = i.customer_id AND (i.subscription_id IS NULL OR s.id = i.subscription_id)
          AND s.archived_at IS NULL AND s.terminated_at IS NULL
          AND (s.billing = 'prepaid' OR s.billing_day IS NOT NULL OR s.paused_since IS NOT NULL)
        ORDER BY s.paused_since IS NOT NULL, s.billing = 'prepaid', s.id
        LIMIT 1) n ON true
      WHERE i.customer_id = ANY(:customers) AND i.voided_at IS NULL AND i.paid < i.total
        AND i.due_date BETWEEN :dueFrom AND :dueBy
        AND NOT EXISTS (SELECT FROM renewal r WHERE r.invoice_id = i.id AND r.applied_at IS NULL)
        AND NOT EXISTS (SELECT FROM late_fee had WHERE had.invoice_id = i.id)
      ORDER BY i.due_date, i.id""")
  @RegisterConstructorMapper(Late.class)
  List<Late> late(LocalDate dueFrom, LocalDate dueBy, long... customers);

  /** What a day charged, in the order of invoices. */
  @SqlQuery(
      """
      SELECT i.customer_id, f.invoice_id, i.number, f.amount, i.subscription_id, c.subscription_id AS comes_with
      FROM late_fee f JOIN invoice i ON i.id = f.invoice_id LEFT JOIN subscription_charge c ON c.id = f.charge_id
      WHERE f.day = :day
      ORDER BY f.invoice_id
      LIMIT :rows""")
  @RegisterConstructorMapper(DueFee.class)
  List<DueFee> charged(LocalDate day, int rows);

  /** An invoice that may be late. */
  record Late(
      long id,
      String number,
      long customerId,
      Optional<Long> subscriptionId,
      LocalDate dueDate,
      long open,
      Optional<Long> comesWith,
      boolean paused) {}
}
