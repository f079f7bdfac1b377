package id.gerbang.billing.books;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The books' SQL. */
public interface BooksDao {

  /**
   * What was open of each invoice at an instant: what is open now, and what was settled or made
   * void since. Nothing older is read than what is open or has changed.
   */
  String OPEN =
      """
      WITH moved AS (
        SELECT invoice_id, sum(amount) AS amount
        FROM (SELECT invoice_id, amount FROM payment_allocation WHERE allocated_at >= :until
              UNION ALL SELECT invoice_id, amount FROM credit_note WHERE issued_at >= :until
              UNION ALL SELECT invoice_id, amount FROM write_off WHERE written_off_at >= :until) AS since
        GROUP BY invoice_id),
      open AS (
        SELECT i.customer_id, i.due_date, i.total - i.paid + coalesce(m.amount, 0) AS amount
        FROM invoice i LEFT JOIN moved m ON m.invoice_id = i.id
        WHERE i.voided_at IS NULL AND i.paid < i.total AND i.issued_at < :until
        UNION ALL
        SELECT i.customer_id, i.due_date, m.amount
        FROM moved m JOIN invoice i ON i.id = m.invoice_id
        WHERE i.voided_at IS NULL AND i.paid = i.total AND i.issued_at < :until
        UNION ALL
        SELECT i.customer_id, i.due_date,
               i.total - coalesce((SELECT sum(a.amount) FROM payment_allocation a
                                   WHERE a.invoice_id = i.id AND a.allocated_at < :until), 0)
                       - coalesce((SELECT sum(w.amount) FROM write_off w
                                   WHERE w.invoice_id = i.id AND w.written_off_at < :until), 0)
        FROM invoice i
        WHERE i.voided_at >= :until AND i.issued_at < :until)
      """;

  String BUCKETS =
      """
      coalesce(sum(o.amount), 0)::bigint AS total,
      coalesce(sum(o.amount) FILTER (WHERE :at - o.due_date <= 0), 0)::bigint AS not_due,
      coalesce(sum(o.amount) FILTER (WHERE :at - o.due_date BETWEEN 1 AND 30), 0)::bigint AS days1to30,
      coalesce(sum(o.amount) FILTER (WHERE :at - o.due_date BETWEEN 31 AND 60), 0)::bigint AS days31to60,
      coalesce(sum(o.amount) FILTER (WHERE :at - o.due_date BETWEEN 61 AND 90), 0)::bigint AS days61to90,
      coalesce(sum(o.amount) FILTER (WHERE :at - o.due_date > 90), 0)::bigint AS over90
      """;

  @SqlQuery(OPEN + "SELECT 0 AS customer_id, '' AS number, '' AS name, " + BUCKETS + "FROM open o")
  @RegisterConstructorMapper(Aged.class)
  Aged agedInAll(Instant until, LocalDate at);

  /** In the order of customers' ids. */
  @SqlQuery(
      OPEN
          + "SELECT o.customer_id, c.number, c.name, "
          + BUCKETS
          + """
          FROM open o JOIN customer c ON c.id = o.customer_id
          WHERE o.customer_id > :after
          GROUP BY o.customer_id, c.number, c.name
          HAVING sum(o.amount) <> 0
          ORDER BY o.customer_id
          LIMIT :rows""")
  @RegisterConstructorMapper(Aged.class)
  List<Aged> aged(Instant until, LocalDate at, long after, int rows);

  /** The account at an instant: as it is now, without what came since. */
  @SqlQuery(
      """
      SELECT coalesce((SELECT sum(amount) FROM ledger_posting WHERE account = 'receivable'), 0)::bigint
             - coalesce((SELECT sum(l.amount) FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
                         WHERE e.posted_at >= :until AND l.account = 'receivable'), 0)::bigint""")
  long receivable(Instant until);

