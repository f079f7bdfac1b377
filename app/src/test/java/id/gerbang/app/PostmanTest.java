package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Postman collection that others begin with, from top to bottom against the demo, by newman.
 */
class PostmanTest {

  private static final Path COLLECTION =
      Path.of(System.getProperty("gerbang.root"), "docs/gerbang.postman_collection.json");

  @TempDir Path home;

  @Test
  void the_collection_runs_from_top_to_bottom_against_the_demo_and_again() throws Exception {
    boolean installed = newmanIsThere();
    if (!installed && System.getenv("GERBANG_TEST_REQUIRE") != null) {
      throw new AssertionError("GERBANG_TEST_REQUIRE is set, and newman is missing");
    }
    assumeTrue(installed, "newman is not installed: npm install -g newman@6.2.1");
    int http = RunningGerbang.freeTcpPort();
    Path log = home.resolve("demo.log");
    Process demo = demo(http, log);
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(100))
          .failFast(() -> assertThat(demo.isAlive()).as(Files.readString(log)).isTrue())
          .until(() -> token(log).isPresent());
      String token = token(log).orElseThrow();
      for (int time = 1; time <= 2; time++) {
        Process newman =
            new ProcessBuilder(
                    "newman",
                    "run",
                    COLLECTION.toString(),
                    "--bail",
                    "--color",
                    "off",
                    "--env-var",
                    "baseUrl=http://127.0.0.1:" + http,
                    "--env-var",
                    "token=" + token)
                .redirectErrorStream(true)
                .start();
        String said = new String(newman.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(newman.waitFor()).as("time " + time + ": " + said).isZero();
        assertThat(said).contains("assertions");
      }
    } finally {
      demo.destroy();
      demo.waitFor();
    }
  }

  private static boolean newmanIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("newman", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static Optional<String> token(Path log) throws IOException {
    return Files.readString(log)
        .lines()
        .filter(line -> line.startsWith("token     "))
        .map(line -> line.substring(10).strip())
        .findFirst();
  }

  private static Process demo(int http, Path log) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(RunningGerbang.ownFlags());
    words.addAll(
        List.of(
            "-Dgerbang.home=" + System.getProperty("gerbang.root"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "demo"));
    ProcessBuilder demo = new ProcessBuilder(words).redirectErrorStream(true);
    demo.environment()
        .putAll(
            Map.of(
                "GERBANG_HTTP_PORT", Integer.toString(http),
                "GERBANG_ADMIN_PORT", Integer.toString(RunningGerbang.freeTcpPort()),
                "GERBANG_HTTPS_PORT", Integer.toString(RunningGerbang.freeTcpPort()),
                "GERBANG_AUTH_PORT", Integer.toString(RunningGerbang.freeUdpPort()),
                "GERBANG_ACCT_PORT", Integer.toString(RunningGerbang.freeUdpPort())));
    return demo.redirectOutput(log.toFile()).start();
  }
}
