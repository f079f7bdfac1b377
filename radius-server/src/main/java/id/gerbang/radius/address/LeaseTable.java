package id.gerbang.radius.address;

import id.gerbang.radius.address.AddressPool.Holder;
import id.gerbang.radius.address.AddressRanges.Range;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQL of the table {@code address_lease} that says who has which address, for one transaction
 * of the caller's.
 */
final class LeaseTable {

  /** An address stays with who had it at least this long after the session's end. */
  private static final Duration REST = Duration.ofMinutes(10);

  /**
   * Those whose last session has ended, by a Stop or by our rules, the longest ago first. What
   * retention has forgotten had ended: a lease from before the oldest month of sessions that is
   * kept, without one since. Whoever is online keeps such a one, should the router not name the
   * address.
   */
  private static final String ENDED =
      """
      WITH kept AS (
        SELECT to_date(min(right(c.relname, 7)), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC' AS since
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'session_history'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'),
      idle AS MATERIALIZED (
        SELECT l.address, l.subscriber_id, l.slot, l.leased_at, latest.stopped_at
        FROM address_lease l
        LEFT JOIN LATERAL (
          SELECT s.started_at, s.stopped_at
          FROM (SELECT framed_ip, subscriber_id, started_at, stopped_at FROM session
                UNION ALL
                SELECT framed_ip, subscriber_id, started_at, stopped_at FROM session_history) s
          WHERE s.framed_ip = l.address AND s.subscriber_id = l.subscriber_id
          ORDER BY s.started_at DESC
          LIMIT 1) latest ON true
        WHERE l.pool_id = ? AND l.node = ? AND l.subscriber_id IS NOT NULL
          AND (latest.stopped_at < ? OR latest.started_at IS NULL AND l.leased_at < (SELECT since FROM kept))
          AND NOT EXISTS (SELECT FROM session o WHERE o.framed_ip = l.address AND o.stopped_at IS NULL)),
      online AS (
        SELECT h.id
        FROM unnest(ARRAY(SELECT subscriber_id FROM idle WHERE stopped_at IS NULL)) AS h (id)
        WHERE EXISTS (SELECT FROM session o WHERE o.subscriber_id = h.id AND o.stopped_at IS NULL))
      SELECT host(address) AS text, subscriber_id, slot
      FROM idle
      WHERE stopped_at IS NOT NULL OR subscriber_id NOT IN (SELECT id FROM online)
      ORDER BY coalesce(stopped_at, leased_at)
      LIMIT ?""";

  private final Connection connection;

  LeaseTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * A row.
   *
   * @param holder absent: in the node's hand, nobody's
   */
  record Row(
      int address, long poolId, UUID node, Optional<Holder> holder, Optional<Instant> leasedAt) {}

  /** A lease that could be taken back. */
  record Ended(int address, Holder holder) {}

  AddressRanges ranges() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT r.pool_id, host(r.first), host(r.last)
                FROM address_range r JOIN address_pool p ON p.id = r.pool_id
                WHERE p.archived_at IS NULL
                ORDER BY r.first""");
        ResultSet row = statement.executeQuery()) {
      List<Range> ranges = new ArrayList<>();
      while (row.next()) {
        ranges.add(
            new Range(
                row.getLong(1), Ipv4Number.of(row.getString(2)), Ipv4Number.of(row.getString(3))));
      }
      return new AddressRanges(List.copyOf(ranges));
    }
  }

  /** The oldest transaction that may still be running: what it commits was not seen yet. */
  long xmin() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  List<Row> changedSince(long xmin) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT host(address), pool_id, node, subscriber_id, slot, leased_at
            FROM address_lease
            WHERE xid >= ?::text::xid8
            ORDER BY address""")) {
      statement.setFetchSize(10_000);
      statement.setString(1, Long.toString(xmin));
      List<Row> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
      return rows;
    }
  }

  static Row row(ResultSet row) throws SQLException {
    long subscriber = row.getLong(4);
    Optional<Holder> holder =
        row.wasNull() ? Optional.empty() : Optional.of(new Holder(subscriber, row.getInt(5)));
    return new Row(
        Ipv4Number.of(row.getString(1)),
        row.getLong(2),
        row.getObject(3, UUID.class),
        holder,
        Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant));
  }

  List<Ended> ended(long poolId, UUID node, Instant now, int atMost) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENDED)) {
      statement.setLong(1, poolId);
      statement.setObject(2, node);
      statement.setTimestamp(3, Timestamp.from(now.minus(REST)));
      statement.setInt(4, atMost);
      List<Ended> ended = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ended.add(
              new Ended(
                  Ipv4Number.of(row.getString("text")),
                  new Holder(row.getLong("subscriber_id"), row.getInt("slot"))));
        }
      }
      return ended;
    }
  }

  /** Makes leases nobody's. */
  void release(Collection<Integer> addresses) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE address_lease
            SET subscriber_id = NULL, slot = 0, leased_at = NULL, xid = pg_current_xact_id()
            WHERE address = ANY(?::inet[])""")) {
      statement.setArray(1, texts(connection, addresses));
      statement.executeUpdate();
    }
  }

  /** Of a node's addresses that were made nobody's, those that are still. */
  List<Integer> stillNobodys(UUID node, Collection<Integer> addresses) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT host(l.address)
            FROM address_lease l
            WHERE l.address = ANY(?::inet[]) AND l.node = ? AND l.subscriber_id IS NULL
              AND NOT EXISTS (SELECT FROM session s WHERE s.framed_ip = l.address AND s.stopped_at IS NULL)""")) {
      statement.setArray(1, texts(connection, addresses));
      statement.setObject(2, node);
      return addresses(statement);
    }
  }

  static Array texts(Connection connection, Collection<Integer> addresses) throws SQLException {
    return connection.createArrayOf("text", addresses.stream().map(Ipv4Number::text).toArray());
  }

  static List<Integer> addresses(PreparedStatement statement) throws SQLException {
    List<Integer> addresses = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        addresses.add(Ipv4Number.of(row.getString(1)));
      }
    }
    return addresses;
  }
}
