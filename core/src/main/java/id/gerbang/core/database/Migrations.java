package id.gerbang.core.database;

import id.gerbang.core.seal.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings a database to this version's contract: the numbered files of {@code sql/}, in order, each
 * in its own transaction, each once. A file that was changed after it was applied stops the start.
 */
public final class Migrations {

  private static final String FIRST = "/sql/V001__roles_and_identity.sql";
  private static final int SOCKET_TIMEOUT_SECONDS = 10;
  private static final long ONE_AT_A_TIME = 0x6765_7262_616e_67L;

  private Migrations() {}

  /** One file of the contract. */
  record Migration(int number, String name, String sql) {
    String sha256() {
      return HexFormat.of().formatHex(Sha256.of(sql));
    }
  }

  /**
   * Applies what is missing, as the owner of the tables.
   *
   * @param serviceLogin the login that the services' pools use: it is made a member of their roles
   * @param applied told of each file that was applied
   */
  public static void run(DatabaseConfig owner, String serviceLogin, Consumer<String> applied) {
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + ONE_AT_A_TIME + ")");
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS schema_version (
            number     integer PRIMARY KEY,
            name       text NOT NULL,
            sha256     text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
          )""");
      Map<Integer, String> done = applied(statement);
      connection.setAutoCommit(false);
      for (Migration migration : all()) {
        String sha256 = done.get(migration.number());
        if (sha256 == null) {
          apply(connection, migration);
          applied.accept(migration.name());
        } else if (!sha256.equals(migration.sha256())) {
          throw new IllegalStateException(
              migration.name() + " was changed after it was applied; add a new file instead.");
        }
      }
      String login = statement.enquoteIdentifier(serviceLogin, true);
      statement.execute("GRANT gerbang_radius, gerbang_billing, gerbang_limited TO " + login);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("The database can't be migrated: " + e.getMessage(), e);
    }
  }

  /**
   * Stops where a database is not at this version: for services that come with least rights and
   * migrate nothing.
   *
   * @throws UnreachableException where there is none to ask
   */
  public static void check(DatabaseConfig database, ServiceRole role) {
    List<Migration> all = all();
    int expected = all.get(all.size() - 1).number();
    try (Connection connection = Pool.single(database, role, SOCKET_TIMEOUT_SECONDS);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(number) FROM schema_version")) {
      row.next();
      if (row.getInt(1) < expected) {
        throw new IllegalStateException(
            "The database is at version "
                + row.getInt(1)
                + " and this program needs "
                + expected
                + ". Run ./gerbang migrate first.");
      }
    } catch (SQLException e) {
      String message =
          "The database can't be used ("
              + e.getMessage()
              + "). Is it there, was ./gerbang migrate run, and is "
              + database.user()
              + " a member of "
              + role.roleName()
              + "?";
      throw isUnreachable(e)
          ? new UnreachableException(message, e)
          : new IllegalStateException(message, e);
    }
  }

  /** SQLState class 08: no connection; 53: no room for one more; 57: starting or stopping. */
  private static boolean isUnreachable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
  }

  private static Map<Integer, String> applied(Statement statement) throws SQLException {
    Map<Integer, String> done = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT number, sha256 FROM schema_version")) {
      while (rows.next()) {
        done.put(rows.getInt(1), rows.getString(2));
      }
    }
    return done;
  }

  private static void apply(Connection connection, Migration migration) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement note =
            connection.prepareStatement(
                "INSERT INTO schema_version (number, name, sha256) VALUES (?, ?, ?)")) {
      statement.execute(migration.sql());
      note.setInt(1, migration.number());
      note.setString(2, migration.name());
      note.setString(3, migration.sha256());
      note.execute();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw new SQLException(migration.name() + ": " + e.getMessage(), e);
    }
  }

  /** The files in order, wherever they are: in a folder of classes or inside the jar. */
  static List<Migration> all() {
    try {
      URL first = Migrations.class.getResource(FIRST);
      if (first == null) {
        throw new IllegalStateException("the contract's files are missing from the jar");
      }
      URI uri = first.toURI();
      if (!uri.getScheme().equals("jar")) {
        return in(folderOf(Path.of(uri)));
      }
      URI jar = URI.create(uri.toString().substring(0, uri.toString().indexOf('!')));
      try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
        return in(files.getPath("/sql"));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalStateException(file + " is in no folder");
    }
    return folder;
  }

  private static List<Migration> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(Migrations::read)
          .toList();
    }
  }

  private static Migration read(Path file) {
    try {
      String name = String.valueOf(file.getFileName());
      return new Migration(
          Integer.parseInt(name.substring(1, name.indexOf("__"))), name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
