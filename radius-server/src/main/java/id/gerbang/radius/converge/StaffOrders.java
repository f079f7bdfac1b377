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

  /** So many of a router: those of one that is dead stay, and keep none from another. */
  private static final String OPEN =
      """
      SELECT t.id, o.subscription_id, t.router_id, t.username, t.acct_session_id, t.generation, host(t.framed_ip) AS framed_ip
      FROM (SELECT *, row_number() OVER (PARTITION BY router_id ORDER BY id) AS place FROM disconnect_target WHERE done_at IS NULL) t
      JOIN disconnect_order o ON o.id = t.order_id
      WHERE t.place <= 10000 ORDER BY t.id""";

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
        long router = rows.getLong("router_id");
        String username = rows.getString("username");
        String acctSessionId = rows.getString("acct_session_id");
        if (acctSessionId == null) {
          nameless.add(
              new NamelessCut(
                  rows.getLong("id"),
                  rows.getLong("subscription_id"),
                  router,
                  username,
                  Optional.ofNullable(rows.getString("framed_ip"))));
        } else {
          SessionKey key = new SessionKey(router, acctSessionId, username);
          sessions.put(key, new Convergence.Ordered(key, rows.getInt("generation"), Reason.STAFF));
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
