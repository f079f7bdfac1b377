package id.gerbang.radius.accounting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The table {@code session_batch}: which sessions each batch wrote. Appliers take turns, so its
 * numbers come in order of commit, and a watermark misses nothing.
 */
final class BatchTable {

  /** So many batches are read at once. */
  static final int AT_ONCE = 100;

  private final Connection connection;

  /**
   * What other nodes wrote.
   *
   * @param first the number of the first batch read, our own included
   * @param upTo the number of the last one
   * @param batches how many these were
   */
  record News(long first, long upTo, int batches, Set<Long> sessions) {

    /** Whether numbers are missing that followed one: of batches, or of what was rolled back. */
    boolean isNotNextTo(long number) {
      return batches > 0 && first > number + 1;
    }
  }

  BatchTable(Connection connection) {
    this.connection = connection;
  }

  void put(UUID journal, Instant now, Collection<Long> sessions) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO session_batch (journal, at, sessions) VALUES (?, ?, ?)")) {
      statement.setObject(1, journal);
      statement.setTimestamp(2, Timestamp.from(now));
      statement.setObject(3, sessions.stream().mapToLong(Long::longValue).sorted().toArray());
      statement.executeUpdate();
    }
  }

  long last() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT coalesce(max(number), 0) FROM session_batch");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Forgets what is older: by their numbers, so that of a batch that is there none that followed is
   * gone. The last of the old ones stays, for who has read up to there.
   */
  void forget(Instant before) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM session_batch
            WHERE number < (SELECT max(number) FROM session_batch WHERE at < ?)""")) {
      statement.setTimestamp(1, Timestamp.from(before));
      statement.executeUpdate();
    }
  }

  boolean has(long number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM session_batch WHERE number = ?")) {
      statement.setLong(1, number);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  News after(long number, UUID own) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT number, CASE WHEN journal = ? THEN '{}' ELSE sessions END AS sessions
            FROM session_batch WHERE number > ? ORDER BY number LIMIT ?""")) {
      statement.setObject(1, own);
      statement.setLong(2, number);
      statement.setInt(3, AT_ONCE);
      long first = number;
      long upTo = number;
      int batches = 0;
      Set<Long> sessions = new TreeSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          upTo = row.getLong("number");
          first = batches == 0 ? upTo : first;
          batches++;
          Array ids = row.getArray("sessions");
          for (Long id : (Long[]) ids.getArray()) {
            sessions.add(id);
          }
        }
      }
      return new News(first, upTo, batches, sessions);
    }
  }
}
