package id.gerbang.billing.past;

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
      SELECT t.n, owner.id AS subscription_id, r.id AS router_id,
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
      LEFT JOIN LATERAL (
        SELECT s.id FROM customer c JOIN subscription s ON s.customer_id = c.id
        WHERE c.external_id = t.account AND c.archived_at IS NULL AND s.archived_at IS NULL
          AND (s.username = t.username
               OR EXISTS (SELECT FROM former_username f WHERE f.subscription_id = s.id AND f.username = t.username))
        ORDER BY s.username = t.username DESC, s.id LIMIT 1) owner ON true
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
