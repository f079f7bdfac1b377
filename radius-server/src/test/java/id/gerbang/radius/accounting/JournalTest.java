package id.gerbang.radius.accounting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
  void a_torn_tail_of_any_length_costs_only_the_torn_entry() throws IOException {
    int frame = Segment.framed("torn".getBytes(US_ASCII).length);
    for (int missing = 1; missing <= frame; missing++) {
      Path folder = directory.resolve("missing" + missing);
      List<String> expected = new ArrayList<>();
      try (Journal journal = Journal.open(folder)) {
        expected.addAll(append(journal, "whole", 3));
        store(journal, "torn");
      }
      Path last = lastSegment(folder);
      try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
        file.setLength(file.length() - missing);
      }
      try (Journal journal = Journal.open(folder)) {
        expected.addAll(append(journal, "after", 2));
        assertThat(texts(journal, 0)).isEqualTo(expected);
      }
    }
  }

  /** What a power cut leaves: of each file what was forced, and nothing behind it that is whole. */
  @Test
  void whatever_the_disk_held_at_the_moment_of_a_receipt_holds_that_entry() throws IOException {
    Path copies = directory.resolve("copies");
    Path live = directory.resolve("live");
    List<String> receipts = new CopyOnWriteArrayList<>();
    try (Journal journal = Journal.open(live, SMALL)) {
      for (int i = 0; i < 60; i++) {
        String entry = "entry-of-some-length-" + i;
        CountDownLatch told = new CountDownLatch(1);
        Path copy = copies.resolve(Integer.toString(i));
        journal.append(
            entry.getBytes(US_ASCII),
            new Journal.Receipt() {
              @Override
              public void durable() {
                copyUpTo(journal.durable(), live, copy);
                receipts.add(entry);
                told.countDown();
              }

              @Override
              public void lost() {}
            });
        await().pollInterval(Duration.ofMillis(1)).until(() -> told.getCount() == 0);
      }
    }
    for (int i = 0; i < 60; i++) {
      try (Journal journal = Journal.open(copies.resolve(Integer.toString(i)))) {
        assertThat(texts(journal, 0)).isEqualTo(receipts.subList(0, i + 1));
      }
    }
  }

  @Test
  void damage_costs_only_the_damaged_entry() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      append(journal, "entry-of-some-length-", 200);
    }
    List<Segment.Range> segments = Segment.in(directory);
    assertThat(segments).hasSizeGreaterThan(3);
    flip(segments.get(1).file(), Files.size(segments.get(1).file()) / 2);
    try (Journal journal = Journal.open(directory)) {
      List<String> whole = numbered("entry-of-some-length-", 200);
      List<String> read = texts(journal, 0);
      assertThat(read).hasSize(199).isSubsetOf(whole);
      assertThat(journal.skippedOctets())
          .isEqualTo(Segment.framed("entry-of-some-length-50".getBytes(US_ASCII).length));
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

  /** The damaged entry's frame begins in one block and ends in the next; its length stays right. */
  @Test
  void damage_at_the_end_of_a_block_costs_only_the_damaged_entry() throws IOException {
    byte[] entry = filled(7, 9_999);
    int frame = Segment.framed(entry.length);
    int damaged = JournalReader.BLOCK / frame;
    try (Journal journal = Journal.open(directory)) {
      for (int i = 0; i < 2 * damaged; i++) {
        store(journal, entry);
      }
      for (long at : List.of((damaged + 1L) * frame - 1, (long) damaged * frame + 1)) {
        flip(lastSegment(directory), at);
        try (JournalReader reader = journal.reader(0)) {
          List<JournalReader.Entry> read = reader.next(3 * damaged);
          assertThat(read).hasSize(2 * damaged - 1);
          assertThat(read).extracting(JournalReader.Entry::bytes).containsOnly(entry);
          assertThat(read)
              .extracting(JournalReader.Entry::position)
              .doesNotContain(at / frame * frame);
        }
        flip(lastSegment(directory), at);
      }
      assertThat(journal.skippedOctets()).isEqualTo(2L * frame);
    }
  }

  @Test
  void damage_in_the_last_segment_destroys_nothing_behind_it() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "before", 3);
    }
    Path file = lastSegment(directory);
    byte[] before = Files.readAllBytes(file);
    flip(file, 10);
    long size = Files.size(file);
    try (Journal journal = Journal.open(directory)) {
      append(journal, "after", 2);
      assertThat(texts(journal, 0)).containsExactly("before1", "before2", "after0", "after1");
    }
    assertThat(Files.size(file)).isEqualTo(size).isEqualTo(before.length);
  }

  @Test
  void damage_in_the_segment_that_is_being_written_holds_no_reader_up() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "entry", 3);
      int frame = Segment.framed("entry0".getBytes(US_ASCII).length);
      flip(lastSegment(directory), 2L * frame + 10);
      JournalReader reader = journal.reader(0);
      assertThat(reader.next(10)).hasSize(2);
      assertThat(journal.skippedOctets()).isEqualTo(frame);
      append(journal, "later", 1);
      assertThat(reader.next(10))
          .extracting(entry -> new String(entry.bytes(), US_ASCII))
          .containsExactly("later0");
      reader.close();
    }
  }

  @Test
  void segments_that_are_gone_before_they_were_read_are_counted() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      append(journal, "entry-of-some-length-", 200);
      List<Segment.Range> segments = Segment.in(directory);
      Files.delete(segments.get(0).file());
      assertThat(texts(journal, 0)).endsWith("entry-of-some-length-199").hasSizeLessThan(200);
      assertThat(journal.skippedOctets()).isEqualTo(segments.get(1).start());
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

  /** The segments without an octet past a position. */
  private static void copyUpTo(long durable, Path from, Path to) {
    try {
      Files.createDirectories(to);
      Files.copy(from.resolve("id"), to.resolve("id"));
      for (Segment.Range segment : Segment.in(from)) {
        byte[] octets = Files.readAllBytes(segment.file());
        int kept = (int) Math.max(0, Math.min(octets.length, durable - segment.start()));
        Files.write(to.resolve(segment.file().getFileName()), Arrays.copyOf(octets, kept));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int octet = bytes.read();
      bytes.seek(at);
      bytes.write(octet ^ 1);
    }
  }

  private static Path lastSegment(Path directory) throws IOException {
    List<Segment.Range> segments = Segment.in(directory);
    return segments.get(segments.size() - 1).file();
  }

  private static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<String> append(Journal journal, String prefix, int count) {
    List<String> entries = numbered(prefix, count);
    entries.forEach(entry -> store(journal, entry));
    return entries;
  }

  private static byte[] filled(int with, int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) with);
    return octets;
  }

  private static void store(Journal journal, String entry) {
    store(journal, entry.getBytes(US_ASCII));
  }

  private static void store(Journal journal, byte[] entry) {
    AtomicInteger stored = new AtomicInteger();
    journal.append(
        entry,
        new Journal.Receipt() {
          @Override
          public void durable() {
            stored.incrementAndGet();
          }

          @Override
          public void lost() {
            stored.set(-1);
          }
        });
    await().pollInterval(Duration.ofMillis(1)).until(() -> stored.get() == 1);
  }

  private static List<String> texts(Journal journal, long position) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JournalReader reader = journal.reader(position)) {
      List<JournalReader.Entry> entries = reader.next(7);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> texts.add(new String(entry.bytes(), US_ASCII)));
        entries = reader.next(7);
      }
    }
    return texts;
  }
}
