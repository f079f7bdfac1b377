package id.gerbang.billing.hub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Routers' ends of tunnels. */
@RegisterConstructorMapper(TunnelRow.class)
public interface TunnelDao {

  String COLUMNS =
      """
      SELECT t.router_id, r.name AS router_name, t.hub_id, host(t.address) AS address, t.public_key, t.allotted_at, t.left_at,
             r.address IS NOT DISTINCT FROM t.address AS is_routers
      FROM router_tunnel t JOIN router r ON r.id = t.router_id
      """;

  @SqlQuery(COLUMNS + "WHERE t.router_id = :routerId")
  Optional<TunnelRow> find(@Bind("routerId") long routerId);

  @SqlQuery(COLUMNS + "WHERE t.hub_id = :hubId ORDER BY t.router_id")
  List<TunnelRow> of(@Bind("hubId") long hubId);

  @SqlQuery("SELECT host(address) FROM router_tunnel WHERE hub_id = :hubId")
  Set<String> taken(@Bind("hubId") long hubId);

  /** Its password stays with it. */
  @SqlUpdate(
      """
      INSERT INTO router_tunnel AS t (router_id, hub_id, address, public_key, password_sealed, allotted_at)
      VALUES (:routerId, :hubId, CAST(:address AS inet), :publicKey, :password, :now)
      ON CONFLICT (router_id) DO UPDATE
      SET hub_id = excluded.hub_id, address = excluded.address, left_at = NULL,
          public_key = coalesce(excluded.public_key, t.public_key)
      """)
  void put(
      @Bind("routerId") long routerId,
      @Bind("hubId") long hubId,
      @Bind("address") String address,
      @Bind("publicKey") @Nullable String publicKey,
      @Bind("password") byte[] password,
      @Bind("now") Instant now);

  @SqlUpdate("UPDATE router_tunnel SET public_key = :key WHERE router_id = :routerId")
  void tells(@Bind("routerId") long routerId, @Bind("key") String key);

  @SqlUpdate("UPDATE router_tunnel SET left_at = :now WHERE router_id = :routerId")
  void leave(@Bind("routerId") long routerId, @Bind("now") Instant now);

  @SqlUpdate("DELETE FROM router_tunnel WHERE router_id = :routerId AND left_at IS NOT NULL")
  void gone(@Bind("routerId") long routerId);

  @SqlQuery("SELECT password_sealed FROM router_tunnel WHERE router_id = :routerId")
  @SingleValue
  byte[] password(@Bind("routerId") long routerId);
}
