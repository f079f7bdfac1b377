package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of what billing saw on routers, for the sessions in question alone; and of what radius
 * wants removed there. Each look is read once.
 */
final class RouterSight {

  private static final String NEWS =
      "SELECT router_id, number FROM router_look WHERE router_id = ANY (?)";

  private static final String SEEN =
      """
      SELECT a.router_id, a.acct_session_id, a.username, l.sessions_at, l.queues_at, a.upload, a.download, r.done_at
      FROM unnest(?::bigint[], ?::text[], ?::text[]) AS k (router_id, acct_session_id, username)
      JOIN router_session a ON a.router_id = k.router_id AND a.acct_session_id = k.acct_session_id AND a.username = k.username
      JOIN router_look l ON l.router_id = a.router_id
      LEFT JOIN LATERAL (
        SELECT m.done_at FROM session_removal m
        WHERE m.router_id = k.router_id AND m.acct_session_id = k.acct_session_id AND m.username = k.username
        ORDER BY m.generation DESC LIMIT 1) r ON true
      WHERE a.gone_at IS NULL AND l.sessions_at IS NOT NULL""";

  private static final String WANT =
      """
      INSERT INTO session_removal (router_id, acct_session_id, username, generation, cause, reason, wanted_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (router_id, acct_session_id, username, generation) DO UPDATE SET wanted_at = EXCLUDED.wanted_at
      WHERE session_removal.done_at IS NULL""";

  private final Map<Long, Long> read = new HashMap<>();

  /** Routers among these that were looked at since they were asked about last. */
  List<Long> news(Connection connection, Collection<Long> routers) throws SQLException {
    read.keySet().retainAll(routers);
    List<Long> news = new ArrayList<>();
    if (routers.isEmpty()) {
      return news;
    }
    try (PreparedStatement statement = connection.prepareStatement(NEWS)) {
      statement.setArray(1, connection.createArrayOf("bigint", routers.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Long before = read.put(row.getLong("router_id"), row.getLong("number"));
          if (before == null || before != row.getLong("number")) {
            news.add(row.getLong("router_id"));
          }
        }
      }
    }
    return news;
  }

  /** Those of some sessions that their routers list. */
  List<Sight> of(Connection connection, Collection<SessionKey> sessions) throws SQLException {
    List<Sight> seen = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SEEN)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "bigint", sessions.stream().map(SessionKey::routerId).toArray()));
      statement.setArray(
          2,
          connection.createArrayOf(
              "text", sessions.stream().map(SessionKey::acctSessionId).toArray()));
      statement.setArray(
          3,
          connection.createArrayOf("text", sessions.stream().map(SessionKey::username).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          seen.add(
              new Sight(
                  new SessionKey(
                      row.getLong("router_id"),
                      row.getString("acct_session_id"),
                      row.getString("username")),
                  row.getTimestamp("sessions_at").toInstant(),
                  queue(row),
                  instant(row, "done_at")));
        }
      }
    }
    return seen;
  }

  private static Optional<Sight.Queue> queue(ResultSet row) throws SQLException {
    Optional<Instant> at = instant(row, "queues_at");
    long upload = row.getLong("upload");
    boolean told = !row.wasNull();
    long download = row.getLong("download");
    return told ? at.map(began -> new Sight.Queue(began, upload, download)) : Optional.empty();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  /** Once of each session, whoever wants it again. */
  void want(Connection connection, Removal removal) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WANT)) {
      statement.setLong(1, removal.session().routerId());
      statement.setString(2, removal.session().acctSessionId());
      statement.setString(3, removal.session().username());
      statement.setInt(4, removal.generation());
      statement.setString(5, removal.cause().name());
      statement.setString(6, removal.reason().name());
      statement.setTimestamp(7, Timestamp.from(removal.wantedAt()));
      statement.executeUpdate();
    }
  }
}
