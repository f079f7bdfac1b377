package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of records: sessions and use, whatever their order, and however often they come. */
class ApplierTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String DAYS =
      "SELECT username || ' ' || day || ' ' || input_octets || ' ' || output_octets FROM report.usage_day ORDER BY 1";

  @TempDir private Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();
  private Node node;

  @BeforeEach
  void open() {
    node = new Node(database, directory, CLOCK);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void shuffled_records_with_copies_add_up_to_the_byte() {
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
    assertThat(node.one("SELECT sum(input_octets) FROM session"))
        .isEqualTo(Long.toString(expected));
    assertThat(node.one("SELECT sum(output_octets) FROM session"))
        .isEqualTo(Long.toString(expected * 10));
    assertThat(node.one("SELECT sum(input_octets) FROM report.usage_day"))
        .isEqualTo(Long.toString(expected));
    assertThat(node.one("SELECT count(*) FROM session WHERE stopped_at IS NOT NULL"))
        .isEqualTo("200");
    assertThat(node.one("SELECT count(*) FROM session")).isEqualTo("200");
  }

  @Test
  void a_journal_applied_again_from_its_beginning_changes_nothing() {
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
    List<String> rows = node.rows();
    List<String> days = node.ask(DAYS);
    TestDatabase.execute(database, "UPDATE journal_position SET position = 0");
    apply(List.of());
    assertThat(node.rows()).isEqualTo(rows).hasSize(2);
    assertThat(node.ask(DAYS)).isEqualTo(days);
  }

  @Test
  void use_is_split_at_the_isp_s_midnight_in_any_order() {
    Instant began = Instant.parse("2026-11-21T16:00:00Z");
    Wire session = Wire.of("budi", "81000001", began);
    JournalEntry late =
        new JournalEntry.Accounting(
            1, began.plusSeconds(3000), session.interim(3000, 300).packet());
    apply(List.of(session.start(), session.interim(7200, 1000), late, session.stop(9000, 1500)));
    assertThat(node.ask(DAYS))
        .containsExactly("budi 2026-11-21 300 3000", "budi 2026-11-22 1200 12000");
  }

  @Test
  void a_lease_is_written_only_where_the_address_is_still_this_node_s() {
    TestDatabase.execute(
        database,
        """
        INSERT INTO address_lease (address, pool_id, node)
        VALUES ('10.10.0.1', 1, '%s'), ('10.10.0.2', 1, gen_random_uuid())"""
            .formatted(node.journal.id()));
    apply(
        List.of(
            new JournalEntry.Leased(1, 0x0a0a0001, 7, 0, NOW),
            new JournalEntry.Leased(1, 0x0a0a0002, 8, 0, NOW)));
    assertThat(
            node.ask(
                "SELECT coalesce(subscriber_id::text, 'nobody') FROM address_lease ORDER BY address"))
        .containsExactly("7", "nobody");
  }

  @Test
  void accounting_on_closes_what_that_router_had_before_and_nothing_else() {
    Instant rebooted = NOW.minusSeconds(600);
    Wire before = Wire.of("ani", "81000001", rebooted.minusSeconds(3600));
    Wire after = Wire.of("budi", "81000002", rebooted.plusSeconds(5));
    Wire elsewhere =
        new Wire(
            2, "81000003", "cici".getBytes(StandardCharsets.UTF_8), rebooted.minusSeconds(3600));
    JournalEntry on =
        new JournalEntry.Accounting(1, rebooted.plusSeconds(60), Wire.on(1, rebooted, 0).packet());
    apply(List.of(before.interim(300, 1000), elsewhere.interim(300, 1000), after.start(), on));
    assertThat(node.ask("SELECT username FROM session WHERE stopped_at IS NULL ORDER BY 1"))
        .containsExactly("budi", "cici");
    assertThat(
            node.one(
                "SELECT terminate_cause || ' ' || close_guessed FROM session WHERE username = 'ani'"))
        .isEqualTo("11 true");
  }

  @Test
  void accounting_off_closes_them_as_a_reboot_that_was_ordered() {
    Wire session = Wire.of("ani", "81000001", NOW.minusSeconds(3600));
    RequestWriter off =
        RequestWriter.accountingRequest(1)
            .integer(Attribute.ACCT_STATUS_TYPE, 8)
            .integer(Attribute.EVENT_TIMESTAMP, NOW.getEpochSecond());
    apply(List.of(session.interim(300, 1000), session.entry(NOW, off)));
    assertThat(node.ask("SELECT terminate_cause || ' ' || close_guessed FROM session"))
        .containsExactly("7 true");
  }

  @Test
  void a_router_whose_clock_is_behind_still_loses_its_sessions_when_it_reboots() {
    long behind = -7200;
    Instant began = NOW.minusSeconds(3600);
    Wire session = Wire.of("ani", "81000001", began.plusSeconds(behind));
    JournalEntry interim =
        new JournalEntry.Accounting(1, began.plusSeconds(300), session.interim(300, 1000).packet());
    apply(List.of(interim, Wire.on(1, NOW, behind)));
    assertThat(node.one("SELECT count(*) FROM session WHERE stopped_at IS NULL")).isEqualTo("0");
  }

  @Test
  void a_name_that_is_no_text_is_kept_escaped_and_is_nobody_s() {
    Instant began = NOW.minusSeconds(600);
    apply(
        List.of(
            new Wire(1, "81000001", new byte[] {'b', 'u', 0, 'd', 'i'}, began).start(),
            new Wire(1, "81000002", new byte[] {'a', (byte) 0xff, '\n'}, began).start(),
            Wire.of("nobody", "81000003", began).start()));
    assertThat(node.ask("SELECT username FROM session ORDER BY acct_session_id"))
        .containsExactly("bu\\x00di", "a\\xff\\x0a", "nobody");
    assertThat(node.one("SELECT count(subscriber_id) FROM session")).isEqualTo("0");
  }

  /**
   * The router's clock where it is within a day of ours; else ours, less the delay within a day.
   */
  @ParameterizedTest
  @CsvSource({
    "-86400, , 2026-11-21 10:00:00",
    "86400, , 2026-11-23 10:00:00",
    "-86401, , 2026-11-22 10:00:00",
    "86401, , 2026-11-22 10:00:00",
    "-86401, 7, 2026-11-22 09:59:53",
    "-10, 7, 2026-11-22 09:59:50",
    "-86401, 86400, 2026-11-21 10:00:00",
    "-86401, 86401, 2026-11-22 10:00:00",
  })
  void when_it_happened_is_what_can_be_believed(long off, Integer delay, String began) {
    Wire session = Wire.of("budi", "81000001", NOW);
    RequestWriter request = session.request(1, NOW.plusSeconds(off));
    if (delay != null) {
      request.integer(Attribute.ACCT_DELAY_TIME, delay);
    }
    apply(List.of(session.entry(NOW, request)));
    assertThat(
            node.one(
                "SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM session"))
        .isEqualTo(began);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4294967295, 4294967295",
    "1, 16, 4294967312",
    "2147483647, 4294967295, 9223372036854775807",
    "2147483648, 0, 0",
    "4294967295, 4294967295, 0",
  })
  void octets_are_64_bits_and_what_no_count_can_be_is_not_guessed_at(
      long gigawords, long octets, String counted) {
    Wire session = Wire.of("budi", "81000001", NOW);
    apply(
        List.of(
            session.entry(
                NOW,
                session
                    .request(3, NOW)
                    .integer(Attribute.ACCT_INPUT_OCTETS, octets)
                    .integer(Attribute.ACCT_INPUT_GIGAWORDS, gigawords)
                    .integer(Attribute.ACCT_OUTPUT_OCTETS, 5))));
    assertThat(node.ask("SELECT input_octets || ' ' || output_octets FROM session"))
        .containsExactly(counted + " 5");
  }

  @Test
  void a_delay_of_a_day_is_not_believed() {
    Wire session = Wire.of("budi", "81000001", Instant.EPOCH);
    apply(
        List.of(
            session.entry(
                NOW,
                session.request(1, Instant.EPOCH).integer(Attribute.ACCT_DELAY_TIME, 86_401))));
    assertThat(node.one("SELECT started_at = '2026-11-22T10:00:00Z' FROM session")).isEqualTo("t");
  }

  /** All at once, by a node that finds them in its journal. */
  private void apply(List<JournalEntry> entries) {
    node.close();
    Node.leave(directory, entries.stream().map(JournalEntry::encode).toList());
    open();
    node.applied();
  }
}
