package id.gerbang.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractTest {

  private DatabaseConfig database;

  @BeforeEach
  void fill() {
    database = TestDatabase.fresh();
    TestDatabase.execute(
        database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload)
          VALUES (1, 1, 150000, 10000000, 5000000), (1, 2, 175000, 20000000, 5000000);
        INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi');
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
          SELECT 1, 1, 1, 'user' || n, '\\x00' FROM generate_series(1, 2000) n;
        DELETE FROM change;
        ANALYZE;""");
  }

  @Test
  void the_entitlement_of_a_few_is_found_through_indexes() throws SQLException {
    assertThat(plan("SELECT * FROM entitlement WHERE subscriber_id = ANY('{7,8,9}'::bigint[])"))
        .contains("subscription_pkey")
        .doesNotContain("Seq Scan on subscription");
  }

  @Test
  void the_few_that_have_routes_are_found_among_all() throws SQLException {
    TestDatabase.execute(
        database,
        "UPDATE subscription SET routes = '{10.40.0.0/16}' WHERE id = 7; ANALYZE subscription;");
    assertThat(
            plan(
                "SELECT s.username FROM subscription s CROSS JOIN LATERAL unnest(s.routes) AS route"
                    + " WHERE s.archived_at IS NULL AND s.routes <> '{}' AND s.customer_id <> 2"
                    + " AND CAST(split_part(route, ' ', 1) AS inet) && '10.40.7.1'::inet LIMIT 1"))
        .contains("subscription_routed");
    assertThat(
            plan(
                "SELECT username, split_part(unnest(routes), ' ', 1) FROM subscription"
                    + " WHERE archived_at IS NULL AND routes <> '{}'"))
        .contains("subscription_routed");
  }

  @Test
  void only_columns_that_decide_entitlement_are_a_change() throws SQLException {
    TestDatabase.execute(database, "UPDATE subscription SET price_version = 2, version = 2");
    assertThat(changes()).isEmpty();
    TestDatabase.execute(
        database,
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id IN (3, 5)");
    assertThat(changes()).containsExactly("subscriber 3", "subscriber 5");
  }

  @Test
  void another_rate_for_late_payers_is_a_change_and_no_version_takes_it_for_isolation()
      throws SQLException {
    TestDatabase.execute(
        database,
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'slow', slow_download = 2, slow_upload = 1 WHERE id = 3;"
            + "DELETE FROM change; UPDATE subscription SET slow_download = 3 WHERE id = 3");
    assertThat(changes()).containsExactly("subscriber 3");
    assertThat(
            strings(
                "SELECT slow_upload || '/' || slow_download || coalesce(unpaid_action, '') FROM entitlement WHERE slow_upload IS NOT NULL"))
        .containsExactly("1/3");
    assertThatThrownBy(
            () ->
                TestDatabase.execute(
                    database, "UPDATE subscription SET unpaid_action = 'isolate' WHERE id = 3"))
        .hasMessageContaining("subscription_slow");
  }

  @Test
  void a_plan_of_many_subscribers_is_one_change() throws SQLException {
    TestDatabase.execute(database, "UPDATE plan SET current_version = 2");
    assertThat(changes()).containsExactly("plan 1");
    assertThat(strings("SELECT DISTINCT download::text FROM entitlement"))
        .containsExactly("20000000");
  }

  @Test
  void an_issued_invoice_can_be_paid_but_not_changed() {
    TestDatabase.execute(
        database,
        """
        INSERT INTO invoice (number, customer_id, issued_at, due_date, total)
        VALUES ('INV-2611-000001', 1, now(), '2026-11-01', 150000)""");
    TestDatabase.execute(database, "UPDATE invoice SET paid = 50000");
    assertThatThrownBy(() -> TestDatabase.execute(database, "UPDATE invoice SET total = 50000"))
        .hasMessageContaining("can be settled or voided, not changed");
    assertThatThrownBy(() -> TestDatabase.execute(database, "UPDATE invoice SET paid = 150001"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void a_day_s_use_does_not_count_the_day_before_again() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2026-10-31', 1, 'user1', 100, 1000), (1, '2026-11-01', 1, 'user1', 150, 5000),
          (2, '2026-11-01', 1, 'user1', 7, 70)""");
    assertThat(
            strings(
                "SELECT day || ' ' || input_octets || ' ' || output_octets FROM report.usage_day ORDER BY day"))
        .containsExactly("2026-10-31 100 1000", "2026-11-01 57 4070");
  }

  @Test
  void accounting_of_any_month_finds_a_partition() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO access_event (at, username, answer, reason) VALUES
          ('2021-05-05T00:00:00Z', 'user1', 'accept', 'ACTIVE'), (now(), 'user1', 'accept', 'ACTIVE')""");
    assertThat(strings("SELECT tableoid::regclass::text FROM access_event ORDER BY at"))
        .first()
        .isEqualTo("access_event_default");
    assertThat(strings("SELECT tableoid::regclass::text FROM access_event ORDER BY at").get(1))
        .matches("access_event_\\d{4}_\\d{2}");
  }

  @Test
  void a_username_s_use_is_found_through_its_index() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets)
          SELECT n, current_date, 1, 'user' || n, 1, 1 FROM generate_series(1, 20000) n;
        ANALYZE session_day;""");
    assertThat(
            plan(
                "SELECT * FROM report.usage_day WHERE username = 'user7' AND day BETWEEN current_date - 31 AND current_date"))
        .contains("username_day_idx")
        .doesNotContain("Seq Scan on session_day_" + month());
  }

  @Test
  void the_latest_answers_of_all_are_found_without_sorting_them_all() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO access_event (at, username, answer, reason)
          SELECT now(), 'user' || n, 'accept', 'ACTIVE' FROM generate_series(1, 20000) n;
        ANALYZE access_event;""");
    assertThat(
            plan(
                "SELECT * FROM report.access_event WHERE at < '9999-12-31' ORDER BY at DESC LIMIT 101"))
        .contains("at_idx")
        .doesNotContain("Seq Scan on access_event_" + month());
  }

  @Test
  void the_newest_sessions_are_found_without_sorting_the_history() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, stopped_at)
          SELECT 1, n::text, 'user' || n, now(), now(), now(), now() FROM generate_series(1, 20000) n;
        SELECT move_closed_sessions(now() + interval '1 day', 20000);
        ANALYZE session_history;""");
    assertThat(plan("SELECT * FROM report.session WHERE id < 9999 ORDER BY id DESC LIMIT 101"))
        .contains("id_idx")
        .doesNotContain("Seq Scan on session_history_" + month());
    assertThat(plan("SELECT * FROM report.session WHERE stopped_at IS NULL ORDER BY id DESC"))
        .as("nobody in the history is online")
        .doesNotContain("session_history");
  }

  @Test
  void who_had_an_address_is_found_through_an_index_of_each_partition() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session (router_id, acct_session_id, username, framed_ip, delegated_ipv6_prefix, started_at, updated_at, heard_at, stopped_at)
          SELECT 1, n::text, 'user' || n, '100.64.0.0'::inet + n,
                 ('2001:db8:' || to_hex(n) || '::/56')::inet, now(), now(), now(), now() FROM generate_series(1, 20000) n;
        SELECT move_closed_sessions(now() + interval '1 day', 20000);
        ANALYZE session_history;""");
    String history = "session_history_" + month();
    assertThat(
            plan(
                "SELECT * FROM report.session WHERE framed_ip = '100.64.0.9' AND started_at <= now()"))
        .contains("framed_ip_started_at_idx")
        .doesNotContain("Seq Scan on " + history);
    String address = "'2001:db8:9:12::1'::inet";
    assertThat(
            plan(
                "SELECT * FROM report.session WHERE started_at <= now() AND (framed_ipv6_prefix >>= %1$s OR delegated_ipv6_prefix >>= %1$s)"
                    .formatted(address)))
        .contains("delegated_ipv6_prefix_idx")
        .doesNotContain("Seq Scan on " + history);
    assertThat(
            strings(
                "SELECT username FROM report.session WHERE delegated_ipv6_prefix >>= " + address))
        .containsExactly("user9");
  }

  @Test
  void sessions_of_other_systems_are_found_by_their_indexes_too() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO import (name, format, mapping, duplicates, created_at, created_by) VALUES ('x', 'csv', '{}', 'skip', now(), 'x');
        INSERT INTO session_elsewhere (id, import_id, subscriber_id, username, acct_session_id, framed_ip, started_at, stopped_at,
                                       session_time, input_octets, output_octets)
          SELECT -n, 1, 1, 'user' || n, n::text, '100.64.0.0'::inet + n, now(), now(), 0, 0, 0 FROM generate_series(1, 20000) n;
        INSERT INTO usage_elsewhere (import_id, session_id, subscriber_id, username, day, input_octets, output_octets)
          SELECT 1, -n, 1, 'user' || n, current_date, 1, 1 FROM generate_series(1, 20000) n;
        ANALYZE session_elsewhere, usage_elsewhere;""");
    for (String query :
        List.of(
            "SELECT * FROM report.session WHERE framed_ip = '100.64.0.9' AND started_at <= now()",
            "SELECT * FROM report.session WHERE username = 'user9'",
            "SELECT * FROM report.session WHERE id < 9999 ORDER BY id DESC LIMIT 101",
            "SELECT * FROM report.usage_day WHERE username = 'user7' AND day BETWEEN current_date - 31 AND current_date")) {
      assertThat(plan(query)).as(query).doesNotContainPattern("Seq Scan on \\w+_elsewhere");
    }
    assertThat(plan("SELECT * FROM report.session WHERE stopped_at IS NULL"))
        .as("all of them have ended")
        .doesNotContain("session_elsewhere");
    assertThat(plan("SELECT * FROM report.session WHERE username = 'user9' AND id > 0"))
        .as("none of them was told by a router of ours")
        .doesNotContain("session_elsewhere");
  }

  @Test
  void who_used_anything_is_found_along_an_index() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets)
          SELECT n, current_date, 1, 'user' || n, 1, 1 FROM generate_series(1, 20000) n;
        ANALYZE session_day;""");
    assertThat(
            plan(
                "SELECT DISTINCT username FROM session_day WHERE day BETWEEN current_date - 5 AND current_date"
                    + " AND username > 'user5' ORDER BY username LIMIT 101"))
        .contains("username_day_idx")
        .doesNotContain("Seq Scan on session_day_" + month());
  }

  @Test
  void prepaid_rows_of_an_earlier_version_get_an_end_and_postpaid_ones_lose_it() throws Exception {
    TestDatabase.execute(
        database,
        """
        ALTER TABLE subscription DROP CONSTRAINT subscription_end;
        UPDATE subscription SET active_until = '2026-01-01' WHERE id = 1;
        UPDATE subscription SET billing = 'prepaid' WHERE id IN (2, 3, 4);
        UPDATE subscription SET terminated_at = '2026-02-01' WHERE id = 3;
        UPDATE subscription SET first_login_period = 'P1M' WHERE id = 4""");
    TestDatabase.execute(database, migration("what_is_prepaid_has_an_end"));
    assertThat(
            strings(
                """
                SELECT CASE WHEN active_until IS NULL THEN 'none'
                            WHEN active_until = terminated_at THEN 'its own'
                            WHEN active_until BETWEEN now() + '27 days' AND now() + '31 days' THEN 'a month on' END
                FROM subscription WHERE id < 5 ORDER BY id"""))
        .containsExactly("none", "a month on", "its own", "none");
    assertThatThrownBy(
            () -> TestDatabase.execute(database, "UPDATE subscription SET active_until = NULL"))
        .hasMessageContaining("subscription_end");
  }

  private static String migration(String name) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(ContractTest.class.getResource("/sql").toURI()))) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(name + ".sql")).findFirst().orElseThrow());
    }
  }

  private String plan(String query) throws SQLException {
    return String.join("\n", strings("EXPLAIN " + query));
  }

  private String month() throws SQLException {
    return strings("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')").get(0);
  }

  private List<String> changes() throws SQLException {
    return strings("SELECT kind || ' ' || ref FROM change ORDER BY ref");
  }

  private List<String> strings(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }
}
