package id.gerbang.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the server wrote: files of at most 16 MB each, of which the newest ten stay. */
record ServerLog(Path directory) {
  private static final int KEPT = 10;
  private static final int QUOTED_LINES = 8;

  void make() throws IOException {
    if (!Files.exists(directory)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** What is said before the server opens its own log: overwritten at each start. */
  Path ofStart() {
    return directory.resolve("start.out");
  }

  void prune() throws IOException {
    List<Path> files = newestFirst();
    for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.deleteIfExists(old);
    }
  }

  String lastLines() throws IOException {
    var lines = new StringBuilder();
    for (Path file :
        Stream.concat(Stream.of(ofStart()), newestFirst().stream().limit(1)).toList()) {
      if (Files.exists(file)) {
        List<String> all = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        all.subList(Math.max(0, all.size() - QUOTED_LINES), all.size())
            .forEach(line -> lines.append("\n  ").append(line));
      }
    }
    return lines.toString();
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      // The names carry the time, so their order is the order in time.
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
