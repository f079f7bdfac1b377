package id.gerbang.billing.condition;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** How things were at customers' before their tunnels. */
@RegisterConstructorMapper(ConditionRow.class)
public interface ConditionDao {

  @SqlQuery(
      """
      INSERT INTO backup_condition (link_id, at, noted_by, router_id, text, told)
      VALUES (:linkId, :at, :notedBy, :routerId, :text, CAST(:told AS jsonb))
      RETURNING id, link_id, at, noted_by, router_id, text, told::text AS told
      """)
  ConditionRow insert(
      @Bind("linkId") long linkId,
      @Bind("at") Instant at,
      @Bind("notedBy") String notedBy,
      @Bind("routerId") @Nullable Long routerId,
      @Bind("text") String text,
      @Bind("told") String told);

  @SqlQuery(
      """
      SELECT id, link_id, at, noted_by, router_id, text, told::text AS told
      FROM backup_condition
      WHERE link_id = :linkId AND id < :before AND text ILIKE :like
      ORDER BY id DESC LIMIT :rows
      """)
  List<ConditionRow> list(
      @Bind("linkId") long linkId,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);
}
