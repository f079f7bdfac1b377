package id.gerbang.radius.accounting;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * One file of the journal: frames one after another, each {@code length u32 ‖ crc32c u32 ‖ entry}.
 * Its name is the position of its first byte, in 16 hex digits.
 */
final class Segment implements Closeable {

  private static final int FRAME_HEADER = 8;
  static final int MAX_ENTRY = 64 * 1024;
  static final int MAX_FRAME = FRAME_HEADER + MAX_ENTRY;
  private static final int ROOM = 1 << 16;
  private static final String SUFFIX = ".journal";

  private final Path file;
  private final FileChannel channel;
  private final long start;
  private long size;

  /** Where a segment's file is and where it starts. */
  record Range(Path file, long start) {
    long end() throws IOException {
      return start + Files.size(file);
    }
  }

  private Segment(Path file, FileChannel channel, long start) {
    this.file = file;
    this.channel = channel;
    this.start = start;
  }

  /** The segments of a directory, oldest first. */
  static List<Range> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(file -> new Range(file, startOf(file)))
          .toList();
    }
  }

  private static long startOf(Path file) {
    return Long.parseLong(String.valueOf(file.getFileName()).substring(0, 16), 16);
  }

  /** A new one; its name is on the disk before the first frame is. */
  static Segment create(Path directory, long start) throws IOException {
    Path file = directory.resolve(String.format("%016x%s", start, SUFFIX));
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    forceNames(directory);
    return new Segment(file, channel, start);
  }

  /** Brings what others have written into a file onto the disk. */
  static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(false);
    }
  }

  /** Brings the names in a directory onto the disk. */
  static void forceNames(Path directory) throws IOException {
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Fails where the disk is full, though an empty file could be made. */
  void proveRoom() throws IOException {
    channel.write(ByteBuffer.allocate(ROOM), 0);
    channel.force(false);
    channel.truncate(0);
  }

  /**
   * The entry framed at the position of a buffer, which is moved behind it; empty, and nothing
   * moved, where there is no whole and undamaged one.
   */
  static Optional<byte[]> read(ByteBuffer frames) {
    if (frames.remaining() < FRAME_HEADER) {
      return Optional.empty();
    }
    int at = frames.position();
    int length = frames.getInt(at);
    if (length <= 0 || length > Math.min(MAX_ENTRY, frames.remaining() - FRAME_HEADER)) {
      return Optional.empty();
    }
    byte[] entry = new byte[length];
    frames.get(at + FRAME_HEADER, entry);
    if (crc(entry, length) != frames.getInt(at + 4)) {
      return Optional.empty();
    }
    frames.position(at + FRAME_HEADER + length);
    return Optional.of(entry);
  }

  /** Where behind an offset the next whole and undamaged entry is framed; -1 if nowhere. */
  static long nextWhole(FileChannel channel, long offset) throws IOException {
    int size = Math.toIntExact(Math.max(0, channel.size() - offset));
    ByteBuffer rest = ByteBuffer.allocate(size);
    readFully(channel, rest, offset);
    rest.flip();
    for (int at = 1; at <= rest.limit() - FRAME_HEADER; at++) {
      int length = rest.getInt(at);
      if (length > 0 && length <= Math.min(MAX_ENTRY, rest.limit() - at - FRAME_HEADER)) {
        CRC32C crc = new CRC32C();
        crc.update(rest.slice(at + FRAME_HEADER, length));
        if ((int) crc.getValue() == rest.getInt(at + 4)) {
          return offset + at;
        }
      }
    }
    return -1;
  }

  /** Fills a buffer with what is there from an offset on. */
  static void readFully(FileChannel channel, ByteBuffer into, long offset) throws IOException {
    int read = 0;
    while (read >= 0 && into.hasRemaining()) {
      read = channel.read(into, offset + into.position());
    }
  }

  static int framed(int length) {
    return FRAME_HEADER + length;
  }

  /** Frames the entry that {@code octets} begins with. */
  static void frame(byte[] octets, int length, ByteBuffer into) {
    into.putInt(length).putInt(crc(octets, length)).put(octets, 0, length);
  }

  private static int crc(byte[] octets, int length) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, length);
    return (int) crc.getValue();
  }

  void write(ByteBuffer frames) throws IOException {
    while (frames.hasRemaining()) {
      size += channel.write(frames, size);
    }
  }

  void force() throws IOException {
    channel.force(false);
  }

  long start() {
    return start;
  }

  long size() {
    return size;
  }

  /** The position after the last byte written. */
  long end() {
    return start + size;
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
