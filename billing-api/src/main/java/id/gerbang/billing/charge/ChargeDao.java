package id.gerbang.billing.charge;

import id.gerbang.billing.invoice.LineKind;
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

/** The charges' SQL. What was agreed is never changed: it is billed, or ended. */
@RegisterConstructorMapper(ChargeDao.Charge.class)
public interface ChargeDao {

  @SqlQuery(
      """
      INSERT INTO subscription_charge (subscription_id, kind, description, amount, starts, ends, added_at, added_by)
      VALUES (:subscriptionId, :kind, :description, :amount, :from, :until, :now, :by)
      RETURNING *""")
  Charge insert(
      long subscriptionId,
      String kind,
      String description,
      long amount,
      LocalDate from,
      @Nullable LocalDate until,
      Instant now,
      String by);

  @SqlQuery(
      "SELECT * FROM subscription_charge WHERE id = :id AND subscription_id = :subscriptionId")
  Optional<Charge> find(long id, long subscriptionId);

  @SqlQuery(
      """
      SELECT * FROM subscription_charge
      WHERE subscription_id = :subscriptionId AND id > :after
      ORDER BY id
      LIMIT :rows""")
  List<Charge> list(long subscriptionId, long after, int rows);

  @SqlUpdate(
      """
      UPDATE subscription_charge SET ended_at = :now, ended_by = :by
      WHERE id = :id AND ended_at IS NULL""")
  void end(long id, Instant now, String by);

  /** What may still be billed of these; who asks holds the subscriptions' rows. */
  @SqlQuery(
      """
      SELECT * FROM subscription_charge
      WHERE subscription_id = ANY(:subscriptions) AND ended_at IS NULL AND invoice_id IS NULL
      ORDER BY id""")
  List<Charge> standing(long... subscriptions);

  /** Of those what comes once, of one who is billed at all; who asks holds the customer's row. */
  @SqlQuery(
      """
      SELECT c.* FROM subscription_charge c JOIN subscription s ON s.id = c.subscription_id
        JOIN customer k ON k.id = s.customer_id
      WHERE c.subscription_id = :subscription AND c.kind IN ('one_off', 'late_fee')
        AND c.ended_at IS NULL AND c.invoice_id IS NULL AND NOT is_free_account(k.tags)
      ORDER BY c.id""")
  List<Charge> standingOnce(long subscription);

  /** What comes once has come. */
  @SqlBatch("UPDATE subscription_charge SET invoice_id = :invoiceId WHERE id = :chargeId")
  void settle(@BindMethods List<Settled> settled);

  /** A charge that an invoice has. */
  record Settled(long chargeId, long invoiceId) {}

  /**
   * A charge as it is kept.
   *
   * @param amount negative: a discount
   * @param starts the first day, for periods that begin on it or later
   * @param ends the first day on which it is no more
   * @param invoiceId of what comes once: where it stands
   */
  record Charge(
      long id,
      long subscriptionId,
      String kind,
      String description,
      long amount,
      LocalDate starts,
      Optional<LocalDate> ends,
      Instant addedAt,
      String addedBy,
      Optional<Instant> endedAt,
      Optional<String> endedBy,
      Optional<Long> invoiceId) {

    /** Whether a period that begins on that day has it. */
    public boolean belongsTo(LocalDate periodStarts) {
      return !periodStarts.isBefore(starts) && ends.map(periodStarts::isBefore).orElse(true);
    }

    public LineKind lineKind() {
      return LineKind.valueOf(Kind.of(kind).orElseThrow().name());
    }

    public boolean recurs() {
      return Kind.of(kind).orElseThrow().recurs();
    }
  }
}
