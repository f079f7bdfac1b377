package id.gerbang.billing.books;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The comparisons' SQL. Rows are only ever added, one a night. */
public interface ComparisonDao {

  @SqlQuery(
      """
      INSERT INTO books_comparison (compared_at, unexplained, parts)
      VALUES (:now, :unexplained, CAST(:parts AS jsonb))
      RETURNING id""")
  long insert(Instant now, long unexplained, String parts);

  @SqlQuery("SELECT compared_at, unexplained FROM books_comparison ORDER BY id DESC LIMIT 1")
  @RegisterConstructorMapper(Compared.class)
  Optional<Compared> last();

  /** What the metrics say. */
  record Compared(Instant comparedAt, long unexplained) {}
}
