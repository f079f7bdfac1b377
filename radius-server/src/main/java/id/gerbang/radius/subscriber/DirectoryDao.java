package id.gerbang.radius.subscriber;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The directory's SQL. Each method runs in the caller's transaction, so that all see one snapshot.
 */
final class DirectoryDao {

  private static final int FETCH = 10_000;
  private static final String ROUTERS =
      """
      SELECT r.id, r.name, host(r.address) AS address, r.secret_sealed, r.enabled, r.coa_port,
             r.require_message_authenticator, r.isolation, r.isolation_list, r.isolation_pool, r.isolation_rate,
             l.first_signed_at
      FROM router r LEFT JOIN router_learned l ON l.router_id = r.id
      WHERE r.archived_at IS NULL""";

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

  List<Router> routers(Handle handle) {
    return handle.createQuery(ROUTERS).map(router).stream().flatMap(Optional::stream).toList();
  }
}
