package id.gerbang.billing.router;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Routers; the id is drawn first, because the secrets are sealed to it. */
@RegisterConstructorMapper(RouterRow.class)
@RegisterConstructorMapper(HeardRow.class)
@RegisterConstructorMapper(SealedRow.class)
@RegisterConstructorMapper(TestedRow.class)
@RegisterConstructorMapper(LookedRow.class)
public interface RouterDao {

  String COLUMNS =
      """
      SELECT id, external_id, name, host(address) AS address, nas_identifier AS identifier, coa_port, require_message_authenticator,
             isolation, isolation_list, isolation_pool, isolation_rate, swap_counters, enabled,
             api_protocol, api_port, api_username, api_certificate, version, created_at, archived_at
      FROM router
      """;

  /** Those that were otherwise than we made them when they were last compared. */
  @SqlQuery("SELECT router_id FROM router_setup WHERE router_id = ANY(:ids) AND differences > 0")
  Set<Long> drifted(@Bind("ids") List<Long> ids);

  @SqlQuery("SELECT nextval('router_id_seq')")
  long nextId();

  @SqlUpdate(
      """
      INSERT INTO router (id, external_id, name, address, nas_identifier, swap_counters, secret_sealed, enabled, coa_port, require_message_authenticator,
                          isolation, isolation_list, isolation_pool, isolation_rate,
                          api_protocol, api_port, api_username, api_certificate, api_password_sealed, created_at, updated_at)
      VALUES (:id, :externalId, :name, CAST(:address AS inet), :identifier, :swapCounters, :secret, :enabled, :coaPort, :requireMessageAuthenticator,
              :isolation, :isolationList, :isolationPool, :isolationRate,
              :apiProtocol, :apiPort, :apiUsername, :apiCertificate, :apiPassword, :now, :now)
      """)
  void insert(
      @Bind("id") long id,
      @BindMethods RouterRow router,
      @Bind("secret") byte[] secret,
      @Bind("apiPassword") byte @Nullable [] apiPassword,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE router
      SET external_id = :externalId, name = :name, address = CAST(:address AS inet), nas_identifier = :identifier,
          swap_counters = :swapCounters, enabled = :enabled,
          secret_sealed = coalesce(:secret, secret_sealed), coa_port = :coaPort,
          require_message_authenticator = :requireMessageAuthenticator,
          isolation = :isolation, isolation_list = :isolationList, isolation_pool = :isolationPool,
          isolation_rate = :isolationRate, api_protocol = :apiProtocol, api_port = :apiPort, api_username = :apiUsername,
          api_certificate = :apiCertificate,
          api_password_sealed = CASE WHEN :apiProtocol IS NULL THEN NULL
                                     ELSE coalesce(:apiPassword, api_password_sealed) END,
          version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @BindMethods RouterRow router,
      @Bind("secret") byte @Nullable [] secret,
      @Bind("apiPassword") byte @Nullable [] apiPassword,
      @Bind("now") Instant now);

  @SqlQuery(COLUMNS + "WHERE id = :id AND archived_at IS NULL")
  Optional<RouterRow> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE external_id = :externalId AND archived_at IS NULL")
  Optional<RouterRow> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(COLUMNS + "WHERE id = :id AND archived_at IS NULL FOR UPDATE")
  Optional<RouterRow> lock(@Bind("id") long id);

  @SqlQuery(
      COLUMNS
          + """
          WHERE archived_at IS NULL AND id > :after AND (name ILIKE :like OR host(address) LIKE :like OR nas_identifier ILIKE :like)
          ORDER BY id
          LIMIT :rows
          """)
  List<RouterRow> list(
      @Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);

  @SqlQuery(
      """
      SELECT r.id AS router_id, h.heard_at, h.proven_at, host(h.proven_address) AS proven_address,
             l.first_signed_at AS signed_since, h.signed_at, h.unsigned_at,
             h.wrong_secret_at, coalesce(h.wrong_secret_count, 0) AS wrong_secret_count, h.wrong_secret_by
      FROM router r
      LEFT JOIN router_heard h ON h.router_id = r.id
      LEFT JOIN router_learned l ON l.router_id = r.id AND l.first_signed_at > coalesce(r.signature_forgotten_at, '-infinity')
      WHERE r.id = ANY(:ids)
      """)
  List<HeardRow> heard(@Bind("ids") List<Long> ids);

