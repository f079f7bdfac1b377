package id.gerbang.billing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;

class QueryLimitTest {

  /** The fourth part of a minute is beyond the limit of a second, by far. */
  private static final String SLOW = "SELECT 1 FROM pg_sleep(15)";

  @Test
  void a_request_s_statement_is_cancelled_and_a_job_s_is_not_limited() {
    DatabaseConfig database = TestDatabase.fresh();
    try (HikariDataSource pool = Pool.open(database, ServiceRole.BILLING, 1)) {
      Jdbi jdbi = Jdbi.create(pool);
      jdbi.getConfig(SqlStatements.class).addCustomizer(new QueryLimit(Duration.ofSeconds(1)));
      QueryLimit.begin();
      try {
        assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute(SLOW)))
            .hasStackTraceContaining("canceling statement due to user request");
        assertThat(one(jdbi, "SELECT 1")).as("the connection lives on").isEqualTo(1);
      } finally {
        QueryLimit.end();
      }
      assertThat(one(jdbi, "SELECT 1 FROM pg_sleep(1.2)")).isEqualTo(1);
    }
  }

  @Test
  void the_client_is_told_to_narrow_it_down() {
    assertThat(
            new ProblemMapper()
                .toResponse(new SQLException("canceling statement", "57014"))
                .getStatus())
        .isEqualTo(503);
  }

  private static int one(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
  }
}
