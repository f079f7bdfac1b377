package id.gerbang.billing.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** API tokens, by their hashes. */
@RegisterConstructorMapper(TokenView.class)
public interface TokenDao {

  @SqlQuery(
      """
      INSERT INTO token (name, role, sha256, created_at)
      VALUES (:name, :role, :sha256, :now)
      RETURNING id
      """)
  long insert(
      @Bind("name") String name,
      @Bind("role") String role,
      @Bind("sha256") byte[] sha256,
      @Bind("now") Instant now);

  @SqlQuery(
      """
      SELECT id, name, role, created_at, revoked_at
      FROM token
      WHERE sha256 = :sha256 AND revoked_at IS NULL
      """)
  Optional<TokenView> live(@Bind("sha256") byte[] sha256);

  @SqlQuery("SELECT id, name, role, created_at, revoked_at FROM token WHERE id = :id")
  Optional<TokenView> find(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT id, name, role, created_at, revoked_at
      FROM token
      WHERE id > :after AND name ILIKE :like
      ORDER BY id
      LIMIT :rows
      """)
  List<TokenView> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlUpdate("UPDATE token SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
  int revoke(@Bind("id") long id, @Bind("now") Instant now);
}
