package id.gerbang.billing.overdue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The overdue runs' SQL. */
@RegisterConstructorMapper(OverdueRunDao.Row.class)
public interface OverdueRunDao {

  /** A day has one. */
  @SqlUpdate(
      """
      INSERT INTO overdue_run (date, asked_at, asked_by) VALUES (:date, :now, :actor)
      ON CONFLICT (date) DO NOTHING""")
  void begin(LocalDate date, Instant now, String actor);

  @SqlQuery("SELECT * FROM overdue_run WHERE date = :date FOR UPDATE")
  Row lockDay(LocalDate date);

  /** A day that waits for a person by what was counted after an instant. */
  @SqlQuery(
      """
      SELECT * FROM overdue_run
      WHERE date = :date AND held_at IS NOT NULL AND planned_at > :since AND planned_at <= :now""")
  Optional<Row> heldSince(LocalDate date, Instant since, Instant now);

  /** What waits is counted at the next look. */
  @SqlUpdate("UPDATE overdue_run SET planned_at = NULL WHERE date = :date")
  void forgetPlan(LocalDate date);

  @SqlQuery("SELECT * FROM overdue_run WHERE id = :id")
  Optional<Row> find(long id);

  @SqlQuery("SELECT * FROM overdue_run WHERE id = :id FOR UPDATE")
  Optional<Row> lock(long id);

  @SqlQuery("SELECT * FROM overdue_run ORDER BY date DESC LIMIT 1")
  Optional<Row> latest();

  @SqlQuery("SELECT * FROM overdue_run WHERE id < :before ORDER BY id DESC LIMIT :rows")
  List<Row> list(long before, int rows);

  @SqlUpdate(
      """
      UPDATE overdue_run
      SET evaluated = evaluated + :evaluated, cut = cut + :cut, fees = fees + :fees, fee_amount = fee_amount + :feeAmount
      WHERE date = :date""")
  void did(LocalDate date, int evaluated, int cut, long fees, long feeAmount);

  @SqlUpdate(
      """
      UPDATE overdue_run
      SET held_at = coalesce(held_at, :now), held_reasons = :reasons, would_cut = :wouldCut, would_charge = :wouldCharge,
          planned_at = :now
      WHERE id = :id""")
  void hold(long id, Instant now, String[] reasons, long wouldCut, long wouldCharge);

  @SqlUpdate("UPDATE overdue_run SET held_at = NULL WHERE id = :id AND held_at IS NOT NULL")
  void letGo(long id);

  /** The day that was held last, after all who made it wait have paid. */
  @SqlUpdate(
      """
      UPDATE overdue_run SET held_at = NULL
      WHERE held_at IS NOT NULL AND id = (SELECT id FROM overdue_run ORDER BY date DESC LIMIT 1)""")
  void letLatestGo();

  @SqlUpdate(
      """
      UPDATE overdue_run
      SET approved_cuts = cut + would_cut, approved_at = :now, approved_by = :actor, held_at = NULL
      WHERE id = :id""")
  void approve(long id, Instant now, String actor);

  @SqlQuery("SELECT count(*) FROM subscription WHERE archived_at IS NULL AND terminated_at IS NULL")
  long active();

  /**
   * Those in use that told of no payment for so long, and of a few in the same hours of two of the
   * last four weeks. What people wrote down meanwhile they did not tell: that is done when they are
   * silent.
   */
  @SqlQuery(
      """
      SELECT method
      FROM (
        SELECT p.method, w.weeks
        FROM generate_series(0, 4) AS w(weeks)
        JOIN gateway g ON g.enabled
        JOIN payment p
          ON p.method = g.name
         AND p.received_at > CAST(:now AS timestamptz) - make_interval(weeks => w.weeks, hours => :hours)
         AND p.received_at <= CAST(:now AS timestamptz) - make_interval(weeks => w.weeks)
         AND p.recorded_by !~ '^(staff|token):'
        GROUP BY p.method, w.weeks
        HAVING w.weeks = 0 OR count(*) >= :normally) AS heard
      GROUP BY method
      HAVING min(weeks) > 0 AND count(*) >= 2
      ORDER BY method""")
  List<String> silentGateways(Instant now, int hours, int normally);

  /**
   * A run as it is kept.
   *
   * @param cut subscriptions that were open before
   * @param heldAt absent: it waits for nobody
   * @param wouldCharge how many late fees wait with the cuts
   * @param fees for late payment, how many
   */
  record Row(
      long id,
      LocalDate date,
      Instant askedAt,
      String askedBy,
      long evaluated,
      long cut,
      Optional<Instant> heldAt,
      List<String> heldReasons,
      long wouldCut,
      long wouldCharge,
      Optional<Long> approvedCuts,
      Optional<Instant> approvedAt,
      Optional<String> approvedBy,
      long fees,
      long feeAmount) {

    OverdueRun.Fees charged(List<DueFee> first) {
      return new OverdueRun.Fees(fees, feeAmount, first);
    }

    long cutsWaiting() {
      return heldAt.isPresent() ? wouldCut : 0;
    }

    long feesWaiting() {
      return heldAt.isPresent() ? wouldCharge : 0;
    }
  }
}
