package id.gerbang.core.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connections that work under one service's role. */
public final class Pool {

  private static final int CONNECTION_TIMEOUT_MILLIS = 3_000;

  private Pool() {}

  /** A pool that starts whether or not PostgreSQL is there, and comes back with it. */
  public static HikariDataSource open(DatabaseConfig database, ServiceRole role, int size) {
    return open(database, role, size, "");
  }

  /**
   * @param begins what each connection begins with: statements, divided by semicolons
   */
  public static HikariDataSource open(
      DatabaseConfig database, ServiceRole role, int size, String begins) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(role.roleName());
    hikari.setJdbcUrl(database.url());
    hikari.setUsername(database.user());
    hikari.setPassword(database.password());
    // Compiling a statement takes PostgreSQL up to half a second, more than running any of ours.
    hikari.setConnectionInitSql("SET ROLE " + role.roleName() + "; SET jit = off; " + begins);
    hikari.setMaximumPoolSize(size);
    hikari.setMinimumIdle(1);
    hikari.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    hikari.setInitializationFailTimeout(-1);
    hikari.addDataSourceProperty("socketTimeout", "60");
    hikari.addDataSourceProperty("connectTimeout", "3");
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A refused row's values would be in the message, and so in the log.
    hikari.addDataSourceProperty("logServerErrorDetail", "false");
    hikari.addDataSourceProperty("ApplicationName", role.roleName());
    return new HikariDataSource(hikari);
  }

  /**
   * One connection of its own, outside the pool: for LISTEN, which must not be handed on.
   *
   * @param socketTimeoutSeconds after so long without an answer the connection counts as lost
   */
  public static Connection single(
      DatabaseConfig database, ServiceRole role, int socketTimeoutSeconds) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("ApplicationName", role.roleName() + "_listen");
    Connection connection = DriverManager.getConnection(database.url(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role.roleName());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
