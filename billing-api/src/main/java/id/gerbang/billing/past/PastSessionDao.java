package id.gerbang.billing.past;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of sessions elsewhere: some of them a statement. */
interface PastSessionDao {

  String TOLD =
      """
      jsonb_to_recordset(CAST(:sessions AS jsonb)) AS t
        (n integer, id bigint, "subscriptionId" bigint, "routerId" bigint, account text, username text, "acctSessionId" text,
         nas inet, "nasPortId" text, "framedIp" inet, "framedPrefix" inet, "delegatedPrefix" inet, "callingStationId" text,
         "startedAt" timestamptz, "stoppedAt" timestamptz, seconds bigint, "inputOctets" bigint, "outputOctets" bigint, cause text)
      """;

  @SqlQuery("SELECT nextval('session_elsewhere_number') FROM generate_series(1, :many)")
  List<Long> numbers(@Bind("many") int many);

  /**
   * Whose each is, and at which router of ours it was. Heard here too is one of the same name and
   * id that began within ten minutes of it, by clocks that were not the same; or without an id, of
   * the same address within two.
   */
  @SqlQuery(
      """
      SELECT t.n, coalesce(named.id, renamed.id) AS subscription_id, r.id AS router_id,
             EXISTS (SELECT FROM (SELECT username, acct_session_id, framed_ip, started_at FROM session
                                  UNION ALL SELECT username, acct_session_id, framed_ip, started_at FROM session_history) o
                     WHERE o.username = t.username
                       AND o.started_at BETWEEN t."startedAt" - interval '10 minutes' AND t."startedAt" + interval '10 minutes'
                       AND (o.acct_session_id = t."acctSessionId"
                            OR t."acctSessionId" = '' AND o.framed_ip = t."framedIp"
                               AND o.started_at BETWEEN t."startedAt" - interval '2 minutes' AND t."startedAt" + interval '2 minutes')) AS heard
      FROM
      """
          + TOLD
          + """
      LEFT JOIN router r ON r.address = t.nas AND r.archived_at IS NULL
      LEFT JOIN customer c ON c.external_id = t.account AND c.archived_at IS NULL
      LEFT JOIN subscription named ON named.username = t.username AND named.archived_at IS NULL AND named.customer_id = c.id
      LEFT JOIN LATERAL (
        SELECT s.id FROM former_username f JOIN subscription s ON s.id = f.subscription_id
        WHERE named.id IS NULL AND f.username = t.username AND s.customer_id = c.id AND s.archived_at IS NULL
        ORDER BY f.until DESC LIMIT 1) renamed ON true
      ORDER BY t.n
      """)
  @RegisterConstructorMapper(Known.class)
  List<Known> known(@Bind("sessions") String sessions);

  /** Ids of those that were not there yet. */
  @SqlQuery(
      """
      INSERT INTO session_elsewhere
        (id, import_id, subscriber_id, username, acct_session_id, router_id, nas_ip, nas_port_id,
         framed_ip, framed_ipv6_prefix, delegated_ipv6_prefix, calling_station_id,
         started_at, stopped_at, session_time, input_octets, output_octets, terminate_cause)
      SELECT id, :import, "subscriptionId", username, "acctSessionId", "routerId", nas, "nasPortId",
             "framedIp", "framedPrefix", "delegatedPrefix", "callingStationId",
             "startedAt", "stoppedAt", seconds, "inputOctets", "outputOctets", cause
      FROM
      """
          + TOLD
          + """
      ON CONFLICT DO NOTHING
      RETURNING id
      """)
  List<Long> insert(@Bind("import") long importId, @Bind("sessions") String sessions);

  @SqlUpdate(
      """
      INSERT INTO usage_elsewhere (import_id, session_id, subscriber_id, username, router_id, day, input_octets, output_octets)
      SELECT :import, "sessionId", "subscriptionId", username, "routerId", day, "inputOctets", "outputOctets"
      FROM jsonb_to_recordset(CAST(:used AS jsonb)) AS t
             ("sessionId" bigint, "subscriptionId" bigint, username text, "routerId" bigint, day date, "inputOctets" bigint, "outputOctets" bigint)
      """)
  void insertUse(@Bind("import") long importId, @Bind("used") String used);

  /** What of counters no day has yet; how many had any. */
  @SqlUpdate(
      """
      INSERT INTO usage_elsewhere (import_id, subscriber_id, username, day, input_octets, output_octets)
      SELECT :import, s.id, t.username, t.day, greatest(0, t."inputOctets" - u.input), greatest(0, t."outputOctets" - u.output)
      FROM jsonb_to_recordset(CAST(:counters AS jsonb)) AS t
             (account text, username text, day date, "inputOctets" bigint, "outputOctets" bigint)
      JOIN customer c ON c.external_id = t.account AND c.archived_at IS NULL
      JOIN subscription s ON s.username = t.username AND s.archived_at IS NULL AND s.customer_id = c.id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(input_octets), 0)::bigint AS input, coalesce(sum(output_octets), 0)::bigint AS output
        FROM usage_elsewhere o WHERE o.username = t.username AND o.subscriber_id = s.id) u
      WHERE t."inputOctets" > u.input OR t."outputOctets" > u.output
      """)
  int insertCounters(@Bind("import") long importId, @Bind("counters") String counters);

  /** What was used stays. */
  @SqlUpdate("DELETE FROM session_elsewhere WHERE started_at < :before")
  int forgetBefore(@Bind("before") Instant before);

  /**
   * Those that ended lately by what they were told, and went on by what their routers told here.
   */
  @SqlQuery(
      """
      WITH here AS (
        DELETE FROM session_elsewhere e USING session s
        WHERE e.stopped_at > :since AND s.username = e.username AND s.acct_session_id = e.acct_session_id
          AND s.started_at BETWEEN e.started_at - interval '10 minutes' AND e.started_at + interval '10 minutes'
        RETURNING e.id),
      used AS (DELETE FROM usage_elsewhere u USING here WHERE u.session_id = here.id)
      SELECT count(*) FROM here
      """)
  long forgetToldHere(@Bind("since") Instant since);

  @SqlUpdate("DELETE FROM session_elsewhere WHERE import_id = :import")
  void takeBack(@Bind("import") long importId);

  @SqlUpdate("DELETE FROM usage_elsewhere WHERE import_id = :import")
  void takeBackUse(@Bind("import") long importId);

  @SqlUpdate(
      """
      DELETE FROM session_elsewhere e USING subscription s
      WHERE s.id = ANY(:subscriptions) AND e.username = s.username AND e.subscriber_id = s.id
      """)
  void forgetOf(@Bind("subscriptions") long[] subscriptions);

  @SqlUpdate(
      """
      DELETE FROM usage_elsewhere e USING subscription s
      WHERE s.id = ANY(:subscriptions) AND e.username = s.username AND e.subscriber_id = s.id
      """)
  void forgetUseOf(@Bind("subscriptions") long[] subscriptions);

  /**
   * What is known here of a session that is told.
   *
   * @param heard whether a router told it here too
   */
  record Known(int n, Optional<Long> subscriptionId, Optional<Long> routerId, boolean heard) {}
}
