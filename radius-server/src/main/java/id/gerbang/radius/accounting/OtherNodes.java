package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the table lacks what other nodes' journals have. */
final class OtherNodes {

  private static final Logger log = LoggerFactory.getLogger(OtherNodes.class);
  private static final Duration NODE_LAGS = Duration.ofMinutes(2);
  private static final Duration NODE_IS_GONE = Duration.ofHours(1);

  private OtherNodes() {}

  /**
   * A journal of another node may hold what a session said. One that is gone for good holds nothing
   * up.
   *
   * @param journal of this node
   */
  static boolean lag(Connection connection, UUID journal, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT journal FROM journal_position
            WHERE journal <> ? AND applied_at < ? AND applied_at > ? LIMIT 1""")) {
      statement.setObject(1, journal);
      statement.setTimestamp(2, Timestamp.from(now.minus(NODE_LAGS)));
      statement.setTimestamp(3, Timestamp.from(now.minus(NODE_IS_GONE)));
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          log.info("node {} lags: no session is taken for ended", row.getObject(1, UUID.class));
          return true;
        }
        return false;
      }
    }
  }
}
