package id.gerbang.app;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the RADIUS service of a data directory listens, for the commands that speak to it: a small
 * file that its process writes when it is up.
 */
record RunningInstance(int authPort, int acctPort) {

  private static final String FILE = "running.properties";

  void write(Path data) {
    try {
      Files.writeString(
          data.resolve(FILE), "authPort=" + authPort + "\nacctPort=" + acctPort + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<RunningInstance> of(Path data) {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        new RunningInstance(port(properties, "authPort"), port(properties, "acctPort")));
  }

  private static int port(Properties properties, String key) {
    return Integer.parseInt(properties.getProperty(key));
  }
}
