package id.gerbang.radius.accounting;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link Retention} keeps no more is forgotten: whole months, by dropping their partitions.
 */
final class OldMonths {

  private static final Logger log = LoggerFactory.getLogger(OldMonths.class);
  private static final int FORGETTING_MILLIS = (int) Duration.ofMinutes(30).toMillis();

  /** Where something goes on there is some of it each month, and of one kind at least. */
  private static final String RECORDED =
      """
      WITH month AS (
        SELECT DISTINCT to_date(right(c.relname, 7), 'YYYY_MM') AS begins
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent IN ('access_event'::regclass, 'session_history'::regclass, 'session_day'::regclass)
          AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'),
      span AS (
        SELECT begins, (begins + interval '1 month')::date AS ends,
               begins::timestamp AT TIME ZONE 'UTC' AS since, (begins + interval '1 month') AT TIME ZONE 'UTC' AS until
        FROM month WHERE begins < date_trunc('month', ?::timestamp))
      SELECT begins FROM span
      WHERE EXISTS (SELECT FROM access_event WHERE at >= since AND at < until)
         OR EXISTS (SELECT FROM session_history WHERE started_at >= since AND started_at < until)
         OR EXISTS (SELECT FROM session_day WHERE day >= begins AND day < ends)
      ORDER BY begins DESC""";

  private final Connection connection;
  private final LocalDate today;

  OldMonths(Connection connection, LocalDate today) {
    this.connection = connection;
    this.today = today;
  }

  /** A table at a time; by a clock that is ahead nothing. */
  void forget(Retention retention) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, FORGETTING_MILLIS);
    List<LocalDate> recorded = recorded();
    if (!Retention.goesOn(recorded, today)) {
      recorded.stream()
          .findFirst()
          .ifPresent(
              latest ->
                  log.warn(
                      "no month is forgotten on {}: nothing was recorded between {} and this month; either the clock is ahead, or this was off",
                      today,
                      latest));
      return;
    }
    forget("access_event", Retention.firstKept(retention.accessEvents(), recorded));
    forget("session_history", Retention.firstKept(retention.sessions(), recorded));
    forget("session_day", Retention.firstKept(retention.usageDetail(), recorded));
  }

  /** The months before this one in which anything was recorded, the latest first. */
  private List<LocalDate> recorded() throws SQLException {
    List<LocalDate> months = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(RECORDED)) {
      statement.setDate(1, Date.valueOf(today));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          months.add(row.getObject(1, LocalDate.class));
        }
      }
    }
    return months;
  }

  /** A month a transaction, the oldest first. */
  private void forget(String table, LocalDate firstKept) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT forget_month(?, ?)")) {
      statement.setString(1, table);
      statement.setDate(2, Date.valueOf(firstKept));
      for (String gone = text(statement); gone != null; gone = text(statement)) {
        log.info("forgotten by retention: {}, all of it before {}", gone, firstKept);
      }
    }
  }

  private static @Nullable String text(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
