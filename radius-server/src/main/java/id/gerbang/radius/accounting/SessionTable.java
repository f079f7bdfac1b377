package id.gerbang.radius.accounting;

import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.session.SessionRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the tables {@code session} and {@code session_day}: whole batches, one statement each,
 * in the applier's transaction.
 */
final class SessionTable {

  private static final Duration DOUBTED = Duration.ofDays(1);

  private static final String SELECT =
      """
      SELECT router_id, acct_session_id, username, generation, subscriber_id, class, granted, attempted,
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
              AND (nas_identifier IS NULL OR ?::text IS NULL OR nas_identifier = ?)""";

  private static final String UPSERT =
      """
      INSERT INTO session (router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets)
      SELECT router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             epoch + started_at * us, epoch + updated_at * us, epoch + heard_at * us, epoch + stopped_at * us,
             stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets
      FROM (VALUES (timestamptz 'epoch', interval '1 microsecond')) AS time (epoch, us),
           unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[],
             ?::inet[], ?::inet[], ?::inet[],
             ?::text[], ?::text[], ?::inet[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
             ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
             ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
           AS k (router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets)
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
             input_packets = EXCLUDED.input_packets, output_packets = EXCLUDED.output_packets
      RETURNING id""";

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

  /**
   * Brings back from the history what reports may be of.
   *
   * @param reports of no session that is there
   * @return how many sessions came back
   */
  long recall(List<SessionReport> reports) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT recall_sessions(?, ?, ?, ?)")) {
      statement.setArray(1, array("bigint", reports, report -> report.key().routerId()));
      statement.setArray(2, array("text", reports, report -> report.key().acctSessionId()));
      statement.setArray(3, array("text", reports, report -> report.key().username()));
      statement.setArray(4, array("timestamptz", reports, SessionTable::begunBy));
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
      each(statement, consumer);
    }
  }

  /** Sessions of these users on these routers that are open, or began after the row given. */
  List<SessionRow> ofUsers(Collection<SessionRow> sessions) throws SQLException {
    Map<List<Object>, SessionRow> users = new HashMap<>();
    for (SessionRow row : sessions) {
      users.merge(
          List.of(row.key().routerId(), row.key().username()),
          row,
          (one, other) -> one.startedAt().isBefore(other.startedAt()) ? one : other);
    }
    List<SessionRow> firsts = List.copyOf(users.values());
    try (PreparedStatement statement = connection.prepareStatement(OF_USERS)) {
      statement.setArray(1, array("bigint", firsts, row -> row.key().routerId()));
      statement.setArray(2, array("text", firsts, row -> row.key().username()));
      statement.setArray(3, array("bigint", firsts, row -> microseconds(row.startedAt())));
      return read(statement);
    }
  }

  /**
   * Sessions that a loss may have ended: open ones, and those that were concluded to be over within
   * a day before it, whose cause it may be instead.
   */
  List<SessionRow> takenBy(RouterLoss loss) throws SQLException {
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
      return read(statement);
    }
  }

  /**
   * Writes rows as they now are.
   *
   * @return their ids
   */
  List<Long> put(List<SessionRow> rows) throws SQLException {
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
      columns.add("bigint", row -> microseconds(row.startedAt()));
      columns.add("bigint", row -> microseconds(row.updatedAt()));
      columns.add("bigint", row -> microseconds(row.heardAt()));
      columns.add("bigint", row -> row.stop().map(stop -> microseconds(stop.at())).orElse(null));
      columns.add("bigint", row -> row.stop().map(SessionRow.Stop::sessionTime).orElse(null));
      columns.add("bigint", row -> row.stop().map(SessionRow.Stop::cause).orElse(null));
      columns.add("boolean", row -> row.stop().map(SessionRow.Stop::guessed).orElse(false));
      columns.add("bigint", row -> row.counters().sessionTime());
      columns.add("bigint", row -> row.counters().inputOctets());
      columns.add("bigint", row -> row.counters().outputOctets());
      columns.add("bigint", row -> row.counters().inputPackets());
      columns.add("bigint", row -> row.counters().outputPackets());
      return ids(statement);
    }
  }

  /** Of an instant since 1970: a text that PostgreSQL parses again costs both sides more. */
  private static long microseconds(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
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

  /**
   * Writes what sessions hold since their routers acknowledged it, and what they may hold beside.
   *
   * @return the ids of those that there are
   */
  List<Long> change(Collection<GrantChange> changes) throws SQLException {
    List<GrantChange> list = List.copyOf(changes);
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
              AND s.username = k.username AND s.generation = k.generation
            RETURNING s.id""")) {
      statement.setArray(1, array("bigint", list, change -> change.key().routerId()));
      statement.setArray(2, array("text", list, change -> change.key().acctSessionId()));
      statement.setArray(3, array("text", list, change -> change.key().username()));
      statement.setArray(4, array("integer", list, GrantChange::generation));
      statement.setArray(5, array("text", list, change -> change.granted().orElse(null)));
      statement.setArray(6, array("text", list, change -> String.join(" ", change.attempted())));
      return ids(statement);
    }
  }

  /** Rows by their ids; those that went to the history meanwhile are not among them. */
  List<SessionRow> withIds(Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT + " WHERE id = ANY(?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      return read(statement);
    }
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

  /** The row is there: whoever gives an address has claimed it before. */
  void leased(JournalEntry.Leased entry) throws SQLException {
    update(
        """
        UPDATE address_lease
        SET subscriber_id = ?, slot = ?, leased_at = ?, xid = pg_current_xact_id()
        WHERE pool_id = ? AND address = '0.0.0.0'::inet + ? AND (leased_at IS NULL OR leased_at <= ?)""",
        entry.subscriberId(),
        entry.slot(),
        Timestamp.from(entry.at()),
        entry.poolId(),
        Integer.toUnsignedLong(entry.address()),
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
    return connection.createArrayOf(
        type, of.stream().map(value).toArray(size -> elements(type, size)));
  }

  /** The driver sends numbers and text in binary, and need not be parsed, where it knows them. */
  private static @Nullable Object[] elements(String type, int size) {
    return switch (type) {
      case "bigint" -> new Long[size];
      case "integer" -> new Integer[size];
      case "boolean" -> new Boolean[size];
      default -> new String[size];
    };
  }

  private static List<SessionRow> read(PreparedStatement statement) throws SQLException {
    List<SessionRow> rows = new ArrayList<>();
    each(statement, rows::add);
    return rows;
  }

  private static void each(PreparedStatement statement, Consumer<SessionRow> consumer)
      throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        consumer.accept(row(row));
      }
    }
  }

  private static List<Long> ids(PreparedStatement statement) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
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
