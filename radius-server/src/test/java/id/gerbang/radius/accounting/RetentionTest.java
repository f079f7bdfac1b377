package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.MovableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  @TempDir private Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();

  @Test
  void whole_months_are_kept_beside_the_one_that_goes_on() throws SQLException {
    TestDatabase.execute(database, "SELECT make_month_partitions('2025-09-01', 14)");

    forget(new Retention(12, 13, 0));

    assertThat(oldest("access_event")).isEqualTo("access_event_2025_11");
    assertThat(oldest("session_history")).isEqualTo("session_history_2025_10");
    assertThat(oldest("session_day")).isEqualTo("session_day_2025_09");
  }

  @Test
  void nothing_is_forgotten_twice_or_where_nothing_is_old() throws SQLException {
    List<String> before = partitions("access_event");

    forget(Retention.DEFAULT);
    forget(Retention.DEFAULT);

    assertThat(partitions("access_event")).isEqualTo(before).isNotEmpty();
  }

  @Test
  void no_month_is_forgotten_by_a_clock_that_jumped() throws SQLException {
    TestDatabase.execute(database, "SELECT make_month_partitions('2025-09-01', 14)");
    MovableClock clock = new MovableClock(Instant.parse("2026-11-22T05:00:00Z"));
    AtomicBoolean believed = new AtomicBoolean();
    try (Node node = new Node(database, directory, clock)) {
      Housekeeping housekeeping =
          new Housekeeping(
              node.pool, node.journal, node.applier, new Retention(1, 1, 1), clock, believed::get);
      housekeeping.tidy();
      assertThat(oldest("access_event")).isEqualTo("access_event_2025_09");

      believed.set(true);
      housekeeping.tidy();
      assertThat(oldest("access_event")).isEqualTo("access_event_2026_10");
      housekeeping.close();
    }
  }

  private void forget(Retention retention) throws SQLException {
    try (var pool = Pool.open(database, ServiceRole.RADIUS, 1);
        Connection connection = pool.getConnection()) {
      Housekeeping.forgetMonths(connection, retention, TODAY);
    }
  }

  private String oldest(String table) throws SQLException {
    return partitions(table).get(0);
  }

  private List<String> partitions(String table) throws SQLException {
    return TestDatabase.column(
        database,
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^"
            + table
            + "_[0-9]' ORDER BY 1");
  }
}
