package id.gerbang.billing.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Sessions that radius wants removed on their routers. */
@RegisterConstructorMapper(RemovalDao.Wanted.class)
public interface RemovalDao {

  /**
   * A session that outlived its Disconnect.
   *
   * @param cause what brought the Disconnect about
   */
  record Wanted(
      long routerId, String acctSessionId, String username, int generation, String cause) {}

  /**
   * @param since radius says it again after each look; what it says no more is not wanted any more
   */
  @SqlQuery(
      """
      SELECT router_id, acct_session_id, username, generation, cause
      FROM session_removal WHERE router_id = :id AND done_at IS NULL AND wanted_at >= :since ORDER BY wanted_at""")
  List<Wanted> open(@Bind("id") long id, @Bind("since") Instant since);

  @SqlUpdate(
      """
      UPDATE session_removal SET done_at = :at, outcome = :outcome, detail = :detail
      WHERE router_id = :routerId AND acct_session_id = :acctSessionId AND username = :username AND generation = :generation
        AND done_at IS NULL""")
  void done(
      @BindMethods Wanted wanted,
      @Bind("at") Instant at,
      @Bind("outcome") String outcome,
      @Bind("detail") String detail);
}
