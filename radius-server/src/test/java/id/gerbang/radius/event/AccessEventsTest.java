package id.gerbang.radius.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.access.Reason;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.ops.Counters;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class AccessEventsTest {

  private static final Instant AT = Instant.parse("2026-11-22T09:14:03.123456Z");

  private final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource pool = Pool.open(database, ServiceRole.RADIUS, 2);
  private Counters counters;

  @TempDir Path directory;
  private Journal journal;
  private AccessEvents events;

  @BeforeEach
  void open() {
    open(new Counters());
  }

  private void open(Counters of) {
    counters = of;
    journal = Journal.openUnforced(directory, 16);
    events = new AccessEvents(journal, pool, counters);
  }

  @AfterEach
  void close() {
    events.close();
    journal.close();
    pool.close();
  }

  @Test
  void each_column_holds_what_was_noted() throws Exception {
    events.note(
        new AccessEvent(
            AT,
            7,
            42,
            "bud\u00ed",
            "disconnect-ack",
            Reason.SUSPENDED_UNPAID,
            Optional.of(Reason.OVERDUE),
            "80000001",
            "AA:BB:CC:00:00:01",
            Optional.of("100.64.0.9"),
            "rate=5M/10M list=gerbang"));
    events.start();
    awaitStored(1);

    assertThat(row("SELECT access_event::text FROM access_event"))
        .isEqualTo(
            "(\"2026-11-22 09:14:03.123456+00\",7,42,bud\u00ed,disconnect-ack,SUSPENDED_UNPAID,OVERDUE,"
                + "80000001,AA:BB:CC:00:00:01,100.64.0.9,\"rate=5M/10M list=gerbang\")");
  }

  @Test
  void what_is_unknown_is_null_and_an_address_may_be_of_ipv6() throws Exception {
    events.note(event("strangers", Optional.of("2001:db8::1")));
    events.note(event("nobody", Optional.empty()));
    events.start();
    awaitStored(2);

    assertThat(
            row(
                "SELECT string_agg(username || coalesce(host(framed_ip), '-')"
                    + " || coalesce(subscriber_id::text, '-') || coalesce(cause, '-'), ' ' ORDER BY username)"
                    + " FROM access_event"))
        .isEqualTo("nobody--- strangers2001:db8::1--");
  }

  @Test
  void a_refused_event_is_counted_and_keeps_no_other_out() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      events.note(event(i == 1_234 ? "a\u0000b" : "user" + i, Optional.empty()));
    }
    events.start();
    awaitStored(2_999);

    assertThat(counters.text()).contains("gerbang_radius_access_events_refused_total 1\n");
  }

  @Test
  void what_is_noted_while_the_database_is_away_is_stored_once_by_the_next_run() throws Exception {
    PGSimpleDataSource away = new PGSimpleDataSource();
    away.setPortNumbers(new int[] {1});
    events = new AccessEvents(journal, away, counters);
    events.start();
    for (int i = 0; i < 3_000; i++) {
      events.note(event("user" + i, Optional.empty()));
    }
    events.close();
    journal.close();
    assertThat(count("unwritten")).isZero();
    assertThat(count("lag_octets")).isPositive();

    open(new Counters());
    events.start();
    awaitStored(3_000);
    assertThat(counters.text()).contains("gerbang_radius_access_events_lag_octets 0\n");

    events.close();
    journal.close();
    open(new Counters());
    events.note(event("budi", Optional.empty()));
    events.start();
    awaitStored(3_001);
  }

  /** The journal is not forced: what PostgreSQL has may be more than what the disk kept. */
  @Test
  void what_a_power_cut_took_from_the_journal_is_neither_stored_again_nor_skipped_over()
      throws Exception {
    for (int i = 0; i < 3_000; i++) {
      events.note(event("user" + i, Optional.empty()));
    }
    events.start();
    awaitStored(3_000);
    events.close();
    journal.close();
    for (Path segment : segments()) {
      try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        file.truncate(file.size() / 2);
      }
    }

    open(new Counters());
    for (int i = 0; i < 6_000; i++) {
      events.note(event("after" + i, Optional.empty()));
    }
    await().until(() -> count("unwritten") < 300);
    events.start();
    awaitStored(9_000);
    assertThat(row("SELECT count(DISTINCT username) FROM access_event")).isEqualTo("9000");
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".journal")).toList();
    }
  }

  @Test
  void what_the_disk_has_no_room_for_is_counted_and_keeps_nobody_waiting() {
    journal.close();
    for (int i = 0; i < 20_000; i++) {
      events.note(event("budi", Optional.empty()));
    }

    assertThat(count("unwritten") + count("dropped_total")).isEqualTo(20_000);
    assertThat(count("unwritten")).isPositive();
    assertThat(count("dropped_total")).isPositive();
  }

  @Test
  void a_line_that_can_not_be_written_costs_no_event() throws Exception {
    events =
        new AccessEvents(
            journal,
            pool,
            counters,
            id -> {
              throw new IllegalStateException("a name that can't be told");
            });
    events.start();
    events.note(event("budi", Optional.empty()));
    awaitStored(1);
    events.note(event("siti", Optional.empty()));
    awaitStored(2);
  }

  private long count(String what) {
    return counters
        .text()
        .lines()
        .filter(line -> line.startsWith("gerbang_radius_access_events_" + what + " "))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void awaitStored(int rows) {
    await()
        .untilAsserted(
            () ->
                assertThat(row("SELECT count(*) FROM access_event"))
                    .isEqualTo(Integer.toString(rows)));
    await().until(() -> count("unwritten") == 0 && count("lag_octets") == 0);
  }

  private String row(String sql) throws Exception {
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static AccessEvent event(String username, Optional<String> framedIp) {
    return new AccessEvent(
        AT,
        7,
        AccessEvent.NOBODY,
        username,
        "reject",
        Reason.UNKNOWN_USER,
        Optional.empty(),
        "",
        "",
        framedIp,
        "");
  }
}
