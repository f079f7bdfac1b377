package id.gerbang.radius.accounting;

import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the tables {@code session} and {@code session_day}: whole batches, one statement each,
 * in the applier's transaction.
 */
final class SessionTable {

  private static final String SELECT =
      """
      SELECT router_id, acct_session_id, username, generation, subscriber_id, class, granted,
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
            USING (router_id, acct_session_id, username)
            ORDER BY generation""";

  private static final String UPSERT =
      """
      INSERT INTO session (router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets)
      SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[],
             ?::inet[], ?::inet[], ?::inet[],
             ?::text[], ?::text[], ?::inet[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
             ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::boolean[],
             ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
      ON CONFLICT (router_id, acct_session_id, username, generation) DO UPDATE SET
             subscriber_id = EXCLUDED.subscriber_id, class = EXCLUDED.class, granted = EXCLUDED.granted,
             framed_ip = EXCLUDED.framed_ip, framed_ipv6_prefix = EXCLUDED.framed_ipv6_prefix,
             delegated_ipv6_prefix = EXCLUDED.delegated_ipv6_prefix, calling_station_id = EXCLUDED.calling_station_id,
             called_station_id = EXCLUDED.called_station_id, nas_ip = EXCLUDED.nas_ip, nas_identifier = EXCLUDED.nas_identifier,
             nas_port = EXCLUDED.nas_port, nas_port_id = EXCLUDED.nas_port_id, nas_port_type = EXCLUDED.nas_port_type,
             started_at = EXCLUDED.started_at, updated_at = EXCLUDED.updated_at, heard_at = EXCLUDED.heard_at,
             stopped_at = EXCLUDED.stopped_at, stop_session_time = EXCLUDED.stop_session_time,
             terminate_cause = EXCLUDED.terminate_cause, close_guessed = EXCLUDED.close_guessed,
             session_time = EXCLUDED.session_time, input_octets = EXCLUDED.input_octets, output_octets = EXCLUDED.output_octets,
             input_packets = EXCLUDED.input_packets, output_packets = EXCLUDED.output_packets""";

  private static final String UPSERT_DAYS =
      """
      INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
      SELECT s.id, d.day, s.router_id, s.subscriber_id, s.username, d.input_octets, d.output_octets
      FROM unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::date[], ?::bigint[], ?::bigint[])
             AS d (router_id, acct_session_id, username, generation, day, input_octets, output_octets)
      JOIN session s USING (router_id, acct_session_id, username, generation)
      ON CONFLICT (session_id, day) DO UPDATE SET
             subscriber_id = coalesce(session_day.subscriber_id, EXCLUDED.subscriber_id),
             input_octets = greatest(session_day.input_octets, EXCLUDED.input_octets),
             output_octets = greatest(session_day.output_octets, EXCLUDED.output_octets)""";

  /** A row's identity in the table. */
  record RowKey(SessionKey key, int generation) {
    static RowKey of(SessionRow row) {
      return new RowKey(row.key(), row.generation());
    }
  }

  /** What a session had used by the end of a day, as far as reports of that day say. */
  record DayUse(SessionRow row, LocalDate day, Counters counters) {
    DayUse max(DayUse other) {
      return new DayUse(row, day, counters.max(other.counters));
    }
  }

  private final Connection connection;

  SessionTable(Connection connection) {
    this.connection = connection;
  }

