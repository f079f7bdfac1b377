package id.gerbang.billing.reboot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Reboots, and who was online before each. */
@RegisterConstructorMapper(RebootRow.class)
@RegisterConstructorMapper(RebootView.Missing.class)
public interface RebootDao {

  String COLUMNS =
      """
      SELECT id, router_id, asked_by, asked_at, cardinality(usernames) AS customers, state, back_at, why,
             array_to_string(failing, ',') AS failing
      FROM router_reboot
      """;

  /** One customer may have several sessions. */
  @SqlQuery(
      """
      SELECT DISTINCT username FROM session WHERE router_id = :routerId AND stopped_at IS NULL ORDER BY 1
      """)
  List<String> online(@Bind("routerId") long routerId);

  @SqlQuery(
      """
      INSERT INTO router_reboot (router_id, asked_by, asked_at, usernames, state)
      VALUES (:routerId, :askedBy, :at, :usernames, 'sent')
      RETURNING id
      """)
  long insert(
      @Bind("routerId") long routerId,
      @Bind("askedBy") String askedBy,
      @Bind("at") Instant at,
      @Bind("usernames") List<String> usernames);

  @SqlQuery(COLUMNS + "WHERE id = :id AND router_id = :routerId")
  Optional<RebootRow> find(@Bind("routerId") long routerId, @Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE state = 'sent' AND asked_at > :since ORDER BY id")
  List<RebootRow> open(@Bind("since") Instant since);

  @SqlQuery(COLUMNS + "WHERE router_id = :routerId AND state = 'sent' AND asked_at > :since")
  List<RebootRow> openOf(@Bind("routerId") long routerId, @Bind("since") Instant since);

  @SqlUpdate("UPDATE router_reboot SET state = 'refused', why = :why WHERE id = :id")
  void refused(@Bind("id") long id, @Bind("why") @Nullable String why);

  @SqlUpdate(
      "UPDATE router_reboot SET state = 'back', back_at = :at, failing = :failing WHERE id = :id AND state = 'sent'")
  void back(@Bind("id") long id, @Bind("at") Instant at, @Bind("failing") List<String> failing);

  /** Whoever has dialled in since is back, on whichever router. */
  @SqlQuery(
      """
      SELECT u.username, s.id AS subscription_id
      FROM router_reboot b
      CROSS JOIN unnest(b.usernames) AS u (username)
      LEFT JOIN subscription s ON s.username = u.username AND s.archived_at IS NULL
      WHERE b.id = :id AND NOT EXISTS (
        SELECT FROM session n
        WHERE n.username = u.username AND n.stopped_at IS NULL AND n.started_at > b.asked_at)
      ORDER BY u.username
      LIMIT 1000
      """)
  List<RebootView.Missing> notBack(@Bind("id") long id);
}
