package id.gerbang.billing.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Pools, their ranges, and who else has an address or a prefix. */
@RegisterConstructorMapper(PoolView.class)
public interface PoolDao {

  String COLUMNS =
      """
      SELECT p.id, p.external_id, p.name,
             ARRAY(SELECT host(first) || '-' || host(last) FROM address_range
                   WHERE pool_id = p.id ORDER BY first) AS ranges,
             (SELECT coalesce(sum(last - first + 1), 0) FROM address_range WHERE pool_id = p.id) AS size,
             (SELECT count(subscriber_id) FROM address_lease WHERE pool_id = p.id) AS leased,
             p.created_at
      FROM address_pool p
      """;

  /** Who promises an address waits for who else does, so that both see each other. */
  @SqlUpdate("SELECT pg_advisory_xact_lock(hashtext('gerbang.address'))")
  void lockAddresses();

  @SqlQuery(
      """
      INSERT INTO address_pool (external_id, name, created_at, updated_at)
      VALUES (:externalId, :name, :now, :now)
      RETURNING id
      """)
  long insert(
      @Bind("externalId") @Nullable String externalId,
      @Bind("name") @Nullable String name,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      INSERT INTO address_range (pool_id, first, last)
      VALUES (:pool, CAST(:first AS inet), CAST(:last AS inet))
      """)
  void insertRange(@Bind("pool") long pool, @Bind("first") String first, @Bind("last") String last);

  @SqlQuery(COLUMNS + "WHERE p.id = :id AND p.archived_at IS NULL")
  Optional<PoolView> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE p.external_id = :externalId AND p.archived_at IS NULL")
  Optional<PoolView> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(
      COLUMNS
          + """
          WHERE p.archived_at IS NULL AND p.id > :after AND p.name ILIKE :like
          ORDER BY p.id
          LIMIT :rows
          """)
  List<PoolView> list(@Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlQuery("SELECT id FROM address_pool WHERE name = :name AND archived_at IS NULL FOR SHARE")
  Optional<Long> named(@Bind("name") @Nullable String name);

  @SqlQuery(
      """
      SELECT p.name
      FROM address_range r JOIN address_pool p ON p.id = r.pool_id
      WHERE p.archived_at IS NULL AND r.first <= CAST(:last AS inet) AND r.last >= CAST(:first AS inet)
      LIMIT 1
      """)
  Optional<String> overlapping(@Bind("first") String first, @Bind("last") String last);

  @SqlQuery(
      """
      SELECT host(static_ip) || ' of ' || username
      FROM subscription
      WHERE archived_at IS NULL AND static_ip BETWEEN CAST(:first AS inet) AND CAST(:last AS inet)
      ORDER BY static_ip
      LIMIT 1
      """)
  Optional<String> staticWithin(@Bind("first") String first, @Bind("last") String last);

  /** Another subscription with a prefix that has addresses in common. */
  @SqlQuery(
      """
      SELECT username
      FROM subscription
      WHERE archived_at IS NULL AND id <> :except
        AND (framed_ipv6_prefix && CAST(:prefix AS inet) OR delegated_ipv6_prefix && CAST(:prefix AS inet))
      LIMIT 1
      """)
  Optional<String> prefixOfAnother(@Bind("prefix") String prefix, @Bind("except") long except);
}
