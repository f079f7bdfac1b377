package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The SQL of waits. None is deleted. */
@RegisterConstructorMapper(PauseRow.class)
public interface PauseDao {

  String COLUMNS =
      """
      SELECT id, from_at, until_at, reason, recorded_at, recorded_by, ended_by, undone_at, undone_by, undo_reason
      FROM incident_pause
      """;

  @SqlQuery(
      """
      INSERT INTO incident_pause (incident_id, from_at, until_at, reason, recorded_at, recorded_by)
      VALUES (:incident, :from, :until, :reason, :now, :by)
      RETURNING id""")
  long insert(
      long incident, Instant from, @Nullable Instant until, String reason, Instant now, String by);

  @SqlQuery(COLUMNS + "WHERE incident_id = :incident ORDER BY id")
  List<PauseRow> of(long incident);

  @SqlQuery(COLUMNS + "WHERE incident_id = :incident AND id = :id AND undone_at IS NULL")
  Optional<PauseRow> standing(long incident, long id);

  @SqlUpdate("UPDATE incident_pause SET until_at = :at, ended_by = :by WHERE id = :id")
  void end(long id, Instant at, String by);

  @SqlUpdate(
      "UPDATE incident_pause SET undone_at = :now, undone_by = :by, undo_reason = :reason WHERE id = :id")
  void undo(long id, Instant now, String by, String reason);
}
