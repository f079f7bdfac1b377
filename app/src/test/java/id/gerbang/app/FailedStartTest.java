package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {

  @TempDir private Path data;

  @Test
  void a_start_that_fails_leaves_word_of_the_process_that_runs() throws Exception {
    DatabaseConfig database = TestDatabase.fresh();
    Path running = Files.writeString(data.resolve("running.properties"), "authPort=1812\n");
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0))) {
      Settings settings =
          SettingsReader.read(
              Optional.empty(),
              Map.of(
                  "GERBANG_DATA", data.toString(),
                  "GERBANG_DATABASE_URL", database.url(),
                  "GERBANG_DATABASE_USER", database.user(),
                  "GERBANG_DATABASE_PASSWORD", database.password(),
                  "GERBANG_AUTH_PORT", Integer.toString(taken.getLocalPort())),
              Path.of(System.getProperty("gerbang.root")),
              data);
      assertThatThrownBy(
              () ->
                  Gerbang.startWhole(
                      settings,
                      new Gerbang.FirstCredentials(Optional.empty(), Optional.empty()),
                      Setup.progress(),
                      Clock.systemUTC()))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(running).exists();
  }

  @Test
  void a_lost_database_is_not_replaced_by_an_empty_one() throws Exception {
    Files.createDirectories(data.resolve("snapshot"));
    Files.writeString(data.resolve("snapshot/radius.snapshot"), "what customers were decided by");
    Settings settings =
        SettingsReader.read(
            Optional.empty(),
            Map.of("GERBANG_DATA", data.toString()),
            Path.of(System.getProperty("gerbang.root")),
            data);
    assertThatThrownBy(() -> Installation.open(settings, Setup.progress()))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining(data.resolve("pg/data") + " is gone");
    assertThat(data.resolve("pg")).doesNotExist();
  }
}
