package id.gerbang.billing.hub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Where tunnels end. */
@RegisterConstructorMapper(HubRow.class)
public interface HubDao {

  String COLUMNS =
      """
      SELECT h.id, h.external_id, h.name, h.kind, h.public_address, h.port, h.public_key,
             CAST(h.network AS text) AS network,
             ARRAY(SELECT host(server) FROM unnest(h.servers) WITH ORDINALITY AS s (server, n) ORDER BY n) AS servers,
             (SELECT count(*) FROM router_tunnel t WHERE t.hub_id = h.id) AS routers,
             h.version, h.created_at
      FROM hub h
      """;

  @SqlQuery(
      """
      INSERT INTO hub (external_id, name, kind, public_address, port, public_key, network, servers, created_at, updated_at)
      VALUES (:externalId, :name, :kind, :publicAddress, :port, :publicKey, CAST(:network AS cidr),
              CAST(CAST(:servers AS text[]) AS inet[]), :now, :now)
      RETURNING id
      """)
  long insert(@BindMethods HubRow hub, @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE hub
      SET external_id = :externalId, name = :name, public_address = :publicAddress, port = :port, public_key = :publicKey,
          network = CAST(:network AS cidr), servers = CAST(CAST(:servers AS text[]) AS inet[]),
          version = version + 1, updated_at = :now
      WHERE id = :hub
      """)
  void update(@Bind("hub") long hub, @BindMethods HubRow to, @Bind("now") Instant now);

  @SqlUpdate("UPDATE hub SET ipsec_secret_sealed = :sealed WHERE id = :id")
  void secret(@Bind("id") long id, @Bind("sealed") byte[] sealed);

  @SqlQuery("SELECT ipsec_secret_sealed FROM hub WHERE id = :id")
  @SingleValue
  byte @Nullable [] secret(@Bind("id") long id);

  @SqlUpdate("UPDATE hub SET archived_at = :now WHERE id = :id")
  void archive(@Bind("id") long id, @Bind("now") Instant now);

  /** Who allots an address waits for who else does. */
  @SqlQuery(COLUMNS + "WHERE h.id = :id AND h.archived_at IS NULL FOR UPDATE OF h")
  Optional<HubRow> lock(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE h.id = :id AND h.archived_at IS NULL")
  Optional<HubRow> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE h.external_id = :externalId AND h.archived_at IS NULL")
  Optional<HubRow> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(
      COLUMNS
          + """
          WHERE h.archived_at IS NULL AND h.id > :after AND h.name ILIKE :like
          ORDER BY h.id
          LIMIT :rows
          """)
  List<HubRow> list(@Bind("like") String like, @Bind("after") long after, @Bind("rows") int rows);
}
