package id.gerbang.billing.configuration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Configurations of routers, as they were kept. */
@RegisterConstructorMapper(BackupRow.class)
public interface BackupDao {

  String COLUMNS =
      """
      SELECT id, router_id, taken_at, seen_at, taken_by, version, added, removed, array_to_string(unread, ',') AS unread
      FROM router_configuration
      """;

  @SqlQuery(
      "SELECT id FROM router WHERE archived_at IS NULL AND api_protocol IS NOT NULL ORDER BY id")
  List<Long> routers();

  @SqlQuery(COLUMNS + "WHERE router_id = :routerId ORDER BY id DESC LIMIT 1")
  Optional<BackupRow> last(@Bind("routerId") long routerId);

  @SqlQuery(COLUMNS + "WHERE router_id = :routerId AND id = :id")
  Optional<BackupRow> find(@Bind("routerId") long routerId, @Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE router_id = :routerId AND id < :id ORDER BY id DESC LIMIT 1")
  Optional<BackupRow> before(@Bind("routerId") long routerId, @Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE router_id = :routerId AND id < :before ORDER BY id DESC LIMIT :rows")
  List<BackupRow> list(
      @Bind("routerId") long routerId, @Bind("before") long before, @Bind("rows") int rows);

  @SingleValue
  @SqlQuery("SELECT text_gzip FROM router_configuration WHERE id = :id")
  byte[] text(@Bind("id") long id);

  @SqlUpdate("UPDATE router_configuration SET seen_at = :at WHERE id = :id")
  void seen(@Bind("id") long id, @Bind("at") Instant at);

  @SqlQuery(
      """
      INSERT INTO router_configuration (router_id, taken_at, seen_at, taken_by, version, text_gzip, added, removed, unread)
      VALUES (:routerId, :at, :at, :takenBy, :version, :text, :added, :removed, :unread)
      RETURNING id
      """)
  long insert(
      @Bind("routerId") long routerId,
      @Bind("at") Instant at,
      @Bind("takenBy") String takenBy,
      @Bind("version") String version,
      @Bind("text") byte[] text,
      @Bind("added") int added,
      @Bind("removed") int removed,
      @Bind("unread") List<String> unread);

  /** The last one stays, however old. */
  @SqlUpdate(
      """
      DELETE FROM router_configuration c
      WHERE router_id = :routerId AND seen_at < :before
        AND id < (SELECT max(l.id) FROM router_configuration l WHERE l.router_id = :routerId)
      """)
  void forget(@Bind("routerId") long routerId, @Bind("before") Instant before);
}
