package id.gerbang.billing.invoice;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Refunds out of payments that were taken back afterwards, in SQL: the money is gone twice, and the
 * customer's credit is below 0 until another payment covers it.
 */
public interface UncoveredRefundDao {

  /** Oldest refund first. */
  @SqlQuery(
      """
      SELECT p.refund_id, p.payment_id, sum(p.amount)::bigint AS amount
      FROM refund f JOIN refund_part p ON p.refund_id = f.id
        JOIN payment_reversal r ON r.payment_id = p.payment_id AND r.state = 'reversed'
      WHERE f.customer_id = :customerId
      GROUP BY p.refund_id, p.payment_id
      HAVING sum(p.amount) <> 0
      ORDER BY p.refund_id, p.payment_id""")
  @RegisterConstructorMapper(Uncovered.class)
  List<Uncovered> of(long customerId);

  /** A part is taken off a payment by one below 0, and history stays. */
  @SqlUpdate(
      "INSERT INTO refund_part (refund_id, payment_id, amount) VALUES (:refundId, :paymentId, :amount)")
  void insertPart(long refundId, long paymentId, long amount);

  /** What of a refund no payment that stands has brought. */
  record Uncovered(long refundId, long paymentId, long amount) {}
}
