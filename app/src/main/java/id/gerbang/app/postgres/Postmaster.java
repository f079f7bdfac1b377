package id.gerbang.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The running server of a data directory, as its {@code postmaster.pid} and the process table tell
 * it. The file: pid, directory, start time, port, socket directory, listen address, shared memory,
 * state.
 */
record Postmaster(long pid, int port, boolean ready, Path binary) {

  /**
   * Empty where there is none, also when its file is left over and the pid now belongs to someone
   * else.
   */
  static Optional<Postmaster> of(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
    List<String> words = commandLine(pid);
    int directory = words.indexOf("-D") + 1;
    if (directory == 0
        || directory == words.size()
        || !words.get(directory).equals(data.toString())) {
      return Optional.empty();
    }
    int port = lines.size() < 4 ? 0 : Integer.parseInt(lines.get(3).strip());
    boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
    return Optional.of(new Postmaster(pid, port, ready, Path.of(words.get(0))));
  }

  /** Whether any process of a server, a dead one's children too, still works in this directory. */
  static boolean hasProcesses(Path data) {
    return ProcessHandle.allProcesses().anyMatch(process -> worksIn(process, data));
  }

  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(data);
    } catch (IOException e) {
      return false; // gone meanwhile, or another user's, who could not work in our directory
    }
  }

  private static List<String> commandLine(long pid) {
    try {
      byte[] octets = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return List.of(new String(octets, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
