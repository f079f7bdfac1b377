package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What billing commits decides logins within a second, and is never missed (P8). */
class FreshnessTest {

  private static final String LISTENER =
      " FROM pg_stat_activity WHERE application_name = 'gerbang_radius_listen'"
          + " AND datname = current_database()";

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, "127.66.1.1", "require", 3799);
    nas = new Nas("127.66.1.1");
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.awaitSubscribers(2);
  }

  @AfterEach
  void close() {
    nas.close();
    isp.close();
  }

  @Test
  void a_committed_change_decides_within_a_second() throws Exception {
    assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();

    isp.update(suspend(1));
    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
    assertThat(isp.letsIn(nas, "siti", "rahasia")).isTrue();

    isp.update(
        "UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL, password_sealed = ?"
            + " WHERE id = 1",
        isp.sealed("baru", "subscription:1:password"));
    await().until(() -> isp.letsIn(nas, "budi", "baru"));
    assertThat(isp.letsIn(nas, "budi", "rahasia")).isFalse();
  }

  @Test
  void a_transaction_that_commits_after_later_ones_is_not_lost() throws Exception {
    try (Connection late = TestDatabase.connect(isp.database());
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(suspend(1));
      isp.update(suspend(2));
      await().until(() -> !isp.letsIn(nas, "siti", "rahasia"));
      assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();

      late.commit();

      await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
    }
  }

  @Test
  void changes_made_while_the_database_was_out_of_reach_are_known_soon_after_it_is_back()
      throws Exception {
    whileOutOfReach(
        billing -> {
          billing.execute(suspend(1));
          assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();
        });

    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
    assertThat(isp.letsIn(nas, "siti", "rahasia")).isTrue();
  }

  /** A machine that was asleep has a monotonic clock that knows nothing of it. */
  @Test
  void changes_forgotten_by_the_database_while_this_node_slept_are_known_when_it_wakes()
      throws Exception {
    String name = isp.column("SELECT current_database()").get(0);
    whileOutOfReach(
        billing -> {
          billing.execute(suspend(1));
          billing.execute("DELETE FROM change");
          billing.execute("CREATE SCHEMA two_days_later");
          billing.execute("GRANT USAGE ON SCHEMA two_days_later TO PUBLIC");
          billing.execute(
              "CREATE FUNCTION two_days_later.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
                  + " AS $$ SELECT pg_catalog.clock_timestamp() + interval '2 days' $$");
          billing.execute(
              "ALTER DATABASE " + name + " SET search_path = two_days_later, pg_catalog, public");
        });

    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
    assertThat(isp.letsIn(nas, "siti", "rahasia")).isTrue();
  }

  private interface Meanwhile {
    void happens(Statement billing) throws Exception;
  }

  /** The database is there for billing's one connection alone. */
  private void whileOutOfReach(Meanwhile it) throws Exception {
    DatabaseConfig elsewhere = TestDatabase.empty();
    try (Connection connection = TestDatabase.connect(isp.database());
        Statement billing = connection.createStatement()) {
      String name = isp.column("SELECT current_database()").get(0);
      TestDatabase.execute(elsewhere, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      billing.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      it.happens(billing);
      TestDatabase.execute(elsewhere, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }
  }

  @Test
  void a_change_is_not_lost_when_the_connection_breaks_between_feed_and_view() throws Exception {
    try (Connection blocker = TestDatabase.connect(isp.database());
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE plan_version IN ACCESS EXCLUSIVE MODE");
      isp.update(suspend(1));
      await()
          .until(
              () ->
                  isp.column("SELECT pid" + LISTENER + " AND wait_event_type = 'Lock'").size()
                      == 1);
      isp.column("SELECT pg_terminate_backend(pid)" + LISTENER);
      blocker.rollback();
    }

    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
  }

  @Test
  void an_archived_subscription_is_unknown_and_its_name_free() throws Exception {
    isp.update("UPDATE subscription SET archived_at = now() WHERE id = 1");
    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));

    isp.subscriber(3, "budi", "lain");
    await().until(() -> isp.letsIn(nas, "budi", "lain"));
  }

  @Test
  void a_plans_new_version_reaches_all_its_subscribers() throws Exception {
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, download, upload)"
            + " VALUES (1, 2, 150000, 20000000, 7500000)");
    isp.update("UPDATE plan SET current_version = 2");

    for (String name : new String[] {"budi", "siti"}) {
      await().until(() -> rate(name).equals("7500k/20M"));
    }
  }

  @Test
  void a_routers_new_secret_holds_at_once() throws Exception {
    isp.update(
        "UPDATE router SET secret_sealed = ? WHERE id = 1",
        isp.sealed("another", "router:1:secret"));

    await()
        .until(
            () -> {
              nas.send(isp.radius().authPort(), Isp.statusServer(Secret.of("another")));
              return nas.hear(Duration.ofMillis(100)).isPresent();
            });
  }

  @Test
  void an_archived_router_is_met_with_silence() throws Exception {
    isp.update("UPDATE router SET archived_at = now() WHERE id = 1");

    await()
        .until(
            () -> {
              nas.send(isp.radius().authPort(), Isp.statusServer(Isp.SECRET));
              return nas.hear(Duration.ofMillis(100)).isEmpty()
                  && isp.silences("unknown_router") > 0;
            });
  }

  @Test
  void a_password_that_does_not_unseal_keeps_nobody_else_out() throws Exception {
    isp.update(
        "UPDATE subscription SET password_sealed = ? WHERE id = 1",
        isp.sealed("rahasia", "subscription:2:password"));
    isp.subscriber(3, "joko", "rahasia");

    await().until(() -> isp.letsIn(nas, "joko", "rahasia"));
    assertThat(isp.letsIn(nas, "budi", "rahasia")).isFalse();
    assertThat(isp.letsIn(nas, "siti", "rahasia")).isTrue();
  }

  @Test
  void a_plan_that_makes_no_sense_keeps_only_its_own_subscribers_out() throws Exception {
    isp.update("INSERT INTO plan (name) VALUES ('burst below the rate')");
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, download, upload, burst_download,"
            + " burst_upload) VALUES (2, 1, 0, 10000000, 10000000, 1000000, 1000000)");
    isp.update("UPDATE subscription SET plan_id = 2 WHERE id = 1");
    isp.subscriber(3, "joko", "rahasia");

    await().until(() -> isp.letsIn(nas, "joko", "rahasia"));
    assertThat(isp.letsIn(nas, "budi", "rahasia")).isFalse();
  }

  @Test
  void a_router_whose_secret_makes_no_sense_keeps_only_itself_out() throws Exception {
    isp.update(
        "INSERT INTO router (id, name, address, secret_sealed) VALUES (2, 'x', '127.66.1.2', ?)",
        isp.sealed("", "router:2:secret"));
    isp.subscriber(3, "joko", "rahasia");

    await().until(() -> isp.letsIn(nas, "joko", "rahasia"));
  }

  @Test
  void after_a_restore_everything_is_read_again() throws Exception {
    isp.update("ALTER TABLE subscription DISABLE TRIGGER note_subscription_update");
    isp.update(suspend(1));
    isp.update("UPDATE installation SET restore_id = gen_random_uuid()");

    await().until(() -> !isp.letsIn(nas, "budi", "rahasia"));
  }

  private String rate(String name) throws Exception {
    return isp.login(nas, name, "rahasia")
        .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)
        .orElse("");
  }

  private static String suspend(long id) {
    return "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'suspend' WHERE id = "
        + id;
  }
}
