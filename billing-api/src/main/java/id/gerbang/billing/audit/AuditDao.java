package id.gerbang.billing.audit;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The audit, latest first. */
@RegisterConstructorMapper(AuditView.class)
public interface AuditDao {

  @SqlQuery(
      """
      SELECT id, at, actor, action, object, detail::text AS detail
      FROM audit
      WHERE id < :before
        AND (CAST(:object AS text) IS NULL OR object = :object)
        AND (actor ILIKE :like OR action ILIKE :like OR object ILIKE :like)
      ORDER BY id DESC
      LIMIT :rows
      """)
  List<AuditView> list(
      @Bind("object") @Nullable String object,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);
}
