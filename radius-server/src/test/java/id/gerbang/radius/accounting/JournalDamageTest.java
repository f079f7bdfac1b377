package id.gerbang.radius.accounting;

import static id.gerbang.radius.accounting.Journals.append;
import static id.gerbang.radius.accounting.Journals.filled;
import static id.gerbang.radius.accounting.Journals.numbered;
import static id.gerbang.radius.accounting.Journals.store;
import static id.gerbang.radius.accounting.Journals.texts;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, a power cut or a bad disk costs. */
class JournalDamageTest {

  private static final long SMALL = 1_000;

  @TempDir private Path directory;

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
  void a_segment_that_is_gone_from_the_middle_is_counted() throws IOException {
    try (Journal journal = Journal.open(directory, SMALL)) {
      append(journal, "entry-of-some-length-", 200);
      List<Segment.Range> segments = Segment.in(directory);
      Files.delete(segments.get(1).file());
      assertThat(texts(journal, 0))
          .startsWith("entry-of-some-length-0")
          .endsWith("entry-of-some-length-199")
          .hasSizeLessThan(200);
      assertThat(journal.skippedOctets())
          .isEqualTo(segments.get(2).start() - segments.get(1).start());
    }
  }

  @Test
  void a_segment_that_lost_its_last_entries_is_counted_though_what_it_has_is_whole()
      throws IOException {
    int frame = Segment.framed("entry-of-some-length-10".getBytes(US_ASCII).length);
    try (Journal journal = Journal.open(directory, SMALL)) {
      append(journal, "entry-of-some-length-", 200);
      try (RandomAccessFile file =
          new RandomAccessFile(Segment.in(directory).get(1).file().toFile(), "rw")) {
        file.setLength(file.length() - 2L * frame);
      }
      assertThat(texts(journal, 0)).hasSize(198);
      assertThat(journal.skippedOctets()).isEqualTo(2L * frame);
    }
  }

  /** A power cut may leave a file as long as it was to become. */
  @Test
  void zeroes_behind_the_last_entry_are_no_entries() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "before", 3);
    }
    try (RandomAccessFile file = new RandomAccessFile(lastSegment(directory).toFile(), "rw")) {
      file.setLength(file.length() + 100_000);
    }
    try (Journal journal = Journal.open(directory)) {
      append(journal, "after", 2);
      assertThat(texts(journal, 0))
          .containsExactly("before0", "before1", "before2", "after0", "after1");
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
}
