package id.gerbang.billing.credit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The credit notes' SQL. Rows are only ever added. */
@RegisterConstructorMapper(CreditNoteDao.NoteRow.class)
public interface CreditNoteDao {

  @SqlQuery(
      """
      INSERT INTO credit_note (external_id, number, invoice_id, customer_id, amount, tax, released, reason, issued_at, issued_by)
      VALUES (:externalId, :number, :invoiceId, :customerId, :amount, :tax, :released, :reason, :now, :by)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      String number,
      long invoiceId,
      long customerId,
      long amount,
      long tax,
      long released,
      String reason,
      Instant now,
      String by);

  @SqlBatch(
      """
      INSERT INTO credit_note_line (credit_note_id, position, description, amount)
      VALUES (:creditNoteId, :position, :description, :amount)""")
  void insertLines(@BindMethods List<LineRow> lines);

  @SqlQuery(
      """
      SELECT n.*, i.number AS invoice_number FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
      WHERE n.id = :id""")
  Optional<NoteRow> byId(long id);

  @SqlQuery(
      """
      SELECT n.*, i.number AS invoice_number FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
      WHERE n.number = :number""")
  Optional<NoteRow> byNumber(String number);

  @SqlQuery(
      """
      SELECT n.*, i.number AS invoice_number FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
      WHERE n.external_id = :externalId""")
  Optional<NoteRow> byExternalId(String externalId);

  /** Oldest first. */
  @SqlQuery(
      """
      SELECT n.*, i.number AS invoice_number
      FROM credit_note n JOIN invoice i ON i.id = n.invoice_id JOIN customer c ON c.id = n.customer_id
      WHERE n.id > :after
        AND (CAST(:customerId AS bigint) IS NULL OR n.customer_id = :customerId)
        AND (CAST(:invoiceId AS bigint) IS NULL OR n.invoice_id = :invoiceId)
        AND (n.number ILIKE :like OR i.number ILIKE :like OR c.number ILIKE :like OR c.name ILIKE :like)
      ORDER BY n.id
      LIMIT :rows""")
  List<NoteRow> list(
      @Nullable Long customerId, @Nullable Long invoiceId, String like, long after, int rows);

  @SqlQuery(
      """
      SELECT credit_note_id, position, description, amount
      FROM credit_note_line
      WHERE credit_note_id = ANY(:notes)
      ORDER BY credit_note_id, position""")
  @RegisterConstructorMapper(LineRow.class)
  List<LineRow> lines(long... notes);

  /** A credit note as it is kept. */
  record NoteRow(
      long id,
      Optional<String> externalId,
      String number,
      long invoiceId,
      String invoiceNumber,
      long customerId,
      long amount,
      long tax,
      long released,
      String reason,
      Instant issuedAt,
      String issuedBy) {}

  /** A line as it is kept. */
  record LineRow(long creditNoteId, int position, String description, long amount) {}
}
