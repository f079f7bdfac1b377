package id.gerbang.app.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.Command;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once from the archive that travels in our jar. */
record Program(Path directory) {
  /** Of the archive; the major version is also the format of the data directory. */
  static final String VERSION = "17.11";

  static final String MAJOR = "17";
  private static final String PREFIX = "program-";

  Path bin(String name) {
    return directory.resolve("bin").resolve(name);
  }

  static Program in(Path pg) {
    return new Program(pg.resolve(PREFIX + VERSION));
  }

  static Program unpacked(Path pg) throws IOException {
    Program program = in(pg);
    if (!Files.exists(program.directory)) {
      Path unfinished = pg.resolve("unpacking");
      Directories.delete(unfinished);
      unpack(archive(), unfinished);
      // A power cut must not leave a directory that has its name but not its contents.
      new Command("sync", "-f", unfinished.toString()).run(Duration.ofMinutes(5));
      Files.move(unfinished, program.directory, ATOMIC_MOVE);
    }
    return program;
  }

  void deleteOthers() throws IOException {
    try (Stream<Path> siblings = Files.list(directory.resolveSibling("."))) {
      for (Path sibling : siblings.map(Path::normalize).toList()) {
        if (sibling.getFileName().toString().startsWith(PREFIX) && !sibling.equals(directory)) {
          Directories.delete(sibling);
        }
      }
    }
  }

  private static InputStream archive() {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String name =
        switch (machine) {
          case "Linux amd64" -> "/postgres-linux-x86_64.txz";
          case "Linux aarch64" -> "/postgres-linux-arm_64.txz";
          default ->
              throw new CannotStartException(
                  "There is no embedded PostgreSQL for "
                      + machine
                      + ". Install PostgreSQL 15 or newer and name it with GERBANG_DATABASE_URL.");
        };
    InputStream archive = Program.class.getResourceAsStream(name);
    if (archive == null) {
      throw new CannotStartException(
          "This gerbang.jar was built without PostgreSQL (" + name + ").");
    }
    return archive;
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    Files.createDirectory(target);
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(
              "The archive wants to write outside its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(parent(path));
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(parent(path));
          Files.copy(tar, path);
          Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
      }
    }
    openToReaders(target);
  }

  /**
   * The server may run as another user than the one who unpacks, whatever the umask of the latter.
   */
  private static void openToReaders(Path target) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(target)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path parent(Path path) {
    return path.resolveSibling(".").normalize();
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromHighest = PosixFilePermission.values();
    for (int bit = 0; bit < fromHighest.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(fromHighest[bit]);
      }
    }
    return permissions;
  }
}
