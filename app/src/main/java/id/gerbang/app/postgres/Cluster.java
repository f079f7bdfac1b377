package id.gerbang.app.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** One data directory of PostgreSQL and the server on it: made, started or taken over, stopped. */
final class Cluster {
  /** Crash recovery reads back up to {@code max_wal_size}; on a slow disk that takes minutes. */
  private static final Duration RECOVERY = Duration.ofMinutes(15);

  private static final Duration STOPPING = Duration.ofSeconds(60);
  private static final String CONFIGURATION = "gerbang.conf";
  private static final String PORT = "port";

  private final Path data;
  private final Path pg;
  private final PasswordFile ownerPassword;
  private final Program program;
  private final Account account;
  private final ServerLog log;

  Cluster(Path pg, PasswordFile ownerPassword, Program program, Account account, ServerLog log) {
    this.data = pg.resolve("data");
    this.pg = pg;
    this.ownerPassword = ownerPassword;
    this.program = program;
    this.account = account;
    this.log = log;
  }

  boolean exists() {
    return Files.exists(data);
  }

  boolean runs() throws IOException {
    return Postmaster.of(data).isPresent();
  }

  /**
   * Under another name until it is whole, so that a start that was cut off leaves nothing behind.
   */
  void make(String owner) throws IOException {
    Path unfinished = data.resolveSibling("making");
    Directories.delete(unfinished);
    Command.Result made =
        account
            .command(
                program.bin("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + owner,
                "--pwfile=" + ownerPassword.path(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                // The same order and case on every machine, whatever its C library.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums")
            .run(RECOVERY);
    if (!made.succeeded()) {
      throw new CannotStartException(
          "PostgreSQL's initdb failed in " + unfinished + ":\n" + made.output());
    }
    Files.writeString(
        unfinished.resolve("postgresql.conf"), "\ninclude '" + CONFIGURATION + "'\n", APPEND);
    Files.move(unfinished, data, ATOMIC_MOVE);
  }

  Postmaster startOrAdopt(OptionalInt wantedPort) throws IOException {
    refuseOtherVersion();
    Optional<Postmaster> running = settled();
    if (running.isPresent()) {
      if (running.get().binary().equals(program.bin("postgres"))) {
        return running.get();
      }
      stop();
    }
    clearTraces();
    start(wantedPort);
    Postmaster started = settled().orElseThrow(() -> failed("It stopped at once."));
    write(pg.resolve(PORT), Integer.toString(started.port()));
    return started;
  }

  void stop() {
    Command.Result stopped =
        pgCtl("stop", "--mode=fast", "--wait", "--timeout=" + STOPPING.toSeconds())
            .run(STOPPING.plusSeconds(5));
    if (!stopped.succeeded()) {
      throw new CannotStartException(
          "PostgreSQL in " + data + " did not stop: " + stopped.output());
    }
  }

  private void start(OptionalInt wantedPort) throws IOException {
    Path configuration = data.resolve(CONFIGURATION);
    write(configuration, ServerConfiguration.text(freePort(wantedPort), log.directory()));
    // The server may run as another user than we, whatever our umask.
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
    Files.deleteIfExists(log.ofStart());
    Command.Result started =
        pgCtl("start", "--wait", "--timeout=" + RECOVERY.toSeconds(), "--log=" + log.ofStart())
            .run(RECOVERY.plusSeconds(5));
    if (!started.succeeded()) {
      throw failed("");
    }
  }

  /**
   * The server when it has finished starting; empty when there is none or it has finished stopping.
   */
  private Optional<Postmaster> settled() throws IOException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Postmaster> postmaster = Postmaster.of(data);
      if (postmaster.isEmpty() || postmaster.get().ready()) {
        return postmaster;
      }
      pause();
    }
    throw failed("It has been starting or stopping for " + RECOVERY.toMinutes() + " minutes.");
  }

  /**
   * What a killed server left. Its children see within moments that it is gone; and its file may
   * name a pid that since a reboot belongs to another program, for which PostgreSQL would refuse to
   * start.
   */
  private void clearTraces() throws IOException {
    long deadline = System.nanoTime() + STOPPING.toNanos();
    while (Postmaster.hasProcesses(data)) {
      if (System.nanoTime() > deadline) {
        throw failed("Processes of an earlier server are still at work in its directory.");
      }
      pause();
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  private int freePort(OptionalInt wanted) throws IOException {
    if (wanted.isPresent()) {
      return tryPort(wanted.getAsInt())
          .orElseThrow(
              () ->
                  new CannotStartException(
                      "Port %d of 127.0.0.1, wanted for PostgreSQL, is taken by another program."
                          .formatted(wanted.getAsInt())));
    }
    OptionalInt before = portBefore(pg);
    if (before.isPresent() && tryPort(before.getAsInt()).isPresent()) {
      return before.getAsInt();
    }
    return tryPort(0).orElseThrow(() -> failed("No port of 127.0.0.1 is free."));
  }

  /** The port that the server of a directory had when it last ran. */
  static OptionalInt portBefore(Path pg) throws IOException {
    Path file = pg.resolve(PORT);
    return Files.exists(file)
        ? OptionalInt.of(Integer.parseInt(Files.readString(file).strip()))
        : OptionalInt.empty();
  }

  private static OptionalInt tryPort(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return OptionalInt.of(socket.getLocalPort());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private void refuseOtherVersion() throws IOException {
    String found = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!found.equals(Program.MAJOR)) {
      throw new CannotStartException(
          "%s was made by PostgreSQL %s, and this Gerbang carries %s. Back up with the Gerbang that made it, and restore here."
              .formatted(data, found, Program.MAJOR));
    }
  }

  private Command pgCtl(String... words) {
    var all = new String[words.length + 3];
    all[0] = program.bin("pg_ctl").toString();
    all[1] = "--pgdata=" + data;
    all[2] = "--silent";
    System.arraycopy(words, 0, all, 3, words.length);
    return account.command(all);
  }

  private CannotStartException failed(String why) {
    try {
      return new CannotStartException(
          ("PostgreSQL in %s did not start. %s Its log, in %s, ends with:%s")
              .formatted(data, why, log.directory(), log.lastLines()));
    } catch (IOException e) {
      return new CannotStartException("PostgreSQL in " + data + " did not start. " + why, e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("Interrupted while waiting for PostgreSQL.");
    }
  }
}
