package id.gerbang.billing.term;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The pauses' SQL. */
interface PauseDao {

  @SqlUpdate(
      """
      UPDATE subscription
      SET paused_since = :now, paused_until = :until, paused_reason = :reason, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void pause(long id, @Nullable Instant until, @Nullable String reason, Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET paused_since = NULL, paused_until = NULL, paused_reason = NULL, version = version + 1, updated_at = :now
      WHERE id = :id""")
  void end(long id, Instant now);

  @SqlQuery(
      """
      SELECT id FROM subscription
      WHERE paused_until <= :now AND id > :after AND archived_at IS NULL
      ORDER BY id
      LIMIT :rows""")
  List<Long> over(Instant now, long after, int rows);
}