  /** The rows of some keys, in order of generation. */
  Map<SessionKey, List<SessionRow>> find(Collection<SessionKey> keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_KEYS)) {
      List<SessionKey> list = List.copyOf(keys);
      statement.setArray(1, array("bigint", list, SessionKey::routerId));
      statement.setArray(2, array("text", list, SessionKey::acctSessionId));
      statement.setArray(3, array("text", list, SessionKey::username));
      Map<SessionKey, List<SessionRow>> found = new HashMap<>();
      for (SessionRow row : read(statement)) {
        found.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row);
      }
      return found;
    }
  }

  /** Every open session: what memory starts with. */
  List<SessionRow> open() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + " WHERE stopped_at IS NULL")) {
      statement.setFetchSize(10_000);
      return read(statement);
    }
  }

  /** Open sessions of a router that rebooted: begun before by its clock, last heard by ours. */
  List<SessionRow> openBefore(AccountingRecord.OfRouter router) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            SELECT
                + """
                 WHERE stopped_at IS NULL AND router_id = ? AND started_at < ? AND heard_at < ?
                  AND (nas_identifier IS NULL OR ?::text IS NULL OR nas_identifier = ?)""")) {
      statement.setLong(1, router.routerId());
      statement.setTimestamp(2, Timestamp.from(router.at()));
      statement.setTimestamp(3, Timestamp.from(router.sentAt()));
      statement.setString(4, router.nasIdentifier().orElse(null));
      statement.setString(5, router.nasIdentifier().orElse(null));
      return read(statement);
    }
  }

  /** Writes rows as they now are. */
  void put(List<SessionRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      Columns columns = new Columns(statement, rows);
      columns.add("bigint", row -> row.key().routerId());
      columns.add("text", row -> row.key().acctSessionId());
      columns.add("text", row -> row.key().username());
      columns.add("integer", SessionRow::generation);
      columns.add("bigint", row -> row.subscriberId().orElse(null));
      columns.add("text", SessionRow::classText);
      columns.add("text", SessionRow::granted);
      columns.add("inet", row -> row.place().framedIp().orElse(null));
      columns.add("inet", row -> row.place().framedIpv6Prefix().orElse(null));
      columns.add("inet", row -> row.place().delegatedIpv6Prefix().orElse(null));
      columns.add("text", row -> row.place().callingStationId().orElse(null));
      columns.add("text", row -> row.place().calledStationId().orElse(null));
      columns.add("inet", row -> row.place().nasIp().orElse(null));
      columns.add("text", row -> row.place().nasIdentifier().orElse(null));
      columns.add("bigint", row -> row.place().nasPort().orElse(null));
      columns.add("text", row -> row.place().nasPortId().orElse(null));
      columns.add("bigint", row -> row.place().nasPortType().orElse(null));
      columns.add("timestamptz", row -> row.startedAt().toString());
      columns.add("timestamptz", row -> row.updatedAt().toString());
      columns.add("timestamptz", row -> row.heardAt().toString());
      columns.add("timestamptz", row -> row.stop().map(stop -> stop.at().toString()).orElse(null));
      columns.add("bigint", row -> row.stop().map(SessionRow.Stop::sessionTime).orElse(null));
      columns.add("bigint", row -> row.stop().map(SessionRow.Stop::cause).orElse(null));
      columns.add("boolean", row -> row.stop().map(SessionRow.Stop::guessed).orElse(false));
      columns.add("bigint", row -> row.counters().sessionTime());
      columns.add("bigint", row -> row.counters().inputOctets());
      columns.add("bigint", row -> row.counters().outputOctets());
      columns.add("bigint", row -> row.counters().inputPackets());
      columns.add("bigint", row -> row.counters().outputPackets());
      statement.executeUpdate();
    }
  }

  /** Raises the highest counters of days; at most one of a session and day in a call. */
  void putDays(List<DayUse> days) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_DAYS)) {
      statement.setArray(1, array("bigint", days, use -> use.row().key().routerId()));
      statement.setArray(2, array("text", days, use -> use.row().key().acctSessionId()));
      statement.setArray(3, array("text", days, use -> use.row().key().username()));
      statement.setArray(4, array("integer", days, use -> use.row().generation()));
      statement.setArray(5, array("date", days, use -> use.day().toString()));
      statement.setArray(6, array("bigint", days, use -> use.counters().inputOctets()));
      statement.setArray(7, array("bigint", days, use -> use.counters().outputOctets()));
      statement.executeUpdate();
    }
  }

  void acknowledged(JournalEntry.Acknowledged entry) throws SQLException {
    update(
        """
        UPDATE session SET granted = ?
        WHERE router_id = ? AND acct_session_id = ? AND username = ? AND generation = ?""",
        entry.granted(),
        entry.key().routerId(),
        entry.key().acctSessionId(),
        entry.key().username(),
        entry.generation());
  }

  /** Earliest wins. */
  void firstSigned(JournalEntry.FirstSigned entry) throws SQLException {
    update(
        """
        INSERT INTO router_learned (router_id, first_signed_at) VALUES (?, ?)
        ON CONFLICT (router_id) DO UPDATE
        SET first_signed_at = least(router_learned.first_signed_at, EXCLUDED.first_signed_at)""",
        entry.routerId(),
        Timestamp.from(entry.at()));
  }

  void quarantine(UUID journal, long position, byte[] entry, String error, Instant now)
      throws SQLException {
    update(
        """
        INSERT INTO journal_quarantine (journal, position, record, error, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING""",
        journal,
        position,
        entry,
        error,
        Timestamp.from(now));
  }

  long position(UUID journal) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position FROM journal_position WHERE journal = ?")) {
      statement.setObject(1, journal);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  void moveTo(UUID journal, long position, Instant now) throws SQLException {
    update(
        """
        INSERT INTO journal_position (journal, position, applied_at) VALUES (?, ?, ?)
        ON CONFLICT (journal) DO UPDATE SET position = EXCLUDED.position, applied_at = EXCLUDED.applied_at""",
        journal,
        position,
        Timestamp.from(now));
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Sets one array parameter after another. */
  private final class Columns {

    private final PreparedStatement statement;
    private final List<SessionRow> rows;
    private int at = 1;

    Columns(PreparedStatement statement, List<SessionRow> rows) {
      this.statement = statement;
      this.rows = rows;
    }

    void add(String type, Function<SessionRow, @Nullable Object> value) throws SQLException {
      statement.setArray(at++, array(type, rows, value));
    }
  }

  private <T> Array array(String type, List<T> of, Function<T, @Nullable Object> value)
      throws SQLException {
    return connection.createArrayOf(type, of.stream().map(value).toArray());
  }

  private static List<SessionRow> read(PreparedStatement statement) throws SQLException {
    List<SessionRow> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(row(row));
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
