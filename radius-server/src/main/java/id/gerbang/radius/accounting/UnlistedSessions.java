package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds open sessions that their routers had listed and list no more: their Stop was lost. Billing
 * reads the lists and writes down what it saw; one that it could not read to its end says nothing.
 * Nothing is ended of which something was heard after the list, or shortly before, since two
 * machines' clocks differ; nor while records wait to be applied.
 */
public final class UnlistedSessions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UnlistedSessions.class);
  private static final long SWEEP_SECONDS = 2;
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

  /** That it was listed shows that the list is of the router that accounts for it. */
  private static final String NOTE =
      """
      WITH looks AS (
        SELECT router_id, identity, sessions_at - CAST(? AS interval) AS heard_before, number
        FROM router_look WHERE number > ?),
      noted AS (
        INSERT INTO session_loss (router_id, acct_session_id, username, heard_before)
        SELECT s.router_id, s.acct_session_id, s.username, l.heard_before
        FROM looks l
        JOIN router_session a ON a.router_id = l.router_id AND a.gone_at IS NOT NULL
        JOIN session s ON s.router_id = a.router_id AND s.acct_session_id = a.acct_session_id AND s.username = a.username
        WHERE s.stopped_at IS NULL AND s.heard_at < l.heard_before
          AND (s.nas_identifier IS NULL OR s.nas_identifier = l.identity)
        ON CONFLICT DO NOTHING
        RETURNING 1)
      SELECT (SELECT max(number) FROM looks), (SELECT count(*) FROM noted)""";

  private final DataSource database;
  private final UUID journal;
  private final Supplier<Duration> waiting;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "unlisted-sessions"));

  /**
   * The last look that was considered. One that commits later with a lower number is passed over.
   */
  private long seen;

  public UnlistedSessions(DataSource database, UUID journal, Applier applier, Clock clock) {
    this(database, journal, applier::oldestWaiting, clock);
  }

  /**
   * @param waiting how long the oldest record has waited that is not in the table yet
   */
  UnlistedSessions(DataSource database, UUID journal, Supplier<Duration> waiting, Clock clock) {
    this.database = database;
    this.journal = journal;
    this.waiting = waiting;
    this.clock = clock;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::guarded, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void guarded() {
    try {
      sweep();
    } catch (SQLException e) {
      log.warn("what routers list is compared again in two seconds: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      log.error("what routers list is compared again in two seconds", e);
    }
  }

  /** Looks once; answers how many it found. The applier ends them. */
  long sweep() throws SQLException {
    if (waiting.get().compareTo(CLOCKS_DIFFER.dividedBy(2)) > 0) {
      return 0;
    }
    try (Connection connection = database.getConnection()) {
      if (OtherNodes.lag(connection, journal, clock.instant())) {
        return 0;
      }
      try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
        statement.setString(1, CLOCKS_DIFFER.toSeconds() + " s");
        statement.setLong(2, seen);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          seen = Math.max(seen, row.getLong(1));
          long found = row.getLong(2);
          if (found > 0) {
            log.info("{} sessions are not listed by their routers any more", found);
          }
          return found;
        }
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
