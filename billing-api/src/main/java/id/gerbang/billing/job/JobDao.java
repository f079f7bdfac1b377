package id.gerbang.billing.job;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The jobs' SQL. */
interface JobDao {

  /** Of the connection, not of a transaction: a job has transactions of its own. */
  @SqlQuery("SELECT pg_try_advisory_lock(hashtextextended('gerbang.job.' || :name, 0))")
  boolean tryLock(String name);

  @SqlQuery("SELECT pg_advisory_unlock(hashtextextended('gerbang.job.' || :name, 0))")
  boolean unlock(String name);

  @SqlUpdate(
      """
      INSERT INTO job (name, known_since, done_slot) VALUES (:name, :now, :doneSlot)
      ON CONFLICT (name) DO NOTHING""")
  void introduce(String name, Instant now, Instant doneSlot);

  @SqlQuery("SELECT * FROM job WHERE name = :name")
  @RegisterConstructorMapper(Row.class)
  Optional<Row> find(String name);

  @SqlUpdate("UPDATE job SET started_at = :now WHERE name = :name")
  void started(String name, Instant now);

  @SqlUpdate(
      """
      UPDATE job
      SET finished_at = :now, done_slot = :slot, result = :result, failed = false,
          asked_at = CASE WHEN asked_at > started_at THEN asked_at END
      WHERE name = :name""")
  void done(String name, Instant slot, Instant now, String result);

  @SqlUpdate(
      """
      UPDATE job
      SET finished_at = :now, result = :result, failed = true,
          asked_at = CASE WHEN asked_at > started_at THEN asked_at END
      WHERE name = :name""")
  void failed(String name, Instant now, String result);

  @SqlUpdate("UPDATE job SET asked_at = :now, asked_by = :actor WHERE name = :name")
  void ask(String name, Instant now, String actor);

  /** How often somebody said that a clock that had jumped is right. */
  @SqlQuery(
      "SELECT coalesce((SELECT (value ->> 'accepted')::bigint FROM setting WHERE name = 'clock'), 0)")
  long clockAccepted();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at) VALUES ('clock', jsonb_build_object('accepted', 1), :now)
      ON CONFLICT (name) DO UPDATE
      SET value = jsonb_build_object('accepted', (setting.value ->> 'accepted')::bigint + 1), updated_at = excluded.updated_at""")
  void acceptClock(Instant now);

  /** A job as it is kept. */
  record Row(
      String name,
      Instant doneSlot,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      Optional<String> result,
      boolean failed,
      Optional<Instant> askedAt,
      Optional<String> askedBy) {

    boolean isAskedFor() {
      return askedAt.isPresent();
    }

    /** Not done in time, with patience. */
    boolean isMissed(Job job, Instant now) {
      return job.schedule().nextSlot(doneSlot).plus(job.patience()).isBefore(now);
    }
  }
}
