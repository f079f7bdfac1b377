package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.MovableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sessions are open, whatever their routers said, forgot to say, or said too late. */
class SessionTruthTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String MODEM = "4C:5E:0C:11:22:33";
  private static final String ANOTHER_MODEM = "4C:5E:0C:11:22:44";

  private static final String ROWS =
      """
      SELECT concat_ws(' ', router_id, acct_session_id, username, started_at, updated_at, heard_at,
                       coalesce(stopped_at::text, 'open'), terminate_cause, close_guessed, session_time, input_octets)
      FROM session ORDER BY 1""";

  private static final String EVER =
      """
      SELECT concat_ws(' ', acct_session_id, CASE WHEN stopped_at IS NULL THEN 'open' ELSE 'closed' END, close_guessed, input_octets)
      FROM (SELECT * FROM session UNION ALL SELECT * FROM session_history) s""";

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock(NOW);
  private final DatabaseConfig database = TestDatabase.fresh();
  private Node node;

  @BeforeEach
  void open() {
    node = new Node(database, directory.resolve("node"), clock);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void a_redial_ends_the_session_of_the_same_modem_whose_stop_was_lost() {
    Wire lost = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    Wire redial = Wire.of("budi", "81000002", BEGAN.plusSeconds(3600)).by(MODEM);
    node.apply(lost.start(), lost.interim(300, 1000), redial.start());
    assertThat(node.open()).containsExactly("81000002");
    assertThat(ended("81000001")).isEqualTo("3 t 300 1000 2026-11-22 08:05:00");
  }

  @Test
  void a_late_interim_of_a_superseded_session_raises_its_counters_and_opens_nothing() {
    Wire lost = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    Wire redial = Wire.of("budi", "81000002", BEGAN.plusSeconds(3600)).by(MODEM);
    node.apply(lost.start(), redial.start(), lost.interim(600, 2000));
    assertThat(node.open()).containsExactly("81000002");
    assertThat(ended("81000001")).isEqualTo("3 t 600 2000 2026-11-22 08:10:00");
  }

  @Test
  void the_older_session_is_superseded_also_where_its_start_comes_last() {
    Wire lost = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    Wire redial = Wire.of("budi", "81000002", BEGAN.plusSeconds(3600)).by(MODEM);
    node.apply(redial.start(), redial.stop(60, 10), lost.start());
    assertThat(node.open()).isEmpty();
  }

  @Test
  void a_stop_that_comes_when_its_session_is_history_ends_that_session_and_begins_none()
      throws SQLException {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    node.apply(session.start(), session.interim(300, 1000), silence());
    toTheHistory();

    node.apply(session.stop(600, 2000));

    assertThat(node.ask(EVER)).containsExactly("81000001 closed f 2000");
    assertThat(node.ask("SELECT sum(input_octets) FROM report.usage_day")).containsExactly("2000");
  }

  @Test
  void a_session_that_went_to_the_history_is_open_again_when_it_speaks() throws SQLException {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    node.apply(session.start(), session.interim(300, 1000), silence());
    toTheHistory();

    node.apply(session.interim(Duration.ofDays(8).toSeconds() + 7200, 5000));

    assertThat(node.ask(EVER)).containsExactly("81000001 open f 5000");
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void a_session_is_not_taken_for_the_one_of_its_id_that_is_history() throws SQLException {
    Wire before = Wire.of("budi", "81000001", BEGAN);
    node.apply(before.start(), before.stop(300, 1000));
    toTheHistory();

    Wire now = Wire.of("budi", "81000001", clock.instant().minusSeconds(60));
    node.apply(now.start(), before.stop(300, 1000));

    assertThat(node.ask(EVER))
        .containsExactlyInAnyOrder("81000001 open f 0", "81000001 closed f 1000");
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void what_was_lost_by_a_clock_a_year_ahead_takes_no_session_once_it_is_right() {
    clock.move(Duration.ofDays(365));
    Instant ahead = clock.instant();
    node.apply(Wire.on(1, ahead, 0), new JournalEntry.Silence(1, ahead));
    clock.move(Duration.ofDays(-365));

    Wire session = Wire.of("budi", "81000001", BEGAN);
    node.apply(session.start(), session.interim(300, 1000));

    assertThat(node.open()).containsExactly("81000001");
  }

  private static JournalEntry silence() {
    return new JournalEntry.Silence(1, BEGAN.plusSeconds(3600));
  }

  private void toTheHistory() throws SQLException {
    clock.move(Duration.ofDays(8));
    try (Connection connection = node.pool.getConnection()) {
      Housekeeping.moveClosedSessions(connection, clock.instant());
    }
    assertThat(node.ask("SELECT 1 FROM session")).isEmpty();
  }

  @Test
  void what_is_odd_is_kept_and_flagged() {
    Wire budi = Wire.of("budi", "81000001", BEGAN);
    Wire ani = Wire.of("ani", "81000002", BEGAN);
    node.apply(budi.start(), budi.interim(600, 2000), budi.interim(300, 1000));
    assertThat(node.oddities).as("late is not odd").isEmpty();

    node.apply(budi.interim(900, 500), budi.stop(1200, 3000), budi.stop(1200, 3000));
    node.apply(ani.interim(300, 10));
    node.apply(ani.entry(BEGAN.plusSeconds(400), ani.request(99, BEGAN.plusSeconds(400))));

    assertThat(node.oddities)
        .containsExactly(
            Oddity.COUNTERS_FELL,
            Oddity.STOPPED_AGAIN,
            Oddity.UNKNOWN_SESSION,
            Oddity.UNKNOWN_STATUS);
    assertThat(node.ask("SELECT acct_session_id || ' ' || input_octets FROM session ORDER BY 1"))
        .containsExactly("81000001 3000", "81000002 10");
  }

  @Test
  void two_modems_of_one_subscriber_are_two_sessions() {
    node.apply(
        Wire.of("budi", "81000001", BEGAN).by(MODEM).start(),
        Wire.of("budi", "81000002", BEGAN.plusSeconds(60)).by(ANOTHER_MODEM).start());
    assertThat(node.open()).containsExactly("81000001", "81000002");
  }

  @Test
  void two_tunnels_from_one_house_s_address_are_two_sessions() {
    node.apply(
        Wire.of("budi", "81000001", BEGAN).by("203.0.113.77").start(),
        Wire.of("budi", "81000002", BEGAN.plusSeconds(60)).by("203.0.113.77").start());
    assertThat(node.open()).containsExactly("81000001", "81000002");
  }

  @Test
  void a_session_id_of_the_next_boot_ends_nobody_else_s_session() {
    node.apply(
        Wire.of("ani", "8100000c", BEGAN).by(MODEM).start(),
        Wire.of("budi", "81100001", BEGAN.plusSeconds(3600)).by(ANOTHER_MODEM).start());
    assertThat(node.open()).containsExactly("8100000c", "81100001");
  }

  @Test
  void an_interim_from_before_accounting_on_opens_nothing_though_it_comes_after() {
    Instant rebooted = BEGAN.plusSeconds(1000);
    Wire session = Wire.of("budi", "81000001", BEGAN);
    JournalEntry late =
        new JournalEntry.Accounting(
            1, rebooted.plusSeconds(30), session.interim(900, 3000).packet());
    node.apply(session.start(), Wire.on(1, rebooted, 0), late);
    assertThat(node.open()).isEmpty();
    assertThat(ended("81000001")).isEqualTo("11 t 900 3000 2026-11-22 08:15:00");
  }

  @Test
  void a_session_that_speaks_after_accounting_on_is_open_again() {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    node.apply(session.start(), Wire.on(1, BEGAN.plusSeconds(1000), 0));
    assertThat(node.open()).isEmpty();
    node.apply(session.interim(1200, 4000));
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void a_silent_session_ends_where_it_was_last_heard_and_opens_when_it_speaks() {
    Wire silent = Wire.of("budi", "81000001", BEGAN);
    Wire spoken = Wire.of("ani", "81000002", BEGAN);
    JournalEntry silence = new JournalEntry.Silence(1, BEGAN.plusSeconds(600));
    node.apply(silent.interim(300, 1000), spoken.interim(900, 5000), silence);
    assertThat(node.open()).containsExactly("81000002");
    assertThat(ended("81000001")).isEqualTo("3 t 300 1000 2026-11-22 08:05:00");
    node.apply(silent.interim(1500, 9000));
    assertThat(node.open()).containsExactly("81000001", "81000002");
  }

  @Test
  void a_session_that_speaks_is_open_beside_one_that_its_modem_dialled_later() {
    Wire first = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    Wire second = Wire.of("budi", "81000002", BEGAN.plusSeconds(1200)).by(MODEM);
    node.apply(first.interim(300, 1000), new JournalEntry.Silence(1, BEGAN.plusSeconds(600)));
    node.apply(second.start(), first.interim(1260, 2000));
    assertThat(node.open()).as("a line that is cut is noticed late").containsExactly("81000002");
    node.apply(first.interim(1500, 9000));
    assertThat(node.open()).containsExactly("81000001", "81000002");
    node.apply(second.stop(400, 10), first.interim(1800, 9500));
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void a_router_said_to_have_died_loses_its_sessions_and_gets_back_those_that_speak() {
    Wire budi = Wire.of("budi", "81000001", BEGAN);
    Wire ani = Wire.of("ani", "81000002", BEGAN);
    Wire elsewhere = new Wire(2, "81000003", new byte[] {'c', 'i'}, BEGAN);
    node.apply(budi.interim(300, 1000), ani.interim(300, 1000), elsewhere.interim(300, 1000));
    TestDatabase.execute(
        database,
        "SET ROLE gerbang_billing; INSERT INTO router_loss (router_id, cause, heard_before)"
            + " VALUES (1, 11, '2026-11-22T09:00:00.123456Z')");
    await().until(() -> node.open().equals(List.of("81000003")));
    assertThat(ended("81000001")).isEqualTo("11 t 300 1000 2026-11-22 08:05:00");
    assertThat(node.ask("SELECT count(*) FROM router_loss WHERE applied_at IS NULL"))
        .containsExactly("0");
    node.apply(ani.interim(3900, 5000));
    assertThat(node.open()).containsExactly("81000002", "81000003");
  }

  @Test
  void any_order_and_any_repetition_ends_in_the_same_rows() {
    List<JournalEntry> records = history();
    node.apply(records);
    List<String> inOrder = node.ask(ROWS);
    assertThat(inOrder).hasSize(9);
    assertThat(node.open()).containsExactly("81000006", "81000007", "81100001", "81100002");
    Random random = new Random(13);
    for (int round = 0; round < 12; round++) {
      List<JournalEntry> shuffled = new ArrayList<>(records);
      shuffled.addAll(records.subList(0, 1 + random.nextInt(records.size())));
      Collections.shuffle(shuffled, random);
      try (Node other = new Node(TestDatabase.fresh(), directory.resolve("round" + round), clock)) {
        other.apply(shuffled);
        assertThat(other.ask(ROWS)).as("round %s", round).isEqualTo(inOrder);
      }
    }
  }

  @Test
  void an_interim_rewrites_no_index_once_the_address_is_known() {
    Wire session = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    node.apply(session.start());
    for (int i = 1; i <= 20; i++) {
      node.apply(session.interim(300L * i, 1000L * i));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.ask(
                            "SELECT n_tup_upd || ' ' || n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'session'"))
                    .containsExactly("20 19"));
  }

  /**
   * A lost Stop and a redial, a reboot and redials after it, a silence, an id that comes again, and
   * elsewhere two sessions of one modem at once.
   */
  private static List<JournalEntry> history() {
    Instant rebooted = BEGAN.plusSeconds(3000);
    Wire budi = Wire.of("budi", "81000001", BEGAN).by(MODEM);
    Wire redial = Wire.of("budi", "81000002", BEGAN.plusSeconds(700)).by(MODEM);
    Wire ani = Wire.of("ani", "81000003", BEGAN.plusSeconds(10)).by(ANOTHER_MODEM);
    Wire silent = Wire.of("cici", "81000004", BEGAN.plusSeconds(20));
    Wire budiAgain = Wire.of("budi", "81100001", rebooted.plusSeconds(5)).by(MODEM);
    Wire aniAgain = Wire.of("ani", "81100002", rebooted.plusSeconds(6)).by(ANOTHER_MODEM);
    Wire wifi = Wire.of("dedi", "81000005", BEGAN.plusSeconds(30));
    byte[] elok = {'e', 'l', 'o', 'k'};
    Wire twin = new Wire(2, "81000006", elok, BEGAN, MODEM);
    Wire otherTwin = new Wire(2, "81000007", elok, BEGAN.plusSeconds(60), MODEM);
    return List.of(
        budi.start(),
        budi.interim(300, 1000),
        budi.interim(600, 2000),
        redial.start(),
        redial.interim(300, 4L << 32),
        redial.interim(2200, 5L << 32),
        ani.start(),
        ani.interim(300, 500),
        silent.start(),
        silent.interim(300, 70),
        wifi.start(),
        wifi.stop(900, 99),
        new JournalEntry.Silence(1, BEGAN.plusSeconds(1500)),
        Wire.on(1, rebooted, 0),
        budiAgain.start(),
        budiAgain.interim(300, 10),
        aniAgain.start(),
        aniAgain.interim(290, 20),
        twin.start(),
        otherTwin.start(),
        twin.interim(300, 7),
        otherTwin.interim(300, 8));
  }

  private String ended(String acctSessionId) {
    return node.ask(
            "SELECT concat_ws(' ', terminate_cause, close_guessed, session_time, input_octets,"
                + " to_char(stopped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))"
                + " FROM session WHERE acct_session_id = '"
                + acctSessionId
                + "'")
        .get(0);
  }
}
