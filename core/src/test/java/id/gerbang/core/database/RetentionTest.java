package id.gerbang.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is forgotten by the month, what stays of it, and that neither stops traffic. */
class RetentionTest {

  private static final String DAYS =
      "SELECT day || ' ' || router_id || ' ' || input_octets || ' ' || output_octets"
          + " FROM report.usage_day WHERE username = 'budi' ORDER BY day, router_id";

  private final DatabaseConfig database = TestDatabase.fresh();

  @Test
  void use_by_day_is_the_same_before_and_after_its_sessions_are_forgotten() throws SQLException {
    execute(
        """
        SELECT make_month_partitions('2024-01-01', 4);
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2024-01-30', 1, 'budi', 100, 1000), (1, '2024-01-31', 1, 'budi', 150, 1500),
          (1, '2024-02-01', 1, 'budi', 175, 1750), (1, '2024-03-05', 1, 'budi', 200, 2000),
          (2, '2024-01-31', 2, 'budi', 7, 70), (2, '2024-02-02', 2, 'budi', 9, 90),
          (3, '2023-12-31', 1, 'budi', 5, 50), (3, '2024-01-01', 1, 'budi', 6, 60),
          (4, '2024-02-02', 2, 'ani', 1, 10)""");
    List<String> before = strings(DAYS);
    assertThat(before).hasSize(8);

    assertThat(forget("session_day", "2024-03-01")).containsExactly("session_day_2024_01");
    assertThat(strings(DAYS)).isEqualTo(before);
    assertThat(forget("session_day", "2024-03-01")).containsExactly("session_day_2024_02");
    assertThat(strings(DAYS)).isEqualTo(before);
    assertThat(forget("session_day", "2024-03-01")).containsExactly((String) null);
    assertThat(strings("SELECT count(*) FROM session_day")).containsExactly("1");
    assertThat(strings("SELECT session_id FROM session_carried")).containsExactly("1");

    execute("UPDATE session_day SET input_octets = 230 WHERE session_id = 1");
    assertThat(strings(DAYS)).contains("2024-03-05 1 55 250");
  }

  @Test
  void what_a_session_used_before_its_router_was_away_for_long_is_not_counted_again()
      throws SQLException {
    execute(
        """
        SELECT make_month_partitions('2024-01-01', 6);
        INSERT INTO session (id, router_id, acct_session_id, username, started_at, updated_at, heard_at)
          OVERRIDING SYSTEM VALUE VALUES (2, 1, 'a', 'budi', '2024-01-30T00:00Z', '2024-01-31T00:00Z', '2024-01-31T00:00Z');
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2024-01-31', 1, 'budi', 100, 1000), (1, '2024-04-10', 1, 'budi', 130, 1300),
          (2, '2024-01-31', 2, 'budi', 200, 2000)""");
    List<String> before = strings(DAYS);
    assertThat(before).contains("2024-04-10 1 30 300");

    forget("session_day", "2024-04-01");
    forget("session_day", "2024-04-01");
    execute("INSERT INTO session_day VALUES (2, '2024-06-10', 2, NULL, 'budi', 207, 2070)");

    assertThat(strings(DAYS))
        .startsWith(before.toArray(String[]::new))
        .contains("2024-06-10 2 7 70");
  }

  @Test
  void counters_that_no_number_holds_together_keep_no_month_from_being_forgotten()
      throws SQLException {
    execute(
        """
        SELECT make_month_partitions('2024-01-01', 1);
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2024-01-31', 1, 'budi', 9223372036854775807, 1), (2, '2024-01-31', 1, 'budi', 9223372036854775807, 2)""");

    assertThat(forget("session_day", "2024-02-01")).containsExactly("session_day_2024_01");

    assertThat(strings(DAYS)).containsExactly("2024-01-31 1 9223372036854775807 3");
  }

  @Test
  void a_month_s_use_is_that_of_its_days_and_swapped_where_the_router_counts_so()
      throws SQLException {
    execute(
        """
        INSERT INTO router (id, name, address, secret_sealed, swap_counters) VALUES
          (1, 'plain', '10.0.0.1', '\\x00', false), (2, 'swapped', '10.0.0.2', '\\x00', true);
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2024-01-31', 1, 'budi', 150, 1500), (1, '2024-02-01', 1, 'budi', 175, 1750),
          (2, '2024-01-31', 2, 'budi', 7, 70), (2, '2024-02-02', 2, 'budi', 9, 90)""");

    assertThat(
            strings(
                "SELECT month || ' ' || router_id || ' in ' || input_octets || ' up ' || upload_octets || ' down ' || download_octets"
                    + " FROM report.usage_month ORDER BY month, router_id"))
        .containsExactly(
            "2024-01-01 1 in 150 up 150 down 1500",
            "2024-01-01 2 in 7 up 70 down 7",
            "2024-02-01 1 in 25 up 25 down 250",
            "2024-02-01 2 in 2 up 20 down 2");
  }

  @Test
  void a_month_that_has_not_wholly_passed_and_the_last_one_are_kept() throws SQLException {
    execute("SELECT make_month_partitions('2024-01-01', 1)");
    for (String table : List.of("access_event", "session_history")) {
      assertThat(forget(table, "2024-01-31")).containsExactly((String) null);
      assertThat(forget(table, "2024-02-01")).containsExactly(table + "_2024_01");
    }
    assertThatThrownBy(() -> strings("SELECT forget_month('access_event', current_date)"))
        .hasMessageContaining("a month is kept at least");
    assertThatThrownBy(() -> forget("invoice", "2024-02-01"))
        .hasMessageContaining("not kept by the month");
  }

  @Test
  void making_a_month_neither_waits_for_a_long_reader_nor_makes_others_wait() throws SQLException {
    execute("INSERT INTO session_day VALUES (1, '2023-12-31', 1, NULL, 'budi', 5, 50)");
    try (Connection reader = TestDatabase.connect(database);
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT * FROM access_event").close();
      long began = System.nanoTime();
      assertThatThrownBy(() -> execute("SELECT make_month_partitions('2031-01-01', 1)"))
          .hasMessageContaining("lock timeout");
      assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    }
    execute("SELECT make_month_partitions('2031-01-01', 1)");
    execute(
        "INSERT INTO access_event (at, username, answer, reason) VALUES ('2031-01-31T23:59:59Z', 'x', 'accept', 'ACTIVE')");
    assertThat(strings("SELECT tableoid::regclass FROM access_event"))
        .containsExactly("access_event_2031_01");
    assertThat(
            strings(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'session_day_2031_01' AND indexdef LIKE 'CREATE UNIQUE%'"))
        .hasSize(1);
  }

  private List<String> forget(String table, String before) throws SQLException {
    return strings("SELECT forget_month('%s', '%s')".formatted(table, before));
  }

  private void execute(String sql) {
    TestDatabase.execute(database, sql);
  }

  private List<String> strings(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }
}
