package id.gerbang.radius.converge;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.session.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of {@code disconnect_target}: sessions that staff want ended. It says what is to be done,
 * not what was sent, so that any node may carry it on.
 */
final class StaffOrders {

  /** Done is what ended, or is another session by now. */
  private static final String ENDED =
      """
      UPDATE disconnect_target t SET done_at = clock_timestamp(), outcome = 'ended'
      WHERE done_at IS NULL AND acct_session_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM session s
        WHERE s.router_id = t.router_id AND s.acct_session_id = t.acct_session_id AND s.username = t.username
          AND s.generation = t.generation AND s.stopped_at IS NULL)""";

  /** A login without a session can't prove its end: after a while nobody asks any more. */
  private static final String GIVEN_UP =
      """
      UPDATE disconnect_target t SET done_at = clock_timestamp(), outcome = 'unanswered'
      FROM disconnect_order o
      WHERE o.id = t.order_id AND t.done_at IS NULL AND t.acct_session_id IS NULL
        AND o.requested_at < clock_timestamp() - interval '10 minutes'""";

  private static final String OPEN =
      """
      SELECT id, router_id, username, acct_session_id, generation, host(framed_ip)
      FROM disconnect_target WHERE done_at IS NULL ORDER BY id LIMIT 10000""";

  private static final String DONE =
      """
      UPDATE disconnect_target SET done_at = clock_timestamp(), outcome = ?
      WHERE id = ? AND done_at IS NULL""";

  /** What is to be done now. */
  record Open(Map<SessionKey, Convergence.Ordered> sessions, List<NamelessCut> nameless) {}

  Open read(Connection connection) throws SQLException {
    update(connection, ENDED);
    update(connection, GIVEN_UP);
    Map<SessionKey, Convergence.Ordered> sessions = new HashMap<>();
    List<NamelessCut> nameless = new ArrayList<>();
    try (PreparedStatement open = connection.prepareStatement(OPEN);
        ResultSet rows = open.executeQuery()) {
      while (rows.next()) {
        String acctSessionId = rows.getString(4);
        if (acctSessionId == null) {
          nameless.add(
              new NamelessCut(
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getString(3),
                  Optional.ofNullable(rows.getString(6))));
        } else {
          SessionKey key = new SessionKey(rows.getLong(2), acctSessionId, rows.getString(3));
          sessions.put(key, new Convergence.Ordered(key, rows.getInt(5), Reason.STAFF));
        }
      }
    }
    return new Open(sessions, nameless);
  }

  void done(Connection connection, long target, String outcome) throws SQLException {
    try (PreparedStatement done = connection.prepareStatement(DONE)) {
      done.setString(1, outcome);
      done.setLong(2, target);
      done.executeUpdate();
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }
}
