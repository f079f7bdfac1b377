package id.gerbang.billing.term;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The first logins' SQL. */
interface FirstLoginDao {

  /**
   * Who waited for one and has had it. A name that somebody else had before counts from its own
   * time.
   */
  @SqlQuery(
      """
      SELECT s.id, s.first_login_period AS period, o.at
      FROM subscription s
      CROSS JOIN LATERAL (
        SELECT o.started_at AS at FROM session o
        WHERE o.username IN (SELECT s.username UNION ALL SELECT n.username FROM other_name n WHERE n.subscription_id = s.id)
          AND (o.username = s.username OR o.subscriber_id = s.id) AND o.started_at >= s.created_at
        ORDER BY o.started_at
        LIMIT 1) o
      WHERE s.first_login_period IS NOT NULL AND s.archived_at IS NULL
      ORDER BY s.id
      LIMIT :rows""")
  @RegisterConstructorMapper(Login.class)
  List<Login> first(int rows);

  @SqlUpdate(
      """
      UPDATE subscription
      SET active_until = :end, prepaid_day = :day, first_login_period = NULL, version = version + 1, updated_at = :now
      WHERE id = :id AND first_login_period IS NOT NULL""")
  int begin(long id, Instant end, @Nullable Integer day, Instant now);

  /** Somebody's first login. */
  record Login(long id, String period, Instant at) {}
}
