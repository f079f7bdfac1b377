package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.session.SessionKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can't be applied: set aside where it is the record's fault, or ours, and kept until it can
 * be where it is the database's.
 */
class ApplierInTroubleTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();
  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void a_refused_record_is_set_aside_and_blocks_nothing() {
    left(
        Wire.of("ani", "81000001", NOW.minusSeconds(600)).start(),
        new JournalEntry.Acknowledged(new SessionKey(1, "8\0", "budi"), 0, "001-1-1"),
        Wire.of("cici", "81000002", NOW.minusSeconds(600)).start());
    assertThat(node.ask("SELECT username FROM session ORDER BY 1")).containsExactly("ani", "cici");
    assertThat(node.one("SELECT count(*) FROM journal_quarantine")).isEqualTo("1");
  }

  @Test
  void what_was_set_aside_is_applied_once_its_place_is_gone_back_to() {
    TestDatabase.execute(
        database, "ALTER TABLE session ADD CONSTRAINT fault CHECK (username <> 'budi')");
    left(
        Wire.of("ani", "81000001", NOW.minusSeconds(600)).stop(300, 7),
        Wire.of("budi", "81000002", NOW.minusSeconds(600)).stop(300, 8),
        Wire.of("cici", "81000003", NOW.minusSeconds(600)).stop(300, 9));
    assertThat(node.applier.quarantined()).isEqualTo(1);
    List<String> before = node.rows();
    assertThat(before).hasSize(2);
    node.close();

    TestDatabase.execute(
        database,
        """
        ALTER TABLE session DROP CONSTRAINT fault;
        UPDATE journal_position p SET position = q.position FROM journal_quarantine q WHERE q.journal = p.journal""");
    open();
    node.applied();
    assertThat(node.rows()).hasSize(3).containsAll(before);
    assertThat(node.ask("SELECT input_octets FROM session ORDER BY 1"))
        .containsExactly("7", "8", "9");
  }

  @Test
  void a_record_that_waits_while_its_month_gets_a_partition_comes_into_it() throws SQLException {
    TestDatabase.execute(database, "DROP TABLE IF EXISTS session_day_2026_11");
    open();
    try (Connection owner = TestDatabase.connect(database);
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("SELECT make_month_partitions('2026-11-01', 1)");
      node.append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).stop(300, 7).encode());
      await()
          .until(
              () ->
                  node.one(
                          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                      .equals("1"));
      owner.commit();
    }
    node.applied();
    assertThat(node.ask("SELECT input_octets FROM session_day_2026_11")).containsExactly("7");
    assertThat(node.one("SELECT count(*) FROM journal_quarantine")).isEqualTo("0");
  }

  @Test
  void an_entry_that_nobody_understands_is_set_aside_and_blocks_nothing() {
    byte[] negative =
        ByteBuffer.allocate(21)
            .put(JournalEntry.FIRST_MAC)
            .putLong(1)
            .putLong(2)
            .putInt(-3)
            .array();
    left(
        List.of(
            new byte[] {99, 1, 2, 3},
            new byte[] {1, 0},
            negative,
            new JournalEntry.Accounting(1, NOW, new byte[] {4, 1, 0, 99}).encode(),
            Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode()));
    assertThat(node.ask("SELECT username FROM session")).containsExactly("ani");
    assertThat(node.one("SELECT count(*) FROM journal_quarantine")).isEqualTo("4");
  }

  @Test
  void what_waited_while_the_database_was_away_is_applied_when_it_is_back() {
    String name = name();
    DatabaseConfig server = server();
    open();
    node.append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
    await().until(() -> node.journal.durable() > 0 && node.applier.lag() == 0);
    TestDatabase.execute(server, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    TestDatabase.execute(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    for (int i = 0; i < 100; i++) {
      node.append(Wire.of("user" + i, "82" + i, NOW.minusSeconds(600)).start().encode());
    }
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(5))
        .until(() -> node.applier.lag() > 0);
    TestDatabase.execute(server, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    await().atMost(Duration.ofSeconds(15)).until(() -> node.applier.lag() == 0);
    assertThat(node.one("SELECT count(*) FROM session")).isEqualTo("101");
  }

  @Test
  void for_want_of_a_right_records_are_kept_and_said_to_wait_and_applied_in_the_end() {
    TestDatabase.execute(database, "REVOKE INSERT ON session FROM gerbang_radius");
    open();
    node.append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
    node.append(Wire.of("budi", "81000002", NOW.minusSeconds(300)).start().encode());
    await().until(() -> node.applier.trouble().contains("permission denied for table session"));
    assertThat(node.applier.trouble()).startsWith("accounting is kept but not applied: ");
    assertThat(node.applier.oldestWaiting()).isEqualTo(Duration.ofSeconds(600));
    assertThat(node.one("SELECT count(*) FROM journal_quarantine")).isEqualTo("0");
    TestDatabase.execute(database, "GRANT INSERT ON session TO gerbang_radius");
    await().atMost(Duration.ofSeconds(15)).until(() -> node.applier.lag() == 0);
    await().until(() -> node.applier.trouble().isEmpty());
    assertThat(node.applier.oldestWaiting()).isZero();
    assertThat(node.one("SELECT count(*) FROM session")).isEqualTo("2");
  }

  @Test
  void a_read_only_database_is_left_for_the_one_that_can_be_written() {
    TestDatabase.execute(
        server(), "ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
    open();
    node.append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
    await().until(() -> node.applier.trouble().contains("read-only"));
    TestDatabase.execute(
        server(), "ALTER DATABASE " + name() + " RESET default_transaction_read_only");
    await().atMost(Duration.ofSeconds(15)).until(() -> node.applier.lag() == 0);
    assertThat(node.one("SELECT count(*) FROM session")).isEqualTo("1");
  }

  /** A disk that was restored: what was applied lies where this journal has yet to write. */
  @Test
  void what_an_older_copy_of_the_journal_takes_in_before_it_can_be_applied_is_applied() {
    left(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start());
    node.close();
    TestDatabase.execute(database, "UPDATE journal_position SET position = position + 40");
    TestDatabase.execute(
        server(), "ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
    open();
    await().until(() -> node.applier.trouble().contains("read-only"));
    node.append(Wire.of("budi", "81000002", NOW.minusSeconds(300)).start().encode());
    node.append(Wire.of("cici", "81000003", NOW.minusSeconds(300)).start().encode());
    TestDatabase.execute(
        server(), "ALTER DATABASE " + name() + " RESET default_transaction_read_only");
    node.applied();
    assertThat(node.ask("SELECT username FROM session ORDER BY 1"))
        .containsExactly("ani", "budi", "cici");
    assertThat(node.journal.skippedOctets()).isZero();
  }

  /** By a failover to a replica that lagged, or from a backup. */
  @Test
  void what_the_database_has_lost_is_applied_again_when_it_is_back() {
    left(
        Wire.of("ani", "81000001", NOW.minusSeconds(600)).stop(300, 7),
        Wire.of("budi", "81000002", NOW.minusSeconds(600)).interim(300, 8));
    List<String> before = node.rows();
    assertThat(before).hasSize(2);
    TestDatabase.execute(
        database,
        """
        TRUNCATE session, session_day;
        UPDATE journal_position SET position = 0;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()""");
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(node.rows()).isEqualTo(before));
  }

  @Test
  void an_error_costs_a_try_and_not_the_applier() {
    AtomicBoolean fails = new AtomicBoolean(true);
    node =
        new Node(
            database,
            directory,
            CLOCK,
            row -> {
              if (fails.getAndSet(false)) {
                throw new NoClassDefFoundError("id/gerbang/radius/session/Gone");
              }
            });
    node.append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
    await().until(() -> !fails.get());
    node.append(Wire.of("budi", "81000002", NOW.minusSeconds(300)).start().encode());
    await().until(() -> node.applier.lag() == 0 && node.applier.trouble().isEmpty());
    assertThat(node.one("SELECT count(*) FROM session")).isEqualTo("2");
    assertThat(node.one("SELECT count(*) FROM journal_quarantine")).isEqualTo("0");
  }

  private void open() {
    node = new Node(database, directory, CLOCK);
  }

  /** All at once, by a node that finds them in its journal. */
  private void left(JournalEntry... entries) {
    left(Arrays.stream(entries).map(JournalEntry::encode).toList());
  }

  private void left(List<byte[]> entries) {
    Node.leave(directory, entries);
    open();
    node.applied();
  }

  private String name() {
    return database.url().replaceAll(".*/([a-z_0-9]+)(\\?.*)?$", "$1");
  }

  /** Another database of the same server: from there this one can be altered. */
  private DatabaseConfig server() {
    return new DatabaseConfig(
        database.url().replace("/" + name(), "/postgres"), database.user(), database.password());
  }
}
