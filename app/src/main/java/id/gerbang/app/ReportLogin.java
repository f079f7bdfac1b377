package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.core.database.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * A login of the embedded PostgreSQL that can read the {@code report} views and nothing else, for
 * psql and spreadsheets. Its address with password is in {@code report.url}, mode 0600, in a form
 * that psql takes.
 */
final class ReportLogin {

  private static final String USER = "gerbang_reader";

  private ReportLogin() {}

  static void ensure(DatabaseConfig owner, Path data) {
    Path file = data.resolve("report.url");
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gerbang_reader') THEN
              CREATE ROLE gerbang_reader LOGIN IN ROLE gerbang_report;
            END IF;
          END $$""");
      statement.execute("ALTER ROLE gerbang_reader PASSWORD '" + password + "'");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          owner
                  .url()
                  .replaceFirst(
                      "^jdbc:postgresql://", "postgresql://" + USER + ":" + password + "@")
              + "\n");
    } catch (SQLException | IOException e) {
      throw new CannotStartException("The login for reports can't be made: " + e.getMessage(), e);
    }
  }
}
