package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.subscriber.DirectoryFixture;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentSessionsTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final long ROUTER = 1;
  private static final Wire QUIET = Wire.of("budi", "81000001", BEGAN);

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock(BEGAN);
  private final DatabaseConfig database = TestDatabase.fresh();
  private final RouterHearing hearing = new RouterHearing();
  private long nanos;
  private Node node;
  private SilentSessions silent;

  @BeforeEach
  void open() {
    node = new Node(database, directory, clock);
    budiIsAskedForInterims(OptionalInt.empty());
    node.apply(QUIET.start());
    silent =
        new SilentSessions(
            node.pool,
            node.journal,
            hearing,
            new LongestSilences(node.sessions, node.directory),
            clock);
  }

  @AfterEach
  void close() {
    silent.close();
    node.close();
  }

  /** What a sweep notes is on the disk a moment later. */
  private void awaitEnded() {
    await().until(() -> node.open().isEmpty());
  }

  @Test
  void a_session_not_mentioned_for_three_interims_by_a_router_that_is_heard_is_ended()
      throws SQLException {
    hear(ROUTER, Duration.ofMinutes(16));
    assertThat(silent.sweep(nanos)).isEmpty();
    hear(ROUTER, Duration.ofMinutes(2));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    awaitEnded();
    assertThat(node.ask("SELECT terminate_cause || ' ' || close_guessed FROM session"))
        .containsExactly("3 true");
  }

  @Test
  void a_session_that_was_asked_for_rarer_interims_is_silent_later() throws SQLException {
    budiIsAskedForInterims(OptionalInt.of(900));
    for (int quarter = 0; quarter < 3; quarter++) {
      hear(ROUTER, Duration.ofMinutes(14));
      assertThat(silent.sweep(nanos)).isEmpty();
    }
    hear(ROUTER, Duration.ofMinutes(4));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    awaitEnded();
  }

  @Test
  void a_router_that_reports_rarely_itself_is_heard_without_a_break() throws SQLException {
    budiIsAskedForInterims(OptionalInt.of(900));
    assertThat(silent.sweep(nanos)).isEmpty();
    hearing.heard(ROUTER, nanos);
    for (int interim = 0; interim < 4; interim++) {
      pass(Duration.ofSeconds(900));
      hearing.heard(ROUTER, nanos);
    }
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
  }

  @Test
  void what_a_session_was_told_holds_though_its_plan_asks_for_more_now() throws SQLException {
    budiIsAskedForInterims(OptionalInt.of(900));
    assertThat(silent.sweep(nanos)).isEmpty();
    budiIsAskedForInterims(OptionalInt.empty());
    hear(ROUTER, Duration.ofMinutes(44));
    assertThat(silent.sweep(nanos)).isEmpty();
    hear(ROUTER, Duration.ofMinutes(2));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
  }

  @Test
  void a_session_that_was_told_a_longer_interval_before_our_start_is_ended_once()
      throws SQLException {
    hear(ROUTER, Duration.ofMinutes(18));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    awaitEnded();

    hear(ROUTER, Duration.ofMinutes(42));
    node.apply(QUIET.interim(3_600, 1000));
    assertThat(node.open()).containsExactly("81000001");
    for (int interim = 2; interim <= 4; interim++) {
      hear(ROUTER, Duration.ofMinutes(59));
      assertThat(silent.sweep(nanos)).isEmpty();
      hear(ROUTER, Duration.ofMinutes(1));
      node.apply(QUIET.interim(interim * 3_600L, interim * 1000L));
    }

    hear(ROUTER, Duration.ofMinutes(179));
    assertThat(silent.sweep(nanos)).isEmpty();
    hear(ROUTER, Duration.ofMinutes(2));
    assertThat(silent.sweep(nanos)).as("it is silent after three of its own").containsExactly(1L);
    awaitEnded();
    await().until(() -> node.sessions.all().isEmpty());
  }

  @Test
  void often_asked_it_has_its_quarter_of_an_hour_all_the_same() throws SQLException {
    budiIsAskedForInterims(OptionalInt.of(60));
    hear(ROUTER, Duration.ofMinutes(16));
    assertThat(silent.sweep(nanos)).isEmpty();
  }

  @Test
  void a_router_that_can_t_be_reached_keeps_its_sessions() throws SQLException {
    hear(2, Duration.ofHours(2));
    assertThat(silent.sweep(nanos)).isEmpty();
  }

  @Test
  void after_a_break_silence_is_measured_anew() throws SQLException {
    hear(ROUTER, Duration.ofMinutes(10));
    pass(Duration.ofHours(1));
    hear(ROUTER, Duration.ofMinutes(15));
    assertThat(silent.sweep(nanos)).isEmpty();
    hear(ROUTER, Duration.ofMinutes(2));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
  }

  @Test
  void after_a_clock_that_was_set_forward_silence_is_measured_anew() throws SQLException {
    hear(ROUTER, Duration.ofMinutes(15));
    node.apply(QUIET.interim(900, 1000));
    hear(ROUTER, Duration.ofMinutes(5));
    assertThat(silent.sweep(nanos)).isEmpty();

    clock.jump(Duration.ofHours(1));
    hear(ROUTER, Duration.ofMinutes(1));
    assertThat(silent.sweep(nanos)).isEmpty();
    hear(ROUTER, Duration.ofMinutes(17));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
  }

  /** After an outage records of hours come at once: that is no word from the router now. */
  @Test
  void what_waited_long_before_it_was_applied_is_no_hearing() {
    RouterHearing applied = node.applier.hearing();
    applied.breakOff();
    long now = System.nanoTime();
    for (int minutesAgo : new int[] {17, 10, 8}) {
      applied.heard(ROUTER, now - TimeUnit.MINUTES.toNanos(minutesAgo));
    }
    Wire other = Wire.of("ani", "81000002", BEGAN);
    clock.move(Duration.ofHours(1));

    node.apply(other.interim(3_530, 20));
    assertThat(applied.heardLongEnough(now + TimeUnit.MINUTES.toNanos(1))).isEmpty();
    node.apply(other.interim(3_570, 30));
    assertThat(applied.heardLongEnough(now + TimeUnit.MINUTES.toNanos(1))).containsExactly(ROUTER);
  }

  @Test
  void a_router_that_fell_silent_itself_is_not_heard() throws SQLException {
    hear(ROUTER, Duration.ofHours(1));
    pass(GrantTimes.SHORTEST_SILENCE.dividedBy(2).plusSeconds(1));
    assertThat(silent.sweep(nanos)).isEmpty();
  }

  @Test
  void a_record_that_waits_in_the_journal_keeps_its_session() throws SQLException {
    hear(ROUTER, Duration.ofMinutes(18));
    TestDatabase.execute(database, "REVOKE UPDATE ON session FROM gerbang_radius");
    node.append(List.of(QUIET.interim(1000, 1000)));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    TestDatabase.execute(database, "GRANT UPDATE ON session TO gerbang_radius");
    node.apply();
    assertThat(node.open()).containsExactly("81000001");
  }

  @Test
  void while_another_node_s_records_can_t_reach_the_table_nothing_is_ended() throws SQLException {
    hear(ROUTER, Duration.ofMinutes(20));
    TestDatabase.execute(
        database,
        "INSERT INTO journal_position VALUES (gen_random_uuid(), 0, '2026-11-22T08:17:00Z')");
    assertThat(silent.sweep(nanos)).isEmpty();
    TestDatabase.execute(
        database, "UPDATE journal_position SET applied_at = '2026-11-22T08:19:30Z'");
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
  }

  @Test
  void what_its_router_lists_is_not_silent_for_as_long_as_it_does() throws SQLException {
    hear(ROUTER, Duration.ofMinutes(18));
    lists("budi", "81000001");
    assertThat(silent.sweep(nanos)).isEmpty();
    TestDatabase.execute(database, "UPDATE router_session SET gone_at = now()");
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    awaitEnded();
  }

  @Test
  void a_list_from_before_the_silence_says_nothing_of_it() throws SQLException {
    lists("budi", "81000001");
    hear(ROUTER, Duration.ofMinutes(18));
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    awaitEnded();
  }

  @Test
  void what_its_router_lists_stays_open_beside_one_that_is_silent() throws SQLException {
    node.apply(Wire.of("ani", "81000002", BEGAN).start());
    hear(ROUTER, Duration.ofMinutes(18));
    lists("budi", "81000001");
    assertThat(silent.sweep(nanos)).containsExactly(ROUTER);
    await().until(() -> node.open().size() < 2);
    assertThat(node.open()).containsExactly("81000001");
    assertThat(
            node.ask("SELECT username || ' ' || terminate_cause FROM session WHERE close_guessed"))
        .containsExactly("ani 3");

    // Nor by what is judged later.
    node.apply(Wire.of("budi", "81000003", clock.instant()).start());
    assertThat(node.open()).containsExactly("81000001", "81000003");
  }

  /** A whole reading of the router's list, just now. */
  private void lists(String username, String acctSessionId) {
    TestDatabase.execute(
        database,
        """
        INSERT INTO router (id, name, address, secret_sealed) VALUES (1, 'BRAS-01', '192.0.2.1', 'x');
        INSERT INTO router_look (router_id, number, looked_at, state, since, identity, sessions_at)
        VALUES (1, 1, '%1$s', 'reached', '%1$s', 'BRAS-1', '%1$s');
        INSERT INTO router_session (router_id, username, acct_session_id, service, caller_id, address, by_radius)
        VALUES (1, '%2$s', '%3$s', 'pppoe', '', '', true)"""
            .formatted(clock.instant(), username, acctSessionId));
  }

  private void budiIsAskedForInterims(OptionalInt seconds) {
    List<ExtraAttribute> attributes =
        seconds.isEmpty()
            ? List.of()
            : List.of(
                new ExtraAttribute(
                    GrantTimes.INTERIM_ATTRIBUTE,
                    Integer.toString(seconds.getAsInt()),
                    Optional.of(
                        new EncodedAttribute(
                            85, ByteBuffer.allocate(4).putInt(seconds.getAsInt()).array()))));
    DirectoryFixture.put(
        node.directory, DirectoryFixture.budi(Optional.empty(), Optional.empty()).with(attributes));
  }

  /** A router speaks every five minutes for so long. */
  private void hear(long router, Duration length) {
    Duration rest = length;
    hearing.heard(router, nanos);
    while (!rest.isZero()) {
      Duration step = rest.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : rest;
      pass(step);
      hearing.heard(router, nanos);
      rest = rest.minus(step);
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    clock.move(time);
  }
}
