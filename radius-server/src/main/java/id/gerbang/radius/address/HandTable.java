package id.gerbang.radius.address;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The SQL of the table {@code address_lease} by which addresses come into a node's hand and leave
 * it, for one transaction of the caller's.
 */
final class HandTable {

  private static final String CLAIM =
      """
      INSERT INTO address_lease (address, pool_id, node)
      SELECT c.address, ?, ?
      FROM (SELECT ?::inet + i AS address FROM generate_series(0, ?::bigint) AS i) c
      WHERE NOT EXISTS (SELECT FROM address_lease l WHERE l.address = c.address)
        AND NOT EXISTS (SELECT FROM entitlement e WHERE e.static_ip = c.address)
        AND NOT EXISTS (SELECT FROM session s WHERE s.framed_ip = c.address AND s.stopped_at IS NULL)
      ORDER BY c.address
      LIMIT ?
      ON CONFLICT DO NOTHING
      RETURNING host(address)""";

  /**
   * Those of nodes that nobody has seen for a day, and whose journals have not moved: they are gone
   * for good, or come back to read that what they had is another's.
   *
   * <p>{@code clock_timestamp()}, never {@code now()}: PostgreSQL asks again about a row that
   * another node's update held up, and the beginning of the transaction lies before that wait.
   */
  private static final String ADOPT =
      """
      UPDATE address_lease l
      SET node = ?, xid = pg_current_xact_id()
      WHERE l.pool_id = ? AND l.node <> ?
        AND NOT EXISTS (SELECT FROM radius_node n
                        WHERE n.id = l.node AND n.seen_at > clock_timestamp() - interval '1 day')
        AND NOT EXISTS (SELECT FROM journal_position j
                        WHERE j.journal = l.node AND j.applied_at > clock_timestamp() - interval '1 day')
      RETURNING host(address), pool_id, node, subscriber_id, slot, leased_at""";

  /**
   * Addresses that were taken out of another pool, or whose pool was given up, long enough ago for
   * each node that is alive to have read of it.
   */
  private static final String TAKE_OVER =
      """
      UPDATE address_lease l
      SET pool_id = ?, node = ?, subscriber_id = NULL, slot = 0, leased_at = NULL, xid = pg_current_xact_id()
      WHERE l.address IN (
        SELECT a.address
        FROM address_lease a JOIN address_pool p ON p.id = a.pool_id
        WHERE a.address BETWEEN ?::inet AND ?::inet + ?::bigint
          AND p.updated_at < clock_timestamp() - interval '1 minute'
          AND (p.archived_at IS NOT NULL
               OR NOT EXISTS (SELECT FROM address_range r
                              WHERE r.pool_id = p.id AND a.address BETWEEN r.first AND r.last))
          AND NOT EXISTS (SELECT FROM radius_node n
                          WHERE n.id = a.node AND n.id <> ?
                            AND n.seen_at BETWEEN clock_timestamp() - interval '1 day'
                                          AND clock_timestamp() - interval '30 s')
          AND NOT EXISTS (SELECT FROM entitlement e WHERE e.static_ip = a.address)
          AND NOT EXISTS (SELECT FROM session s WHERE s.framed_ip = a.address AND s.stopped_at IS NULL)
        ORDER BY a.address
        LIMIT ?
        FOR UPDATE OF a SKIP LOCKED)
      RETURNING host(l.address)""";

  /** Nodes that are not gone, as {@link #ADOPT} has it. */
  private static final String OTHERS =
      """
      SELECT count(*) FROM radius_node
      WHERE id <> ? AND seen_at > clock_timestamp() - interval '1 day'""";

  private static final String NEEDY =
      """
      SELECT n.id, held.count
      FROM radius_node n
      CROSS JOIN LATERAL (SELECT count(*)::int FROM address_lease l
                          WHERE l.pool_id = ? AND l.node = n.id AND l.subscriber_id IS NULL) held
      WHERE n.id <> ? AND n.seen_at > clock_timestamp() - interval '30 s' AND held.count < ?
      ORDER BY held.count
      LIMIT 1""";

  private static final String HAND_OVER =
      """
      UPDATE address_lease
      SET node = ?, xid = pg_current_xact_id()
      WHERE address = ANY(?::inet[]) AND node = ? AND subscriber_id IS NULL""";

  private final Connection connection;

  HandTable(Connection connection) {
    this.connection = connection;
  }

  /** Takes addresses of a stretch in hand that nobody has, at most so many. */
  List<Integer> claim(long poolId, UUID node, int first, long stretch, int atMost)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setLong(1, poolId);
      statement.setObject(2, node);
      statement.setString(3, Ipv4Number.text(first));
      statement.setLong(4, stretch - 1);
      statement.setInt(5, atMost);
      return LeaseTable.addresses(statement);
    }
  }

  /** Makes a node's own what nodes had that are gone: leases stay their holders'. */
  List<LeaseTable.Row> adopt(long poolId, UUID node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADOPT)) {
      statement.setObject(1, node);
      statement.setLong(2, poolId);
      statement.setObject(3, node);
      List<LeaseTable.Row> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(LeaseTable.row(row));
        }
      }
      return rows;
    }
  }

  /** Takes addresses of a stretch in hand that are no other pool's any more, at most so many. */
  List<Integer> takeOver(long poolId, UUID node, int first, long stretch, int atMost)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE_OVER)) {
      statement.setLong(1, poolId);
      statement.setObject(2, node);
      statement.setString(3, Ipv4Number.text(first));
      statement.setString(4, Ipv4Number.text(first));
      statement.setLong(5, stretch - 1);
      statement.setObject(6, node);
      statement.setInt(7, atMost);
      return LeaseTable.addresses(statement);
    }
  }

  /** How many nodes there are beside this one. */
  int others(UUID node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      statement.setObject(1, node);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Another node, alive, that runs out of a pool, and how many addresses it has in hand. */
  record Needy(UUID node, int inHand) {}

  /** The neediest, if any has fewer than this in hand. */
  Optional<Needy> needy(long poolId, UUID node, int fewer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEEDY)) {
      statement.setLong(1, poolId);
      statement.setObject(2, node);
      statement.setInt(3, fewer);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Needy(row.getObject(1, UUID.class), row.getInt(2)))
            : Optional.empty();
      }
    }
  }

  /** Puts addresses that are nobody's into another node's hand. */
  void handOver(Collection<Integer> addresses, UUID node, UUID to) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HAND_OVER)) {
      statement.setObject(1, to);
      statement.setArray(2, LeaseTable.texts(connection, addresses));
      statement.setObject(3, node);
      statement.executeUpdate();
    }
  }
}
