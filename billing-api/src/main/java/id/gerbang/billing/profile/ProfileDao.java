package id.gerbang.billing.profile;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What was agreed upon of routers' profiles. */
@RegisterConstructorMapper(Standing.Agreed.class)
public interface ProfileDao {

  @SqlQuery("SELECT name, ours, routers FROM router_profile_agreed WHERE router_id = :routerId")
  List<Standing.Agreed> agreed(@Bind("routerId") long routerId);

  @SqlUpdate(
      """
      INSERT INTO router_profile_agreed (router_id, name, ours, routers, agreed_at, agreed_by)
      VALUES (:routerId, :name, :ours, :routers, :at, :by)
      ON CONFLICT (router_id, name) DO UPDATE
      SET ours = excluded.ours, routers = excluded.routers, agreed_at = excluded.agreed_at, agreed_by = excluded.agreed_by
      """)
  void agree(
      @Bind("routerId") long routerId,
      @Bind("name") String name,
      @Bind("ours") String ours,
      @Bind("routers") String routers,
      @Bind("at") Instant at,
      @Bind("by") String by);
}
