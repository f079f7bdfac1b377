package id.gerbang.radius.snapshot;

import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot of what the packet path knows: read before the ports open, written every few
 * minutes and at the end, where anything changed, by a thread that gives way to all others.
 */
public final class Snapshots implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final Duration INTERVAL = Duration.ofMinutes(3);
  private static final int FORCED_EVERY = (1 << 20) / SealedOutput.CHUNK;
  private static final long PAUSE_MILLIS = 10;
  private static final long CLOSING_MILLIS = 8_000;

  private final Path directory;
  private final SnapshotFile file;
  private final Contents contents;
  private final Supplier<JournalPlace> place;
  private final Timepiece clock;
  private final Duration interval;
  private final Semaphore closing = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "snapshot");
  private volatile Optional<Instant> knownUntil = Optional.empty();
  private Contents.Basis written = new Contents.Basis(Optional.empty(), 0, 0, 0);

  public Snapshots(
      Path directory,
      Sealer sealer,
      RouterRegistry routers,
      SubscriberDirectory directoryOfSubscribers,
      OpenSessions sessions,
      AddressPools addresses,
      Supplier<JournalPlace> place,
      Timepiece clock,
      Counters counters) {
    this(
        directory,
        sealer,
        new Contents(routers, directoryOfSubscribers, sessions, addresses),
        place,
        clock,
        counters,
        INTERVAL);
  }

  Snapshots(
      Path directory,
      Sealer sealer,
      Contents contents,
      Supplier<JournalPlace> place,
      Timepiece clock,
      Counters counters,
      Duration interval) {
    this.directory = directory;
    this.file = new SnapshotFile(directory, sealer);
    this.contents = contents;
    this.place = place;
    this.clock = clock;
    this.interval = interval;
    counters.gauge("gerbang_radius_snapshot_age_seconds", this::ageSeconds);
  }

  /** Whether there is one in a data directory. */
  public static boolean isIn(Path directory) {
    return SnapshotFile.existsIn(directory);
  }

  /** Whether the one in a data directory was sealed under another key. */
  public static boolean isOfAnotherKey(Path directory, Sealer sealer) {
    return SnapshotFile.isOfAnotherKey(directory, sealer);
  }

  /** Age of what the snapshot on the disk knows; -1 where there is none. */
  private long ageSeconds() {
    return knownUntil
        .map(until -> Math.max(0, Duration.between(until, clock.instant()).toSeconds()))
        .orElse(-1L);
  }

  /**
   * Puts in what the snapshot holds. One that can't be used is set aside, and the start goes on
   * without: the database says all of it again.
   *
   * @param builtIn the router that no snapshot holds
   * @return what the journal says from here on is not in it; empty where none could be read
   */
  public Optional<JournalPlace> restore(Router builtIn) {
    if (!isIn(directory)) {
      return Optional.empty();
    }
    long started = System.nanoTime();
    try {
      Contents.Counts counts = file.read(contents, builtIn);
      contents.directory().restored(counts.knownUntil());
      knownUntil = Optional.of(counts.knownUntil());
      written = contents.basis();
      log.info(
          "snapshot read known_until={} age={}s subscribers={} routers={} sessions={} took={}ms",
          counts.knownUntil(),
          ageSeconds(),
          counts.subscribers(),
          counts.routers(),
          counts.sessions(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
      return Optional.of(counts.place());
    } catch (OtherKeyException e) {
      log.error("snapshot not used file={} because=\"{}\"", file.path(), e.getMessage());
    } catch (IOException e) {
      contents.clear();
      log.error("snapshot not used file={} because=\"{}\"", setAside(), e.getMessage());
    }
    return Optional.empty();
  }

  private Path setAside() {
    try {
      return file.setAside();
    } catch (IOException e) {
      log.warn("snapshot can't be set aside file={} because=\"{}\"", file.path(), e.toString());
      return file.path();
    }
  }

  public void start() {
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  private void run() {
    boolean last = false;
    while (!last) {
      try {
        last = closing.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        writeIfChanged(last);
      } catch (InterruptedException e) {
        last = true;
      }
    }
  }

  private void writeIfChanged(boolean inHaste) {
    Contents.Basis basis = contents.basis();
    Optional<Instant> until = basis.knownUntil();
    if (until.isEmpty() || basis.equals(written)) {
      return;
    }
    long started = System.nanoTime();
    try {
      file.write(contents, until.get(), place.get(), inHaste ? channel -> {} : new Gently());
      written = basis;
      knownUntil = until;
      log.debug(
          "snapshot written took={}ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    } catch (IOException | RuntimeException | Error e) {
      log.error("snapshot not written file={} because=\"{}\"", file.path(), e.toString());
    }
  }

  /** A mebibyte is forced before the next is written: the journal's force never waits for more. */
  private static final class Gently implements SnapshotFile.Pace {

    private int chunks;

    @Override
    public void written(FileChannel channel) {
      if (++chunks % FORCED_EVERY == 0) {
        try {
          channel.force(false);
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Writes what is known at the end. */
  @Override
  public void close() {
    closing.release();
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
