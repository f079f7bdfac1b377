package id.gerbang.billing.plan;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What waits for its day, in SQL. The plan's row is locked by whoever writes. */
@RegisterConstructorMapper(PlannedDao.Waiting.class)
interface PlannedDao {

  @SqlUpdate(
      """
      INSERT INTO plan_change (plan_id, effective_from, apply_to, change, asked_at, asked_by)
      VALUES (:plan, :from, :applyTo, CAST(:change AS jsonb), :now, :by)""")
  void insert(long plan, LocalDate from, String applyTo, String change, Instant now, String by);

  /** In the order in which they come. */
  @SqlQuery(
      """
      SELECT id, plan_id, effective_from, apply_to, change, asked_at, asked_by FROM plan_change
      WHERE plan_id = ANY(:plans) AND settled_at IS NULL
      ORDER BY effective_from, id""")
  List<Waiting> of(long... plans);

  /** Plans that are to change by a day. */
  @SqlQuery(
      """
      SELECT DISTINCT plan_id FROM plan_change
      WHERE settled_at IS NULL AND effective_from <= :today
      ORDER BY plan_id""")
  List<Long> due(LocalDate today);

  @SqlUpdate(
      """
      UPDATE plan_change SET settled_at = :now, outcome = :outcome
      WHERE id = :id AND settled_at IS NULL""")
  int settle(long id, String outcome, Instant now);

  @SqlUpdate(
      """
      UPDATE plan_change SET settled_at = :now, outcome = 'cancelled'
      WHERE plan_id = :plan AND id = :id AND settled_at IS NULL""")
  int cancel(long plan, long id, Instant now);

  @SqlUpdate(
      """
      UPDATE plan_change SET settled_at = :now, outcome = 'cancelled'
      WHERE plan_id = :plan AND settled_at IS NULL""")
  void cancelAll(long plan, Instant now);

  @SqlQuery("SELECT count(*) FROM plan_change WHERE plan_id = :plan AND settled_at IS NULL")
  int waiting(long plan);

  /** A change that waits. */
  record Waiting(
      long id,
      long planId,
      LocalDate effectiveFrom,
      String applyTo,
      String change,
      Instant askedAt,
      String askedBy) {

    SavePlan appliedTo(SavePlan plan) {
      return Json.with(plan, Json.map(change, JsonNode.class), SavePlan.class);
    }

    PlannedChange view() {
      return new PlannedChange(
          id, effectiveFrom, applyTo, Json.map(change, JsonNode.class), askedAt, askedBy);
    }
  }
}
