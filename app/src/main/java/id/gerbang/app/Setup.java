package id.gerbang.app;

import id.gerbang.app.start.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that every command has: which settings it goes by. */
final class Setup {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; conf/gerbang.yml unless named")
  private Optional<Path> config = Optional.empty();

  Settings settings() {
    return settings(Map.of());
  }

  /**
   * @param overrides stand above the environment
   */
  Settings settings(Map<String, String> overrides) {
    Path home = Path.of(System.getProperty("gerbang.home", ""));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(overrides);
    Optional<Path> file =
        config.or(() -> Optional.of(home.resolve("conf/gerbang.yml")).filter(Files::exists));
    return SettingsReader.read(file, environment, home, Path.of(""));
  }

  static Progress progress() {
    return new Progress(line -> System.err.println("gerbang: " + line));
  }
}
