package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say, and how they end, where nothing runs yet. */
class CommandLineTest {

  @TempDir Path home;
  private Path data;

  /** How a command ended. */
  record Ended(int status, String said) {}

  @BeforeEach
  void settings() throws IOException {
    data = home.resolve("data");
    Files.createDirectory(home.resolve("conf"));
  }

  @Test
  void the_settings_that_came_along_are_read_without_being_named() throws Exception {
    Files.writeString(home.resolve("conf/gerbang.yml"), "radius:\n  autPort: 1812\n");
    Ended explain = run(Map.of(), "explain", "budi");
    assertThat(explain.said())
        .contains("gerbang.yml line 2: radius.autPort")
        .contains("no such key");
    assertThat(explain.status()).isEqualTo(1);
  }

  @Test
  void the_demo_leaves_the_isps_own_database_alone() throws Exception {
    Ended demo =
        run(
            Map.of(
                "GERBANG_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:1/gerbang",
                "GERBANG_DATABASE_PASSWORD",
                "rahasia"),
            "demo",
            "--exit");
    assertThat(demo.said()).startsWith("gerbang: The demo fills a database of its own");
    assertThat(demo.status()).isEqualTo(1);
  }

  @Test
  void the_owners_password_is_shown_although_the_first_start_fails_on_a_taken_port()
      throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Ended run =
          run(
              Map.of(
                  "GERBANG_HTTP_PORT",
                  Integer.toString(taken.getLocalPort()),
                  "GERBANG_HTTPS_PORT",
                  "0",
                  "GERBANG_ADMIN_PORT",
                  "0",
                  "GERBANG_AUTH_PORT",
                  "0",
                  "GERBANG_ACCT_PORT",
                  "0",
                  "GERBANG_LANG",
                  "en"),
              "run");
      assertThat(run.said())
          .containsPattern("one-time password: [a-z0-9]{4}-")
          .contains(
              "Failed to bind to", Integer.toString(taken.getLocalPort()), "GERBANG_HTTP_PORT")
          .doesNotContain("WARN");
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void a_role_that_does_not_exist_is_refused_with_those_that_do() throws Exception {
    for (String command :
        List.of("staff add siti --role boss", "token create --name a --role boss")) {
      Ended refused = run(Map.of(), command.split(" "));
      assertThat(refused.said()).contains("'boss'", "BILLING").doesNotContain("\tat ");
      assertThat(refused.status()).isEqualTo(2);
    }
  }

  @Test
  void each_command_explains_itself() throws Exception {
    for (String command :
        List.of(
            "demo",
            "run",
            "migrate",
            "try",
            "explain",
            "token create",
            "staff add",
            "import csv")) {
      Ended help = run(Map.of(), (command + " --help").split(" "));
      assertThat(help.said()).startsWith("Usage: gerbang " + command);
      assertThat(help.status()).isZero();
    }
  }

  @Test
  void a_command_about_an_installation_that_is_not_there_says_so() throws Exception {
    Ended explain = run(Map.of(), "explain", "budi");
    assertThat(explain.said()).startsWith("gerbang: There is no installation in " + data);
    assertThat(explain.status()).isEqualTo(1);
    assertThat(data).doesNotExist();
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(RunningGerbang.ownFlags());
    words.add("-Dgerbang.home=" + home);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("GERBANG_DATA", data.toString());
    builder
        .environment()
        .put(
            "GERBANG_DICTIONARY",
            Path.of(System.getProperty("gerbang.root"), "conf/dictionary").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
