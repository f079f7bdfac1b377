package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/** The SQL that says how far a journal is in PostgreSQL, and what of it was set aside. */
final class JournalTable {

  private final Connection connection;
  private final UUID journal;

  JournalTable(Connection connection, UUID journal) {
    this.connection = connection;
    this.journal = journal;
  }

  void quarantine(long position, byte[] entry, String error, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO journal_quarantine (journal, position, record, error, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""")) {
      statement.setObject(1, journal);
      statement.setLong(2, position);
      statement.setBytes(3, entry);
      statement.setString(4, error);
      statement.setTimestamp(5, Timestamp.from(now));
      statement.executeUpdate();
    }
  }

  /** Up to where it is applied. */
  long position() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position FROM journal_position WHERE journal = ?")) {
      statement.setObject(1, journal);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** To a position, from one that is beyond a limit; answers whether it was. */
  boolean moveBack(long position, long limit) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE journal_position SET position = ? WHERE journal = ? AND position > ?")) {
      statement.setLong(1, position);
      statement.setObject(2, journal);
      statement.setLong(3, limit);
      return statement.executeUpdate() > 0;
    }
  }

  void moveTo(long position, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO journal_position (journal, position, applied_at) VALUES (?, ?, ?)
            ON CONFLICT (journal) DO UPDATE SET position = EXCLUDED.position, applied_at = EXCLUDED.applied_at""")) {
      statement.setObject(1, journal);
      statement.setLong(2, position);
      statement.setTimestamp(3, Timestamp.from(now));
      statement.executeUpdate();
    }
  }
}