  @SqlQuery(
      "SELECT count(*) FROM router WHERE nas_identifier = :identifier AND id <> :id AND archived_at IS NULL")
  int otherBearers(@Bind("identifier") @Nullable String identifier, @Bind("id") long id);

  /** The password that stood there before is no longer kept. */
  @SqlUpdate(
      """
      UPDATE router
      SET api_username = :username, api_password_sealed = :password, version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void ownUser(
      @Bind("id") long id,
      @Bind("username") String username,
      @Bind("password") byte[] password,
      @Bind("now") Instant now);

  /** What was learned by now: also by a clock that was ahead of ours. */
  @SqlUpdate(
      """
      UPDATE router
      SET signature_forgotten_at = greatest(CAST(:now AS timestamptz),
            (SELECT first_signed_at FROM router_learned WHERE router_id = :id)),
          updated_at = :now
      WHERE id = :id
      """)
  void forgetSignature(@Bind("id") long id, @Bind("now") Instant now);

  @SqlUpdate("UPDATE router SET archived_at = :now, enabled = false WHERE id = :id")
  void archive(@Bind("id") long id, @Bind("now") Instant now);

  @SqlQuery("SELECT count(*) FROM session WHERE router_id = :id AND stopped_at IS NULL")
  long openSessions(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT DISTINCT username FROM session WHERE router_id = :id AND stopped_at IS NULL ORDER BY 1 LIMIT :atMost
      """)
  List<String> online(@Bind("id") long id, @Bind("atMost") int atMost);

  /** Those that end at it, on either side. */
  @SqlQuery(
      """
      SELECT l.id
      FROM backup_link l
      LEFT JOIN pop_router a ON a.pop_id = l.pop_id
      WHERE (a.router_id = :id OR l.customer_router_id = :id) AND l.archived_at IS NULL
      ORDER BY l.id
      """)
  List<Long> backupLinks(@Bind("id") long id);

  /** As who makes a link does: each sees what those before it took. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('gerbang.backup-link')) IS NOT NULL")
  boolean lockBackupLinks();

  @SqlQuery("SELECT pop_id FROM pop_router WHERE router_id = :id")
  Optional<Long> pop(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT DISTINCT l.vlan
      FROM backup_link l
      JOIN pop t ON t.id = :to
      LEFT JOIN backup_link o ON o.pop_id = t.id AND o.archived_at IS NULL
      WHERE l.pop_id = :from AND l.archived_at IS NULL
        AND (o.vlan = l.vlan OR o.inner_remote = l.inner_remote OR t.inner_local = l.inner_remote)
      ORDER BY 1
      """)
  List<Integer> vlansTaken(@Bind("from") long fromPop, @Bind("to") long toPop);

  @SqlQuery(
      "UPDATE backup_link SET pop_id = :to WHERE pop_id = :from AND archived_at IS NULL RETURNING id")
  List<Long> moveBackupLinks(@Bind("from") long fromPop, @Bind("to") long toPop);

  /** A public address of its own, which is not the router's, stays the POP's. */
  @SqlUpdate(
      """
      UPDATE pop p
      SET router_id = :to,
          address = CASE WHEN host(p.address) = host(f.address) THEN set_masklen(t.address, masklen(p.address))
                         ELSE p.address END,
          version = p.version + 1
      FROM router f, router t
      WHERE p.id = :pop AND f.id = :from AND t.id = :to
      """)
  void movePop(@Bind("pop") long pop, @Bind("from") long from, @Bind("to") long to);

  @SqlQuery("SELECT count(*) FROM subscription WHERE router_id = :id AND archived_at IS NULL")
  long ownSubscriptions(@Bind("id") long id);

  @SqlQuery(
      """
      SELECT username FROM subscription
      WHERE router_id = :id AND archived_at IS NULL
      ORDER BY username LIMIT :most""")
  List<String> ownUsernames(@Bind("id") long id, @Bind("most") int most);

  @SqlUpdate(
      """
      UPDATE subscription SET router_id = :to, version = version + 1, updated_at = :now
      WHERE router_id = :from AND archived_at IS NULL""")
  int moveSubscriptions(@Bind("from") long from, @Bind("to") long to, @Bind("now") Instant now);

  @SqlQuery("SELECT id FROM backup_link WHERE pop_id = :pop AND archived_at IS NULL ORDER BY id")
  List<Long> backupLinksOfPop(@Bind("pop") long pop);

