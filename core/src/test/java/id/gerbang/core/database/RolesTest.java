package id.gerbang.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb that a service must not have is tried. */
class RolesTest {

  private static HikariDataSource radius;
  private static HikariDataSource billing;

  @BeforeAll
  static void open() {
    DatabaseConfig database = TestDatabase.fresh();
    radius = Pool.open(database, ServiceRole.RADIUS, 2);
    billing = Pool.open(database, ServiceRole.BILLING, 2);
  }

  @AfterAll
  static void close() {
    radius.close();
    billing.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM invoice",
        "SELECT * FROM payment",
        "SELECT * FROM ledger_posting",
        "SELECT * FROM staff",
        "SELECT * FROM token",
        "SELECT * FROM customer",
        "SELECT * FROM subscription",
        "SELECT api_password_sealed FROM router",
        "SELECT * FROM router_tested",
        "SELECT why FROM router_look",
        "UPDATE router_session SET gone_at = now()",
        "UPDATE session_removal SET outcome = 'gone'",
        "SELECT * FROM report.invoice",
        "UPDATE router SET name = 'x'",
        "INSERT INTO change (kind, ref) VALUES ('router', 1)",
        "DELETE FROM session",
        "DELETE FROM access_event",
        "UPDATE access_event SET reason = 'x'",
        "UPDATE router_loss SET heard_before = now()",
        "SELECT archive_usage('2026-01-01')",
        "DELETE FROM usage_day_archive",
        "SELECT * FROM session_elsewhere",
        "SELECT * FROM payment_elsewhere",
        "DELETE FROM router_heard",
        "TRUNCATE session",
        "ALTER TABLE session ADD COLUMN x int",
        "DROP TABLE session",
        "CREATE TABLE mine (x int)"
      })
  void radius_may_not(String sql) {
    refused(radius, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE session SET input_octets = 0",
        "UPDATE session_elsewhere SET input_octets = 0",
        "UPDATE payment_elsewhere SET amount = 1",
        "INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets)"
            + " VALUES (1, '2026-01-01', 1, 'x', 0, 0)",
        "DELETE FROM access_event",
        "UPDATE ledger_posting SET amount = 1",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_entry SET kind = 'void'",
        "UPDATE payment SET amount = 1",
        "DELETE FROM payment",
        "UPDATE payment_allocation SET amount = 1",
        "DELETE FROM payment_reversal",
        "UPDATE credit_note SET amount = 1",
        "UPDATE refund_part SET amount = 1",
        "DELETE FROM write_off",
        "UPDATE tax_rule SET percent = 1",
        "UPDATE payment_reversal SET requested_by = 'x'",
        "DELETE FROM invoice",
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DELETE FROM subscription",
        "UPDATE plan_version SET price = 0",
        "SELECT * FROM journal_position",
        "SELECT * FROM session_batch",
        "INSERT INTO router_loss (router_id, cause, heard_before, applied_at) VALUES (1, 11, now(), now())",
        "UPDATE router_loss SET applied_at = now()",
        "DELETE FROM router_loss",
        "SELECT * FROM session_loss",
        "INSERT INTO session_removal (router_id, acct_session_id, username, generation, cause, reason, wanted_at)"
            + " VALUES (1, '', '', 0, '', '', now())",
        "SELECT make_month_partitions('2026-01-01', 1)",
        "SELECT forget_month('access_event', '2020-01-01')",
        "UPDATE router_heard SET heard_at = now()",
        "DELETE FROM router_tested",
        "UPDATE unknown_router SET packets = 0",
        "ALTER TABLE invoice ADD COLUMN x int",
        "CREATE TABLE mine (x int)"
      })
  void billing_may_not(String sql) {
    refused(billing, sql);
  }

  @Test
  void each_reads_what_it_needs() throws SQLException {
    execute(radius, "SELECT * FROM entitlement");
    execute(radius, "SELECT id, name, address, secret_sealed FROM router");
    execute(radius, "SELECT number, identity, sessions_at FROM router_look");
    execute(radius, "SELECT username, acct_session_id, gone_at FROM router_session");
    execute(radius, "SELECT make_month_partitions('2027-01-01', 2)");
    execute(radius, "SELECT move_closed_sessions(now(), 10)");
    execute(
        billing, "INSERT INTO router_loss (router_id, cause, heard_before) VALUES (1, 11, now())");
    execute(radius, "SELECT forget_month('access_event', '2020-01-01')");
    execute(billing, "SELECT * FROM report.session");
    execute(billing, "SELECT * FROM report.usage_day");
    execute(billing, "SELECT * FROM report.posting");
  }

  @Test
  void the_ledger_refuses_an_entry_that_does_not_balance() throws SQLException {
    try (Connection connection = billing.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          WITH entry AS (INSERT INTO ledger_entry (kind, posted_at, posted_by)
                         VALUES ('payment', now(), 'test') RETURNING id)
          INSERT INTO ledger_posting (entry_id, account, amount) SELECT id, 'cash', 100 FROM entry""");
      assertThatThrownBy(connection::commit).hasMessageContaining("does not balance");
      connection.rollback();
    }
  }

  private static void refused(HikariDataSource role, String sql) {
    assertThatThrownBy(() -> execute(role, sql))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(e.getSQLState()).as(e.getMessage()).isIn("42501", "23000"));
  }

  private static void execute(HikariDataSource role, String sql) throws SQLException {
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
