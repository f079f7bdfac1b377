package id.gerbang.radius.accounting;

import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds open sessions that their routers have not mentioned for three interims, the longest that a
 * session there was told, though they spoke of others all the while and we listened: their Stop was
 * lost. They are ended by way of the journal, behind every record that came before, so a record
 * that only waits keeps its session.
 *
 * <p>What the router itself still lists is not silent for that. Nothing is ended because a router
 * can't be reached, because we were away, or while a node's records can't reach the database.
 */
public final class SilentSessions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SilentSessions.class);

  private static final long SWEEP_SECONDS = 300;
  private static final int ONE_BY_ONE = 1_000;

  /** That a session {@code s} stands in a list which its router {@code r} gave since. */
  private static final String LISTED =
      """
      EXISTS (SELECT 1 FROM router_session a JOIN router_look l ON l.router_id = a.router_id
              WHERE a.router_id = s.router_id AND a.username = s.username AND a.acct_session_id = s.acct_session_id
                AND a.gone_at IS NULL AND l.sessions_at > r.heard_before)""";

  /** By so much a clock is set without having jumped. */
  private static final Duration STEERED = Duration.ofSeconds(60);

  private final DataSource database;
  private final Journal journal;
  private final RouterHearing hearing;
  private final LongestSilences silences;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "silent-sessions"));

  /** That are silent of some session: which of them list others that they say nothing of either. */
  private record SilentRouter(long id, boolean listsOthers) {}

  /** What the clock said at the monotonic clock's zero, at the last sweep. */
  private Optional<Instant> zeroBefore = Optional.empty();

  /**
   * @param clock by it the silence of a session is measured
   */
  public SilentSessions(
      DataSource database,
      Journal journal,
      Applier applier,
      OpenSessions sessions,
      SubscriberDirectory directory,
      Clock clock) {
    this(database, journal, applier.hearing(), new LongestSilences(sessions, directory), clock);
  }

  SilentSessions(
      DataSource database,
      Journal journal,
      RouterHearing hearing,
      LongestSilences silences,
      Clock clock) {
    this.database = database;
    this.journal = journal;
    this.hearing = hearing;
    this.silences = silences;
    this.clock = clock;
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::guarded, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void guarded() {
    try {
      sweep(System.nanoTime());
    } catch (SQLException e) {
      log.warn("silent sessions are looked for again in five minutes: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      log.error("silent sessions are looked for again in five minutes", e);
    }
  }

  /** Looks once; answers the routers that have silent sessions. */
  List<Long> sweep(long nanos) throws SQLException {
    hearing.meansSomethingAfter(silences.byRouter());
    Instant now = clock.instant();
    breakOffIfClockWasSet(now, nanos);
    List<Long> heard = hearing.heardLongEnough(nanos);
    if (heard.isEmpty()) {
      return List.of();
    }
    List<SilentRouter> silent = List.of();
    try (Connection connection = database.getConnection()) {
      if (!OtherNodes.lag(connection, journal.id(), now)) {
        silent = withSilentSessions(connection, heard, now);
      }
      for (SilentRouter router : silent) {
        note(connection, router, heardBefore(router.id(), now));
      }
    }
    return silent.stream().map(SilentRouter::id).toList();
  }

  /** One with an entry for all that it is silent of, unless it lists some of them. */
  private void note(Connection connection, SilentRouter router, Instant heardBefore)
      throws SQLException {
    if (!router.listsOthers()) {
      append(new JournalEntry.Silence(router.id(), heardBefore));
      return;
    }
    for (SessionKey key : unlisted(connection, router.id(), heardBefore)) {
      append(new JournalEntry.SilenceOf(key, heardBefore));
    }
  }

  /** Not taken, it is found again by the next sweep. */
  private void append(JournalEntry entry) {
    journal.append(entry.encode(), Journal.Receipt.NONE);
  }

  /** A session heard before that would seem silent for as long as the clock was set forward by. */
  private void breakOffIfClockWasSet(Instant now, long nanos) {
    Instant zero = now.minusNanos(nanos);
    if (Duration.between(zeroBefore.orElse(zero), zero).abs().compareTo(STEERED) > 0) {
      hearing.breakOff();
    }
    zeroBefore = Optional.of(zero);
  }

  private Instant heardBefore(long routerId, Instant now) {
    return now.minus(hearing.silence(routerId));
  }

  private List<SilentRouter> withSilentSessions(
      Connection connection, List<Long> routers, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT r.id, bool_or(%1$s) FROM unnest(?::bigint[], ?::timestamptz[]) AS r (id, heard_before)
            JOIN session s ON s.router_id = r.id AND s.stopped_at IS NULL AND s.heard_at < r.heard_before
            GROUP BY r.id HAVING NOT bool_and(%1$s) ORDER BY r.id"""
                .formatted(LISTED))) {
      statement.setArray(1, connection.createArrayOf("bigint", routers.toArray()));
      statement.setArray(
          2,
          connection.createArrayOf(
              "timestamptz",
              routers.stream().map(router -> Timestamp.from(heardBefore(router, now))).toArray()));
      List<SilentRouter> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new SilentRouter(row.getLong(1), row.getBoolean(2)));
        }
      }
      return found;
    }
  }

  /** What a router is silent of and does not list: the rest of many is found by the next sweep. */
  private static List<SessionKey> unlisted(
      Connection connection, long routerId, Instant heardBefore) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT DISTINCT s.acct_session_id, s.username
            FROM (SELECT ?::bigint AS id, ?::timestamptz AS heard_before) r
            JOIN session s ON s.router_id = r.id AND s.stopped_at IS NULL AND s.heard_at < r.heard_before
            WHERE NOT %s LIMIT %d"""
                .formatted(LISTED, ONE_BY_ONE))) {
      statement.setLong(1, routerId);
      statement.setTimestamp(2, Timestamp.from(heardBefore));
      List<SessionKey> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new SessionKey(routerId, row.getString(1), row.getString(2)));
        }
      }
      return found;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
