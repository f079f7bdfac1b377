package id.gerbang.radius.accounting;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The directory of a journal: one process' alone while it is open, with an identity of its own, and
 * the segments that are kept.
 */
final class JournalFiles implements Closeable {

  private final Path directory;
  private final FileLock lock;
  private final UUID id;

  private JournalFiles(Path directory, FileLock lock, UUID id) {
    this.directory = directory;
    this.lock = lock;
    this.id = id;
  }

  /** Makes it where there is none. */
  static JournalFiles open(Path directory) throws IOException {
    make(directory);
    FileLock lock = lock(directory);
    try {
      return new JournalFiles(directory, lock, identity(directory));
    } catch (IOException | RuntimeException e) {
      lock.channel().close();
      throw e;
    }
  }

  /** A name is on the disk when the directory that holds it was forced, not before. */
  private static void make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Segment.forceNames(directory.toAbsolutePath().resolveSibling("."));
    }
  }

  private static FileLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException alreadyOurs) {
      // said below
    }
    channel.close();
    throw new IOException("another process has the journal in " + directory + " open");
  }

  /** Positions begin anew where there are no segments, and so does the identity. */
  private static UUID identity(Path directory) throws IOException {
    Path file = directory.resolve("id");
    if (Segment.in(directory).isEmpty() || !Files.exists(file)) {
      Path whole = directory.resolve("id.new");
      Files.writeString(
          whole,
          UUID.randomUUID().toString(),
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return UUID.fromString(Files.readString(file).strip());
  }

  Path directory() {
    return directory;
  }

  /** Random per journal, not per host: positions of one mean nothing in another. */
  UUID id() {
    return id;
  }

  /** The last segment, if there are any. */
  Optional<Segment.Range> newest() throws IOException {
    List<Segment.Range> segments = Segment.in(directory);
    return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
  }

  /** Where the oldest segment that is kept begins. */
  long oldest() {
    try {
      return Segment.in(directory).get(0).start();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal in " + directory + " can't be read", e);
    }
  }

  /** Where the first segment begins from which no more than some octets lie up to an end. */
  long last(long octets, long end) throws IOException {
    long from = end - octets;
    return Segment.in(directory).stream()
        .mapToLong(Segment.Range::start)
        .filter(start -> start >= from)
        .findFirst()
        .orElse(end);
  }

  /**
   * Drops segments that are applied and whose last record is older than an instant: until then they
   * can be replayed after a failover or a restore.
   */
  void forget(long applied, Instant olderThan) throws IOException {
    List<Segment.Range> segments = Segment.in(directory);
    for (int i = 0; i + 1 < segments.size(); i++) {
      Path file = segments.get(i).file();
      if (segments.get(i + 1).start() <= applied
          && Files.getLastModifiedTime(file).toInstant().isBefore(olderThan)) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.channel().close();
  }
}
