package id.gerbang.app;

import id.gerbang.app.postgres.DatabaseAccess;
import id.gerbang.app.postgres.EmbeddedDatabase;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Progress;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Migrations;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The database and the key of one installation, opened: PostgreSQL running (the embedded one, or
 * the ISP's), its tables at this version, and the sealing key that belongs to it.
 */
final class Installation implements AutoCloseable {

  private final Optional<EmbeddedDatabase> embedded;
  private final DatabaseConfig service;
  private final Sealer sealer;

  private Installation(Optional<EmbeddedDatabase> embedded, DatabaseConfig service, Sealer sealer) {
    this.embedded = embedded;
    this.service = service;
    this.sealer = sealer;
  }

  /** Starts what is not running, migrates, and makes the key on an empty database. */
  static Installation open(Settings settings, Progress progress) {
    if (settings.database().isPresent()) {
      DatabaseConfig database = external(settings.database().get());
      migrate(database, database.user(), progress);
      return new Installation(Optional.empty(), database, key(settings, database));
    }
    refuseToBeginAnew(settings.data());
    EmbeddedDatabase embedded =
        EmbeddedDatabase.start(settings.data(), OptionalInt.empty(), progress);
    try {
      DatabaseAccess access = embedded.access();
      DatabaseConfig owner = config(access.url(), access.owner());
      migrate(owner, access.service().user(), progress);
      ReportLogin.ensure(owner, settings.data());
      return new Installation(
          Optional.of(embedded), config(access.url(), access.service()), key(settings, owner));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /** An empty database in place of a lost one would know nobody, and cut everybody off. */
  private static void refuseToBeginAnew(Path data) {
    Path database = data.resolve("pg/data");
    Path snapshot = data.resolve("snapshot/radius.snapshot");
    if (!Files.exists(database) && Files.exists(snapshot)) {
      throw new CannotStartException(
          "The database %s is gone, and %s shows that there was one. Is its disk mounted? Put it back from a backup; only to begin with an empty one, take %s and %s away."
              .formatted(database, snapshot, snapshot.getParent(), data.resolve("journal")));
    }
  }

  /**
   * As one of several services: the ISP's database, which `gerbang migrate` has prepared, and the
   * key that it made.
   */
  static Installation join(Settings settings, ServiceRole role) {
    Settings.Database external =
        settings
            .database()
            .orElseThrow(
                () ->
                    new CannotStartException(
                        "One service alone needs a PostgreSQL that both share: set GERBANG_DATABASE_URL, or database.url in the file of --config (conf/radius.yml and conf/billing.yml are patterns). On one machine `gerbang run` brings its own."));
    DatabaseConfig database = external(external);
    Migrations.check(database, role);
    return new Installation(Optional.empty(), database, existing(settings.keyFile(), database));
  }

  /** How a service comes to the database, and the key: what is known without asking it. */
  record Expected(DatabaseConfig database, Sealer sealer) {}

  /** Empty before there was a first start. */
  static Optional<Expected> expected(Settings settings) {
    if (!Files.exists(settings.keyFile())) {
      return Optional.empty();
    }
    return settings
        .database()
        .map(Installation::external)
        .or(
            () ->
                EmbeddedDatabase.expected(settings.data())
                    .map(access -> config(access.url(), access.service())))
        .map(database -> new Expected(database, SealingKey.read(settings.keyFile())));
  }

  /**
   * For one command: the running installation's database, or, where none runs, opened for the
   * command alone.
   */
  static Installation visit(Settings settings, Progress progress) {
    if (settings.database().isPresent()) {
      return join(settings, ServiceRole.BILLING);
    }
    Optional<DatabaseAccess> running = EmbeddedDatabase.attach(settings.data());
    if (running.isPresent()) {
      DatabaseConfig service = config(running.get().url(), running.get().service());
      return new Installation(Optional.empty(), service, existing(settings.keyFile(), service));
    }
    if (!Files.isDirectory(settings.data().resolve("pg"))) {
      throw new CannotStartException(
          "There is no installation in %s that %s may read. `gerbang run` makes one; GERBANG_DATA names another."
              .formatted(settings.data(), System.getProperty("user.name")));
    }
    return open(settings, progress);
  }

  /** As the services come. */
  DatabaseConfig database() {
    return service;
  }

  Sealer sealer() {
    return sealer;
  }

  /** Only the embedded one: an ISP's own PostgreSQL is not ours to stop. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }

  private static DatabaseConfig external(Settings.Database database) {
    return new DatabaseConfig(database.url(), database.user(), database.password());
  }

  private static DatabaseConfig config(String url, DatabaseAccess.Login login) {
    return new DatabaseConfig(url, login.user(), login.password());
  }

  private static void migrate(DatabaseConfig owner, String serviceLogin, Progress progress) {
    try {
      progress.<Boolean, RuntimeException>step(
          "bringing the database to this version",
          () -> {
            Migrations.run(owner, serviceLogin, migration -> {});
            return true;
          });
    } catch (IllegalStateException e) {
      throw new CannotStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Made where database and file are both new; one without the other stops the start. */
  private static Sealer key(Settings settings, DatabaseConfig owner) {
    Path file = settings.keyFile();
    if (Files.exists(file)) {
      return existing(file, owner);
    }
    Optional<String> known = fingerprint(owner);
    if (known.isPresent()) {
      throw new CannotStartException(
          "The key file "
              + file
              + " is missing, and this database was filled under the key "
              + known.get().substring(0, 8)
              + "…. Put it back; GERBANG_KEY_FILE names it. Without it passwords and secrets can't be read.");
    }
    return SealingKey.create(file);
  }

  /** No matter of waiting, as a database is that does not come up. */
  private static Sealer existing(Path file, DatabaseConfig database) {
    Sealer sealer = SealingKey.read(file);
    fingerprint(database)
        .filter(known -> !known.equals(sealer.fingerprint()))
        .ifPresent(
            known -> {
              throw new SealException(
                  "The key file %s is not the one that this database was filled under (%s…). Put that one in place; GERBANG_KEY_FILE names it."
                      .formatted(file, known.substring(0, 8)));
            });
    return sealer;
  }

  private static Optional<String> fingerprint(DatabaseConfig owner) {
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT key_fingerprint FROM installation")) {
      row.next();
      return Optional.ofNullable(row.getString(1));
    } catch (SQLException e) {
      throw new CannotStartException("The database can't be read: " + e.getMessage(), e);
    }
  }
}
