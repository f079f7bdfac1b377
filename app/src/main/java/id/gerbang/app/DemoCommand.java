package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.app.start.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * `gerbang demo`: everything on a throw-away data directory, with a sample ISP and a simulated
 * BRAS, through the main job once, and then alive until it is stopped.
 */
@Command(
    name = "demo",
    description = "Everything, with a sample ISP and a simulated router; nothing is kept.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private Setup setup = new Setup();

  @Option(names = "--exit", description = "ends after the main job instead of staying alive")
  private boolean exit;

  @Override
  public Integer call() throws Exception {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String token = "gbg_demo_" + HexFormat.of().formatHex(random);
    if (setup.settings().database().isPresent()) {
      throw new CannotStartException(
          "The demo fills a database of its own: start it without database.url and GERBANG_DATABASE_URL.");
    }
    Path data = DataDirectory.throwAway(Files.createTempDirectory("gerbang-demo"));
    Settings settings = setup.settings(overrides(data));
    Clock clock = Clock.systemUTC();
    Gerbang gerbang;
    try {
      gerbang =
          Gerbang.startWhole(
              settings,
              new Gerbang.FirstCredentials(Optional.empty(), Optional.of(token)),
              Setup.progress(),
              clock);
    } catch (RuntimeException e) {
      delete(data);
      throw e;
    }
    AutoCloseable running =
        () -> {
          gerbang.close();
          delete(data);
        };
    try {
      Demo demo =
          new Demo(
              gerbang.billing().orElseThrow().httpPort(),
              token,
              gerbang.radius().orElseThrow().authPort(),
              gerbang.radius().orElseThrow().acctPort(),
              clock);
      demo.mainJob();
      if (exit) {
        demo.close();
        running.close();
        return 0;
      }
      Console.say("");
      Console.started(gerbang, settings);
      Console.say("token     " + token);
      Console.say("SQL       psql \"$(cat " + data.resolve("report.url") + ")\"");
      Console.say("try       GERBANG_DATA=" + data + " ./gerbang explain budi");
      Console.say("          GERBANG_DATA=" + data + " ./gerbang try budi --password rahasia-budi");
      Console.say("end       Ctrl-C; nothing is kept");
      demo.keepDialling();
    } catch (Exception e) {
      running.close();
      throw e;
    }
    Console.untilStopped(running);
    return 0;
  }

  private static Map<String, String> overrides(Path data) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("GERBANG_DATA", data.toString());
    overrides.put("GERBANG_KEY_FILE", data.resolve("seal.key").toString());
    return overrides;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
