package id.gerbang.radius.accounting;

import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.session.SessionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SQL that reads the table {@code session}, and writes what was granted: whole batches, one
 * statement each, in the applier's transaction.
 */
final class SessionTable {

  private static final Duration DOUBTED = Duration.ofDays(1);

  private static final String SELECT =
      """
      SELECT id, router_id, acct_session_id, username, generation, subscriber_id, class, granted, attempted,
             host(framed_ip) AS framed_ip, framed_ipv6_prefix::text, delegated_ipv6_prefix::text,
             calling_station_id, called_station_id, host(nas_ip) AS nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets
      FROM session
      """;

  private static final String OF_KEYS =
      SELECT
          + """
             JOIN unnest(?::bigint[], ?::text[], ?::text[]) AS k (router_id, acct_session_id, username)
            USING (router_id, acct_session_id, username)""";

  /**
   * By session_username alone, whatever the planner believes: an index that begins with the router
   * would have each Start read all the router's sessions.
   */
  private static final String OF_USERS =
      SELECT
          + """
             JOIN unnest(?::bigint[], ?::text[], ?::bigint[]) AS k (router, username, since) USING (username)
            WHERE router_id + 0 = router
              AND (stopped_at IS NULL OR started_at > timestamptz 'epoch' + since * interval '1 microsecond')""";

  private static final String TAKEN_BY =
      SELECT
          + """
             WHERE router_id = ? AND (stopped_at IS NULL OR (close_guessed AND stopped_at > ?))
              AND heard_at < ? AND (?::timestamptz IS NULL OR started_at < ?)
              AND (nas_identifier IS NULL OR ?::text IS NULL OR nas_identifier = ?)
              AND (?::text IS NULL OR (acct_session_id = ? AND username = ?))""";

  /** A row's identity in the table. */
  record RowKey(SessionKey key, int generation) {
    static RowKey of(SessionRow row) {
      return new RowKey(row.key(), row.generation());
    }
  }

  private final Connection connection;

  SessionTable(Connection connection) {
    this.connection = connection;
  }

