package id.gerbang.billing.term;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of changes of plan. */
interface PlanChangeDao {

  /**
   * Locked, so that it does not go away meanwhile. Who has a retired one may get its present price.
   */
  @SqlQuery(
      """
      SELECT p.id AS plan_id, p.current_version AS version, p.name, v.price, v.period
      FROM plan p JOIN plan_version v ON v.plan_id = p.id AND v.version = p.current_version
      WHERE p.id = :plan AND p.archived_at IS NULL AND (p.retired_at IS NULL OR p.id = :had)
      FOR SHARE OF p""")
  @RegisterConstructorMapper(Offer.class)
  Optional<Offer> sold(long plan, long had);

  /** A plan at a price that was agreed. */
  @SqlQuery(
      """
      SELECT p.id AS plan_id, v.version, p.name, v.price, v.period
      FROM plan p JOIN plan_version v ON v.plan_id = p.id
      WHERE p.id = :plan AND v.version = :version""")
  @RegisterConstructorMapper(Offer.class)
  Offer offer(long plan, int version);

  /**
   * What was billed beyond a day, as it costs by now; not what was made void, and not days that
   * cost nothing for want of service.
   */
  @SqlQuery(
      """
      SELECT b.starts, b.ends, b.invoice_id,
             coalesce((SELECT r.amount FROM repriced_period r LEFT JOIN invoice ri ON ri.id = r.invoice_id
                       WHERE r.subscription_id = b.subscription_id AND r.starts = b.starts AND ri.voided_at IS NULL
                       ORDER BY r.id DESC LIMIT 1), b.amount) AS amount
      FROM billed_period b LEFT JOIN invoice i ON i.id = b.invoice_id
      WHERE b.subscription_id = :subscription AND b.ends > :after AND i.voided_at IS NULL AND b.reason IS NULL
      ORDER BY b.starts""")
  @RegisterConstructorMapper(BilledPeriod.class)
  List<BilledPeriod> billedBeyond(long subscription, LocalDate after);

  /** What a period was billed by and repriced by, and is not void; the newest first. */
  @SqlQuery(
      """
      SELECT i.id FROM invoice i
      WHERE i.voided_at IS NULL AND i.id IN (
        SELECT invoice_id FROM billed_period WHERE subscription_id = :subscription AND starts = :starts
        UNION ALL
        SELECT invoice_id FROM repriced_period WHERE subscription_id = :subscription AND starts = :starts)
      ORDER BY i.id DESC""")
  List<Long> invoicesOf(long subscription, LocalDate starts);

  @SingleValue
  @SqlQuery("SELECT max(ends) FROM billed_period WHERE subscription_id = :subscription")
  Optional<LocalDate> lastBilled(long subscription);

  /** Where the first period begins that is billed from a day on, or is to be. */
  @SingleValue
  @SqlQuery(
      """
      SELECT coalesce(
        (SELECT min(starts) FROM billed_period WHERE subscription_id = :subscription AND starts >= :day),
        (SELECT billed_until FROM subscription WHERE id = :subscription))""")
  Optional<LocalDate> firstFrom(long subscription, LocalDate day);

  @SqlBatch(
      """
      INSERT INTO repriced_period (subscription_id, starts, since, amount, invoice_id, at)
      VALUES (:subscriptionId, :starts, :since, :amount, :invoiceId, :at)""")
  void reprice(@BindMethods List<Repriced> rows);

  /**
   * What is sold at a version has that version's service at least, and keeps what it had of its own
   * plan.
   */
  @SqlUpdate(
      """
      UPDATE subscription
      SET service_version = CASE WHEN plan_id = :plan THEN greatest(service_version, :version) ELSE :version END,
          plan_id = :plan, price_version = :version, version = subscription.version + 1, updated_at = :now
      WHERE id = :subscription""")
  void change(long subscription, long plan, int version, Instant now);

  /** A plan, and what it costs at one of its versions. */
  record Offer(long planId, int version, String name, long price, String period) {

    private static final int DAYS_OF_A_YEAR = 365;
    private static final int MONTHS_OF_A_YEAR = 12;

    /** What it is of a month, to the rupiah below. */
    long perMonth() {
      Period length = Period.parse(period);
      return length.getDays() == 0
          ? price / length.toTotalMonths()
          : Math.multiplyExact(price, DAYS_OF_A_YEAR)
              / Math.multiplyExact(MONTHS_OF_A_YEAR, length.getDays());
    }
  }

  /** A period that was billed. */
  record BilledPeriod(LocalDate starts, LocalDate ends, Optional<Long> invoiceId, long amount) {}

  /** A period on other terms. */
  record Repriced(
      long subscriptionId,
      LocalDate starts,
      LocalDate since,
      long amount,
      Optional<Long> invoiceId,
      Instant at) {}
}
