package id.gerbang.radius.accounting;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the durable part of a journal in order, a batch at a time. One thread. */
public final class JournalReader implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  private final Path directory;
  private final LongSupplier durable;
  private long position;
  private long segmentStart;
  private @Nullable FileChannel channel;

  /**
   * An entry and where the next one begins.
   *
   * @param position of the entry itself
   */
  public record Entry(long position, long next, byte[] bytes) {}

  JournalReader(Path directory, long position, LongSupplier durable) {
    this.directory = directory;
    this.position = position;
    this.durable = durable;
  }

  /** Up to so many entries that were not read before; empty when there are none yet. */
  public List<Entry> next(int atMost) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long end = durable.getAsLong();
    while (position < end && entries.size() < atMost) {
      Optional<byte[]> entry = Segment.read(open(), position - segmentStart);
      if (entry.isPresent()) {
        long next = position + Segment.framed(entry.get());
        entries.add(new Entry(position, next, entry.get()));
        position = next;
      } else if (!skipToNextSegment()) {
        break;
      }
    }
    return entries;
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
      position = Math.max(position, range.start());
      segmentStart = range.start();
      current = FileChannel.open(range.file(), StandardOpenOption.READ);
      channel = current;
    }
    return current;
  }

  /** At the end of a segment, or at damage inside it: what follows is in the next one. */
  private boolean skipToNextSegment() throws IOException {
    for (Segment.Range candidate : Segment.in(directory)) {
      if (candidate.start() > segmentStart && candidate.start() >= position) {
        if (channel != null && position - segmentStart < channel.size()) {
          log.error(
              "journal is damaged at {}; {} bytes up to the next segment are skipped",
              position,
              candidate.start() - position);
        }
        close();
        position = candidate.start();
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
