package id.gerbang.app.start;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The directory that holds everything an installation must not lose: database, journal, snapshot,
 * key. Mode 0700.
 */
public final class DataDirectory {
  private static final Pattern FORGETFUL = Pattern.compile("tmpfs|ramfs");
  private static final Pattern REMOTE =
      Pattern.compile("nfs\\d?|cifs|smb\\d?|smbfs|9p|afs|ceph|lustre|gfs2?|ocfs2|fuse\\..*");

  private DataDirectory() {}

  /** Makes it where it is absent, for data that must outlive a power cut. */
  public static Path lasting(Path directory) {
    Path real = throwAway(directory);
    try {
      refuseUnsafe(real, Files.getFileStore(real).type().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new CannotStartException("Cannot tell which file system holds " + real + ": " + e, e);
    }
    return real;
  }

  /** Makes it where it is absent, for data that nobody will miss. */
  public static Path throwAway(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var permissions = Files.getPosixFilePermissions(directory);
      if (permissions.removeAll(Set.of(GROUP_READ, GROUP_WRITE, OTHERS_READ, OTHERS_WRITE))) {
        Files.setPosixFilePermissions(directory, permissions);
      }
      return directory.toRealPath();
    } catch (IOException e) {
      throw new CannotStartException(
          "The data directory "
              + directory.toAbsolutePath()
              + " cannot be made or entered ("
              + e
              + "). Name another with GERBANG_DATA, or start as the user that it belongs to.",
          e);
    }
  }

  static void refuseUnsafe(Path directory, String fileSystem) {
    if (FORGETFUL.matcher(fileSystem).matches()) {
      throw new CannotStartException(
          "The data directory %s is on %s, which lives in memory: a restart of the machine would lose every payment. "
                  .formatted(directory, fileSystem)
              + "Name a directory on a disk with GERBANG_DATA.");
    }
    if (REMOTE.matcher(fileSystem).matches()) {
      throw new CannotStartException(
          "The data directory %s is on %s, a network file system: it may say that data is stored before it is. "
                  .formatted(directory, fileSystem)
              + "Name a directory on a disk of this machine with GERBANG_DATA.");
    }
  }
}
