package id.gerbang.radius.heard;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down every 2 s what was heard of routers and strangers. While the database is away it
 * stays in memory, as much as has room there.
 */
public final class HeardWorker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HeardWorker.class);
  private static final int PERIOD_SECONDS = 2;
  private static final Duration STRANGERS_KEPT = Duration.ofDays(30);

  private final DataSource database;
  private final RouterWatch watch;
  private final Strangers strangers;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "heard"));

  public HeardWorker(DataSource database, RouterWatch watch, Strangers strangers, Clock clock) {
    this.database = database;
    this.watch = watch;
    this.strangers = strangers;
    this.clock = clock;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::write, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void write() {
    List<RouterFacts> routers = watch.take();
    List<Stranger> unknown = strangers.take();
    if (routers.isEmpty() && unknown.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      HeardTable table = new HeardTable(connection);
      table.putRouters(routers);
      table.putStrangers(unknown);
      table.forgetStrangers(clock.instant().minus(STRANGERS_KEPT), Strangers.ROOM);
      connection.commit();
    } catch (SQLException e) {
      log.warn("what was heard of routers is written later: {}", e.getMessage());
      giveBack(routers, unknown);
    } catch (RuntimeException | Error e) {
      log.error("what was heard of routers is written later", e);
      giveBack(routers, unknown);
    }
  }

  private void giveBack(List<RouterFacts> routers, List<Stranger> unknown) {
    watch.giveBack(routers);
    strangers.giveBack(unknown);
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(5, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
