package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** API tokens, by their hashes. */
@RegisterConstructorMapper(TokenView.class)
public interface TokenDao {

  String COLUMNS =
      """
      SELECT id, name, role, staff_id, coalesce(scopes, '{}') AS scopes,
             coalesce(areas, '{}') AS areas, coalesce(routers, '{}') AS routers,
             rate, burst, created_at, expires_at, last_used_at, revoked_at
      FROM token
      """;

  @SqlQuery(
      """
      INSERT INTO token (name, role, sha256, staff_id, scopes, areas, routers, rate, burst, expires_at, created_at)
      VALUES (:name, :role, :sha256, :staffId, :scopesOrAll, :areasOrAll, :routersOrAll, :paceRate, :paceBurst, :expiresAt, :now)
      RETURNING id
      """)
  long insert(
      @BindMethods TokenRequest token,
      @Bind("role") String role,
      @Bind("staffId") @Nullable Long staffId,
      @Bind("sha256") byte[] sha256,
      @Bind("now") Instant now);

  /** Of one who was disabled nothing is live. */
  @SqlQuery(
      COLUMNS
          + """
          WHERE sha256 = :sha256 AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > :now)
          """)
  Optional<TokenView> live(@Bind("sha256") byte[] sha256, @Bind("now") Instant now);

  @SqlUpdate("UPDATE token SET last_used_at = :now WHERE id = :id")
  void used(@Bind("id") long id, @Bind("now") Instant now);

  @SqlQuery(COLUMNS + "WHERE id = :id")
  Optional<TokenView> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE id > :after AND name ILIKE :like ORDER BY id LIMIT :rows")
  List<TokenView> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlUpdate("UPDATE token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
  int revoke(@Bind("id") long id, @Bind("now") Instant now);

  @SqlQuery(
      """
      UPDATE token SET revoked_at = :now
      WHERE staff_id = :staffId AND revoked_at IS NULL
      RETURNING name
      """)
  List<String> revokeAll(@Bind("staffId") long staffId, @Bind("now") Instant now);
}
