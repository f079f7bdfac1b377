package id.gerbang.billing.router;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The inbox that radius fills; at most a thousand rows. */
@RegisterConstructorMapper(UnknownRouterView.class)
public interface UnknownRouterDao {

  /** Radius may have noted a router once more while it was being registered. */
  String INBOX =
      """
      SELECT u.id, host(u.address) AS address, nullif(u.nas_identifier, '') AS identifier,
             u.first_seen_at, u.last_seen_at, u.packets,
             (SELECT min(r.id) FROM router r WHERE r.nas_identifier = u.nas_identifier AND r.archived_at IS NULL) AS names_router_id
      FROM unknown_router u
      WHERE NOT EXISTS (SELECT FROM router r WHERE r.address = u.address AND r.archived_at IS NULL)
      """;

  @SqlQuery(
      INBOX
          + """
          AND u.id < :before AND (host(u.address) LIKE :like OR u.nas_identifier ILIKE :like)
          ORDER BY u.id DESC
          LIMIT :rows
          """)
  List<UnknownRouterView> list(
      @Bind("like") String like, @Bind("before") long before, @Bind("rows") int rows);

  @SqlQuery(INBOX + "AND u.id = :id")
  Optional<UnknownRouterView> find(@Bind("id") long id);

  @SqlUpdate(
      """
      DELETE FROM unknown_router
      WHERE address = CAST(:address AS inet) OR (CAST(:identifier AS text) IS NOT NULL AND nas_identifier = :identifier)
      """)
  void forget(
      @Bind("address") @Nullable String address, @Bind("identifier") @Nullable String identifier);
}
