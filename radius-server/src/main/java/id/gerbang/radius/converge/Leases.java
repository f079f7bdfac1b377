package id.gerbang.radius.converge;

import id.gerbang.radius.subscriber.RouterRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Which routers this node may act on: one node a router, by a lease of 10 s in PostgreSQL. Here it
 * is counted down by the monotonic clock from before it was asked for, so that it ends here first;
 * PostgreSQL compares with its own clock only.
 *
 * <p>A router belongs to a node that it speaks to. Where no other node was alive for a week, what
 * is held stays held while the database is away: there is nobody to be careful of.
 */
public final class Leases implements Permission {

  private static final long TERM_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final String ALIVE =
      """
      INSERT INTO radius_node (id, seen_at) VALUES (?, clock_timestamp())
      ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at""";

  private static final String OTHERS =
      """
      SELECT EXISTS (SELECT FROM radius_node
                     WHERE id <> ? AND seen_at > clock_timestamp() - interval '7 days')""";

  /** Free ones to who hears the router at once, to others 10 s later; a wanted one is let go. */
  private static final String CLAIM =
      """
      INSERT INTO convergence_lease AS l (router_id, node, until, heard)
      SELECT router_id, ?, clock_timestamp() + interval '10 s', heard
      FROM unnest(?::bigint[], ?::boolean[]) AS c (router_id, heard)
      ORDER BY router_id
      ON CONFLICT (router_id) DO UPDATE
      SET node = EXCLUDED.node, until = EXCLUDED.until, heard = EXCLUDED.heard
      WHERE CASE WHEN l.node = EXCLUDED.node THEN EXCLUDED.heard OR l.wanted_until < clock_timestamp()
                 ELSE l.until < clock_timestamp() - CASE WHEN EXCLUDED.heard THEN interval '0' ELSE interval '10 s' END
            END
      RETURNING router_id""";

  private static final String WANT =
      """
      UPDATE convergence_lease SET wanted_until = clock_timestamp() + interval '15 s'
      WHERE router_id = ANY (?) AND node <> ? AND NOT heard""";

  private static final String RELEASE =
      "UPDATE convergence_lease SET until = clock_timestamp() WHERE node = ?";

  private final UUID node;
  private final RouterRegistry routers;
  private volatile Held held = new Held(Map.of(), false);
  private List<Long> claimed = List.of();
  private long renewedAt = System.nanoTime();

  /**
   * What is held.
   *
   * @param untilNanos by router, as {@link System#nanoTime}
   * @param alone no other node was alive for a week
   */
  private record Held(Map<Long, Long> untilNanos, boolean alone) {}

  /**
   * @param node stays the same over restarts, and is no other node's
   */
  public Leases(UUID node, RouterRegistry routers) {
    this.node = node;
    this.routers = routers;
  }

  @Override
  public boolean toActOn(long routerId) {
    Held now = held;
    Long until = now.untilNanos().get(routerId);
    return until != null && (now.alone() || System.nanoTime() - until < 0);
  }

  /** Those that may be acted on now. */
  Set<Long> routers() {
    Set<Long> all = new HashSet<>(held.untilNanos().keySet());
    all.removeIf(router -> !toActOn(router));
    return all;
  }

  /** Claims and renews, when it is time; what is refused is let go. */
  void renew(Connection connection) throws SQLException {
    long asked = System.nanoTime();
    List<Long> ids = List.copyOf(routers.ids());
    if (ids.equals(claimed) && asked - renewedAt < RENEW_NANOS) {
      return;
    }
    try (PreparedStatement alive = connection.prepareStatement(ALIVE)) {
      alive.setObject(1, node);
      alive.executeUpdate();
    }
    Map<Long, Long> until = new HashMap<>();
    List<Long> wanted = new ArrayList<>();
    List<Boolean> heard = ids.stream().map(id -> heardLately(id, asked)).toList();
    try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      claim.setObject(1, node);
      claim.setArray(2, array(connection, "bigint", ids));
      claim.setArray(3, array(connection, "boolean", heard));
      try (ResultSet rows = claim.executeQuery()) {
        while (rows.next()) {
          until.put(rows.getLong(1), asked + TERM_NANOS - MARGIN_NANOS);
        }
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      if (heard.get(i) && !until.containsKey(ids.get(i))) {
        wanted.add(ids.get(i));
      }
    }
    if (!wanted.isEmpty()) {
      want(connection, wanted);
    }
    held = new Held(Map.copyOf(until), alone(connection));
    claimed = ids;
    renewedAt = asked;
  }

  private boolean heardLately(long router, long now) {
    OptionalLong heard = routers.lastHeard(router);
    return heard.isPresent() && now - heard.getAsLong() < LATELY_NANOS;
  }

  private void want(Connection connection, List<Long> wanted) throws SQLException {
    try (PreparedStatement want = connection.prepareStatement(WANT)) {
      want.setArray(1, array(connection, "bigint", wanted));
      want.setObject(2, node);
      want.executeUpdate();
    }
  }

  private boolean alone(Connection connection) throws SQLException {
    try (PreparedStatement others = connection.prepareStatement(OTHERS)) {
      others.setObject(1, node);
      try (ResultSet row = others.executeQuery()) {
        return row.next() && !row.getBoolean(1);
      }
    }
  }

  /** Nothing is acted on from here on. */
  void stop() {
    held = new Held(Map.of(), false);
  }

  /** Lets other nodes go on at once. */
  void release(Connection connection) throws SQLException {
    try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
      release.setObject(1, node);
      release.executeUpdate();
    }
  }

  private static Array array(Connection connection, String type, List<?> values)
      throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }
}
