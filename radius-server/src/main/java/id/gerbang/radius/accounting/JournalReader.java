package id.gerbang.radius.accounting;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the durable part of a journal in order, a batch at a time. One thread. */
public final class JournalReader implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  /** A read of the file gets so much, and then entries come from memory. */
  static final int BLOCK = 4 * Segment.MAX_FRAME;

  /** What follows {@link #position}, as far as it was read ahead. */
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

  private final Path directory;
  private final LongSupplier durable;
  private final LongAdder skipped;
  private long position;
  private long segmentStart;
  private @Nullable FileChannel channel;

  /**
   * An entry and where the next one begins.
   *
   * @param position of the entry itself
   */
  public record Entry(long position, long next, byte[] bytes) {}

  /**
   * @param skipped counts octets that should have been entries and can't be read
   */
  JournalReader(Path directory, long position, LongSupplier durable, LongAdder skipped) {
    this.directory = directory;
    this.skipped = skipped;
    this.position = position;
    this.durable = durable;
  }

  /** Octets that were not read yet. */
  long waiting() {
    return durable.getAsLong() - position;
  }

  /** Up to so many entries that were not read before; empty when there are none yet. */
  public List<Entry> next(int atMost) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long end = durable.getAsLong();
    while (position < end && entries.size() < atMost) {
      Optional<byte[]> entry = entryHere(end);
      if (entry.isPresent()) {
        long next = position + Segment.framed(entry.get().length);
        entries.add(new Entry(position, next, entry.get()));
        position = next;
      } else {
        skipDamage(end);
      }
    }
    return entries;
  }

  /** From the block in hand; where that holds no whole entry, from one that begins here. */
  private Optional<byte[]> entryHere(long end) throws IOException {
    Optional<byte[]> entry = Segment.read(block);
    if (entry.isEmpty()) {
      FileChannel current = open();
      // Never beyond what is durable: the rest is still being written.
      block.clear().limit((int) Math.max(0, Math.min(BLOCK, end - position)));
      Segment.readFully(current, block, position - segmentStart);
      block.flip();
      entry = Segment.read(block);
    }
    return entry;
  }

  private FileChannel open() throws IOException {
    FileChannel current = channel;
    if (current == null) {
      Segment.Range range = null;
      for (Segment.Range candidate : Segment.in(directory)) {
        if (range == null || candidate.start() <= position) {
          range = candidate;
        }
      }
      if (range == null) {
        throw new IOException("no journal segment holds position " + position);
      }
      if (position < range.start()) {
        skip(range.start(), "is not there");
      }
      segmentStart = range.start();
      current = FileChannel.open(range.file(), StandardOpenOption.READ);
      channel = current;
    }
    return current;
  }

  /**
   * At the end of a segment goes on in the next one. At damage inside it, with the next whole entry
   * of the segment; where there is none, behind it all: in the next segment, or in the one that is
   * being written at the end of what is durable, where an entry will begin.
   */
  private void skipDamage(long end) throws IOException {
    FileChannel current = open();
    OptionalLong nextSegment =
        Segment.in(directory).stream()
            .mapToLong(Segment.Range::start)
            .filter(start -> start > segmentStart && start >= position)
            .findFirst();
    long limit = Math.min(end, nextSegment.orElse(end));
    long whole = segmentStart + Segment.nextWhole(current, position - segmentStart);
    if (whole >= segmentStart && whole < limit) {
      skip(whole, "is damaged");
      return;
    }
    if (position - segmentStart < current.size()) {
      skip(limit, "is damaged");
    }
    block.limit(0);
    if (nextSegment.isPresent() && nextSegment.getAsLong() <= end) {
      if (position < nextSegment.getAsLong()) {
        skip(nextSegment.getAsLong(), "is not there");
      }
      close();
    } else {
      position = end;
    }
  }

  private void skip(long to, String why) {
    log.error(
        "journal from {} on {}: {} octets are skipped; what was acknowledged of them is lost",
        position,
        why,
        to - position);
    skipped.add(to - position);
    position = to;
    block.limit(0);
  }

  @Override
  public void close() throws IOException {
    block.limit(0);
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
