package id.gerbang.billing.audit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Who looked at whose personal data. */
public interface DataAccessDao {

  /**
   * @param times within the hour
   */
  record Looked(long id, Instant hour, String actor, String object, int times) {}

  @SqlQuery(
      """
      SELECT id, hour, actor, object, times
      FROM data_access
      WHERE id < :before
        AND (CAST(:object AS text) IS NULL OR object = :object)
        AND (actor ILIKE :like OR object ILIKE :like)
      ORDER BY id DESC
      LIMIT :rows
      """)
  @RegisterConstructorMapper(Looked.class)
  List<Looked> list(
      @Bind("object") @Nullable String object,
      @Bind("like") String like,
      @Bind("before") long before,
      @Bind("rows") int rows);

  /** What is older than two years. */
  @SqlQuery("SELECT forget_data_access()")
  long forget();
}
