package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;

/**
 * The SQL that keeps what packets taught: facts that are known in memory at once and come here by
 * the journal, in the applier's transaction.
 */
final class LearnedTable {

  private final Connection connection;

  LearnedTable(Connection connection) {
    this.connection = connection;
  }

  /** Earliest wins, of those after the router's signature was last forgotten. */
  void firstSigned(JournalEntry.FirstSigned entry) throws SQLException {
    update(
        """
        INSERT INTO router_learned AS l (router_id, first_signed_at) VALUES (?, ?)
        ON CONFLICT (router_id) DO UPDATE
        SET first_signed_at = CASE
          WHEN (SELECT signature_forgotten_at FROM router r WHERE r.id = l.router_id)
               BETWEEN least(l.first_signed_at, EXCLUDED.first_signed_at) AND greatest(l.first_signed_at, EXCLUDED.first_signed_at)
          THEN greatest(l.first_signed_at, EXCLUDED.first_signed_at)
          ELSE least(l.first_signed_at, EXCLUDED.first_signed_at) END""",
        entry.routerId(),
        Timestamp.from(entry.at()));
  }

  /** Each is kept: which of them was first, and since when it counts, is its reader's to say. */
  void firstMac(JournalEntry.FirstMac entry) throws SQLException {
    update(
        """
        INSERT INTO subscriber_mac (subscriber_id, mac, learned_at) VALUES (?, ?, ?)
        ON CONFLICT DO NOTHING""",
        entry.subscriberId(),
        entry.mac(),
        Timestamp.from(entry.at()));
  }

  /**
   * The row is there: whoever gives an address has claimed it before. It is not this node's any
   * more where others took the node for gone, and may be somebody else's since.
   */
  void leased(JournalEntry.Leased entry, UUID node) throws SQLException {
    update(
        """
        UPDATE address_lease
        SET subscriber_id = ?, slot = ?, leased_at = ?, xid = pg_current_xact_id()
        WHERE pool_id = ? AND node = ? AND address = '0.0.0.0'::inet + ? AND (leased_at IS NULL OR leased_at <= ?)""",
        entry.subscriberId(),
        entry.slot(),
        Timestamp.from(entry.at()),
        entry.poolId(),
        node,
        Integer.toUnsignedLong(entry.address()),
        Timestamp.from(entry.at()));
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
