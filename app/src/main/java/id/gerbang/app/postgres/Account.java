package id.gerbang.app.postgres;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who runs the server. PostgreSQL refuses to run as root, so root puts it into a user namespace in
 * which it is nobody in particular, or, where the kernel does not let it, hands it to an
 * unprivileged user.
 */
record Account(List<String> prefix) {
  private static final Duration PROBE = Duration.ofSeconds(20);

  /** For the server's directory {@code pg}, which may be given to another user in the act. */
  static Account of(Path pg) throws IOException {
    if (!isRoot(Path.of("/proc/self"))) {
      refuseForeign(pg);
      return new Account(List.of());
    }
    if (!isRoot(pg)) {
      // Whoever has the directory keeps it: in a user namespace root could not even read it.
      return user(Files.getOwner(pg).getName()).taking(pg);
    }
    var namespace = new Account(List.of("unshare", "-U"));
    if (namespace.mayWrite(pg)) {
      return namespace;
    }
    return Stream.of("gerbang", "postgres", "nobody")
        .map(Account::user)
        .filter(account -> account.command("true").run(PROBE).succeeded())
        .findFirst()
        .map(account -> account.taking(pg))
        .orElseThrow(
            () ->
                new CannotStartException(
                    "PostgreSQL does not run as root, and this machine has neither user namespaces nor a user for it."
                        + " Do: useradd --system gerbang; or start ./gerbang as an ordinary user."));
  }

  Command command(String... words) {
    return new Command(words).after(prefix);
  }

  private static Account user(String name) {
    return new Account(List.of("runuser", "-u", name, "--"));
  }

  private Account taking(Path pg) {
    String name = prefix.get(2);
    try {
      Directories.give(pg, name);
      letPass(pg.resolveSibling(".").normalize());
    } catch (IOException e) {
      throw new CannotStartException("Cannot give " + pg + " to " + name + ": " + e, e);
    }
    if (!mayWrite(pg)) {
      throw new CannotStartException(
          "PostgreSQL would run as %s, who cannot enter %s. Name a data directory that %s can reach with GERBANG_DATA,"
                  .formatted(name, pg, name)
              + " for example /var/lib/gerbang, or start ./gerbang as an ordinary user.");
    }
    return this;
  }

  /**
   * Others may walk through the data directory to the server's own, and still see nothing in it.
   */
  private static void letPass(Path dataDirectory) throws IOException {
    var permissions = Files.getPosixFilePermissions(dataDirectory);
    if (permissions.addAll(
        Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE))) {
      Files.setPosixFilePermissions(dataDirectory, permissions);
    }
  }

  private boolean mayWrite(Path pg) {
    return command("test", "-w", pg.toString()).run(PROBE).succeeded();
  }

  private static void refuseForeign(Path pg) throws IOException {
    if (!uid(pg).equals(uid(Path.of("/proc/self")))) {
      String owner = Files.getOwner(pg).getName();
      throw new CannotStartException(
          "%s belongs to %s. Start as %s, or give the whole data directory to yourself with chown -R."
              .formatted(pg, owner, owner));
    }
  }

  private static boolean isRoot(Path path) throws IOException {
    return uid(path).equals(0);
  }

  private static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid");
  }
}
