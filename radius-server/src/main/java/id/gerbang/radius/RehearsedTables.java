package id.gerbang.radius;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a {@link Rehearsal}: temporary ones, shaped and called as those that an applier
 * writes. A connection has them for itself, sees no others, and they go with it.
 */
final class RehearsedTables {

  private static final Logger log = LoggerFactory.getLogger(RehearsedTables.class);
  private static final int PATIENCE_SECONDS = 5;

  private static final List<String> NAMES =
      List.of(
          "session",
          "session_day",
          "session_batch",
          "session_loss",
          "router_loss",
          "router_learned",
          "journal_position",
          "journal_quarantine");

  private static final String MAKE =
      NAMES.stream()
              .map(
                  name ->
                      "CREATE TEMP TABLE " + name + " (LIKE public." + name + " INCLUDING ALL); ")
              .collect(Collectors.joining())
          + "SET search_path = pg_temp";

  private RehearsedTables() {}

  /**
   * Connections that begin with such tables; empty where there can be none.
   *
   * @param database the real one
   */
  static Optional<HikariDataSource> open(DatabaseConfig database) {
    try {
      refusePooler(database);
      HikariDataSource tables = Pool.open(database, ServiceRole.RADIUS, 1, MAKE);
      try {
        tables.getConnection().close();
        return Optional.of(tables);
      } catch (SQLException e) {
        tables.close();
        throw e;
      }
    } catch (SQLException e) {
      log.info("rehearses without tables: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** One in between would give the connection to others, with what it sees. */
  private static void refusePooler(DatabaseConfig database) throws SQLException {
    try (Connection connection = Pool.single(database, ServiceRole.RADIUS, PATIENCE_SECONDS);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      if (row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID()) {
        throw new SQLException("a pooler is between this process and PostgreSQL");
      }
    }
  }
}
