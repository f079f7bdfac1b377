package id.gerbang.billing.report;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Names of subscriptions, also of those that were deleted. Public because JDBI needs it. */
public interface NamesDao {

  @SqlQuery("SELECT subscription_named(:username)")
  Optional<Long> named(@Bind("username") String username);

  @SqlQuery("SELECT id FROM subscription WHERE external_id = :externalId")
  Optional<Long> external(@Bind("externalId") String externalId);

  /** All that it had, and as routers write those that are a device's; the present one first. */
  @SqlQuery(
      """
      SELECT username FROM (
        SELECT username, 'infinity'::timestamptz AS until FROM subscription WHERE id = :id
        UNION ALL
        SELECT username, until FROM former_username WHERE subscription_id = :id
        UNION ALL
        SELECT username, '-infinity' FROM other_name WHERE subscription_id = :id) n
      GROUP BY username
      ORDER BY max(until) DESC
      """)
  List<String> namesOf(@Bind("id") long id);
}
