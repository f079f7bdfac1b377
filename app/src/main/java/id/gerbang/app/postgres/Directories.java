package id.gerbang.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories: taken away, or given to another user. */
final class Directories {
  private Directories() {}

  static void delete(Path directory) throws IOException {
    for (Path path : all(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }

  static void give(Path directory, String user) throws IOException {
    UserPrincipal owner =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    for (Path path : all(directory)) {
      if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
        Files.setAttribute(path, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static List<Path> all(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.toList();
    }
  }
}
