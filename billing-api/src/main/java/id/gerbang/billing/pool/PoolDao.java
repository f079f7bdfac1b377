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
             p.version, p.created_at
      FROM address_pool p
      """;

  /** Who promises an address waits for who else does, so that both see each other. */
  @SqlUpdate("SELECT pg_advisory_xact_lock(hashtext('gerbang.address'))")
  void lockAddresses();

  /** Radius reads {@code updated_at} against PostgreSQL's clock: it is never our host's. */
  @SqlQuery(
      """
      INSERT INTO address_pool (external_id, name, created_at, updated_at)
      VALUES (:externalId, :name, :now, clock_timestamp())
      RETURNING id
      """)
  long insert(
      @Bind("externalId") @Nullable String externalId,
      @Bind("name") @Nullable String name,
      @Bind("now") Instant now);

  @SqlQuery(COLUMNS + "WHERE p.id = :id AND p.archived_at IS NULL FOR UPDATE OF p")
  Optional<PoolView> lock(@Bind("id") long id);

  @SqlUpdate(
      """
      UPDATE address_pool
      SET external_id = :externalId, name = :name, version = version + 1, updated_at = clock_timestamp()
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @Bind("externalId") @Nullable String externalId,
      @Bind("name") @Nullable String name);

  @SqlUpdate(
      "UPDATE address_pool SET archived_at = :now, updated_at = clock_timestamp() WHERE id = :id")
  void archive(@Bind("id") long id, @Bind("now") Instant now);

  @SqlUpdate("DELETE FROM address_range WHERE pool_id = :pool")
  void deleteRanges(@Bind("pool") long pool);

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
      WHERE p.archived_at IS NULL
        AND r.first <= CAST(:last AS inet) AND r.last >= CAST(:first AS inet)
      LIMIT 1
      """)
  Optional<String> overlapping(@Bind("first") String first, @Bind("last") String last);

  /**
   * Addresses of a pool within these pieces that somebody has, online or not, and who. Who has left
   * the pool has none of it any more, though the lease stays.
   */
  @SqlQuery(
      """
      SELECT host(held.address) || ' of ' || held.username
      FROM (SELECT l.address, s.username
            FROM address_lease l
            JOIN unnest(CAST(:firsts AS inet[]), CAST(:lasts AS inet[])) AS piece (first, last)
              ON l.address BETWEEN piece.first AND piece.last
            JOIN entitlement s
              ON s.subscriber_id = l.subscriber_id AND s.address_pool_id = l.pool_id AND s.static_ip IS NULL
            WHERE l.pool_id = :pool
            UNION
            SELECT s.framed_ip, s.username
            FROM unnest(CAST(:firsts AS inet[]), CAST(:lasts AS inet[])) AS piece (first, last)
            JOIN session s ON s.framed_ip BETWEEN piece.first AND piece.last AND s.stopped_at IS NULL) held
      ORDER BY held.address
      LIMIT 100
      """)
  List<String> heldWithin(
      @Bind("pool") long pool,
      @Bind("firsts") List<String> firsts,
      @Bind("lasts") List<String> lasts);

  /** Addresses of a pool that live sessions have, and whose. */
  @SqlQuery(
      """
      SELECT host(s.framed_ip) || ' of ' || s.username
      FROM address_range r
      JOIN session s ON s.framed_ip BETWEEN r.first AND r.last AND s.stopped_at IS NULL
      WHERE r.pool_id = :pool
      ORDER BY s.framed_ip
      LIMIT 100
      """)
  List<String> live(@Bind("pool") long pool);

  /** Plans that name a pool, and subscriptions of an older version that does. */
  @SqlQuery(
      """
      (SELECT 'the plan ' || p.name
       FROM plan p JOIN plan_version v ON v.plan_id = p.id AND v.version = p.current_version
       WHERE p.archived_at IS NULL AND v.address_pool_id = :pool
       ORDER BY p.id
       LIMIT 100)
      UNION ALL
      (SELECT 'the subscription ' || username
       FROM entitlement
       WHERE address_pool_id = :pool
       ORDER BY subscriber_id
       LIMIT 100)
      """)
  List<String> naming(@Bind("pool") long pool);

  /** Changes of plans that wait for their day, and know a pool by its name. */
  @SqlQuery(
      """
      SELECT 'the change of the plan ' || p.name || ' on ' || c.effective_from
      FROM plan_change c JOIN plan p ON p.id = c.plan_id
      WHERE c.settled_at IS NULL AND c.change ->> 'addressPool' = :name
      ORDER BY c.effective_from, c.id
      LIMIT 100
      """)
  List<String> toName(@Bind("name") String name);

  @SqlQuery(
      """
      SELECT host(static_ip) || ' of ' || username
      FROM subscription
      WHERE archived_at IS NULL AND static_ip BETWEEN CAST(:first AS inet) AND CAST(:last AS inet)
      ORDER BY static_ip
      LIMIT 1
      """)
  Optional<String> staticWithin(@Bind("first") String first, @Bind("last") String last);

  /** Whose else a static address is. */
  @SqlQuery(
      """
      SELECT username
      FROM subscription
      WHERE archived_at IS NULL AND static_ip = CAST(:address AS inet) AND id <> :except
      """)
  Optional<String> staticOfAnother(@Bind("address") String address, @Bind("except") long except);

  /** A route of another customer that has addresses in common with a network, and whose. */
  @SqlQuery(
      """
      SELECT split_part(route, ' ', 1) || ' of ' || s.username
      FROM subscription s CROSS JOIN LATERAL unnest(s.routes) AS route
      WHERE s.archived_at IS NULL AND s.routes <> '{}' AND s.customer_id <> :customer
        AND CAST(split_part(route, ' ', 1) AS inet) && CAST(:network AS inet)
      LIMIT 1
      """)
  Optional<String> routeOfAnother(@Bind("network") String network, @Bind("customer") long customer);

  /** Also of customers whom the asker does not see: that it is, not whose. */
  @SqlQuery("SELECT network_is_promised(CAST(:network AS inet), :customer, :subscription)")
  boolean isPromised(
      @Bind("network") String network,
      @Bind("customer") long customer,
      @Bind("subscription") long subscription);

  /** A static address of another customer within a network, and whose. */
  @SqlQuery(
      """
      SELECT host(static_ip) || ' of ' || username
      FROM subscription
      WHERE archived_at IS NULL AND customer_id <> :customer AND static_ip <<= CAST(:network AS inet)
      LIMIT 1
      """)
  Optional<String> addressBehind(@Bind("network") String network, @Bind("customer") long customer);

  @SqlQuery(
      """
      SELECT p.name
      FROM address_range r JOIN address_pool p ON p.id = r.pool_id
      WHERE p.archived_at IS NULL
        AND r.first <= host(broadcast(CAST(:network AS inet)))::inet
        AND r.last >= host(CAST(:network AS inet))::inet
      LIMIT 1
      """)
  Optional<String> poolBehind(@Bind("network") String network);

  /** A route into a range, and whose. */
  @SqlQuery(
      """
      SELECT route || ' of ' || username
      FROM (SELECT username, split_part(unnest(routes), ' ', 1) AS route
            FROM subscription
            WHERE archived_at IS NULL AND routes <> '{}') s
      WHERE host(CAST(route AS inet))::inet <= CAST(:last AS inet)
        AND host(broadcast(CAST(route AS inet)))::inet >= CAST(:first AS inet)
      LIMIT 1
      """)
  Optional<String> routeInto(@Bind("first") String first, @Bind("last") String last);

  /** Another customer's session with an address within a network, and whose. */
  @SqlQuery(
      """
      SELECT host(o.framed_ip) || ' of ' || o.username
      FROM session o LEFT JOIN subscription s ON s.id = o.subscriber_id
      WHERE o.framed_ip BETWEEN host(CAST(:network AS inet))::inet
                            AND host(broadcast(CAST(:network AS inet)))::inet
        AND o.stopped_at IS NULL AND s.customer_id IS DISTINCT FROM :customer AND o.username <> :username
      LIMIT 1
      """)
  Optional<String> liveBehind(
      @Bind("network") String network,
      @Bind("customer") long customer,
      @Bind("username") String username);

  /**
   * A pool that had addresses within a network until a moment ago: a node that has not read of it
   * yet may give one.
   */
  @SqlQuery(
      """
      SELECT p.name
      FROM address_lease l JOIN address_pool p ON p.id = l.pool_id
      WHERE l.address BETWEEN host(CAST(:network AS inet))::inet
                          AND host(broadcast(CAST(:network AS inet)))::inet
        AND p.updated_at > clock_timestamp() - interval '1 minute'
      LIMIT 1
      """)
  Optional<String> poolBefore(@Bind("network") String network);

  /** Who else is online with an address. */
  @SqlQuery(
      """
      SELECT username
      FROM session
      WHERE framed_ip = CAST(:address AS inet) AND stopped_at IS NULL
        AND subscriber_id IS DISTINCT FROM :except AND username <> :username
      LIMIT 1
      """)
  Optional<String> liveOfAnother(
      @Bind("address") String address,
      @Bind("except") long except,
      @Bind("username") String username);

  /** Who else is online with a prefix that has addresses in common. */
  @SqlQuery(
      """
      SELECT username
      FROM session
      WHERE (framed_ipv6_prefix && CAST(:prefix AS inet) OR delegated_ipv6_prefix && CAST(:prefix AS inet))
        AND stopped_at IS NULL AND subscriber_id IS DISTINCT FROM :except AND username <> :username
      LIMIT 1
      """)
  Optional<String> livePrefixOfAnother(
      @Bind("prefix") String prefix,
      @Bind("except") long except,
      @Bind("username") String username);

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
