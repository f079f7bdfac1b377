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
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands in an Accounting-Request of a router that has the secret, it is kept. */
class GenuineRecordsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int MANY = 3_000;
  private static final int LONGEST = 253;

  /** All that is read of an Accounting-Request. */
  private static final List<Integer> READ =
      List.of(
          Attribute.USER_NAME,
          Attribute.CLASS,
          Attribute.ACCT_SESSION_ID,
          Attribute.FRAMED_IP_ADDRESS,
          Attribute.FRAMED_IPV6_PREFIX,
          Attribute.DELEGATED_IPV6_PREFIX,
          Attribute.CALLING_STATION_ID,
          Attribute.CALLED_STATION_ID,
          Attribute.NAS_IP_ADDRESS,
          Attribute.NAS_IPV6_ADDRESS,
          Attribute.NAS_IDENTIFIER,
          Attribute.NAS_PORT,
          Attribute.NAS_PORT_ID,
          Attribute.NAS_PORT_TYPE,
          Attribute.ACCT_SESSION_TIME,
          Attribute.ACCT_INPUT_OCTETS,
          Attribute.ACCT_INPUT_GIGAWORDS,
          Attribute.ACCT_OUTPUT_OCTETS,
          Attribute.ACCT_OUTPUT_GIGAWORDS,
          Attribute.ACCT_INPUT_PACKETS,
          Attribute.ACCT_OUTPUT_PACKETS,
          Attribute.ACCT_TERMINATE_CAUSE,
          Attribute.ACCT_DELAY_TIME,
          Attribute.EVENT_TIMESTAMP);

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
  void no_value_of_any_attribute_sets_a_record_aside() throws SQLException {
    Random random = new Random(20261130);
    List<JournalEntry.Accounting> records = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      RequestWriter request =
          RequestWriter.accountingRequest(1)
              .integer(Attribute.ACCT_STATUS_TYPE, 1 + random.nextInt(3));
      for (int type : READ) {
        if (random.nextInt(3) > 0) {
          request.octets(type, value(random));
        }
      }
      records.add(new JournalEntry.Accounting(1, NOW, request.finish(Wire.SECRET)));
    }

    apply(records);

    assertThat(strings("SELECT error FROM journal_quarantine")).isEmpty();
    assertThat(strings("SELECT count(*) FROM session")).isNotEqualTo(List.of("0"));
  }

  /** RFC 3162 §2.3; the malformed ones are those of tcpdump's own tests. */
  @ParameterizedTest
  @CsvSource({
    "00402001 0db80a0b 12f00000 00000000 0000, 2001:db8:a0b:12f0::/64",
    "00402001 0db80a0b 12f0, 2001:db8:a0b:12f0::/64",
    "0000, ::/0",
    "00, nothing",
    "00402001 0db80a0b 12f00000 00000000 000000, nothing",
    "00812001 0db80a0b 12f00000 00000000 0001, nothing",
    "00600000 00000000 00000000 ffff0102 0304, ::ffff:1.2.3.4/96",
  })
  void a_prefix_is_read_where_it_is_one(String hex, String read) throws SQLException {
    Wire session = Wire.of("budi", "81000001", NOW.minusSeconds(60));
    apply(
        List.of(
            session.entry(
                NOW,
                session
                    .request(1, NOW)
                    .octets(
                        Attribute.FRAMED_IPV6_PREFIX,
                        HexFormat.of().parseHex(hex.replace(" ", ""))))));

    assertThat(strings("SELECT coalesce(framed_ipv6_prefix::text, 'nothing') FROM session"))
        .containsExactly(read);
  }

  /** Of no length, of the right one, or of any; nothing but ones, nothing but zeroes, or any. */
  private static byte[] value(Random random) {
    int size =
        switch (random.nextInt(5)) {
          case 0 -> 0;
          case 1, 2 -> 4;
          case 3 -> 18;
          default -> random.nextInt(LONGEST + 1);
        };
    byte[] value = new byte[size];
    switch (random.nextInt(4)) {
      case 0 -> Arrays.fill(value, (byte) 0xff);
      case 1 -> random.nextBytes(value);
      case 2 -> mapped(value);
      default -> {}
    }
    return value;
  }

  /** Where it is long enough a prefix of an address that IPv6 has of IPv4 (RFC 4291 §2.5.5.2). */
  private static void mapped(byte[] value) {
    if (value.length == 18) {
      value[1] = 96;
      value[12] = (byte) 0xff;
      value[13] = (byte) 0xff;
    }
  }

  private void apply(List<JournalEntry.Accounting> records) {
    long end = journal.durable();
    for (JournalEntry.Accounting record : records) {
      byte[] entry = record.encode();
      end += Segment.framed(entry.length);
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> journal.append(entry, Journal.Receipt.NONE));
    }
    long all = end;
    await().pollInterval(Duration.ofMillis(1)).until(() -> journal.durable() >= all);
    try (Applier applier =
        Applier.of(
            journal,
            pool,
            new ClassCodec(new byte[32]),
            new SubscriberDirectory(Timepiece.of(CLOCK)),
            row -> {},
            CLOCK,
            ZoneOffset.UTC)) {
      applier.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> applier.position() >= all);
    }
  }

  private List<String> strings(String sql) throws SQLException {
    return TestDatabase.column(database, sql);
  }
}
