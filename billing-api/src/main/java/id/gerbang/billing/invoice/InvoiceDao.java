package id.gerbang.billing.invoice;

import id.gerbang.billing.http.PlannedForItsValues;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.overdue.OpenInvoice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The invoices' SQL. */
public interface InvoiceDao {

  /** Taken by whoever moves a customer's money, so that it moves one step after the other. */
  @SqlQuery(
      """
      SELECT id FROM customer
      WHERE id = :id AND archived_at IS NULL
      FOR NO KEY UPDATE""")
  Optional<Long> lockCustomer(long id);

  /** The same, also for a customer who has left. */
  @SqlQuery("SELECT id FROM customer WHERE id = :id FOR NO KEY UPDATE")
  Optional<Long> lockAnyCustomer(long id);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM subscription WHERE id = :id AND customer_id = :customerId AND archived_at IS NULL)""")
  boolean belongs(long id, long customerId);

  /**
   * Takes the next numbers of a series; its row stays locked until the transaction ends: no gaps.
   *
   * @return the last of them
   */
  @SqlQuery(
      """
      INSERT INTO counter (series, value) VALUES (:series, :count)
      ON CONFLICT (series) DO UPDATE SET value = counter.value + :count
      RETURNING value""")
  long take(String series, int count);

  /** Ids of invoices to come. */
  @SqlQuery(
      "SELECT nextval(pg_get_serial_sequence('invoice', 'id')) FROM generate_series(1, :count)")
  long[] nextIds(int count);

  /** One statement, whatever their number. */
  @SqlUpdate(
      """
      INSERT INTO invoice (id, external_id, number, customer_id, subscription_id, issued_at, due_date, total,
                           deposit, tax_base, tax, tax_rule, tax_mode)
      OVERRIDING SYSTEM VALUE
      SELECT id, "externalId", number, "customerId", "subscriptionId", "issuedAt", "dueDate", total,
             deposit, "taxBase", tax, "taxRule", "taxMode"
      FROM json_to_recordset(CAST(:invoices AS json)) AS invoice(
        id bigint, "externalId" text, number text, "customerId" bigint, "subscriptionId" bigint, "issuedAt" timestamptz, "dueDate" date,
        total bigint, deposit bigint, "taxBase" bigint, tax bigint, "taxRule" date, "taxMode" text)""")
  void insert(String invoices);

  @SqlBatch(
      """
      INSERT INTO invoice_line (invoice_id, position, kind, description, amount)
      VALUES (:invoiceId, :position, :kind, :description, :amount)""")
  void insertLines(@BindMethods List<LineRow> lines);

  @SqlUpdate("UPDATE invoice SET paid = paid + :amount WHERE id = :id")
  void pay(long id, long amount);

  @SqlUpdate(
      "UPDATE invoice SET paid = paid + :settled, credited = credited + :amount WHERE id = :id")
  void credit(long id, long amount, long settled);

  @SqlUpdate(
      "UPDATE invoice SET paid = paid + :amount, written_off = written_off + :amount WHERE id = :id")
  void writeOff(long id, long amount);

  /**
   * Adds one.
   *
   * @param undoes the one that it takes back, and of which it is the amount below 0
   */
  @SqlQuery(
      """
      INSERT INTO write_off (invoice_id, amount, reason, written_off_at, written_off_by, undoes)
      VALUES (:invoiceId, :amount, :reason, :now, :by, :undoes)
      RETURNING id""")
  long insertWriteOff(
      long invoiceId, long amount, String reason, Instant now, String by, @Nullable Long undoes);

  /** Those that stand: a second one where a payment was taken back after the first. */
  @SqlQuery(
      """
      SELECT id, amount FROM write_off w
      WHERE invoice_id = :invoiceId AND undoes IS NULL
        AND NOT EXISTS (SELECT FROM write_off u WHERE u.undoes = w.id)
      ORDER BY id""")
  @RegisterConstructorMapper(GivenUp.class)
  List<GivenUp> standingWriteOffs(long invoiceId);

  @SqlUpdate("UPDATE invoice SET tax_invoice_number = :number WHERE id = :id")
  void setTaxInvoiceNumber(long id, @Nullable String number);

  @SqlQuery("SELECT * FROM invoice WHERE tax_invoice_number = :number")
  @RegisterConstructorMapper(InvoiceRow.class)
  Optional<InvoiceRow> byTaxInvoiceNumber(String number);

  @SqlUpdate("UPDATE invoice SET voided_at = :now, void_reason = :reason, paid = 0 WHERE id = :id")
  void markVoid(long id, Instant now, String reason);

  /** Oldest due first. */
  @SqlQuery(
      """
      SELECT id, number, customer_id, subscription_id, due_date, total - paid AS open
      FROM invoice
      WHERE customer_id = :customerId AND voided_at IS NULL AND paid < total
      ORDER BY due_date, id""")
  @RegisterConstructorMapper(OpenInvoice.class)
  List<OpenInvoice> open(long customerId);

  /** Those that a deposit may pay: none that has one, or it would pay itself. */
  @SqlQuery(
      """
      SELECT id, number, customer_id, subscription_id, due_date, total - paid AS open
      FROM invoice
      WHERE customer_id = :customerId AND voided_at IS NULL AND paid < total AND deposit = 0
      ORDER BY due_date, id""")
  @RegisterConstructorMapper(OpenInvoice.class)
  List<OpenInvoice> openWithoutDeposit(long customerId);

  /** The same as all that are open, with all that is shown of them. */
  @SqlQuery(
      """
      SELECT * FROM invoice
      WHERE customer_id = :customerId AND voided_at IS NULL AND paid < total
      ORDER BY due_date, id""")
  @RegisterConstructorMapper(InvoiceRow.class)
  List<InvoiceRow> openRows(long customerId);

  @SqlQuery("SELECT * FROM invoice WHERE id = :id")
  @RegisterConstructorMapper(InvoiceRow.class)
  Optional<InvoiceRow> byId(long id);

  @SqlQuery("SELECT * FROM invoice WHERE number = :number")
  @RegisterConstructorMapper(InvoiceRow.class)
  Optional<InvoiceRow> byNumber(String number);

  @SqlQuery("SELECT * FROM invoice WHERE pay_code = :code")
  @RegisterConstructorMapper(InvoiceRow.class)
  Optional<InvoiceRow> byPayCode(String code);

  @SqlQuery("SELECT * FROM invoice WHERE external_id = :externalId")
  @RegisterConstructorMapper(InvoiceRow.class)
  Optional<InvoiceRow> byExternalId(String externalId);

  /** A page of those for which the conditions hold. */
  @SqlQuery("SELECT i.* FROM invoice i WHERE <where> ORDER BY <order> LIMIT :rows")
  @PlannedForItsValues
  @RegisterConstructorMapper(InvoiceRow.class)
  List<InvoiceRow> list(
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
      SELECT i.* FROM invoice i JOIN (
        (SELECT i.id FROM invoice i WHERE i.number LIKE :begins AND <where> ORDER BY <order> LIMIT :rows)
        UNION
        (SELECT i.id FROM invoice i
         WHERE CAST(substring(i.number FROM '[0-9]{1,18}$') AS bigint) = :serial AND i.number LIKE :ends AND <where>
         ORDER BY <order> LIMIT :rows)
        UNION
        (SELECT i.id FROM invoice i WHERE i.external_id = :sought AND <where>)
        UNION
        (SELECT i.id FROM invoice i
         WHERE i.customer_id = ANY(ARRAY(
             SELECT c.id FROM customer c
             WHERE c.number = upper(:sought)
                OR c.archived_at IS NULL AND customer_search(c.number, c.name, c.phone, c.address, c.contacts) ILIKE :like
             LIMIT 1000))
           AND <where>
         ORDER BY <order> LIMIT :rows)) found USING (id)
      ORDER BY <order>
      LIMIT :rows""")
  @PlannedForItsValues
  @RegisterConstructorMapper(InvoiceRow.class)
  List<InvoiceRow> search(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  @SqlQuery(
      """
      SELECT invoice_id, position, kind, description, amount
      FROM invoice_line
      WHERE invoice_id = ANY(:invoices)
      ORDER BY invoice_id, position""")
  @RegisterConstructorMapper(LineRow.class)
  List<LineRow> lines(long... invoices);

  /**
   * An invoice as it is kept.
   *
   * @param paid what settles it: money, {@code credited} and {@code writtenOff}
   * @param deposit of the total
   * @param taxBase absent: no PPN at all
   */
  record InvoiceRow(
      long id,
      Optional<String> externalId,
      String number,
      long customerId,
      Optional<Long> subscriptionId,
      Instant issuedAt,
      LocalDate dueDate,
      long total,
      long paid,
      long credited,
      long writtenOff,
      long deposit,
      Optional<Long> taxBase,
      long tax,
      Optional<LocalDate> taxRule,
      Optional<String> taxMode,
      Optional<String> taxInvoiceNumber,
      Optional<Instant> voidedAt,
      Optional<String> voidReason,
      String status,
      String payCode) {

    public long open() {
      return voidedAt.isPresent() ? 0 : total - paid;
    }

    /** What of its deposit is paid: the rest of an invoice is paid before it. */
    long depositPaid() {
      return voidedAt.isPresent() ? 0 : Math.max(0, deposit - open());
    }

    /** What was paid in money. */
    public long paidInMoney() {
      return paid - credited - writtenOff;
    }

    /** What a credit note can still take back: nothing of a deposit, or of what was given up. */
    public long creditable() {
      return voidedAt.isPresent() ? 0 : total - deposit - credited - writtenOff;
    }

    Entry.Parts parts() {
      return new Entry.Parts(total, tax, deposit);
    }
  }

  /** An invoice to be kept, written as JSON. */
  record NewRow(
      long id,
      @Nullable String externalId,
      String number,
      long customerId,
      @Nullable Long subscriptionId,
      Instant issuedAt,
      LocalDate dueDate,
      long total,
      long deposit,
      @Nullable Long taxBase,
      long tax,
      @Nullable LocalDate taxRule,
      @Nullable String taxMode) {}

  /** A line as it is kept. */
  record LineRow(long invoiceId, int position, String kind, String description, long amount) {}

  /** A write-off as it is kept. */
  record GivenUp(long id, long amount) {}
}
