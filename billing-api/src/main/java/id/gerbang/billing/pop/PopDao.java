package id.gerbang.billing.pop;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** POPs' SQL. */
@RegisterConstructorMapper(value = Pop.class, prefix = PopDao.PREFIX)
public interface PopDao {

  /** To be told from the columns of another row. */
  String PREFIX = "pop";

  /** Every one, also those that are archived; a condition on {@code p} may follow. */
  String ALL =
      """
      SELECT p.id AS pop_id, p.external_id AS pop_external_id, p.name AS pop_name,
             (SELECT router_id FROM pop_router WHERE pop_id = p.id) AS pop_router_id,
             host(p.address) || '/' || masklen(p.address) AS pop_uplink, p.sstp_port AS pop_sstp_port,
             p.wan_interface AS pop_wan_interface, p.vlan_interface AS pop_vlan_interface,
             host(p.inner_local) AS pop_inner_local, host(p.remote_first) AS pop_remote_first,
             host(p.remote_last) AS pop_remote_last, p.capacity_download AS pop_capacity_download,
             p.capacity_upload AS pop_capacity_upload, p.capacity_measured_at AS pop_capacity_measured_at,
             p.capacity_measured_by AS pop_capacity_measured_by, p.upe_device AS pop_upe_device,
             p.upe_interface AS pop_upe_interface, p.upe_peer AS pop_upe_peer,
             load.links AS pop_links, load.download AS pop_planned_download, load.upload AS pop_planned_upload,
             p.version AS pop_version, p.created_at AS pop_created_at
      FROM pop p
      CROSS JOIN LATERAL (
        SELECT count(*) AS links, coalesce(sum(v.download), 0) AS download, coalesce(sum(v.upload), 0) AS upload
        FROM backup_link l
        JOIN subscription s ON s.id = l.subscription_id
        JOIN plan ON plan.id = s.plan_id
        JOIN plan_version v ON v.plan_id = plan.id AND v.version = coalesce(s.service_version, plan.current_version)
        WHERE l.pop_id = p.id AND l.archived_at IS NULL) load
      """;

  String POP = ALL + "WHERE p.archived_at IS NULL";

  /** One after the other: each sees the addresses that those before it took. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtext('gerbang.backup-link')) IS NOT NULL")
  boolean lock();

  @SqlQuery(POP + " AND p.id = :id")
  Optional<Pop> byId(long id);

  @SqlQuery(POP + " AND p.external_id = :externalId")
  Optional<Pop> byExternalId(String externalId);

  @SqlQuery(POP + " AND host(p.address) = :host")
  Optional<Pop> byAddress(String host);

  @SqlQuery(POP + " AND p.id > :after AND p.name ILIKE :like ORDER BY p.id LIMIT :rows")
  List<Pop> list(String like, long after, int rows);

  @SqlQuery("SELECT EXISTS (SELECT FROM router WHERE id = :id AND archived_at IS NULL)")
  boolean isRouter(long id);

  @SqlQuery(
      """
      SELECT p.name FROM pop p JOIN pop_router r ON r.pop_id = p.id
      WHERE r.router_id = :router AND p.id <> :but""")
  Optional<String> ofRouter(long router, long but);

  /**
   * Ends of the POP's links, and every subscription's fixed address: RADIUS gives each but once.
   */
  @SqlQuery(
      """
      SELECT host(inner_remote) FROM backup_link WHERE pop_id = :pop AND archived_at IS NULL
      UNION
      SELECT host(static_ip) FROM subscription WHERE static_ip IS NOT NULL AND archived_at IS NULL""")
  Set<InetAddress> takenAddresses(long pop);

  @SqlQuery(
      """
      INSERT INTO pop (external_id, name, router_id, address, sstp_port, wan_interface, vlan_interface, inner_local,
                       remote_first, remote_last, capacity_download, capacity_upload, capacity_measured_at,
                       capacity_measured_by, upe_device, upe_interface, upe_peer, created_at)
      VALUES (:externalId, :name, :routerId, CAST(:address AS inet), :sstpPort, :wanInterface, :vlanInterface,
              CAST(:innerLocal AS inet), CAST(:remoteFirst AS inet), CAST(:remoteLast AS inet), :capacityDownload,
              :capacityUpload, :measuredAt, :measuredBy, :upeDevice, :upeInterface, :upePeer, :now)
      RETURNING id""")
  long insert(@BindMethods WantedPop pop, Instant now);

  @SqlUpdate(
      """
      UPDATE pop
      SET external_id = :externalId, name = :name, router_id = :routerId, address = CAST(:address AS inet),
          sstp_port = :sstpPort, wan_interface = :wanInterface, vlan_interface = :vlanInterface,
          inner_local = CAST(:innerLocal AS inet), remote_first = CAST(:remoteFirst AS inet),
          remote_last = CAST(:remoteLast AS inet), capacity_download = :capacityDownload,
          capacity_upload = :capacityUpload, capacity_measured_at = :measuredAt, capacity_measured_by = :measuredBy,
          upe_device = :upeDevice, upe_interface = :upeInterface, upe_peer = :upePeer, version = version + 1
      WHERE id = :id""")
  void update(long id, @BindMethods WantedPop pop);

  @SqlUpdate("UPDATE pop SET archived_at = :now WHERE id = :id")
  void archive(long id, Instant now);
}
