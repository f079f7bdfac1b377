package id.gerbang.radius.accounting;

import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of the tables {@code router_loss} and {@code session_loss}, in the applier's transaction.
 */
final class LossTable {

  private static final String OF_ROUTERS =
      """
      SELECT router_id, NULL AS acct_session_id, NULL AS username, nas_identifier, cause, began_before, heard_before
      FROM router_loss
      """;

  private static final String OF_SESSIONS =
      """
      SELECT router_id, acct_session_id, username, NULL, NULL, NULL, heard_before
      FROM session_loss
      """;

  private final Connection connection;

  LossTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * Those that may concern some sessions, last heard at an instant or later. What is still to come
   * was noted by a clock that was ahead, as of an empty battery: it would take whatever the router
   * has until then.
   */
  List<RouterLoss> since(Collection<SessionKey> sessions, Instant heardAt, Instant now)
      throws SQLException {
    long[] routers = sessions.stream().mapToLong(SessionKey::routerId).distinct().toArray();
    Timestamp earliest = Timestamp.from(heardAt.minus(RouterLoss.LATE));
    Timestamp latest = Timestamp.from(now.plus(RouterLoss.LATE));
    try (PreparedStatement statement =
        connection.prepareStatement(
            OF_ROUTERS
                + "WHERE router_id = ANY(?) AND heard_before > ? AND heard_before < ? UNION ALL "
                + OF_SESSIONS
                + "WHERE router_id = ANY(?) AND acct_session_id = ANY(?) AND heard_before > ? AND heard_before < ?")) {
      statement.setObject(1, routers);
      statement.setTimestamp(2, earliest);
      statement.setTimestamp(3, latest);
      statement.setObject(4, routers);
      statement.setArray(
          5,
          connection.createArrayOf(
              "text", sessions.stream().map(SessionKey::acctSessionId).distinct().toArray()));
      statement.setTimestamp(6, earliest);
      statement.setTimestamp(7, latest);
      return read(statement);
    }
  }

  /** Those that were noted and no node has acted upon yet. */
  List<RouterLoss> toApply() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            OF_ROUTERS
                + "WHERE applied_at IS NULL UNION ALL "
                + OF_SESSIONS
                + "WHERE applied_at IS NULL ORDER BY heard_before")) {
      return read(statement);
    }
  }

  /** Notes one as acted upon; again changes nothing. */
  void put(RouterLoss loss, Instant now) throws SQLException {
    if (loss.only().isPresent()) {
      putOfSession(loss.only().get(), loss.heardBefore(), now);
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO router_loss (router_id, nas_identifier, cause, began_before, heard_before, applied_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (router_id, heard_before, cause, began_before, nas_identifier)
            DO UPDATE SET applied_at = coalesce(router_loss.applied_at, EXCLUDED.applied_at)""")) {
      statement.setLong(1, loss.routerId());
      statement.setString(2, loss.nasIdentifier().orElse(null));
      statement.setLong(3, loss.cause());
      statement.setTimestamp(4, loss.beganBefore().map(Timestamp::from).orElse(null));
      statement.setTimestamp(5, Timestamp.from(loss.heardBefore()));
      statement.setTimestamp(6, Timestamp.from(now));
      statement.executeUpdate();
    }
  }

  private void putOfSession(SessionKey session, Instant heardBefore, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO session_loss (router_id, acct_session_id, username, heard_before, applied_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (router_id, acct_session_id, username, heard_before)
            DO UPDATE SET applied_at = coalesce(session_loss.applied_at, EXCLUDED.applied_at)""")) {
      statement.setLong(1, session.routerId());
      statement.setString(2, session.acctSessionId());
      statement.setString(3, session.username());
      statement.setTimestamp(4, Timestamp.from(heardBefore));
      statement.setTimestamp(5, Timestamp.from(now));
      statement.executeUpdate();
    }
  }

  private static List<RouterLoss> read(PreparedStatement statement) throws SQLException {
    List<RouterLoss> losses = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        losses.add(row.getString("acct_session_id") == null ? ofRouter(row) : ofSession(row));
      }
    }
    return losses;
  }

  private static RouterLoss ofSession(ResultSet row) throws SQLException {
    return RouterLoss.of(
        new SessionKey(
            row.getLong("router_id"), row.getString("acct_session_id"), row.getString("username")),
        row.getTimestamp("heard_before").toInstant());
  }

  private static RouterLoss ofRouter(ResultSet row) throws SQLException {
    return new RouterLoss(
        row.getLong("router_id"),
        Optional.ofNullable(row.getString("nas_identifier")),
        row.getLong("cause"),
        Optional.ofNullable(row.getTimestamp("began_before")).map(Timestamp::toInstant),
        row.getTimestamp("heard_before").toInstant());
  }
}
