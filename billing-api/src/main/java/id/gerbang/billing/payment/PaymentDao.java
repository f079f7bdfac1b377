package id.gerbang.billing.payment;

import id.gerbang.billing.http.PlannedForItsValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The payments' SQL. Rows are only ever added. */
@RegisterConstructorMapper(PaymentDao.PaymentRow.class)
@RegisterConstructorMapper(PaymentDao.AllocationRow.class)
public interface PaymentDao {

  @SqlQuery(
      """
      INSERT INTO payment (external_id, customer_id, amount, method, reference, received_at, recorded_at, recorded_by, of_deposit, gateway)
      VALUES (:externalId, :customerId, :amount, :method, :reference, :receivedAt, :now, :by, :ofDeposit, :gateway)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      long customerId,
      long amount,
      String method,
      @Nullable String reference,
      Instant receivedAt,
      Instant now,
      String by,
      boolean ofDeposit,
      @Nullable String gateway);

  /** Names that begin so are kept for what the gateway tells. */
  @SqlQuery("SELECT name FROM gateway WHERE starts_with(:externalId, name || ':')")
  Optional<String> gatewayOf(String externalId);

  /** The last one that looks the same and stands. */
  @SqlQuery(
      """
      SELECT * FROM payment
      WHERE customer_id = :customerId AND amount = :amount AND method = :method AND recorded_at > :since
        AND NOT EXISTS (SELECT FROM payment_reversal r WHERE r.payment_id = payment.id AND r.state = 'reversed')
      ORDER BY id DESC
      LIMIT 1""")
  Optional<PaymentRow> alike(long customerId, long amount, String method, Instant since);

  @SqlQuery("SELECT * FROM payment WHERE id = :id")
  Optional<PaymentRow> byId(long id);

  @SqlQuery("SELECT * FROM payment WHERE external_id = :externalId")
  Optional<PaymentRow> byExternalId(String externalId);

  /** A page of those for which the conditions hold. */
  @SqlQuery("SELECT p.* FROM payment p WHERE <where> ORDER BY <order> LIMIT :rows")
  @PlannedForItsValues
  List<PaymentRow> list(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  /**
   * The same of those that are sought: each way by its own index, and no further than a page. Whose
   * they are is found first, an array of at most 1,000 customers: as a join, a name that nobody has
   * is sought through all rows.
   */
  @SqlQuery(
      """
      SELECT p.* FROM payment p JOIN (
        (SELECT p.id FROM payment p
         WHERE p.id IN (SELECT r.payment_id FROM receipt r WHERE reverse(r.number) LIKE :ends LIMIT 500) AND <where>)
        UNION
        (SELECT p.id FROM payment p WHERE lower(p.reference) LIKE :begins AND <where> ORDER BY <order> LIMIT :rows)
        UNION
        (SELECT p.id FROM payment p WHERE p.external_id = :sought AND <where>)
        UNION
        (SELECT p.id FROM payment p
         WHERE p.customer_id = ANY(ARRAY(
             SELECT c.id FROM customer c
             WHERE c.number = upper(:sought)
                OR c.archived_at IS NULL AND customer_search(c.number, c.name, c.phone, c.address, c.contacts) ILIKE :like
             LIMIT 1000))
           AND <where>
         ORDER BY <order> LIMIT :rows)) found USING (id)
      ORDER BY <order>
      LIMIT :rows""")
  @PlannedForItsValues
  List<PaymentRow> search(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  /** What each pays, without invoices that became void. */
  @SqlQuery(
      """
      SELECT a.payment_id, a.invoice_id, i.number, sum(a.amount)::bigint AS amount
      FROM payment_allocation a JOIN invoice i ON i.id = a.invoice_id
      WHERE a.payment_id = ANY(:payments) AND i.voided_at IS NULL
      GROUP BY a.payment_id, a.invoice_id, i.number
      HAVING sum(a.amount) <> 0
      ORDER BY a.payment_id, min(a.id)""")
  List<AllocationRow> allocations(long... payments);

  /** Whether money by that name stands with a gateway until it is paid out. */
  @SqlQuery("SELECT EXISTS (SELECT FROM gateway WHERE name = :method)")
  boolean isGateway(@Bind("method") String method);

  /** Which payments pay an invoice, other than one, with the numbers of their receipts. */
  @SqlQuery(
      """
      SELECT 'payment ' || a.payment_id || coalesce(' (' || r.number || ')', '')
      FROM payment_allocation a LEFT JOIN receipt r ON r.payment_id = a.payment_id
      WHERE a.invoice_id = :invoiceId AND a.payment_id <> :but
      GROUP BY a.payment_id, r.number
      HAVING sum(a.amount) > 0
      ORDER BY a.payment_id
      LIMIT 10""")
  List<String> payersOf(long invoiceId, long but);

  /** What of each was given back in money. */
  @SqlQuery(
      """
      SELECT payment_id, sum(amount)::bigint AS amount
      FROM refund_part WHERE payment_id = ANY(:payments)
      GROUP BY payment_id""")
  @RegisterConstructorMapper(Refunded.class)
  List<Refunded> refunded(long... payments);

  /** What of a payment was given back. */
  record Refunded(long paymentId, long amount) {}

  /** A payment as it is kept. */
  record PaymentRow(
      long id,
      Optional<String> externalId,
      long customerId,
      long amount,
      String method,
      Optional<String> reference,
      Instant receivedAt,
      Instant recordedAt,
      String recordedBy) {}

  /** What an invoice got of a payment. */
  record AllocationRow(long paymentId, long invoiceId, String number, long amount) {}
}
