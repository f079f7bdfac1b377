package id.gerbang.radius.accounting;

import static id.gerbang.radius.accounting.Journals.append;
import static id.gerbang.radius.accounting.Journals.filled;
import static id.gerbang.radius.accounting.Journals.numbered;
import static id.gerbang.radius.accounting.Journals.store;
import static id.gerbang.radius.accounting.Journals.texts;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final long SMALL = 1_000;

  @TempDir private Path directory;

  @Test
  void entries_survive_and_new_ones_follow_them() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int start = 0; start < 3; start++) {
      try (Journal journal = Journal.open(directory)) {
        expected.addAll(append(journal, "start" + start + "-", 10));
        assertThat(texts(journal, 0)).isEqualTo(expected);
      }
    }
  }

  @Test
  void positions_go_on_where_the_reader_stopped() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "a", 5);
      long next;
      try (JournalReader reader = journal.reader(0)) {
        List<JournalReader.Entry> entries = reader.next(3);
        assertThat(entries).hasSize(3);
        next = entries.get(2).next();
      }
      assertThat(texts(journal, next)).containsExactly("a3", "a4");
    }
  }

  @Test
  void entries_across_the_ends_of_blocks_are_whole() throws IOException {
    int count = 3 * JournalReader.BLOCK / Segment.MAX_ENTRY * 4;
    List<byte[]> entries =
        IntStream.range(0, count)
            .mapToObj(i -> filled(i, i % 5 == 0 ? Segment.MAX_ENTRY : 1_000 + i * 911 % 40_000))
            .toList();
    try (Journal journal = Journal.open(directory)) {
      try (JournalReader reader = journal.reader(0)) {
        for (byte[] entry : entries.subList(0, 3)) {
          store(journal, entry);
          assertThat(reader.next(10)).extracting(JournalReader.Entry::bytes).containsExactly(entry);
        }
        entries.subList(3, count).forEach(entry -> store(journal, entry));
        assertThat(journal.durable()).isGreaterThan(3L * JournalReader.BLOCK);
        assertThat(reader.next(count))
            .extracting(JournalReader.Entry::bytes)
            .containsExactlyElementsOf(entries.subList(3, count));
      }
    }
  }

  @Test
  void an_older_copy_of_the_journal_is_read_from_its_beginning() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "a", 3);
      assertThat(texts(journal, 1_000_000)).containsExactly("a0", "a1", "a2");
    }
  }

  @Test
  void segments_are_rolled_over_and_forgotten_once_applied() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      List<String> expected = append(journal, "entry-of-some-length-", 200);
      assertThat(texts(journal, 0)).isEqualTo(expected);
      List<Segment.Range> segments = Segment.in(directory);
      long applied = segments.get(2).start();
      Instant future = Instant.parse("2100-01-01T00:00:00Z");
      journal.forget(applied, Instant.EPOCH);
      assertThat(Segment.in(directory)).isEqualTo(segments);
      journal.forget(applied, future);
      assertThat(Segment.in(directory)).isEqualTo(segments.subList(2, segments.size()));
      assertThat(texts(journal, applied)).isSubsetOf(expected).endsWith(expected.get(199));
    }
  }

  @Test
  void a_second_one_does_not_open_it() {
    try (Journal journal = Journal.open(directory)) {
      assertThatThrownBy(() -> Journal.open(directory))
          .hasMessageContaining(directory.toString())
          .hasRootCauseMessage("another process has the journal in " + directory + " open");
      assertThat(journal.healthy()).isTrue();
    }
    Journal.open(directory).close();
  }

  @Test
  void positions_of_segments_that_were_removed_mean_nothing_in_the_next_journal()
      throws IOException {
    UUID before;
    try (Journal journal = Journal.open(directory)) {
      before = journal.id();
      append(journal, "a", 3);
    }
    try (Journal journal = Journal.open(directory)) {
      assertThat(journal.id()).isEqualTo(before);
    }
    for (Segment.Range segment : Segment.in(directory)) {
      Files.delete(segment.file());
    }
    try (Journal journal = Journal.open(directory)) {
      assertThat(journal.id()).isNotEqualTo(before);
    }
  }

  @Test
  void a_crash_before_the_identity_was_written_does_not_stop_the_next_start() throws IOException {
    Files.createFile(directory.resolve("id"));
    Journal.open(directory).close();
  }

  @Test
  void two_hundred_at_once_get_one_receipt_each() throws Exception {
    int threads = 200;
    int each = 50;
    AtomicIntegerArray receipts = new AtomicIntegerArray(threads * each);
    CountDownLatch told = new CountDownLatch(threads * each);
    try (Journal journal = Journal.open(directory, 100 * SMALL)) {
      List<Thread> all =
          IntStream.range(0, threads)
              .mapToObj(
                  number ->
                      new Thread(
                          () -> {
                            for (int i = number * each; i < (number + 1) * each; i++) {
                              int at = i;
                              journal.append(
                                  ("e" + i).getBytes(US_ASCII),
                                  new Journal.Receipt() {
                                    @Override
                                    public void durable() {
                                      receipts.incrementAndGet(at);
                                      told.countDown();
                                    }

                                    @Override
                                    public void lost() {
                                      receipts.addAndGet(at, 1000);
                                    }
                                  });
                            }
                          }))
              .toList();
      all.forEach(Thread::start);
      for (Thread thread : all) {
        thread.join();
      }
      await().until(() -> told.getCount() == 0);
      assertThat(IntStream.range(0, threads * each).map(receipts::get)).allMatch(n -> n == 1);
      assertThat(texts(journal, 0))
          .containsExactlyInAnyOrderElementsOf(numbered("e", threads * each));
    }
  }

  @Test
  void a_receipt_that_fails_harms_nobody_else() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      journal.append(
          "first".getBytes(US_ASCII),
          new Journal.Receipt() {
            @Override
            public void durable() {
              throw new IllegalStateException("the port is closed");
            }

            @Override
            public void lost() {}
          });
      store(journal, "second");
      assertThat(texts(journal, 0)).containsExactly("first", "second");
    }
  }

  @Test
  void what_no_reader_would_take_is_not_taken() {
    try (Journal journal = Journal.open(directory)) {
      assertThatThrownBy(() -> journal.append(new byte[64 * 1024 + 1], Journal.Receipt.NONE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> journal.append(new byte[0], Journal.Receipt.NONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