  /** The rows of some keys. */
  List<StoredSession> find(Collection<SessionKey> keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_KEYS)) {
      new ArrayColumns<>(statement, 1, List.copyOf(keys))
          .numbers(SessionKey::routerId)
          .texts(SessionKey::acctSessionId)
          .texts(SessionKey::username);
      return read(statement);
    }
  }

  /**
   * Brings back from the history what reports may be of.
   *
   * @param reports of no session that is there
   * @return how many sessions came back
   */
  long recall(List<SessionReport> reports) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT recall_sessions(?::bigint[], ?::text[], ?::text[], ?::timestamptz[])")) {
      new ArrayColumns<>(statement, 1, reports)
          .numbers(report -> report.key().routerId())
          .texts(report -> report.key().acctSessionId())
          .texts(report -> report.key().username())
          .texts(SessionTable::begunBy);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static String begunBy(SessionReport report) {
    return report.startedAt().plus(SessionMerge.SAME_START).toString();
  }

  /** Every open session, one by one: what memory starts with. */
  void eachOpen(Consumer<SessionRow> consumer) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + " WHERE stopped_at IS NULL")) {
      statement.setFetchSize(10_000);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          consumer.accept(row(row));
        }
      }
    }
  }

  /** Sessions of these users on these routers that are open, or began after the row given. */
  List<StoredSession> ofUsers(Collection<SessionRow> sessions) throws SQLException {
    Map<List<Object>, SessionRow> users = new HashMap<>();
    for (SessionRow row : sessions) {
      users.merge(
          List.of(row.key().routerId(), row.key().username()),
          row,
          (one, other) -> one.startedAt().isBefore(other.startedAt()) ? one : other);
    }
    List<SessionRow> firsts = List.copyOf(users.values());
    try (PreparedStatement statement = connection.prepareStatement(OF_USERS)) {
      new ArrayColumns<>(statement, 1, firsts)
          .numbers(row -> row.key().routerId())
          .texts(row -> row.key().username())
          .numbers(row -> ChronoUnit.MICROS.between(Instant.EPOCH, row.startedAt()));
      return read(statement);
    }
  }

  /**
   * Sessions that a loss may have ended: open ones, and those that were concluded to be over within
   * a day before it, whose cause it may be instead.
   */
  List<StoredSession> takenBy(RouterLoss loss) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKEN_BY)) {
      Timestamp began = loss.beganBefore().map(Timestamp::from).orElse(null);
      String identifier = loss.nasIdentifier().orElse(null);
      statement.setLong(1, loss.routerId());
      statement.setTimestamp(2, Timestamp.from(loss.heardBefore().minus(DOUBTED)));
      statement.setTimestamp(3, Timestamp.from(loss.heardBefore().plus(RouterLoss.LATE)));
      statement.setTimestamp(4, began);
      statement.setTimestamp(5, began);
      statement.setString(6, identifier);
      statement.setString(7, identifier);
      String id = loss.only().map(SessionKey::acctSessionId).orElse(null);
      statement.setString(8, id);
      statement.setString(9, id);
      statement.setString(10, loss.only().map(SessionKey::username).orElse(null));
      return read(statement);
    }
  }

  /**
   * Writes what sessions hold since their routers acknowledged it, and what they may hold beside.
   */
  void change(Collection<GrantChange> changes) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE session s SET granted = coalesce(k.granted, s.granted),
              attempted = (SELECT coalesce(string_agg(DISTINCT t, ' '), '')
                           FROM unnest(string_to_array(k.attempted, ' ')
                                || CASE WHEN k.granted IS NULL THEN string_to_array(s.attempted, ' ') END) t)
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::text[])
                   AS k (router_id, acct_session_id, username, generation, granted, attempted)
            WHERE s.router_id = k.router_id AND s.acct_session_id = k.acct_session_id
              AND s.username = k.username AND s.generation = k.generation""")) {
      new ArrayColumns<>(statement, 1, List.copyOf(changes))
          .numbers(change -> change.key().routerId())
          .texts(change -> change.key().acctSessionId())
          .texts(change -> change.key().username())
          .numbers(GrantChange::generation)
          .texts(change -> change.granted().orElse(null))
          .texts(change -> String.join(" ", change.attempted()));
      statement.executeUpdate();
    }
  }

  /** Rows by their ids; those that went to the history meanwhile are not among them. */
  List<StoredSession> withIds(Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT + " WHERE id = ANY(?)")) {
      new ArrayColumns<>(statement, 1, List.copyOf(ids)).numbers(Long::longValue);
      return read(statement);
    }
  }

  private static List<StoredSession> read(PreparedStatement statement) throws SQLException {
    List<StoredSession> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(new StoredSession(row.getLong("id"), row(row)));
      }
    }
    return rows;
  }

  private static SessionRow row(ResultSet row) throws SQLException {
    Timestamp stopped = row.getTimestamp("stopped_at");
    return new SessionRow(
        new SessionKey(
            row.getLong("router_id"), row.getString("acct_session_id"), row.getString("username")),
        row.getInt("generation"),
        number(row, "subscriber_id"),
        row.getString("class"),
        row.getString("granted"),
        row.getString("attempted"),
        new Place(
            text(row, "framed_ip"),
            text(row, "framed_ipv6_prefix"),
            text(row, "delegated_ipv6_prefix"),
            text(row, "calling_station_id"),
            text(row, "called_station_id"),
            text(row, "nas_ip"),
            text(row, "nas_identifier"),
            number(row, "nas_port"),
            text(row, "nas_port_id"),
            number(row, "nas_port_type")),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        row.getTimestamp("heard_at").toInstant(),
        new Counters(
            row.getLong("session_time"),
            row.getLong("input_octets"),
            row.getLong("output_octets"),
            row.getLong("input_packets"),
            row.getLong("output_packets")),
        stopped == null
            ? Optional.empty()
            : Optional.of(
                new SessionRow.Stop(
                    stopped.toInstant(),
                    row.getLong("stop_session_time"),
                    row.getLong("terminate_cause"),
                    row.getBoolean("close_guessed"))));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
