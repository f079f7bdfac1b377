package id.gerbang.app.postgres;

import id.gerbang.app.postgres.DatabaseAccess.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** What must be in a server before migrations can run: the service's login and the database. */
record FirstContents(Login owner, int port) {

  void ensure(Login service, String database) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            EmbeddedDatabase.url(port, "postgres"), owner.user(), owner.password())) {
      if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", service.user())) {
        execute(connection, "CREATE ROLE " + service.user() + " LOGIN");
      }
      // Every time: a start that was cut off may have made the role and not its password. The
      // driver sends a hash.
      connection
          .unwrap(PGConnection.class)
          .alterUserPassword(service.user(), service.password().toCharArray(), "scram-sha-256");
      if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", database)) {
        execute(connection, "CREATE DATABASE " + database);
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
