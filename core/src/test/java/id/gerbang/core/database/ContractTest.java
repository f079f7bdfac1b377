package id.gerbang.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    String plan =
        String.join(
            "\n",
            strings(
                "EXPLAIN SELECT * FROM entitlement WHERE subscriber_id = ANY('{7,8,9}'::bigint[])"));
    assertThat(plan).contains("subscription_pkey").doesNotContain("Seq Scan on subscription");
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
        .hasMessageContaining("can be paid or voided, not changed");
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

  private List<String> changes() throws SQLException {
    return strings("SELECT kind || ' ' || ref FROM change ORDER BY ref");
  }

  private List<String> strings(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }
}
