package id.gerbang.radius.accounting;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on stable storage that an accounting record enters before it is answered (P1). One writer
 * thread takes whatever waits, writes it, forces it to the disk once, and only then tells who
 * waited. Segments of about 64 MiB, named by the position of their first byte; positions only grow.
 *
 * <p>After a failed write or force the file is never touched again, since what the disk holds is
 * unknown then: nobody is told, so the router asks again, and a new segment takes what comes next.
 */
public final class Journal implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final int QUEUE_CAPACITY = 65_536;
  private static final int BATCH = 4_096;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final long RETRY_MILLIS = 1_000;

  private final BlockingQueue<Waiting> queue;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final JournalFiles files;
  private final Path directory;
  private final Keeping keeping;
  private final Thread writer;
  private final LongAdder skipped = new LongAdder();
  private Segment segment;
  private volatile long durable;
  private volatile boolean closing;
  private volatile boolean healthy = true;

  /** What an entry's sender is told, on the writer's thread. */
  public interface Receipt {

    /** It is on stable storage. */
    void durable();

    /** It could not be stored, and will not be. */
    void lost();

    /** Of an entry whose fate nobody waits for. */
    Receipt NONE =
        new Receipt() {
          @Override
          public void durable() {}

          @Override
          public void lost() {}
        };
  }

  private record Waiting(byte[] octets, int length, Receipt receipt) {}

  /**
   * How a journal keeps what it is given.
   *
   * @param waiting how many entries may wait to be written
   * @param forces whether what is written is forced to the disk before it counts as durable
   * @param forced told, in nanoseconds, how long each force took
   */
  private record Keeping(int waiting, long segmentBytes, boolean forces, LongConsumer forced) {}

  private Journal(JournalFiles files, Segment segment, Keeping keeping) {
    this.queue = new ArrayBlockingQueue<>(keeping.waiting());
    this.files = files;
    this.directory = files.directory();
    this.segment = segment;
    this.keeping = keeping;
    this.durable = segment.end();
    this.writer = new Thread(this::write, String.valueOf(directory.getFileName()));
  }

  /**
   * Opens the journal of a directory, or makes one. A new segment is begun: what a crash left at
   * the end of the last one, or damaged inside it, stays as it is, and the reader steps over it.
   */
  public static Journal open(Path directory) {
    return open(directory, nanos -> {});
  }

  /**
   * @param forced told, in nanoseconds, how long each force of the disk took
   */
  public static Journal open(Path directory, LongConsumer forced) {
    return open(directory, new Keeping(QUEUE_CAPACITY, SEGMENT_BYTES, true, forced));
  }

  /**
   * Opens one whose entries outlive the process, but perhaps not a power cut: they count as durable
   * once they are written.
   *
   * @param waiting how many entries may wait to be written
   */
  public static Journal openUnforced(Path directory, int waiting) {
    return open(directory, new Keeping(waiting, SEGMENT_BYTES, false, nanos -> {}));
  }

  static Journal open(Path directory, long segmentBytes) {
    return open(directory, new Keeping(QUEUE_CAPACITY, segmentBytes, true, nanos -> {}));
  }

  private static Journal open(Path directory, Keeping keeping) {
    try {
      JournalFiles files = JournalFiles.open(directory);
      try {
        Optional<Segment.Range> last = files.newest();
        if (keeping.forces() && last.isPresent()) {
          forceTail(last.get(), keeping.forced());
        }
        Segment segment = Segment.create(directory, last.isPresent() ? last.get().end() : 0);
        Journal journal = new Journal(files, segment, keeping);
        journal.writer.start();
        return journal;
      } catch (IOException | RuntimeException e) {
        files.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal in " + directory + " can't be opened", e);
    }
  }

  /**
   * What a process wrote that was killed before it forced it is read from here on, and moves
   * PostgreSQL's position: a power cut may not take it back, or what came next would stand where
   * that position says that all is applied.
   */
  private static void forceTail(Segment.Range last, LongConsumer forced) {
    long began = System.nanoTime();
    try {
      Segment.force(last.file());
      forced.accept(System.nanoTime() - began);
    } catch (IOException e) {
      log.error("{} can't be forced to the disk: {}", last.file(), e.toString());
    }
  }

  /** Entries that wait to be written. */
  public int queued() {
    return queue.size();
  }

  /** Random per journal, not per host: positions of one mean nothing in another. */
  public UUID id() {
    return files.id();
  }

  /** Everything before this position is on stable storage, or written where it is not forced. */
  public long durable() {
    return durable;
  }

  /** Whether records are being made durable at the moment. */
  public boolean healthy() {
    return healthy;
  }

  /** Hands an entry to the writer, as {@link #append(byte[], int, Receipt)} does. */
  public boolean append(byte[] entry, Receipt receipt) {
    return append(entry, entry.length, receipt);
  }

  /**
   * Hands the entry that {@code octets} begins with to the writer; never blocks. Until its receipt
   * is called the octets are the writer's.
   *
   * @return false when the queue is full: the entry was not taken, and its receipt is not called
   */
  public boolean append(byte[] octets, int length, Receipt receipt) {
    if (length == 0 || length > Segment.MAX_ENTRY) {
      throw new IllegalArgumentException("a journal entry of " + length + " octets");
    }
    return queue.offer(new Waiting(octets, length, receipt));
  }

  /**
   * A reader of what is durable, from a position on. One beyond the end was reached by a journal
   * that is no longer here: what there is is read from its beginning, since applied twice does no
   * harm and never applied does.
   */
  public JournalReader reader(long position) {
    if (position <= durable) {
      return new JournalReader(directory, position, this::durable, skipped);
    }
    log.error(
        "the journal ends at {}, but {} was applied of it: an older copy? It is applied again",
        durable,
        position);
    return new JournalReader(directory, files.oldest(), this::durable, skipped);
  }

  /** Where the first segment begins from which no more octets than these lie. */
  long last(long octets) throws IOException {
    return files.last(octets, durable);
  }

  /** Where the oldest segment that is kept begins. */
  public long oldest() {
    return files.oldest();
  }

  /**
   * Drops segments that are applied and whose last record is older than an instant: until then they
   * can be replayed after a failover or a restore.
   */
  public void forget(long applied, Instant olderThan) throws IOException {
    files.forget(applied, olderThan);
  }

  /** Octets that readers could not read as entries since the start: lost records, if not torn. */
  public long skippedOctets() {
    return skipped.sum();
  }

  private void write() {
    List<Waiting> batch = new ArrayList<>(BATCH);
    while (!closing || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
        }
        if (first != null || !healthy) {
          store(batch);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (IOException | RuntimeException | Error e) {
        failed(batch, e);
      } finally {
        batch.clear();
      }
    }
  }

  /** Said once; and nobody of the batch is answered. Without a writer nobody ever would be. */
  private void failed(List<Waiting> batch, Throwable why) {
    if (healthy) {
      log.error("{} can't be written, nothing in it is answered", directory, why);
    }
    healthy = false;
    tell(batch, Receipt::lost);
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void store(List<Waiting> batch) throws IOException {
    try {
      if (!healthy) {
        replaceSegment();
      } else if (segment.size() >= keeping.segmentBytes()) {
        segment.close();
        segment = Segment.create(directory, segment.end());
      }
      for (Waiting waiting : batch) {
        if (buffer.remaining() < Segment.framed(waiting.length())) {
          segment.write(buffer.flip());
          buffer.clear();
        }
        Segment.frame(waiting.octets(), waiting.length(), buffer);
      }
      segment.write(buffer.flip());
      if (keeping.forces()) {
        force();
      }
      durable = segment.end();
      if (!healthy) {
        log.info("{} is written again", directory);
      }
      healthy = true;
    } finally {
      buffer.clear();
    }
    tell(batch, Receipt::durable);
  }

  private void force() throws IOException {
    long began = System.nanoTime();
    segment.force();
    keeping.forced().accept(System.nanoTime() - began);
  }

  /**
   * After a failure: another file, proved to have room. One without a durable entry goes, and its
   * place is the next one's: where positions are left out something is missing.
   */
  private void replaceSegment() throws IOException {
    segment.close();
    long next = segment.end();
    if (segment.start() >= durable) {
      segment.delete();
      next = segment.start();
    }
    segment = Segment.create(directory, next);
    segment.proveRoom();
  }

  /**
   * Whoever can't take the news, as a port that was closed meanwhile, keeps it from nobody else.
   */
  private static void tell(List<Waiting> batch, Consumer<Receipt> news) {
    for (Waiting waiting : batch) {
      try {
        news.accept(waiting.receipt());
      } catch (RuntimeException | Error e) {
        log.warn("the sender of a journal entry could not be told: {}", e.toString());
      }
    }
  }

  /** Stores what waits, then closes. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(10_000);
      segment.close();
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("journal did not close: {}", e.toString());
    }
  }
}
