package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.Reason;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.clock.BelievedClock;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two radius nodes on one database (P14). */
class TwoNodesTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Granted FAST = new Granted(Reason.ACTIVE, true, false, 11, 22);
  private static final Granted SLOW = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
  private static final SessionKey KEY = new SessionKey(1, "81000001", "budi");

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock(BEGAN.plusSeconds(7200));
  private final DatabaseConfig database = TestDatabase.fresh();
  private Node one;
  private Node other;

  @BeforeEach
  void open() {
    one = new Node(database, directory.resolve("one"), clock);
    other = new Node(database, directory.resolve("other"), clock);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void each_knows_within_two_seconds_what_the_other_was_told() {
    one.apply(start());
    await().until(() -> other.sessions.find(KEY).isPresent());
    other.apply(new JournalEntry.Acknowledged(KEY, 0, SLOW.text()));
    await()
        .until(
            () -> one.sessions.find(KEY).flatMap(OpenSession::granted).equals(Optional.of(SLOW)));
    other.apply(Wire.of("budi", "81000001", BEGAN).stop(600, 1000));
    await().until(() -> one.sessions.find(KEY).isEmpty());
    assertThat(one.sessions.size()).isZero();
  }

  /** A node that stood still for an hour, or another whose clock is ahead, loses batches so. */
  @Test
  void what_was_forgotten_before_a_node_read_it_is_found_in_the_table() {
    one.apply(start());
    await().until(() -> other.sessions.find(KEY).isPresent());
    TestDatabase.execute(
        database,
        """
        UPDATE session SET stopped_at = heard_at, stop_session_time = 0, terminate_cause = 1;
        INSERT INTO session_batch (journal, at, sessions) SELECT gen_random_uuid(), now(), array_agg(id) FROM session;
        DELETE FROM session_batch;
        INSERT INTO session_batch (journal, at, sessions) VALUES (gen_random_uuid(), now(), '{}')""");
    await().until(() -> one.sessions.size() == 0 && other.sessions.size() == 0);
  }

  @Test
  void a_number_that_was_nobodys_has_no_table_read() {
    one.apply(start());
    await().until(() -> other.sessions.find(KEY).isPresent());
    int before = one.readings.get() + other.readings.get();
    TestDatabase.execute(
        database, "SELECT nextval(pg_get_serial_sequence('session_batch', 'number'))");
    one.apply(Wire.of("budi", "81000001", BEGAN).stop(600, 1000));
    await().until(() -> other.sessions.find(KEY).isEmpty());
    assertThat(one.readings.get() + other.readings.get()).isEqualTo(before);
  }

  @Test
  void batches_are_forgotten_in_their_order_and_never_the_last_of_all() {
    one.apply(start());
    await().until(() -> other.sessions.find(KEY).isPresent());
    TestDatabase.execute(
        database,
        """
        DELETE FROM session_batch;
        INSERT INTO session_batch (journal, at, sessions)
        SELECT gen_random_uuid(), '2026-11-22T10:00:00Z'::timestamptz - at, '{}'
        FROM unnest('{9 h, 1 m, 8 h, 1 m}'::interval[]) WITH ORDINALITY AS b (at, n) ORDER BY n""");
    List<String> numbers = one.ask("SELECT number FROM session_batch ORDER BY 1");
    Housekeeping housekeeping =
        new Housekeeping(
            one.pool, one.journal, one.applier, Retention.DEFAULT, new BelievedClock(clock));
    housekeeping.tidy();
    assertThat(one.ask("SELECT number FROM session_batch ORDER BY 1"))
        .isEqualTo(numbers.subList(2, 4));

    clock.move(Duration.ofDays(1));
    housekeeping.tidy();
    housekeeping.close();
    assertThat(one.ask("SELECT number FROM session_batch")).isEqualTo(numbers.subList(3, 4));
  }

  @Test
  void a_session_reported_to_both_at_once_is_one_session() {
    List<JournalEntry> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Wire session = Wire.of("user" + i, "8200" + i, BEGAN.plusSeconds(i));
      records.add(session.start());
      records.add(session.interim(300, 1000 + i));
      records.add(session.interim(600, 2000 + i));
    }
    one.append(records.subList(0, 200));
    other.append(records);
    one.apply(records.subList(100, 300));
    other.apply();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        one.ask(
                            "SELECT count(*) || ' ' || sum(input_octets) || ' ' || max(generation) FROM session"))
                    .containsExactly("100 204950 0"));
  }

  @Test
  void when_one_ends_with_records_not_applied_the_other_goes_on_and_nothing_is_lost() {
    TestDatabase.execute(database, "REVOKE UPDATE ON session FROM gerbang_radius");
    other.append(List.of(Wire.of("ani", "81000002", BEGAN).start()));
    await().until(() -> !other.applier.trouble().isEmpty());
    other.close();
    TestDatabase.execute(database, "GRANT UPDATE ON session TO gerbang_radius");
    one.apply(start());
    assertThat(one.open()).containsExactly("81000001");
    other = new Node(database, directory.resolve("other"), clock);
    await().until(() -> one.open().equals(List.of("81000001", "81000002")));
  }

  private static JournalEntry start() {
    Wire session = Wire.of("budi", "81000001", BEGAN);
    RequestWriter start = session.request(1, BEGAN);
    Node.CLASSES.addTo(start, 12, Long.parseLong("aaaaaa", 36), FAST.text());
    return session.entry(BEGAN, start);
  }
}
