package id.gerbang.radius.event;

import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.ops.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of what was answered: as a row for PostgreSQL, by way of a journal on the disk, and as
 * a line of the log. Whoever notes never waits: what the journal has no room for is counted and
 * dropped. What is noted survives the end of the process but for the last moment, and an outage of
 * the database.
 */
public final class AccessEvents implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AccessEvents.class);

  /** What comes alone waits so long for company: a transaction is dear. */
  private static final long GATHER_MILLIS = 50;

  /** In the journal and not in PostgreSQL: some 5 million events. */
  private static final long MOST_BEHIND = 1L << 30;

  /** Chunks that may wait for the disk: 10 MB. */
  public static final int MOST_CHUNKS_WAITING = 256;

  /** As many as a batch of the journal has in a storm of logins. */
  private static final int SPARE_CHUNKS = 16;

  private final Object lock = new Object();
  private final Journal journal;
  private final Counters counters;
  private final EventStore store;
  private final EventLines lines;
  private final LongAdder all;
  private final AtomicLong unwritten = new AtomicLong();
  private final BlockingQueue<EventChunk> spare = new ArrayBlockingQueue<>(SPARE_CHUNKS);
  private final Thread gatherer = new Thread(this::run, "access-events");
  private List<AccessEvent> toLog = new ArrayList<>();
  private EventChunk chunk = new EventChunk();
  private long noted;
  private long gatheredAt = System.nanoTime();
  private volatile boolean closing;

  /** Names routers by their numbers. */
  public AccessEvents(Journal journal, DataSource database, Counters counters) {
    this(journal, database, counters, Long::toString);
  }

  /**
   * @param journal of these events alone
   * @param routerName by which the log calls a router
   */
  public AccessEvents(
      Journal journal, DataSource database, Counters counters, LongFunction<String> routerName) {
    this.journal = journal;
    this.counters = counters;
    this.lines = new EventLines(routerName);
    this.store = new EventStore(journal, database, counters);
    this.all = counters.counter("gerbang_radius_access_events_total");
    counters.gauge("gerbang_radius_access_events_unwritten", unwritten::get);
    counters.gauge("gerbang_radius_access_events_lag_octets", store::lag);
  }

  public void start() {
    gatherer.start();
    store.start();
  }

  /** Never blocks for longer than it takes another thread to do the same. */
  public void note(AccessEvent event) {
    synchronized (lock) {
      noted++;
      all.increment();
      unwritten.incrementAndGet();
      if (!chunk.add(event)) {
        handOver();
        chunk.add(event);
      }
      if (toLog.size() < EventLines.A_SECOND) {
        toLog.add(event);
      }
    }
  }

  /** The chunk goes to the journal, whose writer is another thread, and comes back empty. */
  private void handOver() {
    boolean room = store.lag() < MOST_BEHIND;
    if (room && journal.append(chunk.octets(), chunk.length(), new Kept(chunk))) {
      EventChunk next = spare.poll();
      chunk = next == null ? new EventChunk() : next;
    } else {
      dropped(chunk.count());
      chunk.clear();
    }
  }

  private final class Kept implements Journal.Receipt {

    private final EventChunk chunk;

    Kept(EventChunk chunk) {
      this.chunk = chunk;
    }

    @Override
    public void durable() {
      unwritten.addAndGet(-chunk.count());
      giveBack();
      store.thereIsNews();
    }

    @Override
    public void lost() {
      dropped(chunk.count());
      giveBack();
    }

    /** Beyond the usual number it is left to the garbage collector. */
    private void giveBack() {
      chunk.clear();
      spare.offer(chunk);
    }
  }

  private void dropped(int events) {
    unwritten.addAndGet(-events);
    counters.count("gerbang_radius_access_events_dropped_total", events);
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = closing;
      try {
        gather();
        if (!last) {
          TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException | Error e) {
        log.error("access events were not logged", e);
      }
    }
  }

  private void gather() {
    long now = System.nanoTime();
    List<AccessEvent> some;
    long count;
    synchronized (lock) {
      some = toLog;
      count = noted;
      toLog = new ArrayList<>();
      noted = 0;
      if (chunk.count() > 0) {
        handOver();
      }
    }
    store.comeAt(count * TimeUnit.SECONDS.toNanos(1) / Math.max(1, now - gatheredAt));
    gatheredAt = now;
    lines.write(some, count - some.size(), now);
  }

  /** What was noted is in the journal; what PostgreSQL has not taken waits there. */
  @Override
  public void close() {
    closing = true;
    try {
      gatherer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
