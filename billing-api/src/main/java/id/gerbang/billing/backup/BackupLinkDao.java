package id.gerbang.billing.backup;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Backup links' SQL. */
public interface BackupLinkDao {

  String LINK =
      """
      SELECT l.id, l.external_id, l.customer_id, l.subscription_id, l.vlan,
             host(l.pop_wan_address) || '/' || masklen(l.pop_wan_address) AS pop_address,
             l.pop_wan_interface, l.pop_vlan_interface, l.customer_interface,
             host(l.inner_local) AS inner_local, host(l.inner_remote) AS inner_remote,
             s.username, s.password_sealed, l.given, l.created_at,
             NOT EXISTS (SELECT FROM backup_link e
                         WHERE host(e.pop_wan_address) = host(l.pop_wan_address) AND e.id < l.id) AS first_of_pop
      FROM backup_link l JOIN subscription s ON s.id = l.subscription_id
      WHERE l.archived_at IS NULL\
      """;

  /** One after the other: each sees the addresses that those before it took. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('gerbang.backup-link')) IS NOT NULL")
  boolean lock();

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
                     WHERE host(pop_wan_address) = :pop AND vlan = :vlan AND archived_at IS NULL)""")
  boolean vlanTaken(String pop, int vlan);

  @SqlQuery(
      """
      SELECT host(inner_local) FROM backup_link
      WHERE host(pop_wan_address) = :pop AND archived_at IS NULL
      ORDER BY id LIMIT 1""")
  Optional<InetAddress> innerLocal(String pop);

  /**
   * Ends of the POP's links, and every subscription's fixed address: RADIUS gives each but once.
   */
  @SqlQuery(
      """
      SELECT host(inner_remote) FROM backup_link WHERE host(pop_wan_address) = :pop AND archived_at IS NULL
      UNION
      SELECT host(static_ip) FROM subscription WHERE static_ip IS NOT NULL AND archived_at IS NULL""")
  Set<InetAddress> takenAddresses(String pop);

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
      INSERT INTO backup_link (external_id, customer_id, subscription_id, vlan, pop_wan_address, pop_wan_interface,
                               pop_vlan_interface, customer_interface, inner_local, inner_remote, given, created_at)
      VALUES (:externalId, :customerId, :subscriptionId, :vlan, CAST(:pop AS inet), :popWanInterface,
              :popVlanInterface, :customerInterface, CAST(:innerLocal AS inet), CAST(:innerRemote AS inet), :given, :now)
      RETURNING id""")
  long insert(
      @Nullable String externalId,
      long customerId,
      long subscriptionId,
      int vlan,
      String pop,
      String popWanInterface,
      String popVlanInterface,
      String customerInterface,
      String innerLocal,
      String innerRemote,
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

  @SqlQuery(
      LINK
          + """
           AND l.id > :after AND s.username ILIKE :like
            AND (CAST(:customer AS bigint) IS NULL OR l.customer_id = :customer)
          ORDER BY l.id LIMIT :rows""")
  @RegisterConstructorMapper(BackupLink.class)
  List<BackupLink> list(String like, @Nullable Long customer, long after, int rows);
}
