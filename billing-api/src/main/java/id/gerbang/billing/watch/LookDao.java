package id.gerbang.billing.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What looks at routers told, as it is kept. */
@RegisterConstructorMapper(LookRow.class)
@RegisterConstructorMapper(InterfaceView.class)
@RegisterConstructorMapper(LiveSessionView.class)
public interface LookDao {

  @SqlQuery(
      "SELECT id FROM router WHERE archived_at IS NULL AND api_protocol IS NOT NULL ORDER BY id")
  List<Long> watched();

  @SqlQuery("SELECT * FROM router_look WHERE router_id = :id")
  Optional<LookRow> find(@Bind("id") long id);

  /** What was not told stays as it was told before, but for what means nothing later. */
  @SqlUpdate(
      """
      INSERT INTO router_look AS l (router_id, number, looked_at, state, since, why, identity, booted_at, cpu_load, free_memory,
                                    total_memory, sessions_at, queues_at, interfaces_at)
      VALUES (:routerId, nextval('router_look_number'), :lookedAt, :state, :lookedAt, :why, :identity, :bootedAt, :cpuLoad, :freeMemory,
              :totalMemory, :sessionsAt, :queuesAt, :interfacesAt)
      ON CONFLICT (router_id) DO UPDATE
      SET number = excluded.number, looked_at = excluded.looked_at, state = excluded.state,
          since = CASE WHEN l.state = excluded.state THEN l.since ELSE excluded.since END,
          why = excluded.why, cpu_load = excluded.cpu_load, free_memory = excluded.free_memory, total_memory = excluded.total_memory,
          identity = coalesce(excluded.identity, l.identity), booted_at = coalesce(excluded.booted_at, l.booted_at),
          sessions_at = coalesce(excluded.sessions_at, l.sessions_at), queues_at = coalesce(excluded.queues_at, l.queues_at),
          interfaces_at = coalesce(excluded.interfaces_at, l.interfaces_at),
          rates_from = CASE WHEN excluded.interfaces_at IS NULL THEN l.rates_from ELSE l.interfaces_at END
      """)
  void put(
      @Bind("routerId") long routerId,
      @Bind("lookedAt") Instant lookedAt,
      @Bind("state") String state,
      @Bind("why") @Nullable String why,
      @Bind("identity") @Nullable String identity,
      @Bind("bootedAt") @Nullable Instant bootedAt,
      @Bind("cpuLoad") @Nullable Integer cpuLoad,
      @Bind("freeMemory") @Nullable Long freeMemory,
      @Bind("totalMemory") @Nullable Long totalMemory,
      @Bind("sessionsAt") @Nullable Instant sessionsAt,
      @Bind("queuesAt") @Nullable Instant queuesAt,
      @Bind("interfacesAt") @Nullable Instant interfacesAt);

  @SqlUpdate(
      """
      UPDATE router_session s SET gone_at = :at, upload = NULL, download = NULL
      WHERE s.router_id = :id AND s.gone_at IS NULL AND NOT EXISTS (
        SELECT FROM unnest(CAST(:usernames AS text[]), CAST(:acctSessionIds AS text[])) AS l (username, acct_session_id)
        WHERE l.username = s.username AND l.acct_session_id = s.acct_session_id)
      """)
  void sessionsGone(
      @Bind("id") long id,
      @Bind("at") Instant at,
      @Bind("usernames") List<String> usernames,
      @Bind("acctSessionIds") List<String> acctSessionIds);

  @SqlUpdate("DELETE FROM router_session WHERE router_id = :id AND gone_at < :before")
  void forgetSessions(@Bind("id") long id, @Bind("before") Instant before);

  /** A row that says the same already is not written again. */
  @SqlUpdate(
      """
      INSERT INTO router_session AS s (router_id, username, acct_session_id, service, caller_id, address, by_radius, began_at)
      SELECT :id, l.*
      FROM unnest(CAST(:usernames AS text[]), CAST(:acctSessionIds AS text[]), CAST(:services AS text[]), CAST(:callerIds AS text[]),
                  CAST(:addresses AS text[]), CAST(:byRadius AS boolean[]), CAST(:beganAt AS timestamptz[])) AS l
      ON CONFLICT (router_id, username, acct_session_id) DO UPDATE
      SET service = excluded.service, caller_id = excluded.caller_id, address = excluded.address, by_radius = excluded.by_radius,
          began_at = CASE WHEN s.gone_at IS NULL THEN s.began_at ELSE excluded.began_at END, gone_at = NULL
      WHERE (s.service, s.caller_id, s.address, s.by_radius, s.gone_at)
            IS DISTINCT FROM (excluded.service, excluded.caller_id, excluded.address, excluded.by_radius, NULL::timestamptz)
      """)
  void putSessions(
      @Bind("id") long id,
      @Bind("usernames") List<String> usernames,
      @Bind("acctSessionIds") List<String> acctSessionIds,
      @Bind("services") List<String> services,
      @Bind("callerIds") List<String> callerIds,
      @Bind("addresses") List<String> addresses,
      @Bind("byRadius") List<Boolean> byRadius,
      @Bind("beganAt") List<@Nullable String> beganAt);

