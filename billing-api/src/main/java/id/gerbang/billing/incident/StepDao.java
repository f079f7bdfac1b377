package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of incidents' steps. None is deleted, and none becomes another. */
@RegisterConstructorMapper(StepRow.class)
public interface StepDao {

  @SqlQuery(
      """
      INSERT INTO incident_step (incident_id, step, at, done_by, cause, note, recorded_at, recorded_by)
      VALUES (:incident, :step, :at, :doneBy, :cause, :note, :now, :by)
      RETURNING id""")
  long insert(
      long incident,
      String step,
      Instant at,
      String doneBy,
      @Nullable String cause,
      @Nullable String note,
      Instant now,
      String by);

  @SqlUpdate(
      "UPDATE incident_step SET undone_at = :now, undone_by = :by, undo_reason = :reason WHERE id = :id")
  void undo(long id, Instant now, String by, String reason);

  /** In the order in which they were written down. */
  @SqlQuery(
      """
      SELECT id, incident_id, upper(step) AS step, at, done_by, cause, note, recorded_at, recorded_by,
             undone_at, undone_by, undo_reason
      FROM incident_step
      WHERE incident_id = ANY(:incidents)
      ORDER BY id""")
  List<StepRow> of(long... incidents);
}
