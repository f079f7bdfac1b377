package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.MovableClock;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start without database takes from the journal, and for how long customers wait. */
class JournalReplayTest {

  private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");

  @TempDir private Path directory;

  private final MovableClock clock = new MovableClock(NOON);
  private final List<String> told = new ArrayList<>();
  private Duration each = Duration.ZERO;
  private Journal journal;
  private JournalReplay replay;

  @BeforeEach
  void open() {
    journal = Journal.open(directory);
    replay = new JournalReplay(Node.CLASSES, new SubscriberDirectory(clock), new Memory(), clock);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void of_a_long_journal_as_much_is_taken_in_as_there_is_time_for() {
    append(
        IntStream.range(0, 10_000)
            .mapToObj(i -> Wire.of("budi", "%08x".formatted(i), NOON).start())
            .toList());
    long end = journal.durable();
    each = Duration.ofMillis(1);
    long unread = replay.run(journal, 0);
    assertThat(told).hasSizeBetween(3_000, 4_000).startsWith("00000000");
    assertThat(unread).isBetween(end / 2, end);

    each = Duration.ZERO;
    told.clear();
    assertThat(replay.run(journal, 0)).isZero();
    assertThat(told).hasSize(10_000);
  }

  @Test
  void of_an_outage_of_hours_the_newest_is_read_whatever_lies_before_it() throws IOException {
    journal.close();
    journal = Journal.open(directory, 1_000);
    replay =
        new JournalReplay(Node.CLASSES, new SubscriberDirectory(clock), new Memory(), clock, 4_000);
    each = Duration.ofMillis(600);
    appendInSegments(hoursAgo(0, 40));
    appendInSegments(List.of(lease(1), lease(2), lease(3), lease(4)));
    // More than the newest octets, wherever the writer ends a segment.
    appendInSegments(hoursAgo(40, 160));
    appendInSegments(
        IntStream.range(0, 3)
            .mapToObj(i -> Wire.of("siti", "8100000" + i, NOON.minusSeconds(9 - i)).start())
            .toList());

    long unread = replay.run(journal, 0);
    assertThat(told)
        .containsExactly("lease of 1", "lease of 2", "81000000", "81000001", "81000002");
    assertThat(unread).as("leases that there was no time for").isBetween(100L, journal.durable());

    each = Duration.ZERO;
    told.clear();
    assertThat(replay.run(journal, 0)).isZero();
    assertThat(told).hasSize(7);
  }

  private static List<JournalEntry.Accounting> hoursAgo(int first, int last) {
    return IntStream.range(first, last)
        .mapToObj(i -> Wire.of("budi", "%08x".formatted(i), NOON.minusSeconds(20_000 - i)).start())
        .toList();
  }

  private void appendInSegments(List<? extends JournalEntry> entries) {
    for (int i = 0; i < entries.size(); i += 4) {
      append(entries.subList(i, Math.min(i + 4, entries.size())));
    }
  }

  private static JournalEntry lease(long subscriber) {
    return new JournalEntry.Leased(1, (int) subscriber, subscriber, 0, NOON);
  }

  @Test
  void sessions_that_spoke_long_ago_are_left_out_and_what_is_said_once_is_not() {
    append(
        List.of(
            Wire.of("budi", "81000001", NOON.minus(Duration.ofMinutes(181))).start(),
            new JournalEntry.FirstMac(1, NOON.minus(Duration.ofHours(9)), "4c5e0c112233"),
            new JournalEntry.Leased(1, 0x0a0a0002, 1, 0, NOON.minus(Duration.ofHours(9))),
            Wire.of("siti", "81000002", NOON.minus(Duration.ofMinutes(179))).start()));

    assertThat(replay.run(journal, 0)).isZero();
    assertThat(told).containsExactly("4c5e0c112233", "lease of 1", "81000002");
  }

  private void append(List<? extends JournalEntry> entries) {
    long end = journal.durable();
    for (JournalEntry entry : entries) {
      byte[] bytes = entry.encode();
      assertThat(journal.append(bytes, Journal.Receipt.NONE)).isTrue();
      end += Segment.framed(bytes.length);
    }
    long expected = end;
    await().pollInterval(Duration.ofMillis(1)).until(() -> journal.durable() >= expected);
  }

  /** Each record takes so long to take in. */
  private final class Memory implements JournalReplay.Memory {

    @Override
    public void learned(JournalEntry.FirstMac first) {
      told.add(first.mac());
    }

    @Override
    public void leased(JournalEntry.Leased leased) {
      clock.move(each);
      told.add("lease of " + leased.subscriberId());
    }

    @Override
    public void reported(SessionRow row) {
      clock.move(each);
      told.add(row.key().acctSessionId());
    }
  }
}
