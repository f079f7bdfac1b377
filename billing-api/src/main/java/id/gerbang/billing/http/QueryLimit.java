package id.gerbang.billing.http;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * How long PostgreSQL may work on one statement of a request: a search that reads a whole history
 * holds a connection, and ten of them would be all. Jobs have their own threads, and take the time
 * that they need; a statement that says {@code @QueryTimeOut} has its own.
 */
public final class QueryLimit implements StatementCustomizer {

  public static final Duration USUAL = Duration.ofSeconds(10);

  private static final ThreadLocal<Boolean> REQUEST = ThreadLocal.withInitial(() -> false);

  private final int seconds;

  public QueryLimit(Duration most) {
    this.seconds = Math.toIntExact(most.toSeconds());
  }

  /** From here on this thread answers a request. */
  public static void begin() {
    REQUEST.set(true);
  }

  public static void end() {
    REQUEST.remove();
  }

  @Override
  public void beforeExecution(PreparedStatement statement, StatementContext context)
      throws SQLException {
    if (REQUEST.get() && context.getConfig(SqlStatements.class).getQueryTimeout() == null) {
      statement.setQueryTimeout(seconds);
    }
  }
}
