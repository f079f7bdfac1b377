package id.gerbang.radius.accounting;

import id.gerbang.radius.clock.BelievedClock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done now and then: next months' partitions, closed sessions to the history, old
 * months, changes and applied journal segments forgotten. Each may run twice, on any node.
 */
public final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int MONTHS_AHEAD = 3;
  private static final int MOVED_AT_ONCE = 1_000;

  /** Sessions that were closed longer ago go to the history. */
  static final Duration RECENT = Duration.ofDays(7);

  /** By the database's clock, which dates them: a node's may be ahead, and others not there yet. */
  private static final Duration CHANGES_KEPT = Duration.ofDays(1);

  private static final Duration BATCHES_KEPT = Duration.ofHours(1);

  /** Longer than a session that ended by guess stays where a late record can reach it. */
  private static final Duration LOSSES_KEPT = Duration.ofDays(8);

  private static final Duration SEGMENTS_KEPT = Duration.ofHours(24);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);

  private static final String GOES_ON =
      """
      SELECT EXISTS (SELECT FROM access_event WHERE at >= ? AND at < ?)
          OR EXISTS (SELECT FROM session_day WHERE day >= ? AND day < ?)""";

  private final DataSource database;
  private final Journal journal;
  private final Applier applier;
  private final Retention retention;
  private final BelievedClock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "housekeeping"));

  public Housekeeping(
      DataSource database,
      Journal journal,
      Applier applier,
      Retention retention,
      BelievedClock clock) {
    this.database = database;
    this.journal = journal;
    this.applier = applier;
    this.retention = retention;
    this.clock = clock;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::tidy, 1, 60, TimeUnit.MINUTES);
  }

  void tidy() {
    Instant now = clock.instant();
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    attempt(
        "make next months' partitions",
        connection ->
            call(
                connection,
                "SELECT make_month_partitions(?, ?)",
                Date.valueOf(today),
                MONTHS_AHEAD));
    attempt(
        "forget old changes",
        connection ->
            call(
                connection,
                "SELECT forget_changes(clock_timestamp() - CAST(? AS interval))",
                CHANGES_KEPT.toHours() + " h"));
    attempt(
        "forget batches that every node has seen",
        connection -> new BatchTable(connection).forget(now.minus(BATCHES_KEPT)));
    if (!clock.jump().isZero()) {
      log.warn("no month is forgotten, and no session moved, until the clock is believed");
      return;
    }
    attempt("forget old months", connection -> new OldMonths(connection, today).forget(retention));
    AtomicBoolean goesOn = new AtomicBoolean();
    attempt("ask what was recorded lately", connection -> goesOn.set(goesOn(connection, now)));
    if (goesOn.get()) {
      forgetDays(now);
    } else {
      log.info(
          "no session is moved and no journal forgotten on {}: nothing was recorded in the week before; either the clock is ahead, or this is new or was off",
          today);
    }
  }

  /**
   * By a clock that is ahead copies of records would find their sessions gone, and begin others.
   */
  private void forgetDays(Instant now) {
    attempt(
        "forget what routers lost",
        connection ->
            delete(
                connection,
                "DELETE FROM router_loss WHERE heard_before < ?",
                now.minus(LOSSES_KEPT)));
    attempt(
        "forget sessions that were listed no more",
        connection ->
            delete(
                connection,
                "DELETE FROM session_loss WHERE heard_before < ?",
                now.minus(LOSSES_KEPT)));
    attempt(
        "forget what was removed from routers",
        connection ->
            delete(
                connection,
                "DELETE FROM session_removal WHERE wanted_at < ?",
                now.minus(LOSSES_KEPT)));
    attempt("move closed sessions", connection -> moveClosedSessions(connection, now));
    attempt(
        "forget applied journal",
        connection -> journal.forget(applier.position(), now.minus(SEGMENTS_KEPT)));
  }

  /**
   * Whether anything was recorded in the week before: by a clock that is ahead from the start there
   * was not, until it has gone for a day.
   */
  private static boolean goesOn(Connection connection, Instant now) throws SQLException {
    Instant since = now.minus(WEEK);
    Instant until = now.minus(DAY);
    try (PreparedStatement statement = connection.prepareStatement(GOES_ON)) {
      statement.setTimestamp(1, Timestamp.from(since));
      statement.setTimestamp(2, Timestamp.from(until));
      statement.setObject(3, since.atOffset(ZoneOffset.UTC).toLocalDate());
      statement.setObject(4, until.atOffset(ZoneOffset.UTC).toLocalDate());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private interface Work {
    void on(Connection connection) throws SQLException, IOException;
  }

  /** One that fails, as for a lock that it would not wait for, keeps none of the others. */
  private void attempt(String what, Work work) {
    try (Connection connection = database.getConnection()) {
      work.on(connection);
    } catch (SQLException | IOException e) {
      log.warn("housekeeping tries again in an hour to {}: {}", what, e.getMessage());
    } catch (RuntimeException | Error e) {
      log.error("housekeeping tries again in an hour to {}", what, e);
    }
  }

  private static void delete(Connection connection, String sql, Instant before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setTimestamp(1, Timestamp.from(before));
      statement.executeUpdate();
    }
  }

  /**
   * In the appliers' turn: a session that one of them has read must not go before it is written.
   */
  static void moveClosedSessions(Connection connection, Instant now) throws SQLException {
    connection.setAutoCommit(false);
    long moved;
    do {
      EntryWriter.takeTurn(connection);
      moved =
          call(
              connection,
              "SELECT move_closed_sessions(?, ?)",
              Timestamp.from(now.minus(RECENT)),
              MOVED_AT_ONCE);
      connection.commit();
    } while (moved == MOVED_AT_ONCE);
  }

  private static long call(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
