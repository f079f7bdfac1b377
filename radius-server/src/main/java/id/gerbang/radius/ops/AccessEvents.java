package id.gerbang.radius.ops;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was answered into the log and into PostgreSQL, in batches, off the packet path. The
 * queue is bounded: what does not fit is counted and dropped, never waited for.
 */
public final class AccessEvents implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger("gerbang.access");
  private static final int CAPACITY = 100_000;
  private static final int BATCH = 2_000;
  private static final int LOGGED_OF_A_BATCH = 100;
  private static final long RETRY_MILLIS = 1_000;
  private static final String INSERT =
      """
      INSERT INTO access_event (at, router_id, subscriber_id, username, answer, reason, cause,
                                acct_session_id, calling_station_id, framed_ip, detail)
      SELECT * FROM unnest(?::timestamptz[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                           ?::text[], ?::text[], ?::inet[], ?::text[])""";

  private final BlockingQueue<AccessEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final DataSource database;
  private final Counters counters;
  private final Thread writer = new Thread(this::run, "access-events");
  private volatile boolean closing;

  public AccessEvents(DataSource database, Counters counters) {
    this.database = database;
    this.counters = counters;
    counters.gauge("gerbang_radius_access_events_queued", queue::size);
  }

  public void start() {
    writer.start();
  }

  /** Never blocks. */
  public void note(AccessEvent event) {
    if (!queue.offer(event)) {
      counters.count("gerbang_radius_access_events_dropped_total");
    }
  }

  private void run() {
    List<AccessEvent> batch = new ArrayList<>(BATCH);
    while (!closing || !queue.isEmpty()) {
      try {
        AccessEvent first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        writeLines(batch);
        store(batch);
      } catch (InterruptedException e) {
        closing = true;
      } finally {
        batch.clear();
      }
    }
  }

  private static void writeLines(List<AccessEvent> batch) {
    for (AccessEvent event : batch.subList(0, Math.min(batch.size(), LOGGED_OF_A_BATCH))) {
      log.info(
          "{} user={} router={} reason={}{} session={} {}",
          event.answer(),
          event.username(),
          event.routerId(),
          event.reason(),
          event.cause().map(cause -> " cause=" + cause).orElse(""),
          event.acctSessionId(),
          event.detail());
    }
    if (batch.size() > LOGGED_OF_A_BATCH) {
      log.info("and {} more, in access_event", batch.size() - LOGGED_OF_A_BATCH);
    }
  }

  /** Tries until PostgreSQL takes it; while it is away the queue fills, then drops. */
  private void store(List<AccessEvent> batch) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try (Connection connection = database.getConnection()) {
        insert(connection, batch);
        return;
      } catch (SQLException e) {
        if (closing || isRefusal(e)) {
          log.error("{} access events could not be stored: {}", batch.size(), e.getMessage());
          return;
        }
        if (tries == 0) {
          log.warn("access events wait for the database: {}", e.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** SQLState class 22: the data itself is refused, and would be again. */
  private static boolean isRefusal(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("22");
  }

  private static void insert(Connection connection, List<AccessEvent> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Column column = (type, value) -> array(connection, type, batch, value);
      int at = 1;
      statement.setArray(at++, column.of("timestamptz", event -> event.at().toString()));
      statement.setArray(at++, column.of("bigint", AccessEvent::routerId));
      statement.setArray(at++, column.of("bigint", event -> event.subscriberId().orElse(null)));
      statement.setArray(at++, column.of("text", AccessEvent::username));
      statement.setArray(at++, column.of("text", AccessEvent::answer));
      statement.setArray(at++, column.of("text", event -> event.reason().name()));
      statement.setArray(
          at++, column.of("text", event -> event.cause().map(Enum::name).orElse(null)));
      statement.setArray(at++, column.of("text", AccessEvent::acctSessionId));
      statement.setArray(at++, column.of("text", AccessEvent::callingStationId));
      statement.setArray(at++, column.of("inet", event -> event.framedIp().orElse(null)));
      statement.setArray(at, column.of("text", AccessEvent::detail));
      statement.executeUpdate();
    }
  }

  private interface Column {
    Array of(String type, Function<AccessEvent, @Nullable Object> value) throws SQLException;
  }

  private static Array array(
      Connection connection,
      String type,
      List<AccessEvent> batch,
      Function<AccessEvent, @Nullable Object> value)
      throws SQLException {
    return connection.createArrayOf(type, batch.stream().map(value).toArray());
  }

  @Override
  public void close() {
    closing = true;
    try {
      writer.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
