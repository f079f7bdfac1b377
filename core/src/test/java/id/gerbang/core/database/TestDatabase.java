package id.gerbang.core.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server a JVM, migrated once into a template, and a database of
 * its own for whoever asks.
 */
public final class TestDatabase {

  private static final String TEMPLATE = "gerbang_template";
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedPostgres server;
  private static boolean migrated;
  private static RuntimeException failure;

  private TestDatabase() {}

  /** A fresh, migrated database. */
  public static DatabaseConfig fresh() {
    migrateTemplate();
    String name = "test_" + NUMBER.incrementAndGet();
    // Copied as files it costs half of what it does by way of the log.
    execute(
        config("postgres"),
        "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
    return config(name);
  }

  /**
   * Nobody needs it any more. The server's end would delete it too, but hundreds of them are then
   * waited for by nobody but the build.
   */
  public static void drop(DatabaseConfig database) {
    execute(
        config("postgres"),
        "DROP DATABASE IF EXISTS "
            + database.url().replaceFirst(".*/(\\w+).*", "$1")
            + " WITH (FORCE)");
  }

  /** A database with nothing in it. */
  public static DatabaseConfig empty() {
    String name = "empty_" + NUMBER.incrementAndGet();
    execute(config("postgres"), "CREATE DATABASE " + name);
    return config(name);
  }

  /** Runs SQL as the owner. */
  public static void execute(DatabaseConfig database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /** The first column of a question, asked as the owner. */
  public static List<String> column(DatabaseConfig database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** The first column of the first row, as a text. */
  public static String one(DatabaseConfig database, String sql) throws SQLException {
    return column(database, sql).get(0);
  }

  public static Connection connect(DatabaseConfig database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /** Once; where a migration fails, nobody is given a database, and everybody is told why. */
  private static synchronized void migrateTemplate() {
    if (failure != null) {
      throw new IllegalStateException("the migrations failed: " + failure.getMessage(), failure);
    }
    if (!migrated) {
      try {
        execute(config("postgres"), "CREATE DATABASE " + TEMPLATE);
        Migrations.run(config(TEMPLATE), "postgres", migration -> {});
        migrated = true;
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
  }

  private static synchronized DatabaseConfig config(String name) {
    if (server == null) {
      try {
        // Autovacuum would look after hundreds of databases that live for a second.
        server = EmbeddedPostgres.builder().setServerConfig("autovacuum", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new DatabaseConfig(server.getJdbcUrl("postgres", name), "postgres", "postgres");
  }
}
