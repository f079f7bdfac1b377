package id.gerbang.radius.subscriber;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * The directory's SQL. Each method runs in the caller's transaction, so that all see one snapshot.
 */
final class DirectoryDao {

  private static final int FETCH = 10_000;
  private static final String ROUTERS =
      """
      SELECT r.id, r.name, host(r.address) AS address, r.nas_identifier, host(h.proven_address) AS proven_address,
             r.secret_sealed, r.enabled, r.coa_port,
             r.require_message_authenticator, r.isolation, r.isolation_list, r.isolation_pool, r.isolation_rate,
             r.signature_forgotten_at, l.first_signed_at
      FROM router r
      LEFT JOIN router_learned l ON l.router_id = r.id AND l.first_signed_at > coalesce(r.signature_forgotten_at, '-infinity')
      LEFT JOIN router_heard h ON h.router_id = r.id
      WHERE r.archived_at IS NULL""";

  private static final String FIRST_MACS =
      """
      SELECT DISTINCT ON (m.subscriber_id) m.subscriber_id, m.mac, m.learned_at, e.macs_since
      FROM subscriber_mac m JOIN entitlement e ON e.subscriber_id = m.subscriber_id
      WHERE e.mac_policy = 'first' AND m.learned_at >= coalesce(e.macs_since, '-infinity') %s
      ORDER BY m.subscriber_id, m.learned_at, m.mac""";

  private final RowMapper<EntitlementMapper.Read> subscriber;
  private final RowMapper<Optional<Router>> router;

  DirectoryDao(RowMapper<EntitlementMapper.Read> subscriber, RowMapper<Optional<Router>> router) {
    this.subscriber = subscriber;
    this.router = router;
  }

  /**
   * Which history of which database this is: after a restore or a failover onto another timeline no
   * watermark holds.
   */
  String history(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT i.restore_id || '/' || s.system_identifier || '/' || c.timeline_id
            FROM installation i, pg_control_system() s, pg_control_checkpoint() c""")
        .mapTo(String.class)
        .one();
  }

  /** The oldest transaction that may still be running: what it commits was not seen yet. */
  long xmin(Handle handle) {
    return handle
        .createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        .mapTo(Long.class)
        .one();
  }

  /** What time the database has. */
  Instant clock(Handle handle) {
    return handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one();
  }

  /** A row of the feed. */
  record Change(long id, String kind, long ref) {}

  List<Change> changesSince(Handle handle, long xmin) {
    return handle
        .createQuery(
            """
            SELECT id, kind, ref FROM change
            WHERE xid >= CAST(CAST(:xmin AS text) AS xid8) ORDER BY id""")
        .bind("xmin", xmin)
        .map((row, context) -> new Change(row.getLong(1), row.getString(2), row.getLong(3)))
        .list();
  }

  void eachSubscriber(Handle handle, Consumer<EntitlementMapper.Read> consumer) {
    try (Stream<EntitlementMapper.Read> all =
        handle
            .createQuery("SELECT * FROM entitlement")
            .setFetchSize(FETCH)
            .map(subscriber)
            .stream()) {
      all.forEach(consumer);
    }
  }

  List<EntitlementMapper.Read> subscribers(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery("SELECT * FROM entitlement WHERE subscriber_id = ANY(:ids)")
        .bindArray("ids", Long.class, ids)
        .map(subscriber)
        .list();
  }

  void eachSubscriberOfPlan(Handle handle, long planId, Consumer<EntitlementMapper.Read> consumer) {
    try (Stream<EntitlementMapper.Read> all =
        handle
            .createQuery("SELECT * FROM entitlement WHERE plan_id = :plan")
            .bind("plan", planId)
            .setFetchSize(FETCH)
            .map(subscriber)
            .stream()) {
      all.forEach(consumer);
    }
  }

  /** The first MAC of each subscriber who is bound to it, since the last change of device. */
  void eachFirstMac(Handle handle, LearnedMacs macs) {
    macs(handle.createQuery(FIRST_MACS.formatted("")), macs);
  }

  void firstMacs(Handle handle, Collection<Long> ids, LearnedMacs macs) {
    macs(
        handle
            .createQuery(FIRST_MACS.formatted("AND m.subscriber_id = ANY(:ids)"))
            .bindArray("ids", Long.class, ids),
        macs);
  }

  private record FirstMac(long subscriberId, String mac, Instant at, Optional<Instant> since) {}

  private static void macs(Query query, LearnedMacs macs) {
    query
        .setFetchSize(FETCH)
        .map(
            (row, context) ->
                new FirstMac(
                    row.getLong("subscriber_id"),
                    row.getString("mac"),
                    row.getTimestamp("learned_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("macs_since")).map(Timestamp::toInstant)))
        .forEach(one -> macs.heard(one.subscriberId(), one.mac(), one.at(), one.since()));
  }

  List<Router> routers(Handle handle) {
    return handle.createQuery(ROUTERS).map(router).stream().flatMap(Optional::stream).toList();
  }
}
