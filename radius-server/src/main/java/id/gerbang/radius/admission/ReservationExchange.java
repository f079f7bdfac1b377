package id.gerbang.radius.admission;

import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.Station;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes of the places held here, and hears of theirs: through the table {@code
 * reservation}, twice a second, in batches. While the database is away each node knows its own
 * only; what does not fit into the queue is counted and stays untold, as does what is over by then.
 */
final class ReservationExchange implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReservationExchange.class);
  private static final int CAPACITY = 10_000;
  private static final long PERIOD_MILLIS = 500;
  private static final long RETRY_MILLIS = 2_000;
  private static final int ROUNDS_A_TIDYING = 120;

  /** Longer than a commit takes to become visible after its rows were stamped. */
  private static final long OVERLAP_SECONDS = 5;

  private static final String TELL =
      """
      INSERT INTO reservation (node, subscriber_id, station, router_id, nas_port, acct_session_id)
      SELECT ?, * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])""";
  private static final String HEAR =
      """
      SELECT subscriber_id, station, router_id, nas_port, acct_session_id, at,
             (extract(epoch FROM clock_timestamp() - at) * 1000)::bigint AS age
      FROM reservation
      WHERE at > clock_timestamp() - make_interval(secs => ?) AND at <= clock_timestamp() AND node <> ?""";

  /** What is of the future was told before the database's clock was set back. */
  private static final String TIDY =
      """
      DELETE FROM reservation
      WHERE at < clock_timestamp() - interval '1 minute' OR at > clock_timestamp() + interval '1 minute'""";

  private final DataSource database;
  private final Reservations reservations;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private final UUID node = UUID.randomUUID();
  private final BlockingQueue<Held> untold = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread = new Thread(this::run, "reservations");

  /**
   * And until when, by {@link #nanoTime}: what was given back meanwhile is not held again, however
   * far back a reading goes.
   */
  private final Map<Heard, Long> heard = new HashMap<>();

  private volatile boolean closing;

  private record Heard(long subscriberId, Device device, Timestamp at) {}

  private record Held(long subscriberId, Device device, long at) {

    boolean isOver(long now) {
      return now - at >= Reservations.HELD.toNanos();
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  ReservationExchange(
      DataSource database, Reservations reservations, Counters counters, LongSupplier nanoTime) {
    this.database = database;
    this.reservations = reservations;
    this.counters = counters;
    this.nanoTime = nanoTime;
    counters.gauge("gerbang_radius_reservations_untold", untold::size);
  }

  void start() {
    thread.start();
  }

  /** Never blocks. */
  void tell(long subscriberId, Device device) {
    toTell(new Held(subscriberId, device, nanoTime.getAsLong()));
  }

  private void toTell(Held held) {
    if (!untold.offer(held)) {
      counters.count("gerbang_radius_reservations_dropped_total");
    }
  }

  private void run() {
    long since = Reservations.HELD.toSeconds();
    for (int round = 0; !closing; round++) {
      boolean done = false;
      try (Connection connection = database.getConnection()) {
        hear(connection, since);
        since = OVERLAP_SECONDS;
        tell(connection);
        if (round % ROUNDS_A_TIDYING == 0) {
          tidy(connection);
        }
        done = true;
      } catch (SQLException e) {
        if (since == OVERLAP_SECONDS) {
          log.warn("places held at other nodes are not known: {}", e.getMessage());
        }
      } catch (RuntimeException | Error e) {
        log.error("places held at other nodes are not known", e);
      }
      if (!done) {
        since = Reservations.HELD.toSeconds();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(done ? PERIOD_MILLIS : RETRY_MILLIS);
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  private void hear(Connection connection, long seconds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAR)) {
      statement.setLong(1, seconds);
      statement.setObject(2, node);
      long now = nanoTime.getAsLong();
      heard.values().removeIf(until -> now - until >= 0);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Duration rest = Reservations.HELD.minusMillis(row.getLong("age"));
          Heard held = new Heard(row.getLong("subscriber_id"), device(row), row.getTimestamp("at"));
          long until = nanoTime.getAsLong() + rest.toNanos();
          if (rest.toMillis() > 0 && heard.putIfAbsent(held, until) == null) {
            reservations.heldElsewhere(held.subscriberId(), held.device(), rest);
          }
        }
      }
    }
  }

  private static Device device(ResultSet row) throws SQLException {
    long port = row.getLong("nas_port");
    OptionalLong nasPort = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(port);
    return new Device(
        Station.of(row.getString("station")),
        row.getLong("router_id"),
        nasPort,
        row.getString("acct_session_id"));
  }

  private void tell(Connection connection) throws SQLException {
    List<Held> batch = new ArrayList<>();
    untold.drainTo(batch);
    long now = nanoTime.getAsLong();
    batch.removeIf(held -> held.isOver(now));
    if (batch.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
      statement.setObject(1, node);
      setArray(statement, 2, "bigint", batch, Held::subscriberId);
      setArray(statement, 3, "text", batch, held -> held.device().station().text());
      setArray(statement, 4, "bigint", batch, held -> held.device().routerId());
      setArray(statement, 5, "bigint", batch, held -> port(held.device().nasPort()));
      setArray(statement, 6, "text", batch, held -> held.device().acctSessionId());
      statement.executeUpdate();
    } catch (SQLException e) {
      batch.forEach(this::toTell);
      throw e;
    }
  }

  private static @Nullable Long port(OptionalLong nasPort) {
    return nasPort.isPresent() ? nasPort.getAsLong() : null;
  }

  private static void setArray(
      PreparedStatement statement,
      int at,
      String type,
      List<Held> batch,
      Function<Held, @Nullable Object> value)
      throws SQLException {
    Object[] values = batch.stream().map(value).toArray();
    statement.setArray(at, statement.getConnection().createArrayOf(type, values));
  }

  private static void tidy(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TIDY)) {
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
