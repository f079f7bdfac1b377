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

  String LINK =
      """
      SELECT l.id, l.external_id, l.customer_id, l.subscription_id, l.vlan, l.pop_vlan_interface AS vlan_interface,
             l.customer_interface, host(l.inner_remote) AS inner_remote, l.customer_router_id,
             s.username, s.password_sealed, l.given, l.created_at,
             NOT EXISTS (SELECT FROM backup_link e WHERE e.pop_id = l.pop_id AND e.id < l.id) AS first_of_pop,
             pops.*
      FROM backup_link l
      JOIN subscription s ON s.id = l.subscription_id
      JOIN ("""
          + PopDao.ALL
          + """
      ) pops ON pops.pop_id = l.pop_id
      WHERE l.archived_at IS NULL\
      """;

  @SqlQuery("SELECT EXISTS (SELECT FROM customer WHERE id = :id AND archived_at IS NULL)")
  boolean customerExists(long id);

  @SqlQuery("SELECT EXISTS (SELECT FROM plan WHERE id = :id AND archived_at IS NULL)")
  boolean planExists(long id);

  @SqlQuery(
      "SELECT EXISTS (SELECT FROM subscription WHERE username = :username AND archived_at IS NULL)")
  boolean usernameTaken(String username);

  @SqlQuery(
      """
      SELECT EXISTS (SELECT FROM backup_link
                     WHERE pop_id = :pop AND vlan = :vlan AND archived_at IS NULL)""")
  boolean vlanTaken(long pop, int vlan);

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
      INSERT INTO backup_link (external_id, customer_id, subscription_id, vlan, pop_id, pop_vlan_interface,
                               customer_interface, inner_remote, customer_router_id, given, created_at)
      VALUES (:externalId, :customerId, :subscriptionId, :vlan, :pop, :popVlanInterface, :customerInterface,
              CAST(:innerRemote AS inet), :customerRouterId, :given, :now)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      long customerId,
      long subscriptionId,
      int vlan,
      long pop,
      String popVlanInterface,
      String customerInterface,
      String innerRemote,
      @Nullable Long customerRouterId,
      List<String> given,
      Instant now);

  @SqlQuery(LINK + " AND l.id = :id")
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
