package id.gerbang.radius.accounting;

import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The SQL that writes {@code session} and {@code session_day}: whole batches, one statement each,
 * in the applier's transaction. What most reports change is written by the row's id, and nothing
 * else is sent.
 */
final class SessionWrites {

  private static final String PUT =
      """
      INSERT INTO session (router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix,
             calling_station_id, called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type,
             started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets)
      SELECT router_id, acct_session_id, username, generation, subscriber_id, class, granted,
             framed_ip::inet, framed_ipv6_prefix::inet, delegated_ipv6_prefix::inet,
             calling_station_id, called_station_id, nas_ip::inet, nas_identifier, nas_port, nas_port_id, nas_port_type,
             to_timestamp(started_at / 1e6::float8), to_timestamp(updated_at / 1e6::float8),
             to_timestamp(heard_at / 1e6::float8), to_timestamp(stopped_at / 1e6::float8),
             stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets
      FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
             ?::text[], ?::text[], ?::text[],
             ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],
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
      RETURNING id, router_id, acct_session_id, username, generation""";

  private static final String MOVE =
      """
      UPDATE session s SET
             started_at = to_timestamp(k.started_at / 1e6::float8), updated_at = to_timestamp(k.updated_at / 1e6::float8),
             heard_at = to_timestamp(k.heard_at / 1e6::float8), stopped_at = to_timestamp(k.stopped_at / 1e6::float8),
             stop_session_time = k.stop_session_time, terminate_cause = k.terminate_cause, close_guessed = k.close_guessed,
             session_time = k.session_time, input_octets = k.input_octets, output_octets = k.output_octets,
             input_packets = k.input_packets, output_packets = k.output_packets
      FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[],
             ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
           AS k (id, started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
             session_time, input_octets, output_octets, input_packets, output_packets)
      WHERE s.id = k.id""";

  private static final String RAISE_DAYS =
      """
      INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
      SELECT session_id, date 'epoch' + day::integer, router_id, subscriber_id, username, input_octets, output_octets
      FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
             AS k (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
      ON CONFLICT (session_id, day) DO UPDATE SET
             subscriber_id = coalesce(session_day.subscriber_id, EXCLUDED.subscriber_id),
             input_octets = greatest(session_day.input_octets, EXCLUDED.input_octets),
             output_octets = greatest(session_day.output_octets, EXCLUDED.output_octets)""";

  /** What a session had used by the end of a day, as far as reports of that day say. */
  record DayUse(StoredSession session, LocalDate day, Counters counters) {}

  private final Connection connection;

  SessionWrites(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes rows as they now are.
   *
   * @param known those among them that the table has, as it has them
   * @return all of them, as the table has them now
   */
  List<StoredSession> put(
      Collection<SessionRow> rows, Map<SessionTable.RowKey, StoredSession> known)
      throws SQLException {
    List<StoredSession> stored = new ArrayList<>(rows.size());
    List<SessionRow> others = new ArrayList<>();
    for (SessionRow row : rows) {
      StoredSession before = known.get(SessionTable.RowKey.of(row));
      if (before != null && before.movesTo(row)) {
        stored.add(new StoredSession(before.id(), row));
      } else {
        others.add(row);
      }
    }
    if (!stored.isEmpty()) {
      move(stored);
    }
    if (!others.isEmpty()) {
      stored.addAll(putWhole(others));
    }
    return stored;
  }

  private void move(List<StoredSession> sessions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setObject(1, sessions.stream().mapToLong(StoredSession::id).toArray());
      List<SessionRow> rows = sessions.stream().map(StoredSession::row).toList();
      setProgress(new ArrayColumns<>(statement, 2, rows));
      statement.executeUpdate();
    }
  }

  private List<StoredSession> putWhole(List<SessionRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      ArrayColumns<SessionRow> columns = new ArrayColumns<>(statement, 1, rows);
      columns
          .numbers(row -> row.key().routerId())
          .texts(row -> row.key().acctSessionId())
          .texts(row -> row.key().username())
          .numbers(SessionRow::generation)
          .nullable(row -> row.subscriberId().orElse(null))
          .texts(SessionRow::classText)
          .texts(SessionRow::granted)
          .texts(row -> row.place().framedIp().orElse(null))
          .texts(row -> row.place().framedIpv6Prefix().orElse(null))
          .texts(row -> row.place().delegatedIpv6Prefix().orElse(null))
          .texts(row -> row.place().callingStationId().orElse(null))
          .texts(row -> row.place().calledStationId().orElse(null))
          .texts(row -> row.place().nasIp().orElse(null))
          .texts(row -> row.place().nasIdentifier().orElse(null))
          .nullable(row -> row.place().nasPort().orElse(null))
          .texts(row -> row.place().nasPortId().orElse(null))
          .nullable(row -> row.place().nasPortType().orElse(null));
      setProgress(columns);
      return stored(statement, rows);
    }
  }

  /** What {@link StoredSession#movesTo} lets differ, in the order of both statements. */
  private static void setProgress(ArrayColumns<SessionRow> columns) throws SQLException {
    columns
        .numbers(row -> microseconds(row.startedAt()))
        .numbers(row -> microseconds(row.updatedAt()))
        .numbers(row -> microseconds(row.heardAt()))
        .nullable(row -> row.stop().map(stop -> microseconds(stop.at())).orElse(null))
        .nullable(row -> row.stop().map(SessionRow.Stop::sessionTime).orElse(null))
        .nullable(row -> row.stop().map(SessionRow.Stop::cause).orElse(null))
        .flags(row -> row.stop().map(SessionRow.Stop::guessed).orElse(false))
        .numbers(row -> row.counters().sessionTime())
        .numbers(row -> row.counters().inputOctets())
        .numbers(row -> row.counters().outputOctets())
        .numbers(row -> row.counters().inputPackets())
        .numbers(row -> row.counters().outputPackets());
  }

  /** SQL promises no order of what is returned. */
  private static List<StoredSession> stored(PreparedStatement statement, List<SessionRow> rows)
      throws SQLException {
    Map<SessionTable.RowKey, SessionRow> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(SessionTable.RowKey.of(row), row));
    List<StoredSession> stored = new ArrayList<>(rows.size());
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        SessionKey key = new SessionKey(row.getLong(2), row.getString(3), row.getString(4));
        SessionRow written = byKey.get(new SessionTable.RowKey(key, row.getInt(5)));
        stored.add(new StoredSession(row.getLong(1), Objects.requireNonNull(written)));
      }
    }
    return stored;
  }

  /** Raises the highest counters of days; at most one of a session and day in a call. */
  void raise(List<DayUse> days) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RAISE_DAYS)) {
      new ArrayColumns<>(statement, 1, days)
          .numbers(use -> use.session().id())
          .numbers(use -> use.day().toEpochDay())
          .numbers(use -> use.session().row().key().routerId())
          .nullable(use -> use.session().row().subscriberId().orElse(null))
          .texts(use -> use.session().row().key().username())
          .numbers(use -> use.counters().inputOctets())
          .numbers(use -> use.counters().outputOctets());
      statement.executeUpdate();
    }
  }

  /**
   * Of an instant since 1970: a text that PostgreSQL parses again costs both sides more. Their
   * seconds as a double are exact to the microsecond until 2242, and cheaper than an interval.
   */
  private static long microseconds(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
