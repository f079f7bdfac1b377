package id.gerbang.billing.profile;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Pools of routers, as we hold them. */
@RegisterConstructorMapper(HeldPool.class)
public interface HeldPoolDao {

  /** The first is for plans that name none. */
  @SqlQuery(
      """
      SELECT name, ranges, agreed_ours, agreed_routers FROM router_pool
      WHERE router_id = :routerId
      ORDER BY place, name""")
  List<HeldPool> of(@Bind("routerId") long routerId);

  /** A new one is the last, and so is one that was none of ours. */
  @SqlUpdate(
      """
      INSERT INTO router_pool (router_id, name, place, ranges, agreed_ours, agreed_routers, updated_at, updated_by)
      SELECT :routerId, :name, coalesce(max(place), 0) + 1, :ranges, :ours, :routers, :at, :by
      FROM router_pool WHERE router_id = :routerId
      ON CONFLICT (router_id, name) DO UPDATE
      SET ranges = excluded.ranges, place = CASE WHEN router_pool.ranges IS NULL THEN excluded.place ELSE router_pool.place END,
          agreed_ours = excluded.agreed_ours, agreed_routers = excluded.agreed_routers,
          updated_at = excluded.updated_at, updated_by = excluded.updated_by""")
  void agree(
      @Bind("routerId") long routerId,
      @Bind("name") String name,
      @Bind("ranges") @Nullable String ranges,
      @Bind("ours") String ours,
      @Bind("routers") String routers,
      @Bind("at") Instant at,
      @Bind("by") String by);

  @SqlUpdate("DELETE FROM router_pool WHERE router_id = :routerId AND ranges IS NOT NULL")
  void forget(@Bind("routerId") long routerId);
}