  @SqlQuery(
      """
      SELECT date_trunc('month', e.posted_at AT TIME ZONE :zone)::date AS month,
             -coalesce(sum(l.amount) FILTER (WHERE l.account = 'revenue' AND e.kind = 'invoice'), 0)::bigint AS invoiced,
             coalesce(sum(l.amount) FILTER (WHERE l.account = 'revenue' AND e.kind = 'void'), 0)::bigint AS voided,
             coalesce(sum(l.amount) FILTER (WHERE l.account = 'revenue' AND e.kind = 'credit_note'), 0)::bigint AS credited,
             -coalesce(sum(l.amount) FILTER (WHERE l.account = 'revenue'), 0)::bigint AS revenue,
             -coalesce(sum(l.amount) FILTER (WHERE l.account = 'fee_income'), 0)::bigint AS fee_income,
             -coalesce(sum(l.amount) FILTER (WHERE l.account = 'tax_payable'), 0)::bigint AS tax,
             coalesce(sum(l.amount) FILTER (WHERE l.account = 'write_off'), 0)::bigint AS written_off
      FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
      WHERE e.posted_at >= :from AND e.posted_at < :until
        AND l.account IN ('revenue', 'fee_income', 'tax_payable', 'write_off')
      GROUP BY 1
      ORDER BY 1""")
  @RegisterConstructorMapper(MonthRow.class)
  List<MonthRow> revenue(Instant from, Instant until, String zone);

  @SqlQuery(
      """
      SELECT coalesce(-sum(l.amount), 0)::bigint
      FROM ledger_posting l JOIN ledger_entry e ON e.id = l.entry_id
      WHERE l.customer_id = :customerId AND l.account IN ('receivable', 'customer_credit') AND e.posted_at < :before""")
  long balance(long customerId, Instant before);

  /** What changed a customer's balance, oldest first. */
  @SqlQuery(
      """
      SELECT e.posted_at AS at, e.kind, coalesce(n.number, f.number, i.number, p.reference) AS document, e.payment_id,
             -sum(l.amount)::bigint AS amount
      FROM ledger_posting l JOIN ledger_entry e ON e.id = l.entry_id
      LEFT JOIN invoice i ON i.id = e.invoice_id
      LEFT JOIN credit_note n ON e.kind = 'credit_note' AND n.id = e.document_id
      LEFT JOIN refund f ON e.kind = 'refund' AND f.id = e.document_id
      LEFT JOIN payment p ON p.id = e.payment_id
      WHERE l.customer_id = :customerId AND l.account IN ('receivable', 'customer_credit')
        AND e.posted_at >= :from AND e.posted_at < :until
      GROUP BY e.id, n.number, f.number, i.number, p.reference
      HAVING sum(l.amount) <> 0
      ORDER BY e.posted_at, e.id
      LIMIT :rows""")
  @RegisterConstructorMapper(EntryRow.class)
  List<EntryRow> entries(long customerId, Instant from, Instant until, int rows);

  @SqlQuery("SELECT id FROM customer WHERE number = :number")
  Optional<Long> customerByNumber(String number);

  @SqlQuery("SELECT id FROM customer WHERE id = :id")
  Optional<Long> customerById(long id);

  /** Waits for what is being posted, and holds up what follows until the transaction ends. */
  @SqlUpdate("SELECT pg_advisory_xact_lock(hashtext('gerbang.closed-months'))")
  void lockClosing();

  @SqlUpdate(
      """
      INSERT INTO closed_month (month, ends, closed_at, closed_by) VALUES (:month, :ends, :now, :by)""")
  void close(LocalDate month, Instant ends, Instant now, String by);

  @SqlQuery("SELECT month, closed_at, closed_by FROM closed_month ORDER BY month DESC LIMIT :rows")
  @RegisterConstructorMapper(ClosedRow.class)
  List<ClosedRow> closed(int rows);

  /** What is open of a customer, by how long it has been due. */
  record Aged(
      long customerId,
      String number,
      String name,
      long total,
      long notDue,
      long days1to30,
      long days31to60,
      long days61to90,
      long over90) {}

  /** A month of the revenue report. */
  record MonthRow(
      LocalDate month,
      long invoiced,
      long voided,
      long credited,
      long revenue,
      long feeIncome,
      long tax,
      long writtenOff) {}

  /** A line of a customer's statement. */
  record EntryRow(
      Instant at, String kind, Optional<String> document, Optional<Long> paymentId, long amount) {}

  /** A month that is closed. */
  record ClosedRow(LocalDate month, Instant closedAt, String closedBy) {}
}
