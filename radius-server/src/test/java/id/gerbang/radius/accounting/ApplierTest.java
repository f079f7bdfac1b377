package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  private static final String ROWS =
      """
      SELECT router_id || ' ' || acct_session_id || ' ' || username || ' ' || started_at || ' ' || updated_at || ' '
             || coalesce(stopped_at::text, 'open') || ' ' || session_time || ' ' || input_octets || ' ' || output_octets
      FROM session ORDER BY 1""";
  private static final String DAYS =
      "SELECT username || ' ' || day || ' ' || input_octets || ' ' || output_octets FROM report.usage_day ORDER BY 1";

  @TempDir private Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();
  private HikariDataSource pool;
  private Journal journal;

  @BeforeEach
  void open() {
    pool = Pool.open(database, ServiceRole.RADIUS, 2);
    journal = Journal.open(directory);
  }

  @AfterEach
  void close() {
    journal.close();
    pool.close();
  }

  @Test
  void shuffled_records_with_copies_add_up_to_the_byte() throws SQLException {
    List<JournalEntry> records = new ArrayList<>();
    long expected = 0;
    for (int i = 0; i < 200; i++) {
      Wire session = Wire.of("user" + i, "8100" + i, NOW.minusSeconds(7200 - i));
      long total = (5L << 32) + i * 1_234_567L;
      records.add(session.start());
      for (int n = 1; n <= 3; n++) {
        records.add(session.interim(n * 300L, total / 4 * n));
      }
      records.add(session.stop(1200, total));
      expected += total;
    }
    Random random = new Random(20261122);
    List<JournalEntry> copies = new ArrayList<>(records);
    Collections.shuffle(copies, random);
    records.addAll(copies.subList(0, records.size() / 10));
    Collections.shuffle(records, random);
    apply(records);
    assertThat(one("SELECT sum(input_octets) FROM session")).isEqualTo(Long.toString(expected));
    assertThat(one("SELECT sum(output_octets) FROM session"))
        .isEqualTo(Long.toString(expected * 10));
    assertThat(one("SELECT sum(input_octets) FROM report.usage_day"))
        .isEqualTo(Long.toString(expected));
    assertThat(one("SELECT count(*) FROM session WHERE stopped_at IS NOT NULL")).isEqualTo("200");
    assertThat(one("SELECT count(*) FROM session")).isEqualTo("200");
  }

  @Test
  void a_journal_applied_again_from_its_beginning_changes_nothing() throws SQLException {
    Wire budi = Wire.of("budi", "81000001", NOW.minusSeconds(90_000));
    Wire ani = Wire.of("ani", "81000002", NOW.minusSeconds(3600));
    apply(
        List.of(
            budi.start(),
            ani.start(),
            budi.interim(300, 1000),
            ani.interim(300, 500),
            budi.interim(80_000, 5000),
            ani.interim(600, 700),
            ani.stop(900, 800)));
    List<String> rows = strings(ROWS);
    List<String> days = strings(DAYS);
    TestDatabase.execute(database, "UPDATE journal_position SET position = 0");
    apply(List.of());
    assertThat(strings(ROWS)).isEqualTo(rows).hasSize(2);
    assertThat(strings(DAYS)).isEqualTo(days);
  }

  @Test
  void use_is_split_at_the_isp_s_midnight_in_any_order() throws SQLException {
    Instant began = Instant.parse("2026-11-21T16:00:00Z");
    Wire session = Wire.of("budi", "81000001", began);
    JournalEntry late =
        new JournalEntry.Accounting(
            1, began.plusSeconds(3000), session.interim(3000, 300).packet());
    apply(List.of(session.start(), session.interim(7200, 1000), late, session.stop(9000, 1500)));
    assertThat(strings(DAYS))
        .containsExactly("budi 2026-11-21 300 3000", "budi 2026-11-22 1200 12000");
  }

  @Test
  void a_refused_record_is_set_aside_and_blocks_nothing() throws SQLException {
    apply(
        List.of(
            Wire.of("ani", "81000001", NOW.minusSeconds(600)).start(),
            new JournalEntry.Acknowledged(new SessionKey(1, "8\0", "budi"), 0, "001-1-1"),
            Wire.of("cici", "81000002", NOW.minusSeconds(600)).start()));
    assertThat(strings("SELECT username FROM session ORDER BY 1")).containsExactly("ani", "cici");
    assertThat(one("SELECT count(*) FROM journal_quarantine")).isEqualTo("1");
  }

  @Test
  void what_was_set_aside_is_applied_once_its_place_is_gone_back_to() throws SQLException {
    TestDatabase.execute(
        database, "ALTER TABLE session ADD CONSTRAINT fault CHECK (username <> 'budi')");
    List<JournalEntry> records =
        List.of(
            Wire.of("ani", "81000001", NOW.minusSeconds(600)).stop(300, 7),
            Wire.of("budi", "81000002", NOW.minusSeconds(600)).stop(300, 8),
            Wire.of("cici", "81000003", NOW.minusSeconds(600)).stop(300, 9));
    records.forEach(record -> append(record.encode()));
    try (Applier applier = applier()) {
      applier.start();
      await().until(() -> applier.position() > 0 && applier.lag() == 0);
      assertThat(applier.quarantined()).isEqualTo(1);
    }
    List<String> before = strings(ROWS);
    assertThat(before).hasSize(2);

    TestDatabase.execute(
        database,
        """
        ALTER TABLE session DROP CONSTRAINT fault;
        UPDATE journal_position p SET position = q.position FROM journal_quarantine q WHERE q.journal = p.journal""");
    apply(List.of());
    assertThat(strings(ROWS)).hasSize(3).containsAll(before);
    assertThat(strings("SELECT input_octets FROM session ORDER BY 1"))
        .containsExactly("7", "8", "9");
  }

  @Test
  void a_lease_is_written_only_where_the_address_is_still_this_node_s() throws SQLException {
    TestDatabase.execute(
        database,
        """
        INSERT INTO address_lease (address, pool_id, node)
        VALUES ('10.10.0.1', 1, '%s'), ('10.10.0.2', 1, gen_random_uuid())"""
            .formatted(journal.id()));
    apply(
        List.of(
            new JournalEntry.Leased(1, 0x0a0a0001, 7, 0, NOW),
            new JournalEntry.Leased(1, 0x0a0a0002, 8, 0, NOW)));
    assertThat(
            strings(
                "SELECT coalesce(subscriber_id::text, 'nobody') FROM address_lease ORDER BY address"))
        .containsExactly("7", "nobody");
  }

  @Test
  void an_entry_that_nobody_understands_is_set_aside_and_blocks_nothing() throws SQLException {
    append(new byte[] {99, 1, 2, 3});
    append(new byte[] {1, 0});
    append(
        ByteBuffer.allocate(21)
            .put(JournalEntry.FIRST_MAC)
            .putLong(1)
            .putLong(2)
            .putInt(-3)
            .array());
    append(new JournalEntry.Accounting(1, NOW, new byte[] {4, 1, 0, 99}).encode());
    apply(List.of(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start()));
    assertThat(strings("SELECT username FROM session")).containsExactly("ani");
    assertThat(one("SELECT count(*) FROM journal_quarantine")).isEqualTo("4");
  }

  @Test
  void accounting_on_closes_what_that_router_had_before_and_nothing_else() throws SQLException {
    Instant rebooted = NOW.minusSeconds(600);
    Wire before = Wire.of("ani", "81000001", rebooted.minusSeconds(3600));
    Wire after = Wire.of("budi", "81000002", rebooted.plusSeconds(5));
    Wire elsewhere =
        new Wire(
            2, "81000003", "cici".getBytes(StandardCharsets.UTF_8), rebooted.minusSeconds(3600));
    JournalEntry on =
        new JournalEntry.Accounting(1, rebooted.plusSeconds(60), Wire.on(1, rebooted, 0).packet());
    apply(List.of(before.interim(300, 1000), elsewhere.interim(300, 1000), after.start(), on));
    assertThat(strings("SELECT username FROM session WHERE stopped_at IS NULL ORDER BY 1"))
        .containsExactly("budi", "cici");
    assertThat(
            one(
                "SELECT terminate_cause || ' ' || close_guessed FROM session WHERE username = 'ani'"))
        .isEqualTo("11 true");
  }

  @Test
  void a_router_whose_clock_is_behind_still_loses_its_sessions_when_it_reboots()
      throws SQLException {
    long behind = -7200;
    Instant began = NOW.minusSeconds(3600);
    Wire session = Wire.of("ani", "81000001", began.plusSeconds(behind));
    JournalEntry interim =
        new JournalEntry.Accounting(1, began.plusSeconds(300), session.interim(300, 1000).packet());
    apply(List.of(interim, Wire.on(1, NOW, behind)));
    assertThat(one("SELECT count(*) FROM session WHERE stopped_at IS NULL")).isEqualTo("0");
  }

  @Test
  void a_name_that_is_no_text_is_kept_escaped_and_is_nobody_s() throws SQLException {
    Instant began = NOW.minusSeconds(600);
    apply(
        List.of(
            new Wire(1, "81000001", new byte[] {'b', 'u', 0, 'd', 'i'}, began).start(),
            new Wire(1, "81000002", new byte[] {'a', (byte) 0xff, '\n'}, began).start(),
            Wire.of("nobody", "81000003", began).start()));
    assertThat(strings("SELECT username FROM session ORDER BY acct_session_id"))
        .containsExactly("bu\\x00di", "a\\xff\\x0a", "nobody");
    assertThat(one("SELECT count(subscriber_id) FROM session")).isEqualTo("0");
  }

  @Test
  void a_delay_of_a_day_is_not_believed() throws SQLException {
    Wire session = Wire.of("budi", "81000001", Instant.EPOCH);
    apply(
        List.of(
            session.entry(
                NOW,
                session.request(1, Instant.EPOCH).integer(Attribute.ACCT_DELAY_TIME, 86_401))));
    assertThat(one("SELECT started_at = '2026-11-22T10:00:00Z' FROM session")).isEqualTo("t");
  }

  @Test
  void what_waited_while_the_database_was_away_is_applied_when_it_is_back() throws SQLException {
    String name = name();
    DatabaseConfig server = server();
    try (Applier applier = applier()) {
      applier.start();
      append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
      await().until(() -> journal.durable() > 0 && applier.lag() == 0);
      TestDatabase.execute(server, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      TestDatabase.execute(
          server,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      for (int i = 0; i < 100; i++) {
        append(Wire.of("user" + i, "82" + i, NOW.minusSeconds(600)).start().encode());
      }
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(5))
          .until(() -> applier.lag() > 0);
      TestDatabase.execute(server, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
      await().atMost(Duration.ofSeconds(15)).until(() -> applier.lag() == 0);
    }
    assertThat(one("SELECT count(*) FROM session")).isEqualTo("101");
  }

  @Test
  void for_want_of_a_right_records_are_kept_and_said_to_wait_and_applied_in_the_end()
      throws SQLException {
    TestDatabase.execute(database, "REVOKE INSERT ON session FROM gerbang_radius");
    try (Applier applier = applier()) {
      applier.start();
      append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
      append(Wire.of("budi", "81000002", NOW.minusSeconds(300)).start().encode());
      await().until(() -> applier.trouble().contains("permission denied for table session"));
      assertThat(applier.trouble()).startsWith("accounting is kept but not applied: ");
      assertThat(applier.oldestWaiting()).isEqualTo(Duration.ofSeconds(600));
      assertThat(one("SELECT count(*) FROM journal_quarantine")).isEqualTo("0");
      TestDatabase.execute(database, "GRANT INSERT ON session TO gerbang_radius");
      await().atMost(Duration.ofSeconds(15)).until(() -> applier.lag() == 0);
      await().until(() -> applier.trouble().isEmpty());
      assertThat(applier.oldestWaiting()).isZero();
    }
    assertThat(one("SELECT count(*) FROM session")).isEqualTo("2");
  }

  @Test
  void a_read_only_database_is_left_for_the_one_that_can_be_written() throws SQLException {
    TestDatabase.execute(
        server(), "ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
    // What the pool had opened by then could still write.
    pool.close();
    pool = Pool.open(database, ServiceRole.RADIUS, 2);
    try (Applier applier = applier()) {
      applier.start();
      append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
      await().until(() -> applier.trouble().contains("read-only"));
      TestDatabase.execute(
          server(), "ALTER DATABASE " + name() + " RESET default_transaction_read_only");
      await().atMost(Duration.ofSeconds(15)).until(() -> applier.lag() == 0);
    }
    assertThat(one("SELECT count(*) FROM session")).isEqualTo("1");
  }

  @Test
  void an_error_costs_a_try_and_not_the_applier() throws SQLException {
    AtomicBoolean fails = new AtomicBoolean(true);
    Applier.Listener once =
        row -> {
          if (fails.getAndSet(false)) {
            throw new NoClassDefFoundError("id/gerbang/radius/session/Gone");
          }
        };
    try (Applier applier = applier(once)) {
      applier.start();
      append(Wire.of("ani", "81000001", NOW.minusSeconds(600)).start().encode());
      await().until(() -> !fails.get());
      append(Wire.of("budi", "81000002", NOW.minusSeconds(300)).start().encode());
      await().until(() -> applier.lag() == 0 && applier.trouble().isEmpty());
    }
    assertThat(one("SELECT count(*) FROM session")).isEqualTo("2");
    assertThat(one("SELECT count(*) FROM journal_quarantine")).isEqualTo("0");
  }

  private void apply(List<? extends JournalEntry> entries) {
    entries.forEach(entry -> append(entry.encode()));
    try (Applier applier = applier()) {
      applier.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> applier.position() > 0 && applier.lag() == 0);
    }
  }

  private void append(byte[] entry) {
    long before = journal.durable();
    assertThat(journal.append(entry, Journal.Receipt.NONE)).isTrue();
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> journal.durable() >= before + Segment.framed(entry));
  }

  private Applier applier() {
    return applier(row -> {});
  }

  private Applier applier(Applier.Listener listener) {
    return Applier.of(
        journal,
        pool,
        new ClassCodec(new byte[32]),
        new SubscriberDirectory(Timepiece.of(CLOCK)),
        listener,
        CLOCK,
        JAKARTA);
  }

  private String name() {
    return database.url().replaceAll(".*/([a-z_0-9]+)(\\?.*)?$", "$1");
  }

  /** Another database of the same server: from there this one can be altered. */
  private DatabaseConfig server() {
    return new DatabaseConfig(
        database.url().replace("/" + name(), "/postgres"), database.user(), database.password());
  }

  private String one(String sql) throws SQLException {
    return strings(sql).get(0);
  }

  private List<String> strings(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }
}
