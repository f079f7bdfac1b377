package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.MovableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that a router had listed and lists no more, on a real database. */
class UnlistedSessionsTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Wire BUDI = Wire.of("budi", "81000001", BEGAN);

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock(BEGAN);
  private final DatabaseConfig database = TestDatabase.fresh();
  private Duration waiting = Duration.ZERO;
  private Node node;
  private UnlistedSessions unlisted;

  @BeforeEach
  void open() {
    TestDatabase.execute(
        database,
        "INSERT INTO router (id, name, address, secret_sealed) VALUES (1, 'BRAS-01', '192.0.2.1', 'x')");
    node = new Node(database, directory, clock);
    node.apply(BUDI.start());
    unlisted = new UnlistedSessions(node.pool, node.journal.id(), () -> waiting, clock);
  }

  @AfterEach
  void close() {
    unlisted.close();
    node.close();
    TestDatabase.drop(database);
  }

  @Test
  void one_that_was_listed_and_is_no_more_is_ended_until_it_speaks() throws SQLException {
    looked(30, true);
    assertThat(unlisted.sweep()).isZero();
    looked(90, false);
    assertThat(unlisted.sweep()).isEqualTo(1);
    await().until(() -> node.open().isEmpty());
    assertThat(node.ask("SELECT terminate_cause || ' ' || close_guessed FROM session"))
        .containsExactly("3 true");
    await().until(() -> node.sessions.all().isEmpty());

    clock.move(Duration.ofSeconds(300));
    node.apply(BUDI.interim(300, 1000));
    assertThat(node.open()).containsExactly("81000001");
    looked(360, true);
    assertThat(unlisted.sweep()).isZero();
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void one_that_was_never_listed_is_left_alone() throws SQLException {
    look(90, "BRAS-1");
    assertThat(unlisted.sweep()).isZero();
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void what_was_heard_shortly_before_the_list_or_after_it_is_alive() throws SQLException {
    looked(1, true);
    looked(9, false);
    assertThat(unlisted.sweep()).isZero();
    looked(11, false);
    assertThat(unlisted.sweep()).isEqualTo(1);
  }

  @Test
  void a_list_of_another_router_behind_the_address_says_nothing() throws SQLException {
    looked(30, true);
    looked(90, false);
    TestDatabase.execute(database, "UPDATE router_look SET identity = 'BRAS-2'");
    assertThat(unlisted.sweep()).isZero();
    TestDatabase.execute(database, "UPDATE router_look SET identity = 'BRAS-1', number = 91");
    assertThat(unlisted.sweep()).isEqualTo(1);
  }

  @Test
  void while_records_wait_to_be_applied_nothing_is_ended() throws SQLException {
    looked(30, true);
    looked(90, false);
    waiting = Duration.ofSeconds(6);
    assertThat(unlisted.sweep()).isZero();
    waiting = Duration.ofSeconds(5);
    assertThat(unlisted.sweep()).isEqualTo(1);
  }

  @Test
  void while_another_node_lags_nothing_is_ended() throws SQLException {
    looked(30, true);
    looked(90, false);
    TestDatabase.execute(
        database,
        "INSERT INTO journal_position (journal, position, applied_at) VALUES (gen_random_uuid(), 1, TIMESTAMPTZ '2026-11-22T08:00:00Z')");
    clock.move(Duration.ofSeconds(150));
    assertThat(unlisted.sweep()).isZero();
    clock.move(Duration.ofHours(1));
    assertThat(unlisted.sweep()).as("once that node is gone for good").isEqualTo(1);
  }

  /** A record from before the list that comes after it opens nothing. */
  @Test
  void a_late_record_of_what_is_listed_no_more_opens_nothing() throws SQLException {
    Wire siti = Wire.of("siti", "81000002", BEGAN);
    TestDatabase.execute(
        database,
        "INSERT INTO session_loss (router_id, acct_session_id, username, heard_before, applied_at) VALUES (1, '81000002', 'siti', TIMESTAMPTZ '2026-11-22T08:05:00Z', now())");
    node.apply(siti.start());
    assertThat(node.open()).containsExactly("81000001");
  }

  /** A whole reading of its list by billing, so many seconds after the session began. */
  private void looked(long seconds, boolean listed) {
    look(seconds, "BRAS-1");
    TestDatabase.execute(
        database,
        """
        INSERT INTO router_session AS s (router_id, username, acct_session_id, service, caller_id, address, by_radius)
        VALUES (1, 'budi', '81000001', 'pppoe', '', '', true)
        ON CONFLICT (router_id, username, acct_session_id) DO UPDATE SET gone_at = %s"""
            .formatted(
                listed
                    ? "NULL"
                    : "coalesce(s.gone_at, TIMESTAMPTZ '" + BEGAN.plusSeconds(seconds) + "')"));
  }

  private void look(long seconds, String identity) {
    TestDatabase.execute(
        database,
        """
        INSERT INTO router_look (router_id, number, looked_at, state, since, identity, sessions_at)
        VALUES (1, %1$d, '%2$s', 'reached', '%2$s', '%3$s', '%2$s')
        ON CONFLICT (router_id) DO UPDATE SET number = excluded.number, sessions_at = excluded.sessions_at"""
            .formatted(seconds, BEGAN.plusSeconds(seconds), identity));
  }
}
