package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.access.Reason;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.SessionReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one transaction of the applier writes, without a journal. */
class BatchTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant BEGAN = NOW.minusSeconds(7200);
  private static final Granted FAST = new Granted(Reason.ACTIVE, true, false, 11, 22);
  private static final ZoneId WEST = ZoneId.of("Asia/Jakarta");
  private static final String ROWS = "SELECT to_jsonb(s) - 'id' FROM session s ORDER BY 1";
  private static final String DAYS =
      """
      SELECT s.acct_session_id || ' ' || day || ' ' || d.input_octets || ' ' || d.output_octets
      FROM session_day d JOIN session s ON s.id = d.session_id ORDER BY 1""";

  private static final String USED =
      "SELECT day || ' ' || input_octets FROM report.usage_day ORDER BY 1";

  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource pool = Pool.open(database, ServiceRole.RADIUS, 1);
  private final AccountingRecord.Reader reader =
      new AccountingRecord.Reader(Node.CLASSES, name -> Optional.empty());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void however_records_fall_into_batches_the_rows_are_the_same() throws SQLException {
    List<JournalEntry.Accounting> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Wire session = Wire.of("user" + i, "8100" + i, BEGAN.plusSeconds(i));
      records.add(i % 2 == 0 ? session.start() : withClass(session, i));
      for (int n = 1; n <= 3; n++) {
        records.add(session.interim(n * 1_000L, n * 1_000_000L + i));
      }
      if (i % 3 == 0) {
        records.add(session.stop(4_000, 5_000_000L + i));
      }
    }
    applyAll(records);
    List<String> rows = strings(ROWS);
    List<String> days = strings(DAYS);
    assertThat(rows).hasSize(40);
    assertThat(days).hasSize(40);
    Random random = new Random(20261122);
    for (int most = 3; most <= 100; most *= 10) {
      TestDatabase.execute(database, "TRUNCATE session, session_day");
      List<JournalEntry.Accounting> shuffled = new ArrayList<>(records);
      shuffled.addAll(records.subList(0, 20));
      Collections.shuffle(shuffled, random);
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(most));
        applyAll(shuffled.subList(from, to));
        from = to;
      }
      assertThat(strings(ROWS)).isEqualTo(rows);
      assertThat(strings(DAYS)).isEqualTo(days);
    }
  }

  /** Midnight in Jakarta is at 17:00 UTC; what it sent before came after it. */
  @Test
  void use_is_of_the_day_on_which_it_was_counted_whenever_the_report_arrives() throws SQLException {
    Instant evening = Instant.parse("2026-11-21T16:00:00Z");
    Wire session = Wire.of("budi", "81000001", evening);
    JournalEntry.Accounting delayed =
        new JournalEntry.Accounting(
            1, evening.plusSeconds(7_200), session.interim(3_000, 300).packet());
    applyAll(List.of(session.start(), delayed, session.interim(9_000, 1_000)));
    assertThat(strings(DAYS))
        .containsExactly("81000001 2026-11-21 300 3000", "81000001 2026-11-22 1000 10000");
  }

  @Test
  void who_only_sends_has_used_that_too() throws SQLException {
    SessionReport report = report(Wire.of("budi", "81000001", BEGAN).interim(300, 1_000));
    apply(List.of(with(report, new Counters(300, 1_000, 0, 10, 0), Optional.empty())));
    assertThat(strings(DAYS)).containsExactly("81000001 2026-11-22 1000 0");
  }

  @Test
  void a_day_s_use_is_whose_it_is_once_any_report_of_that_day_says_so() throws SQLException {
    SessionReport report = report(Wire.of("budi", "81000001", BEGAN).interim(300, 1_000));
    String whose = "SELECT subscriber_id FROM session_day";
    apply(List.of(report));
    assertThat(strings(whose)).containsOnlyNulls();
    apply(List.of(with(report, report.counters(), Optional.of(7L))));
    assertThat(strings(whose)).containsExactly("7");
    apply(List.of(report));
    assertThat(strings(whose)).containsExactly("7");
  }

  /** From Jayapura's, where it was tomorrow already, to Jakarta's, and back. */
  @Test
  void a_change_of_the_isp_s_zone_counts_nothing_twice_and_takes_nothing_away()
      throws SQLException {
    Instant evening = Instant.parse("2026-11-21T14:30:00Z");
    Wire session = Wire.of("budi", "81000001", evening);
    ZoneId east = ZoneId.of("Asia/Jayapura");
    apply(east, List.of(session.start(), session.interim(1_200, 100), session.interim(3_600, 300)));
    apply(WEST, List.of(session.interim(5_400, 500)));
    assertThat(strings(USED))
        .as("today's again, and no less for what was tomorrow's")
        .containsExactly("2026-11-21 500", "2026-11-22 0");
    apply(WEST, List.of(session.interim(7_200, 700), session.interim(10_800, 1_000)));
    apply(east, List.of(session.stop(12_000, 1_100)));
    assertThat(strings(USED)).containsExactly("2026-11-21 700", "2026-11-22 400");
  }

  @Test
  void what_is_known_of_a_session_is_written_again_only_where_it_moves() throws SQLException {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    applyAll(List.of(session.interim(300, 1_000)));
    TestDatabase.execute(
        database,
        """
        REVOKE INSERT, UPDATE ON session FROM gerbang_radius;
        GRANT UPDATE (started_at, updated_at, heard_at, stopped_at, stop_session_time, terminate_cause, close_guessed,
          session_time, input_octets, output_octets, input_packets, output_packets) ON session TO gerbang_radius""");
    applyAll(List.of(session.interim(600, 2_000)));
    assertThat(strings("SELECT input_octets FROM session")).containsExactly("2000");
    applyAll(List.of(session.stop(900, 3_000)));
    assertThat(strings("SELECT input_octets || ' ' || terminate_cause FROM session"))
        .containsExactly("3000 1");
  }

  @Test
  void what_a_later_report_adds_to_its_place_is_written_too() throws SQLException {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    applyAll(List.of(session.start()));
    assertThat(strings("SELECT framed_ip FROM session WHERE framed_ip IS NOT NULL")).isEmpty();
    applyAll(List.of(session.interim(300, 1_000)));
    applyAll(List.of(session.by("AA:BB:CC:00:00:01").interim(600, 2_000)));
    assertThat(strings("SELECT host(framed_ip) || ' ' || calling_station_id FROM session"))
        .containsExactly("10.0.0.2 AA:BB:CC:00:00:01");
  }

  @Test
  void times_are_kept_to_the_microsecond() throws SQLException {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    Instant heard = NOW.minusNanos(1_000);
    SessionReport report = report(session.interim(300, 1_000));
    apply(
        List.of(
            new SessionReport(
                report.kind(),
                report.key(),
                "",
                Optional.empty(),
                Optional.empty(),
                report.place(),
                report.counters(),
                Optional.empty(),
                heard,
                heard)));
    assertThat(strings("SELECT heard_at AT TIME ZONE 'UTC' FROM session"))
        .containsExactly("2026-11-22 09:59:59.999999");
  }

  @Test
  void interims_stay_out_of_the_indexes() throws SQLException {
    List<JournalEntry.Accounting> first = new ArrayList<>();
    List<JournalEntry.Accounting> second = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Wire session = Wire.of("user" + i, "8100" + i, BEGAN.plusSeconds(i));
      first.add(session.interim(300, 1_000));
      second.add(session.interim(600, 2_000));
    }
    applyAll(first);
    applyAll(second);
    String updates =
        """
        SELECT n_tup_upd || ' ' || n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'session'""";
    pool.close(); // a server process tells its counts when it ends
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(strings(updates)).containsExactly("50 50"));
  }

  private static JournalEntry.Accounting withClass(Wire session, int subscriber) {
    RequestWriter start = session.request(1, session.began());
    Node.CLASSES.addTo(start, subscriber, Long.parseLong("aaaaaa", 36), FAST.text());
    return session.entry(session.began(), start);
  }

  private static SessionReport with(
      SessionReport report, Counters counters, Optional<Long> subscriber) {
    return new SessionReport(
        report.kind(),
        report.key(),
        report.classText(),
        report.sessionClass(),
        subscriber,
        report.place(),
        counters,
        report.terminateCause(),
        report.eventAt(),
        report.arrivedAt());
  }

  private void applyAll(List<JournalEntry.Accounting> entries) throws SQLException {
    apply(WEST, entries);
  }

  private void apply(ZoneId zone, List<JournalEntry.Accounting> entries) throws SQLException {
    write(zone, entries.stream().map(this::report).toList());
  }

  private void apply(List<SessionReport> reports) throws SQLException {
    write(WEST, reports);
  }

  private void write(ZoneId zone, List<SessionReport> reports) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      EntryWriter.takeTurn(connection);
      Batch batch = new Batch(connection, Clock.fixed(NOW, ZoneOffset.UTC), zone);
      reports.forEach(batch::add);
      batch.flush();
      connection.commit();
    }
  }

  private SessionReport report(JournalEntry.Accounting entry) {
    try {
      RadiusPacket packet = RadiusPacket.read(entry.packet(), entry.packet().length);
      return ((AccountingRecord.OfSession) reader.read(entry, packet)).report();
    } catch (MalformedPacketException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> strings(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }
}