  @SqlQuery(
      """
      UPDATE backup_link SET customer_router_id = :to
      WHERE customer_router_id = :from AND archived_at IS NULL
      RETURNING id
      """)
  List<Long> moveCustomersEnds(@Bind("from") long from, @Bind("to") long to);

  /** What has no link any more stands at no router of ours. */
  @SqlUpdate("UPDATE pop SET router_id = NULL, version = version + 1 WHERE router_id = :id")
  void leavePop(@Bind("id") long id);

  /** Its login at the hub ends, and its address there is free. */
  @SqlUpdate("DELETE FROM router_tunnel WHERE router_id = :id")
  void leaveHub(@Bind("id") long id);

  /** Of a device that is another one now. */
  @SqlUpdate(
      """
      UPDATE router_tested SET contact_at = NULL, version = NULL, board = NULL, licence = NULL, uptime_seconds = NULL,
          serial = NULL, other_serial = NULL
      WHERE router_id = :id
      """)
  void forgetDevice(@Bind("id") long id);

  /** What was made of backup links on the old device is not on the new one. */
  @SqlUpdate("UPDATE backup_link_side SET made_of = '' WHERE router_id = :id")
  void forgetBackupLinks(@Bind("id") long id);

  /** What the old device listed would be taken for gone where the new one does not list it. */
  @SqlUpdate("DELETE FROM router_session WHERE router_id = :id")
  void forgetListed(@Bind("id") long id);

  /** RFC 2866 §5.10: 11 is NAS-Reboot. */
  @SqlUpdate("INSERT INTO router_loss (router_id, cause, heard_before) VALUES (:id, 11, :now)")
  void died(@Bind("id") long id, @Bind("now") Instant now);

  @SqlQuery(
      "SELECT secret_sealed AS secret, api_password_sealed AS api_password FROM router WHERE id = :id")
  SealedRow sealed(@Bind("id") long id);

  /** Pools that must be on a router: of plans, and of its isolation. */
  @SqlQuery(
      """
      SELECT DISTINCT v.pool
      FROM plan p
      JOIN plan_version v ON v.plan_id = p.id AND v.version IN (p.current_version, coalesce(p.service_version, p.current_version))
      WHERE p.archived_at IS NULL AND v.pool IS NOT NULL
      UNION
      SELECT isolation_pool FROM router WHERE id = :id AND isolation = 'pool'
      ORDER BY 1
      """)
  List<String> poolsNamed(@Bind("id") long id);

  /** Subscriptions that a local secret of this name, for this service, answers for. */
  @SqlQuery(
      """
      SELECT DISTINCT s.username
      FROM unnest(CAST(:names AS text[]), CAST(:services AS text[])) AS local (name, service)
      JOIN subscription s ON s.username = local.name
      WHERE s.archived_at IS NULL AND s.terminated_at IS NULL
        AND (local.service = s.service OR (local.service = 'any' AND s.service <> 'hotspot'))
      ORDER BY 1
      """)
  List<String> hiddenBy(@Bind("names") List<String> names, @Bind("services") List<String> services);

  /** What was not told keeps what was told before. */
  @SqlUpdate(
      """
      INSERT INTO router_tested AS t (router_id, tested_at, contact_at, version, board, licence, uptime_seconds)
      VALUES (:routerId, :testedAt, :contactAt, :version, :board, :licence, :uptimeSeconds)
      ON CONFLICT (router_id) DO UPDATE
      SET tested_at = excluded.tested_at,
          contact_at = coalesce(excluded.contact_at, t.contact_at),
          version = coalesce(excluded.version, t.version),
          board = coalesce(excluded.board, t.board),
          licence = coalesce(excluded.licence, t.licence),
          uptime_seconds = coalesce(excluded.uptime_seconds, t.uptime_seconds)
      """)
  void tested(@BindMethods TestedRow tested);

  @SqlQuery(
      """
      SELECT router_id, tested_at, contact_at, version, board, licence, uptime_seconds, serial, other_serial
      FROM router_tested
      WHERE router_id = ANY(:ids)
      """)
  List<TestedRow> tested(@Bind("ids") List<Long> ids);

  @SqlQuery(
      """
      SELECT l.router_id, l.state, l.since, l.why, l.looked_at
      FROM router_look l
      JOIN router r ON r.id = l.router_id
      WHERE l.router_id = ANY(:ids) AND r.api_protocol IS NOT NULL
      """)
  List<LookedRow> looks(@Bind("ids") List<Long> ids);
}
