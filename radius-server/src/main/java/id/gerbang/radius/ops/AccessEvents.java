package id.gerbang.radius.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was answered into the log and into PostgreSQL, in batches, off the packet path. The
 * queue is bounded: what does not fit is counted and dropped, never waited for.
 */
public final class AccessEvents implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AccessEvents.class);
  private static final int CAPACITY = 100_000;
  private static final int BATCH = 250;
  private static final long GATHER_MILLIS = 50;
  private static final long RETRY_MILLIS = 1_000;

  private final Object lock = new Object();
  private final DataSource database;
  private final Counters counters;
  private final EventRows rows = new EventRows();
  private final EventLines lines;
  private final Thread writer = new Thread(this::run, "access-events");
  private List<AccessEvent> waiting = new ArrayList<>();
  private int writing;
  private volatile boolean closing;

  /** Names routers by their numbers. */
  public AccessEvents(DataSource database, Counters counters) {
    this(database, counters, Long::toString);
  }

  /**
   * @param routerName by which the log calls a router
   */
  public AccessEvents(DataSource database, Counters counters, LongFunction<String> routerName) {
    this.lines = new EventLines(routerName);
    this.database = database;
    this.counters = counters;
    counters.gauge("gerbang_radius_access_events_queued", this::queued);
  }

  public void start() {
    writer.start();
  }

  /** Never blocks for longer than it takes another thread to do the same. */
  public void note(AccessEvent event) {
    synchronized (lock) {
      int size = waiting.size();
      if (size + writing < CAPACITY) {
        waiting.add(event);
        if (size + 1 == BATCH) {
          lock.notifyAll();
        }
        return;
      }
    }
    dropped(1);
  }

  private int queued() {
    synchronized (lock) {
      return waiting.size() + writing;
    }
  }

  private void dropped(int events) {
    counters.count("gerbang_radius_access_events_dropped_total", events);
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = closing;
      try {
        write(take());
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        log.error("access events are lost", e);
      }
      dropUnwritten();
    }
  }

  private void write(List<AccessEvent> taken) throws InterruptedException {
    lines.write(taken, System.nanoTime());
    for (int from = 0; from < taken.size(); from += BATCH) {
      List<AccessEvent> batch = taken.subList(from, Math.min(from + BATCH, taken.size()));
      store(batch);
      synchronized (lock) {
        writing -= batch.size();
      }
    }
  }

  /** What of those taken was not written: something of ours failed. */
  private void dropUnwritten() {
    int left;
    synchronized (lock) {
      left = writing;
      writing = 0;
    }
    if (left > 0) {
      dropped(left);
    }
  }

  /** All that waits. What comes alone waits a little for company: a transaction is dear. */
  private List<AccessEvent> take() throws InterruptedException {
    synchronized (lock) {
      if (waiting.size() < BATCH && !closing) {
        lock.wait(GATHER_MILLIS);
      }
      List<AccessEvent> taken = waiting;
      waiting = new ArrayList<>(Math.min(taken.size(), BATCH));
      writing = taken.size();
      return taken;
    }
  }

  /** Tries until PostgreSQL takes it; while it is away the queue fills, then drops. */
  private void store(List<AccessEvent> batch) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try (Connection connection = database.getConnection()) {
        copy(connection, batch);
        return;
      } catch (SQLException e) {
        if (closing) {
          log.error("{} access events could not be stored: {}", batch.size(), e.getMessage());
          dropped(batch.size());
          return;
        }
        if (tries == 0) {
          log.warn("access events wait for the database: {}", e.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** A refused batch is halved until the culprit stands alone; the others are stored. */
  private void copy(Connection connection, List<AccessEvent> batch) throws SQLException {
    try {
      rows.copy(connection, batch);
    } catch (SQLException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      if (batch.size() == 1) {
        log.error("an access event is refused: {}", e.getMessage());
        counters.count("gerbang_radius_access_events_refused_total");
        return;
      }
      int half = batch.size() / 2;
      copy(connection, batch.subList(0, half));
      copy(connection, batch.subList(half, batch.size()));
    }
  }

  /** SQLState classes 22, 23 and 54: the data itself is refused, and would be again. */
  private static boolean isRefusal(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  @Override
  public void close() {
    closing = true;
    synchronized (lock) {
      lock.notifyAll();
    }
    try {
      writer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
