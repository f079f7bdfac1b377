package id.gerbang.app.start;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of the machine, run to its end with nothing on its input. The words are seen by every
 * user of the machine; what is secret goes into {@code environment}.
 */
public record Command(List<String> words, Map<String, String> environment) {
  private static final int NOT_FOUND = 127;
  private static final int TIMED_OUT = 124;

  public Command(String... words) {
    this(List.of(words), Map.of());
  }

  /**
   * How a program ended; a missing program ends with 127 and one that took too long with 124, as in
   * a shell.
   */
  public record Result(int code, String output) {
    public boolean succeeded() {
      return code == 0;
    }
  }

  public Command after(List<String> prefix) {
    return new Command(Stream.concat(prefix.stream(), words.stream()).toList(), environment);
  }

  public Result run(Duration patience) {
    try {
      // A file, not a pipe: a daemon that inherited the pipe would hold its end open for ever.
      Path output = Files.createTempFile("gerbang-", ".out");
      try {
        return run(output, patience);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run(Path output, Duration patience) throws IOException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile());
    builder.directory(Path.of("/").toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(NOT_FOUND, words.get(0) + ": " + e.getMessage());
    }
    try {
      boolean ended = process.waitFor(patience.toMillis(), MILLISECONDS);
      String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
      return ended ? new Result(process.exitValue(), said) : new Result(TIMED_OUT, said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("Interrupted while running " + words.get(0), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
