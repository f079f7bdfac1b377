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
import java.time.Duration;
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
  void a_session_is_kept_by_its_end_in_whichever_month_it_began() throws SQLException {
    TestDatabase.execute(database, "SELECT make_month_partitions('2025-10-01', 13)");
    past("within October", "2025-10-03 00:00:00+00", "2025-10-31 23:59:59+00");
    past("into November", "2025-10-03 00:00:00+00", "2025-11-01 00:00:00+00");
    past("into December", "2025-10-31 23:00:00+00", "2025-12-01 00:00:00+00");
    past("begun before any month", "2025-03-01 00:00:00+00", "2025-11-05 00:00:00+00");
    past("over before any month", "2025-03-01 00:00:00+00", "2025-10-05 00:00:00+00");

    forget(new Retention(0, 12, 0));
    assertThat(kept()).containsExactly("begun before any month", "into December", "into November");

    forget(new Retention(0, 11, 0));
    assertThat(kept()).containsExactly("into December");
    assertThat(partitions("session_history")).doesNotContain("session_history_2025_11");

    forget(new Retention(0, 10, 0));
    assertThat(kept()).isEmpty();
    assertThat(oldest("session_history")).isEqualTo("session_history_2026_01");
  }

  private void past(String name, String from, String to) throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session_history (id, router_id, acct_session_id, username, generation, started_at, updated_at, heard_at, stopped_at,
          class, granted, session_time, input_octets, output_octets, input_packets, output_packets, close_guessed, attempted)
        SELECT 1, 1, '', '%s', 0, '%s', t, t, t, '', '', 0, 0, 0, 0, 0, false, '' FROM (SELECT timestamptz '%s' AS t) ended"""
            .formatted(name, from, to));
  }

  private List<String> kept() throws SQLException {
    return TestDatabase.column(database, "SELECT username FROM session_history ORDER BY 1");
  }

  @Test
  void events_of_a_month_that_has_no_partition_are_forgotten_too() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO access_event (at, username, answer, reason)
        VALUES ('2025-10-31 23:59:59+00', 'old', 'accept', 'ACTIVE'), ('2025-11-01 00:00:00+00', 'kept', 'accept', 'ACTIVE')""");

    forget(new Retention(12, 0, 0));

    assertThat(TestDatabase.column(database, "SELECT username FROM access_event"))
        .containsExactly("kept");
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

  @Test
  void what_came_while_its_month_had_no_partition_is_moved_into_it() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO access_event (at, username, answer, reason)
        VALUES ('2027-04-30 23:59:59+00', 'a', 'accept', 'ACTIVE'), ('2027-05-01 00:00:00+00', 'b', 'accept', 'ACTIVE'),
               ('2027-05-31 23:59:59+00', 'c', 'accept', 'ACTIVE'), ('2027-06-01 00:00:00+00', 'd', 'accept', 'ACTIVE')""");
    TestDatabase.execute(
        database,
        "INSERT INTO session_day VALUES (1, '2027-05-01', 1, 1, 'a', 5, 7), (1, '2027-05-31', 1, 1, 'a', 6, 8)");

    TestDatabase.execute(database, "SELECT make_month_partitions('2027-05-10', 1)");

    assertThat(
            TestDatabase.column(database, "SELECT username FROM access_event_2027_05 ORDER BY 1"))
        .containsExactly("b", "c");
    assertThat(
            TestDatabase.column(database, "SELECT username FROM access_event_default ORDER BY 1"))
        .containsExactly("a", "d");
    assertThat(
            TestDatabase.column(
                database, "SELECT input_octets FROM session_day_2027_05 ORDER BY 1"))
        .containsExactly("5", "6");
  }

  @Test
  void a_node_whose_clock_is_ahead_forgets_no_change_that_others_may_not_have_read()
      throws SQLException {
    TestDatabase.execute(
        database,
        "INSERT INTO change (kind, ref, at) VALUES ('subscriber', 1, now() - interval '25 h'),"
            + " ('subscriber', 2, now() - interval '1 h')");
    MovableClock clock = new MovableClock(Instant.now().plus(Duration.ofDays(2)));
    try (Node node = new Node(database, directory, clock)) {
      Housekeeping housekeeping =
          new Housekeeping(
              node.pool, node.journal, node.applier, Retention.DEFAULT, clock, () -> true);
      housekeeping.tidy();
      housekeeping.close();
    }

    assertThat(TestDatabase.column(database, "SELECT ref FROM change")).containsExactly("2");
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
