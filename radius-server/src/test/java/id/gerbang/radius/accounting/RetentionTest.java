package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.clock.BelievedClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  @TempDir private Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();

  @Test
  void whole_months_are_kept_beside_the_one_that_goes_on() throws SQLException {
    recorded("2025-09-01", 15);

    forget(new Retention(12, 13, 0));

    assertThat(oldest("access_event")).isEqualTo("access_event_2025_11");
    assertThat(oldest("session_history")).isEqualTo("session_history_2025_10");
    assertThat(oldest("session_day")).isEqualTo("session_day_2025_09");
  }

  @Test
  void a_session_is_kept_by_its_end_in_whichever_month_it_began() throws SQLException {
    recorded("2025-10-01", 14);
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
    return TestDatabase.column(
        database, "SELECT username FROM session_history WHERE username <> 'a' ORDER BY 1");
  }

  @Test
  void events_of_a_month_that_has_no_partition_are_forgotten_too() throws SQLException {
    recorded("2025-11-01", 13);
    TestDatabase.execute(
        database,
        """
        INSERT INTO access_event (at, username, answer, reason)
        VALUES ('2025-10-31 23:59:59+00', 'old', 'accept', 'ACTIVE'), ('2025-11-01 00:00:00+00', 'kept', 'accept', 'ACTIVE')""");

    forget(new Retention(12, 0, 0));

    assertThat(
            TestDatabase.column(
                database, "SELECT username FROM access_event WHERE username IN ('old', 'kept')"))
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
    recorded("2025-09-01", 15);
    MovableClock machine = new MovableClock(Instant.parse("2026-11-22T05:00:00Z"));
    BelievedClock clock = new BelievedClock(machine);
    try (Node node = new Node(database, directory, machine);
        Housekeeping housekeeping =
            new Housekeeping(
                node.pool, node.journal, node.applier, new Retention(1, 1, 1), clock)) {
      machine.jump(Duration.ofHours(2));
      housekeeping.tidy();
      assertThat(oldest("access_event")).isEqualTo("access_event_2025_09");

      machine.jump(Duration.ofHours(-2));
      housekeeping.tidy();
      assertThat(oldest("access_event")).isEqualTo("access_event_2026_10");
    }
  }

  @Test
  void a_clock_that_is_years_ahead_from_the_start_costs_no_month() throws SQLException {
    recorded("2022-01-01", 23);
    List<String> months = months();
    MovableClock clock = new MovableClock(Instant.parse("2026-11-22T05:00:00Z"));
    // What is written by the wrong clock before anybody looks says nothing for it.
    recorded("2026-11-01", 1);

    tidy(new Retention(12, 12, 12), clock);

    assertThat(months()).containsAll(months);
  }

  @Test
  void a_month_of_a_clock_that_is_years_ahead_costs_no_more_than_another_month()
      throws SQLException {
    recorded("2022-01-01", 23);
    recorded("2026-10-01", 2);

    forget(new Retention(12, 13, 14));

    assertThat(oldest("access_event")).isEqualTo("access_event_2023_01");
    assertThat(oldest("session_history")).isEqualTo("session_history_2022_12");
    assertThat(oldest("session_day")).isEqualTo("session_day_2022_11");
  }

  @Test
  void months_in_which_nothing_was_recorded_count_for_none() throws SQLException {
    recorded("2025-01-01", 6);
    recorded("2026-08-01", 4);

    forget(new Retention(5, 9, 10));

    assertThat(oldest("access_event")).isEqualTo("access_event_2025_05");
    assertThat(oldest("session_history")).isEqualTo("session_history_2025_01");
    assertThat(oldest("session_day")).isEqualTo("session_day_2025_01");
  }

  @Test
  void one_kind_of_record_is_enough_for_a_month_to_count() throws SQLException {
    recorded("2025-09-01", 15);
    TestDatabase.execute(
        database,
        "TRUNCATE access_event_2026_10, session_history_2026_10, session_history_2026_09, session_day_2026_09");

    forget(new Retention(2, 2, 2));

    assertThat(oldest("access_event")).isEqualTo("access_event_2026_09");
    assertThat(oldest("session_day")).isEqualTo("session_day_2026_09");
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

  /** One that is made late would have to be moved out of the default partition. */
  @Test
  void months_are_made_before_anything_comes_for_them() throws SQLException {
    tidy(Retention.DEFAULT, new MovableClock(Instant.parse("2031-11-30T23:59:59Z")));

    assertThat(months())
        .contains(
            "access_event_2031_11", "access_event_2032_01",
            "session_history_2031_11", "session_history_2032_01",
            "session_day_2031_11", "session_day_2032_01");
  }

  @Test
  void a_node_whose_clock_is_ahead_forgets_no_change_that_others_may_not_have_read()
      throws SQLException {
    TestDatabase.execute(
        database,
        "INSERT INTO change (kind, ref, at) VALUES ('subscriber', 1, now() - interval '25 h'),"
            + " ('subscriber', 2, now() - interval '1 h')");
    tidy(Retention.DEFAULT, new MovableClock(Instant.now().plus(Duration.ofDays(2))));

    assertThat(TestDatabase.column(database, "SELECT ref FROM change")).containsExactly("2");
  }

  @Test
  void by_a_clock_that_is_a_year_ahead_no_session_goes_to_where_a_copy_of_its_stop_would_miss_it()
      throws SQLException {
    Instant now = Instant.parse("2026-11-22T05:00:00Z");
    MovableClock clock = new MovableClock(now.plus(Duration.ofDays(365)));
    Wire session = Wire.of("budi", "81000001", now.minus(Duration.ofHours(2)));
    recordedAt(now.minus(Duration.ofDays(3)));
    try (Node node = new Node(database, directory, clock)) {
      node.apply(session.start(), session.stop(3600, 1000));
      tidy(node, clock);

      clock.move(Duration.ofDays(-365));
      node.apply(session.stop(3600, 1000));

      assertThat(node.ask("SELECT sum(input_octets) FROM report.usage_day"))
          .containsExactly("1000");
    }
  }

  @Test
  void by_a_clock_that_is_ahead_from_the_start_neither_losses_nor_the_journal_are_forgotten()
      throws SQLException {
    Instant now = Instant.now();
    MovableClock clock = new MovableClock(now.plus(Duration.ofDays(365)));
    recordedAt(now.minus(Duration.ofDays(3)));
    Node.leave(directory, List.of(new JournalEntry.Silence(1, now).encode()));
    try (Node node = new Node(database, directory, clock)) {
      node.applied();
      tidy(node, clock);
      assertThat(node.journal.oldest()).isZero();
      assertThat(node.ask("SELECT 1 FROM router_loss")).hasSize(1);

      // As it does where the clock is right, and nobody was here for a year less some days.
      recordedAt(clock.instant().minus(Duration.ofDays(3)));
      tidy(node, clock);
      assertThat(node.journal.oldest()).isPositive();
      assertThat(node.ask("SELECT 1 FROM router_loss")).isEmpty();
    }
  }

  /**
   * A session stays for a week where a late record reaches it; what ended it has to be there too.
   */
  @Test
  void what_routers_lost_is_kept_for_longer_than_the_sessions_that_it_ended() throws SQLException {
    MovableClock clock = new MovableClock(Instant.now());
    recordedAt(clock.instant().minus(Duration.ofDays(3)));
    for (long hours : List.of(7L * 24 + 12, 9L * 24)) {
      Instant at = clock.instant().minus(Duration.ofHours(hours));
      TestDatabase.execute(
          database,
          """
          INSERT INTO router_loss (router_id, cause, heard_before, applied_at) VALUES (%1$d, 2, '%2$s', '%2$s');
          INSERT INTO session_loss (router_id, acct_session_id, username, heard_before, applied_at) VALUES (%1$d, 'a', 'budi', '%2$s', '%2$s');
          INSERT INTO session_removal (router_id, acct_session_id, username, generation, cause, reason, wanted_at)
          VALUES (%1$d, 'a', 'budi', 0, 'OVERDUE', 'ISOLATED_UNPAID', '%2$s')"""
              .formatted(hours, at));
    }

    tidy(Retention.DEFAULT, clock);

    for (String table : List.of("router_loss", "session_loss", "session_removal")) {
      assertThat(TestDatabase.column(database, "SELECT router_id FROM " + table))
          .as(table)
          .containsExactly("180");
    }
  }

  @Test
  void of_the_journal_nothing_is_forgotten_that_is_not_applied_however_old() throws SQLException {
    Instant now = Instant.now();
    MovableClock clock = new MovableClock(now.plus(Duration.ofDays(30)));
    recordedAt(clock.instant().minus(Duration.ofDays(3)));
    TestDatabase.execute(database, "REVOKE INSERT ON session FROM gerbang_radius");
    Node.leave(directory, List.of(Wire.of("budi", "81000001", now).start().encode()));
    try (Node node = new Node(database, directory, clock)) {
      await().until(() -> node.applier.trouble().contains("permission denied"));
      tidy(node, clock);
      assertThat(node.journal.oldest()).isZero();
    }
  }

  private void recordedAt(Instant at) throws SQLException {
    TestDatabase.execute(
        database,
        "INSERT INTO access_event (at, username, answer, reason) VALUES ('%s', 'a', 'accept', 'ACTIVE')"
            .formatted(at));
  }

  /** In each month a login, a session that was over in it, and its use. */
  private void recorded(String first, int months) throws SQLException {
    TestDatabase.execute(
        database,
        """
        SELECT make_month_partitions('%1$s', %2$d);
        CREATE TEMPORARY TABLE of_month ON COMMIT DROP AS
        SELECT (timestamptz '%1$s 09:00:00+00' AT TIME ZONE 'UTC' + make_interval(months => i)) AT TIME ZONE 'UTC' AS t FROM generate_series(0, %2$d - 1) i;
        INSERT INTO access_event (at, username, answer, reason) SELECT t, 'a', 'accept', 'ACTIVE' FROM of_month;
        INSERT INTO session_day SELECT 1, t::date, 1, 1, 'a', 5, 7 FROM of_month;
        INSERT INTO session_history (id, router_id, acct_session_id, username, generation, started_at, updated_at, heard_at, stopped_at,
          class, granted, session_time, input_octets, output_octets, input_packets, output_packets, close_guessed, attempted)
        SELECT 1, 1, '', 'a', 0, t, t, t, t, '', '', 0, 0, 0, 0, 0, false, '' FROM of_month"""
            .formatted(first, months));
  }

  private List<String> months() throws SQLException {
    List<String> months = new ArrayList<>();
    for (String table : List.of("access_event", "session_history", "session_day")) {
      months.addAll(partitions(table));
    }
    return months;
  }

  private void tidy(Retention retention, MovableClock clock) {
    try (Node node = new Node(database, directory, clock)) {
      tidy(node, retention, clock);
    }
  }

  private static void tidy(Node node, MovableClock clock) {
    tidy(node, Retention.DEFAULT, clock);
  }

  private static void tidy(Node node, Retention retention, MovableClock clock) {
    try (Housekeeping housekeeping =
        new Housekeeping(
            node.pool, node.journal, node.applier, retention, new BelievedClock(clock))) {
      housekeeping.tidy();
    }
  }

  private void forget(Retention retention) throws SQLException {
    try (var pool = Pool.open(database, ServiceRole.RADIUS, 1);
        Connection connection = pool.getConnection()) {
      new OldMonths(connection, TODAY).forget(retention);
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
