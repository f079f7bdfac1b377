package id.gerbang.billing.sla;

import id.gerbang.billing.http.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of credits for outages. One is decided once, and then stays. */
@RegisterConstructorMapper(CreditDao.CreditRow.class)
public interface CreditDao {

  @SqlQuery(
      """
      SELECT id, number, customer_id, began_at, ended_at, cancel_reason IS NOT NULL AS cancelled
      FROM incident
      WHERE id = :id OR number = :number OR external_id = :externalId""")
  @RegisterConstructorMapper(IncidentTime.class)
  Optional<IncidentTime> incident(long id, @Nullable String number, @Nullable String externalId);

  @SqlQuery("SELECT id FROM incident WHERE id = :id FOR NO KEY UPDATE")
  Optional<Long> lockIncident(long id);

  /** What was proposed for a month of a subscription, decided or not, unless it was withdrawn. */
  @SqlQuery(
      """
      SELECT coalesce(sum(l.amount), 0) FROM incident_credit_line l JOIN incident_credit c ON c.id = l.credit_id
      WHERE l.subscription_id = :subscription AND l.month = :month AND c.state <> 'withdrawn'""")
  long proposedOf(long subscription, LocalDate month);

  /** In a month, of a customer's subscriptions that are at this state. */
  @SqlQuery(
      """
      SELECT coalesce(sum(l.amount), 0)
      FROM incident_credit_line l
      JOIN incident_credit c ON c.id = l.credit_id
      JOIN incident i ON i.id = c.incident_id
      WHERE i.customer_id = :customer AND l.month = :month AND c.state = :state""")
  long sum(long customer, LocalDate month, String state);

  @SqlQuery(
      """
      INSERT INTO incident_credit (incident_id, amount, proposed_at, proposed_by, proposed_by_staff)
      VALUES (:incident, :amount, :now, :by.name, :by.staffId)
      RETURNING id""")
  long insert(long incident, long amount, Instant now, @BindMethods("by") Actor by);

  @SqlBatch(
      """
      INSERT INTO incident_credit_line (credit_id, subscription_id, month, out_minutes, amount)
      VALUES (:creditId, :subscriptionId, :month, :outMinutes, :amount)""")
  void insertLines(@BindMethods List<LineRow> lines);

  @SqlUpdate(
      """
      UPDATE incident_credit SET state = 'withdrawn', decided_at = :now, decided_by = :by
      WHERE incident_id = :incident AND state = 'proposed'""")
  int withdraw(long incident, Instant now, String by);

  @SqlUpdate(
      """
      UPDATE incident_credit
      SET state = :state, decided_at = :now, decided_by = :by, reason = :reason, credit_note_id = :note
      WHERE id = :id""")
  void decide(
      long id, String state, Instant now, String by, @Nullable String reason, @Nullable Long note);

  @SqlQuery("SELECT * FROM incident_credit WHERE incident_id = :incident ORDER BY id")
  List<CreditRow> of(long incident);

  @SqlQuery(
      """
      SELECT credit_id, subscription_id, month, out_minutes, amount FROM incident_credit_line
      WHERE credit_id = :credit
      ORDER BY month, subscription_id""")
  @RegisterConstructorMapper(LineRow.class)
  List<LineRow> lines(long credit);

  /** The newest invoice with as much left to credit; one of that subscription before others. */
  @SqlQuery(
      """
      SELECT id FROM invoice
      WHERE customer_id = :customer AND voided_at IS NULL AND total - deposit - credited - written_off >= :amount
      ORDER BY (subscription_id = :subscription) DESC NULLS LAST, id DESC
      LIMIT 1""")
  Optional<Long> invoiceFor(long customer, long subscription, long amount);

  @SqlQuery("SELECT EXISTS (SELECT FROM invoice WHERE id = :id AND customer_id = :customer)")
  boolean isOf(long customer, long id);

  /** An incident, as far as credits go. */
  record IncidentTime(
      long id,
      String number,
      long customerId,
      Instant beganAt,
      Optional<Instant> endedAt,
      boolean cancelled) {}

  /** A credit as it is kept. */
  record CreditRow(
      long id,
      long incidentId,
      long amount,
      String state,
      Instant proposedAt,
      String proposedBy,
      Optional<Long> proposedByStaff,
      Optional<Instant> decidedAt,
      Optional<String> decidedBy,
      Optional<String> reason,
      Optional<Long> creditNoteId) {}

  /** A month of a subscription in it. */
  record LineRow(
      long creditId, long subscriptionId, LocalDate month, long outMinutes, long amount) {}
}
