package id.gerbang.billing.overdue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The promises' SQL. */
@RegisterConstructorMapper(PromiseDao.Row.class)
public interface PromiseDao {

  @SqlQuery("SELECT id FROM customer WHERE id = :id AND archived_at IS NULL FOR NO KEY UPDATE")
  Optional<Long> lockCustomer(long id);

  @SqlQuery(
      """
      SELECT id FROM invoice
      WHERE customer_id = :customerId AND voided_at IS NULL AND paid < total
      ORDER BY due_date, id
      LIMIT 1""")
  Optional<Long> oldestOpenInvoice(long customerId);

  /** Empty where there was one for this bill. */
  @SqlQuery(
      """
      INSERT INTO promise (customer_id, invoice_id, until, amount, note, made_at, made_by)
      VALUES (:customerId, :invoiceId, :until, :amount, :note, :now, :actor)
      ON CONFLICT (invoice_id) DO NOTHING
      RETURNING id""")
  Optional<Long> insert(
      long customerId,
      long invoiceId,
      LocalDate until,
      @Nullable Long amount,
      @Nullable String note,
      Instant now,
      String actor);

  /** Newest first; {@code id} and {@code customerId} of one alone, where they are said. */
  @SqlQuery(
      """
      SELECT * FROM (
        SELECT p.id, p.customer_id, c.name AS customer_name, i.number AS invoice, p.until, p.amount, p.note, p.made_at, p.made_by,
               CASE WHEN i.voided_at IS NOT NULL OR i.paid = i.total THEN 'kept'
                    WHEN p.until >= :today THEN 'standing' ELSE 'broken' END AS state
        FROM promise p JOIN invoice i ON i.id = p.invoice_id JOIN customer c ON c.id = p.customer_id
        WHERE p.id < :before
          AND (CAST(:id AS bigint) IS NULL OR p.id = :id)
          AND (CAST(:customerId AS bigint) IS NULL OR p.customer_id = :customerId)) AS promises
      WHERE CAST(:state AS text) IS NULL OR state = :state
      ORDER BY id DESC
      LIMIT :rows""")
  List<Row> list(
      LocalDate today,
      @Nullable Long id,
      @Nullable Long customerId,
      @Nullable String state,
      long before,
      int rows);

  /** A promise, and what became of it. */
  record Row(
      long id,
      long customerId,
      String customerName,
      String invoice,
      LocalDate until,
      Optional<Long> amount,
      @Nullable String note,
      Instant madeAt,
      String madeBy,
      String state) {}
}
