package id.gerbang.billing.backup;

import id.gerbang.billing.pop.PopDao;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Backup links' SQL. */
public interface BackupLinkDao {

  /** Every one, also those of which nothing is left; a condition on {@code l} may follow. */
  String ALL =
      """
      SELECT l.id, l.external_id, l.customer_id, l.subscription_id, l.vlan, l.branch, l.horizon, l.mode, l.vc_id,
             l.pop_vlan_interface AS vlan_interface, l.customer_interface, host(l.inner_remote) AS inner_remote,
             l.customer_router_id, s.username, s.password_sealed, s.credential_version, v.download, v.upload, l.given,
             l.created_at, l.removing_since, l.removing_by, l.archived_at,
             NOT EXISTS (SELECT FROM backup_link e WHERE e.pop_id = l.pop_id AND e.id < l.id) AS first_of_pop,
             NOT EXISTS (SELECT FROM backup_link e WHERE e.pop_id = l.pop_id AND e.vlan = l.vlan AND e.id <> l.id
                                                     AND e.archived_at IS NULL) AS alone_on_vlan,
             pops.*
      FROM backup_link l
      JOIN subscription s ON s.id = l.subscription_id
      JOIN plan ON plan.id = s.plan_id
      JOIN plan_version v ON v.plan_id = plan.id AND v.version = coalesce(s.service_version, plan.current_version)
      JOIN ("""
          + PopDao.ALL
          + """
      ) pops ON pops.pop_id = l.pop_id
      """;

  String LINK = ALL + "WHERE l.archived_at IS NULL";

  @SqlQuery("SELECT EXISTS (SELECT FROM customer WHERE id = :id AND archived_at IS NULL)")
  boolean customerExists(long id);

  @SqlQuery("SELECT EXISTS (SELECT FROM plan WHERE id = :id AND archived_at IS NULL)")
  boolean planExists(long id);

  @SqlQuery(
      "SELECT EXISTS (SELECT FROM subscription WHERE username = :username AND archived_at IS NULL)")
  boolean usernameTaken(String username);

  /** The others of a VLAN at a POP, in the order of their branches. */
  @SqlQuery(LINK + " AND l.pop_id = :pop AND l.vlan = :vlan AND l.id <> :but ORDER BY l.branch")
  @RegisterConstructorMapper(BackupLink.class)
  List<BackupLink> branches(long pop, int vlan, long but);

  /** A router has one customer's half of a VLAN: what is made of it is named after the VLAN. */
  @SqlQuery(
      """
      SELECT min(id) FROM backup_link
      WHERE customer_router_id = :router AND vlan = :vlan AND archived_at IS NULL""")
  Optional<Long> atCustomersRouter(long router, int vlan);

  /** Whether the POP's SSTP server has to ask RADIUS for another link. */
  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM backup_link l
                     JOIN backup_link_side s ON s.link_id = l.id AND s.side = 'pop' AND s.undone_at IS NULL
                     WHERE l.pop_id = :pop AND l.id <> :but AND l.mode = 'radius' AND l.archived_at IS NULL)""")
  boolean isRadiusAsked(long pop, long but);

  @SqlQuery("SELECT id FROM plan WHERE name = :name AND archived_at IS NULL")
  Optional<Long> plan(String name);

  /** Empty: one of that name is there. */
  @SqlQuery(
      """
      INSERT INTO plan (name) VALUES (:name)
      ON CONFLICT (name) WHERE archived_at IS NULL DO NOTHING
      RETURNING id""")
  Optional<Long> insertPlan(String name);

  /** Free of charge, without a rate limit. */
  @SqlUpdate("INSERT INTO plan_version (plan_id, version, price) VALUES (:plan, 1, 0)")
  void insertFreeVersion(long plan);

  @SqlQuery(
      """
      INSERT INTO backup_link (external_id, customer_id, subscription_id, vlan, branch, horizon, mode, vc_id, pop_id,
                               pop_vlan_interface, customer_interface, inner_remote, customer_router_id, given,
                               created_at)
      VALUES (:externalId, :customerId, :subscriptionId, :vlan, :branch, :horizon, :mode, :vcId, :pop,
              :popVlanInterface, :customerInterface, CAST(:innerRemote AS inet), :customerRouterId, :given, :now)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      long customerId,
      long subscriptionId,
      int vlan,
      int branch,
      @Nullable Long horizon,
      String mode,
      @Nullable Long vcId,
      long pop,
      String popVlanInterface,
      String customerInterface,
      String innerRemote,
      @Nullable Long customerRouterId,
      List<String> given,
      Instant now);

  @SqlUpdate(
      """
      UPDATE backup_link SET horizon = :horizon
      WHERE pop_id = :pop AND vlan = :vlan AND archived_at IS NULL""")
  void setHorizon(long pop, int vlan, long horizon);

  @SqlUpdate("UPDATE backup_link SET mode = :mode WHERE id = :id")
  void setMode(long id, String mode);

  @SqlUpdate(
      """
      UPDATE backup_link SET removing_since = :now, removing_by = :by
      WHERE id = :id AND removing_since IS NULL""")
  void beginRemoval(long id, Instant now, String by);

  @SqlUpdate("UPDATE backup_link SET archived_at = :now WHERE id = :id")
  void archive(long id, Instant now);

  @SqlQuery("SELECT EXISTS (SELECT FROM subscription WHERE id = :id AND archived_at IS NULL)")
  boolean hasLogin(long id);

  /** Also one of which nothing is left. */
  @SqlQuery(ALL + "WHERE l.id = :id")
  @RegisterConstructorMapper(BackupLink.class)
  Optional<BackupLink> byId(long id);

  @SqlQuery(LINK + " AND s.username = :username")
  @RegisterConstructorMapper(BackupLink.class)
  Optional<BackupLink> byUsername(String username);

  @SqlQuery(LINK + " AND l.external_id = :externalId")
  @RegisterConstructorMapper(BackupLink.class)
  Optional<BackupLink> byExternalId(String externalId);

  @SqlQuery("SELECT EXISTS (SELECT FROM router WHERE id = :id AND archived_at IS NULL)")
  boolean isRouter(long id);

  @SqlQuery(
      LINK
          + """
           AND l.id > :after AND s.username ILIKE :like
            AND (CAST(:customer AS bigint) IS NULL OR l.customer_id = :customer)
          ORDER BY l.id LIMIT :rows""")
  @RegisterConstructorMapper(BackupLink.class)
  List<BackupLink> list(String like, @Nullable Long customer, long after, int rows);
}
