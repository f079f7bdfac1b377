package id.gerbang.billing.invoice;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What payments pay of invoices, and what of them is left: credit, and deposits that are held. */
public interface AllocationDao {

  @SqlUpdate(
      """
      INSERT INTO payment_allocation (payment_id, invoice_id, amount, allocated_at)
      VALUES (:paymentId, :invoiceId, :amount, :now)""")
  void allocate(long paymentId, long invoiceId, long amount, Instant now);

  /** What a payment pays of invoices that are not void. */
  @SqlQuery(
      """
      SELECT a.invoice_id, sum(a.amount)::bigint AS amount
      FROM payment_allocation a JOIN invoice i ON i.id = a.invoice_id
      WHERE a.payment_id = :paymentId AND i.voided_at IS NULL
      GROUP BY a.invoice_id
      HAVING sum(a.amount) <> 0
      ORDER BY a.invoice_id""")
  @RegisterConstructorMapper(Settlement.Share.class)
  List<Settlement.Share> paidBy(long paymentId);

  /** What each payment pays of an invoice, the latest first. */
  @SqlQuery(
      """
      SELECT payment_id, sum(amount)::bigint AS rest
      FROM payment_allocation
      WHERE invoice_id = :invoiceId
      GROUP BY payment_id
      HAVING sum(amount) <> 0
      ORDER BY payment_id DESC""")
  @RegisterConstructorMapper(Credit.class)
  List<Credit> payersOf(long invoiceId);

  /**
   * Payments that stand and are not used up, oldest first. An allocation to a void invoice counts
   * no more.
   */
  @SqlQuery(
      """
      SELECT payment_id, rest
      FROM (SELECT p.id AS payment_id, p.received_at,
                   p.amount
                   - coalesce((SELECT sum(a.amount) FROM payment_allocation a JOIN invoice i ON i.id = a.invoice_id
                               WHERE a.payment_id = p.id AND i.voided_at IS NULL), 0)::bigint
                   - coalesce((SELECT sum(r.amount) FROM refund_part r WHERE r.payment_id = p.id), 0)::bigint AS rest
            FROM payment p
            WHERE p.customer_id = :customerId
              AND NOT EXISTS (SELECT FROM payment_reversal r WHERE r.payment_id = p.id AND r.state = 'reversed')) AS payments
      WHERE rest > 0
      ORDER BY received_at, payment_id""")
  @RegisterConstructorMapper(Credit.class)
  List<Credit> credits(long customerId);

  /** Who of them has credit that no invoice has used. */
  @SqlQuery(
      """
      SELECT customer_id FROM ledger_posting
      WHERE customer_id = ANY(:customers) AND account = 'customer_credit'
      GROUP BY customer_id
      HAVING sum(amount) <> 0
      ORDER BY customer_id""")
  List<Long> withCredit(long... customers);

  /**
   * What is held for a customer: of each deposit as much as was paid beyond the rest of its
   * invoice, less what of it paid invoices or was given back. Below 0 where the payment of a
   * deposit was taken back after that: its invoice is open.
   */
  @SqlQuery(
      """
      SELECT (coalesce((SELECT sum(greatest(0, deposit - (total - paid))) FROM invoice
                        WHERE customer_id = :customerId AND deposit > 0 AND voided_at IS NULL), 0)
              - coalesce((SELECT sum(p.amount) FROM payment p
                          WHERE p.customer_id = :customerId AND p.of_deposit
                            AND NOT EXISTS (SELECT FROM payment_reversal r WHERE r.payment_id = p.id AND r.state = 'reversed')), 0)
              - coalesce((SELECT sum(amount) FROM refund WHERE customer_id = :customerId AND source = 'deposit'), 0))::bigint""")
  long depositHeld(long customerId);

  /** What a payment has left over. */
  record Credit(long paymentId, long rest) {}
}
