package id.gerbang.app.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;

import id.gerbang.app.postgres.DatabaseAccess.Login;
import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that travels with Gerbang, on a directory that lasts. One process owns it: it
 * starts the server, or takes over the one that a killed predecessor left running; starts it again
 * when it dies; and stops it at the end. Others may {@link #attach}.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String OWNER = "postgres";
  private static final String SERVICE = "gerbang";
  private static final String DATABASE = "gerbang";

  private final OwnerLock lock;
  private final Cluster cluster;
  private final ServerLog serverLog;
  private final DatabaseAccess access;
  private final int port;
  private final BackOff backOff = new BackOff(System::nanoTime);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "postgres-watch");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread atExit = new Thread(this::close, "postgres-stop");
  private boolean closed;

  private EmbeddedDatabase(
      OwnerLock lock, Cluster cluster, ServerLog serverLog, DatabaseAccess access, int port) {
    this.lock = lock;
    this.cluster = cluster;
    this.serverLog = serverLog;
    this.access = access;
    this.port = port;
  }

  /**
   * Returns when the server answers. Without a {@code port} it is the one of before, where that is
   * free; a server that is taken over keeps the port that it has.
   */
  public static EmbeddedDatabase start(Path dataDirectory, OptionalInt port, Progress progress) {
    try {
      Path pg = directory(dataDirectory);
      OwnerLock lock = OwnerLock.take(pg.resolve("lock"));
      try {
        EmbeddedDatabase database = start(pg, lock, port, progress);
        database.watch.scheduleWithFixedDelay(database::check, 1, 1, SECONDS);
        return database;
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new CannotStartException(
          "The embedded PostgreSQL in " + dataDirectory + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * How the server of a directory will be reached when it runs, if its port of before is still
   * free; empty before it was ever made.
   */
  public static Optional<DatabaseAccess> expected(Path dataDirectory) {
    Path pg = dataDirectory.resolve("pg");
    try {
      OptionalInt port = Cluster.portBefore(pg);
      return port.isPresent() && ownerPassword(pg).exists() && servicePassword(pg).exists()
          ? Optional.of(access(pg, port.getAsInt()))
          : Optional.empty();
    } catch (IOException e) {
      throw new CannotStartException(
          "Cannot read " + pg + " (" + e + "). Run this as the user that runs Gerbang.", e);
    }
  }

  /** The server that another process of ours runs on this directory, if one does. */
  public static Optional<DatabaseAccess> attach(Path dataDirectory) {
    Path pg = dataDirectory.resolve("pg");
    try {
      if (!Files.exists(pg)) {
        return Optional.empty();
      }
      Optional<Postmaster> running = Postmaster.of(pg.toRealPath().resolve("data"));
      if (running.isEmpty() || !running.get().ready()) {
        return Optional.empty();
      }
      return Optional.of(access(pg, running.get().port()));
    } catch (IOException e) {
      throw new CannotStartException(
          "Cannot read " + pg + " (" + e + "). Run this as the user that runs Gerbang.", e);
    }
  }

  public DatabaseAccess access() {
    return access;
  }

  /**
   * For a process that has nothing of its own to stop first: at its end, also by SIGTERM, the
   * server stops too.
   */
  public EmbeddedDatabase stopWithJvm() {
    Runtime.getRuntime().addShutdownHook(atExit);
    return this;
  }

  /** Stops the server and waits for it; whoever is still connected is sent away. */
  @Override
  public void close() {
    // Before the monitor: a restart under way holds it, and gives up when interrupted.
    watch.shutdownNow();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      try (lock) {
        cluster.stop();
      } catch (IOException | CannotStartException e) {
        log.warn("PostgreSQL was not stopped cleanly; the next start recovers: {}", e.getMessage());
      }
    }
    forgetExit();
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      log.debug("The process is ending already");
    }
  }

  private static EmbeddedDatabase start(
      Path pg, OwnerLock lock, OptionalInt port, Progress progress)
      throws IOException, SQLException {
    var ownerPassword = ownerPassword(pg);
    var serverLog = new ServerLog(pg.resolve("log"));
    serverLog.make();
    if (Files.exists(pg.resolve("data")) && !ownerPassword.exists()) {
      throw new CannotStartException(
          ownerPassword.path() + " is missing: put it back from your backup of " + pg + ".");
    }
    ownerPassword.readOrMake();
    servicePassword(pg).readOrMake();
    Program program =
        progress.step("unpacking PostgreSQL 17 (first start only)", () -> Program.unpacked(pg));
    Account account = Account.of(pg);
    var cluster = new Cluster(pg, ownerPassword, program, account, serverLog);
    if (!cluster.exists()) {
      progress.step(
          "making the database (first start only)",
          () -> {
            cluster.make(OWNER);
            return cluster;
          });
    }
    Postmaster server = progress.step("starting PostgreSQL", () -> cluster.startOrAdopt(port));
    program.deleteOthers();
    DatabaseAccess access = access(pg, server.port());
    try {
      new FirstContents(access.owner(), server.port()).ensure(access.service(), DATABASE);
    } catch (SQLException e) {
      cluster.stop();
      throw e;
    }
    return new EmbeddedDatabase(lock, cluster, serverLog, access, server.port());
  }

  private synchronized void check() {
    try {
      if (!closed && !cluster.runs() && backOff.due()) {
        log.error("PostgreSQL is gone; starting it again");
        cluster.startOrAdopt(OptionalInt.of(port));
        log.info("PostgreSQL is back");
      }
      serverLog.prune();
    } catch (IOException | RuntimeException e) {
      log.error(
          "PostgreSQL is not running, next try in {} s: {}",
          backOff.pause().toSeconds(),
          e.getMessage());
    }
  }

  private static DatabaseAccess access(Path pg, int port) throws IOException {
    return new DatabaseAccess(
        url(port, DATABASE),
        new Login(OWNER, ownerPassword(pg).read()),
        new Login(SERVICE, servicePassword(pg).read()));
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private static PasswordFile ownerPassword(Path pg) {
    return new PasswordFile(pg.resolve("owner.password"));
  }

  private static PasswordFile servicePassword(Path pg) {
    return new PasswordFile(pg.resolve("service.password"));
  }

  private static Path directory(Path dataDirectory) throws IOException {
    Path pg = dataDirectory.resolve("pg");
    if (!Files.exists(pg)) {
      Files.createDirectory(
          pg, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return pg.toRealPath();
  }
}