  @SqlUpdate(
      """
      UPDATE router_session s SET upload = q.upload, download = q.download
      FROM unnest(CAST(:usernames AS text[]), CAST(:acctSessionIds AS text[]), CAST(:uploads AS bigint[]), CAST(:downloads AS bigint[]))
             AS q (username, acct_session_id, upload, download)
      WHERE s.router_id = :id AND s.username = q.username AND s.acct_session_id = q.acct_session_id
        AND (s.upload, s.download) IS DISTINCT FROM (q.upload, q.download)
      """)
  void putRates(
      @Bind("id") long id,
      @Bind("usernames") List<String> usernames,
      @Bind("acctSessionIds") List<String> acctSessionIds,
      @Bind("uploads") List<@Nullable Long> uploads,
      @Bind("downloads") List<@Nullable Long> downloads);

  @SqlUpdate(
      "DELETE FROM router_interface WHERE router_id = :id AND NOT (name = ANY (CAST(:names AS text[])))")
  void forgetInterfaces(@Bind("id") long id, @Bind("names") List<String> names);

  /** A counter that fell began anew: its rate is not known. */
  @SqlUpdate(
      """
      INSERT INTO router_interface AS i (router_id, name, type, running, rx_octets, tx_octets)
      SELECT :id, l.*
      FROM unnest(CAST(:names AS text[]), CAST(:types AS text[]), CAST(:running AS boolean[]), CAST(:received AS bigint[]), CAST(:sent AS bigint[])) AS l
      ON CONFLICT (router_id, name) DO UPDATE
      SET type = excluded.type, running = excluded.running, rx_octets = excluded.rx_octets, tx_octets = excluded.tx_octets,
          rx_rate = CASE WHEN excluded.rx_octets >= i.rx_octets THEN (excluded.rx_octets - i.rx_octets) * 8000 / CAST(:millis AS bigint) END,
          tx_rate = CASE WHEN excluded.tx_octets >= i.tx_octets THEN (excluded.tx_octets - i.tx_octets) * 8000 / CAST(:millis AS bigint) END
      """)
  void putInterfaces(
      @Bind("id") long id,
      @Bind("millis") @Nullable Long millis,
      @Bind("names") List<String> names,
      @Bind("types") List<String> types,
      @Bind("running") List<Boolean> running,
      @Bind("received") List<@Nullable Long> received,
      @Bind("sent") List<@Nullable Long> sent);

  /**
   * What the router said it is; what was not told stays as it was told before. The serial number
   * that was told first is the router's, until it is replaced.
   *
   * @return whether it is the device that it was
   */
  @SqlQuery(
      """
      INSERT INTO router_tested AS t (router_id, contact_at, version, board, licence, uptime_seconds, serial)
      VALUES (:id, :at, :version, :board, :licence, :uptimeSeconds, :serial)
      ON CONFLICT (router_id) DO UPDATE
      SET contact_at = greatest(excluded.contact_at, t.contact_at), version = coalesce(excluded.version, t.version),
          board = coalesce(excluded.board, t.board), licence = coalesce(excluded.licence, t.licence),
          uptime_seconds = coalesce(excluded.uptime_seconds, t.uptime_seconds),
          serial = coalesce(t.serial, excluded.serial),
          other_serial = CASE WHEN excluded.serial IS NULL THEN t.other_serial
                              WHEN excluded.serial <> t.serial THEN excluded.serial END
      RETURNING other_serial IS NULL
      """)
  boolean device(
      @Bind("id") long id,
      @Bind("at") Instant at,
      @Bind("version") @Nullable String version,
      @Bind("board") @Nullable String board,
      @Bind("licence") @Nullable String licence,
      @Bind("uptimeSeconds") @Nullable Long uptimeSeconds,
      @Bind("serial") @Nullable String serial);

  @SqlQuery(
      "SELECT name, type, running, rx_rate, tx_rate FROM router_interface WHERE router_id = :id ORDER BY name")
  List<InterfaceView> interfaces(@Bind("id") long id);

  /** It is known where an open session of the same router and name is, by its id or its address. */
  @SqlQuery(
      """
      SELECT l.*
      FROM (SELECT r.username, r.acct_session_id, r.service, r.caller_id, r.address, r.by_radius, r.began_at, r.upload, r.download,
                   s.id AS session_id, s.subscriber_id AS subscription_id
            FROM router_session r
            LEFT JOIN LATERAL (
              SELECT s.id, s.subscriber_id FROM session s
              WHERE s.router_id = r.router_id AND s.username = r.username AND s.stopped_at IS NULL
                AND (s.acct_session_id = r.acct_session_id OR host(s.framed_ip) = r.address)
              ORDER BY s.acct_session_id = r.acct_session_id DESC LIMIT 1) s ON true
            WHERE r.router_id = :id AND r.gone_at IS NULL) l
      WHERE l.username || E'\\x01' || l.acct_session_id > :after
        AND (l.username ILIKE :like OR l.address LIKE :like OR l.caller_id ILIKE :like)
        AND (CAST(:known AS boolean) IS NULL OR (l.session_id IS NOT NULL) = :known)
      ORDER BY l.username, l.acct_session_id
      LIMIT :rows
      """)
  List<LiveSessionView> sessions(
      @Bind("id") long id,
      @Bind("like") String like,
      @Bind("known") @Nullable Boolean known,
      @Bind("after") String after,
      @Bind("rows") int rows);

  @SqlQuery("SELECT count(*) FROM router_session WHERE router_id = :id AND gone_at IS NULL")
  long sessionCount(@Bind("id") long id);
}
