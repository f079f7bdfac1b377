package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed and frozen under a storm of accounting: every record that was acknowledged is in
 * PostgreSQL, once, to the octet (P1, P2, P4; F1 to F4). {@code bench/faults.sh} shows the figures.
 */
@Tag("long")
class FaultSeriesTest {

  private static final String ROUTER = "127.66.8.40";
  private static final int STORMS = 2;
  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration ANSWERED = Duration.ofMillis(50);

  @TempDir Path directory;
  private final List<AccountingStorm> storms = new ArrayList<>();
  private RunningGerbang gerbang;

  @BeforeEach
  void open() throws Exception {
    gerbang = new RunningGerbang(directory.resolve("data"));
    gerbang.openForBusiness(ROUTER);
    for (int i = 0; i < STORMS; i++) {
      storms.add(gerbang.storm(ROUTER));
    }
    goesOn(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws Exception {
    for (AccountingStorm storm : storms) {
      storm.close();
    }
    gerbang.close();
  }

  @Test
  void killed_twenty_times_in_a_storm() throws Exception {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      goesOn(Duration.ofSeconds(10));
      gerbang.kill();
      storms.forEach(AccountingStorm::abandon);
      longest = longer(longest, restarted());
    }
    assertThat(longest).isLessThan(OUTAGE);
    nothingIsLostOrCountedTwice("gerbang killed 20 times, longest outage " + longest.toMillis());
  }

  @Test
  void killed_together_with_postgresql() throws Exception {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      goesOn(Duration.ofSeconds(10));
      gerbang.killDatabase();
      gerbang.kill();
      storms.forEach(AccountingStorm::abandon);
      longest = longer(longest, restarted());
    }
    assertThat(longest).isLessThan(OUTAGE);
    nothingIsLostOrCountedTwice("both killed 5 times, longest outage " + longest.toMillis());
  }

  @Test
  void postgresql_killed_five_times_is_not_noticed_by_routers() throws Exception {
    for (int i = 0; i < 5; i++) {
      gerbang.killDatabase();
      storms.forEach(AccountingStorm::abandon);
      goesOn(Duration.ofSeconds(2));
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> gerbang.report("SELECT 1").size() == 1);
    }
    nothingIsLostOrCountedTwice("PostgreSQL killed 5 times" + waits());
  }

  @Test
  void postgresql_frozen_for_a_minute_is_not_noticed_by_routers() throws Exception {
    storms.forEach(AccountingStorm::waits);
    gerbang.freezeDatabase(true);
    try {
      long began = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(70))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                goesOn(Duration.ofSeconds(2));
                return System.nanoTime() - began > Duration.ofSeconds(60).toNanos();
              });
    } finally {
      gerbang.freezeDatabase(false);
    }
    String waits = waits();
    nothingIsLostOrCountedTwice("PostgreSQL frozen 60 s" + waits);
  }

  private void goesOn(Duration within) {
    for (AccountingStorm storm : storms) {
      long before = storm.answered();
      await()
          .atMost(within)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> storm.answered() > before + 200);
    }
  }

  /** Starts it again; from the start of the process to the next answer. */
  private Duration restarted() throws Exception {
    long before = storms.get(0).answered();
    long began = System.nanoTime();
    gerbang.begin();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> storms.get(0).answered() > before);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private String waits() {
    List<Long> all = storms.stream().flatMap(storm -> storm.waits().stream()).sorted().toList();
    Duration p99 = Duration.ofNanos(all.get(all.size() * 99 / 100));
    assertThat(p99).isLessThan(ANSWERED);
    return ", answered p50 %d ms, p99 %d ms, longest %d ms"
        .formatted(
            all.get(all.size() / 2) / 1_000_000,
            p99.toMillis(),
            all.get(all.size() - 1) / 1_000_000);
  }

  private void nothingIsLostOrCountedTwice(String fault) throws Exception {
    long answered = 0;
    Map<String, AccountingStorm.Session> sessions = new HashMap<>();
    for (AccountingStorm storm : storms) {
      storm.close();
      answered += storm.answered();
      sessions.putAll(storm.sessions());
    }
    long began = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(gerbang.lag()).isZero());
    long drained = System.nanoTime() - began;
    List<String> rows =
        gerbang.report(
            "SELECT acct_session_id || ' ' || input_octets || ' ' || (stopped_at IS NOT NULL) FROM report.session");
    List<String> wrong = new ArrayList<>();
    for (String row : rows) {
      String[] columns = row.split(" ");
      AccountingStorm.Session session = sessions.remove(columns[0]);
      if (session == null
          || !session.agreesWith(Long.parseLong(columns[1]), columns[2].equals("true"))) {
        wrong.add(row);
      }
    }
    assertThat(wrong).as("unknown, twice there, or with other octets").isEmpty();
    assertThat(sessions.values())
        .as("not there")
        .noneMatch(AccountingStorm.Session::isAcknowledged);
    System.out.printf(
        "%s: %d records acknowledged, %d sessions, none lost, none twice; drained in %d ms%n",
        fault, answered, rows.size(), drained / 1_000_000);
  }
}
