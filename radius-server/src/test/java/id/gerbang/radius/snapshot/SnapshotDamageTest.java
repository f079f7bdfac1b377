package id.gerbang.radius.snapshot;

import static id.gerbang.radius.snapshot.KnownThings.PASSWORD;
import static id.gerbang.radius.snapshot.KnownThings.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that was changed, or is of another key, is not believed, and nobody can read it. */
class SnapshotDamageTest {

  @TempDir private Path directory;
  private SnapshotFolder folder;

  @BeforeEach
  void open() {
    folder = new SnapshotFolder(directory);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void nothing_in_the_file_can_be_read_and_nobody_else_may_open_it() throws Exception {
    folder.written(100);
    String octets = Files.readString(folder.file, StandardCharsets.ISO_8859_1);
    assertThat(octets).doesNotContain(SECRET, PASSWORD, "budi", "BRAS");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_changed_octet_anywhere_or_a_cut_at_any_length_is_noticed_and_set_aside() throws Exception {
    folder.written(2_000);
    byte[] whole = Files.readAllBytes(folder.file);
    assertThat(whole.length).isGreaterThan(2 * SealedOutput.CHUNK);
    for (int at = 0; at < whole.length; at += 9_973) {
      Files.write(folder.file, whole);
      flip(at);
      assertUnusable();
      Files.write(folder.file, Arrays.copyOf(whole, at));
      assertUnusable();
    }
    assertThat(folder.file.resolveSibling("radius.snapshot.unusable")).exists();
  }

  @Test
  void chunks_can_neither_be_left_out_nor_come_from_another_snapshot() throws Exception {
    folder.written(2_000);
    byte[] one = Files.readAllBytes(folder.file);
    int first = SealedOutput.HEADER;
    int second = first + 4 + ByteBuffer.wrap(one).getInt(first);
    byte[] without = new byte[one.length - (second - first)];
    System.arraycopy(one, 0, without, 0, first);
    System.arraycopy(one, second, without, first, one.length - second);
    Files.write(folder.file, without);
    assertUnusable();

    int upToLast = 0;
    for (int at = first; at < one.length; at += 4 + ByteBuffer.wrap(one).getInt(at)) {
      upToLast = at;
    }
    Files.write(folder.file, Arrays.copyOf(one, upToLast));
    assertUnusable();

    folder.written(2_000);
    byte[] other = Files.readAllBytes(folder.file);
    System.arraycopy(one, first, other, first, second - first);
    Files.write(folder.file, other);
    assertUnusable();
  }

  @Test
  void under_another_key_it_is_not_used_but_kept_for_when_the_right_one_is_back() throws Exception {
    folder.written(1);
    Sealer another = SealingKey.create(folder.directory.resolve("another.key"));
    assertThat(folder.restored(another).empty()).isTrue();
    assertThat(folder.restored(folder.sealer).subscribers.size()).isEqualTo(1);
  }

  @Test
  void one_that_is_not_begun_to_be_read_is_closed_all_the_same() throws Exception {
    folder.written(1);
    Sealer another = SealingKey.create(folder.directory.resolve("another.key"));
    assertThat(folder.restored(another).empty()).isTrue();

    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.map(SnapshotDamageTest::file)).doesNotContain(folder.file.toString());
    }
  }

  /** Empty where it has been closed meanwhile. */
  private static String file(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void what_was_read_before_it_made_no_sense_is_taken_back() throws Exception {
    folder.written(1);
    byte[] clear;
    try (SealedInput in =
        new SealedInput(
            Files.newInputStream(folder.file),
            Files.size(folder.file),
            folder.sealer,
            SnapshotFile.VERSION)) {
      clear = in.readAllBytes();
    }
    try (FileChannel channel = FileChannel.open(folder.file, StandardOpenOption.WRITE);
        SealedOutput out =
            new SealedOutput(channel.truncate(0), folder.sealer, SnapshotFile.VERSION, () -> {})) {
      out.write(clear);
      out.write(0);
    }
    assertUnusable();
  }

  @Test
  void a_genuine_one_that_makes_no_sense_is_set_aside_and_the_start_goes_on() throws Exception {
    folder.written(1);
    try (FileChannel channel = FileChannel.open(folder.file, StandardOpenOption.WRITE);
        DataOutputStream out =
            new DataOutputStream(
                new SealedOutput(
                    channel.truncate(0), folder.sealer, SnapshotFile.VERSION, () -> {}))) {
      out.writeLong(Long.MAX_VALUE);
      out.writeInt(0);
    }
    assertUnusable();
  }

  @Test
  void one_that_the_disk_has_no_room_for_leaves_the_room_to_the_journal() throws Exception {
    SnapshotFolder.Knowledge knowledge = folder.written(2_000);
    byte[] before = Files.readAllBytes(folder.file);
    Contents contents =
        new Contents(
            knowledge.routers, knowledge.subscribers, knowledge.sessions, knowledge.addresses);
    SnapshotFile file = new SnapshotFile(folder.file.getParent(), folder.sealer);

    assertThatThrownBy(
            () ->
                file.write(
                    contents,
                    KnownThings.NOON,
                    new JournalPlace(new UUID(1, 2), 34),
                    channel -> {
                      throw new UncheckedIOException(new IOException("No space left on device"));
                    }))
        .hasMessageContaining("No space left on device");

    assertThat(folder.file.resolveSibling("radius.snapshot.new")).doesNotExist();
    assertThat(folder.file).hasBinaryContent(before);
  }

  private void assertUnusable() throws Exception {
    SnapshotFolder.Knowledge after = folder.restored(folder.sealer);
    assertThat(after.empty()).isTrue();
    assertThat(folder.file).doesNotExist();
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile octets = new RandomAccessFile(folder.file.toFile(), "rw")) {
      octets.seek(at);
      int octet = octets.read();
      octets.seek(at);
      octets.write(octet ^ 1);
    }
  }
}
