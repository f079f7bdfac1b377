package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.app.bras.BrasSession;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.Modem;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** `gerbang run` on a machine whose PostgreSQL does not come up, or dies (P5, F3, F20, P27). */
@Isolated // What is promised within ten seconds is so on a machine of its own.
class WithoutDatabaseTest {

  private static final String ROUTER = "127.66.8.9";

  @TempDir static Path directory;

  @Test
  void customers_are_let_in_within_ten_seconds_and_all_is_well_when_the_database_is_back()
      throws Exception {
    Path data = directory.resolve("data");
    try (RunningGerbang gerbang = new RunningGerbang(data);
        SimulatedBras bras = gerbang.bras(ROUTER)) {
      gerbang.openForBusiness(ROUTER);
      BrasSession first = dial(bras, Duration.ofSeconds(5));
      first.transfer(1_000, 2_000);
      assertThat(first.interim()).isTrue();

      long stopping = System.nanoTime();
      gerbang.close();
      assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(10));
      Path away = hideDatabase(data);

      long started = System.nanoTime();
      gerbang.begin();
      BrasSession second = dial(bras, Duration.ofSeconds(10));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
      second.transfer(11, 22);
      assertThat(second.interim()).isTrue();
      assertThat(gerbang.admin("/healthcheck").statusCode()).isEqualTo(500);
      assertThat(gerbang.admin("/healthcheck").body())
          .contains("radius-directory: known from the snapshot");
      await().untilAsserted(() -> assertThat(gerbang.log()).contains("no database, customers"));
      assertThat(gerbang.log()).contains("snapshot read known_until=");

      Files.move(away, data.resolve("pg/data/PG_VERSION"));
      awaitReady(gerbang);
      assertThat(
              gerbang.report(
                  "SELECT output_octets FROM report.session ORDER BY started_at, output_octets DESC"))
          .containsExactlyInAnyOrder("2000", "22");
      assertThat(first.isOnline()).isTrue();
      assertThat(second.isOnline()).isTrue();

      gerbang.killDatabase();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(gerbang.log()).contains("PostgreSQL is gone", "PostgreSQL is back"));
      assertThat(bras.dial("budi", "rahasia-budi", PasswordMethod.PAP, "x"))
          .isInstanceOf(DialResult.Connected.class);
    }
  }

  @Test
  void under_another_key_it_does_not_start_names_the_file_and_leaves_the_snapshot_as_it_is()
      throws Exception {
    Path data = directory.resolve("moved");
    Path snapshot = data.resolve("snapshot/radius.snapshot");
    try (RunningGerbang gerbang = new RunningGerbang(data)) {
      awaitReady(gerbang);
      gerbang.close();
      byte[] sealed = Files.readAllBytes(snapshot);
      Path key = data.resolve("seal.key");
      String right = Files.readString(key);
      Files.writeString(key, "0".repeat(64));

      assertEndsNaming(gerbang, "not the one that this database was filled under");
      Path away = hideDatabase(data);
      assertEndsNaming(gerbang, "not the one that the snapshot in");
      assertThat(snapshot).hasBinaryContent(sealed);

      Files.writeString(key, right);
      Files.move(away, data.resolve("pg/data/PG_VERSION"));
      gerbang.start();
      Files.writeString(key, "0".repeat(64));
      assertThat(gerbang.run("token", "create", "--name", "x", "--role", "owner"))
          .contains(key + " is not the one that this database was filled under");
    }
  }

  @Test
  void where_the_snapshot_is_damaged_nobody_is_said_to_be_answered() throws Exception {
    Path data = directory.resolve("damaged");
    try (RunningGerbang gerbang = new RunningGerbang(data)) {
      awaitReady(gerbang);
      gerbang.close();
      Path snapshot = data.resolve("snapshot/radius.snapshot");
      Files.write(snapshot, Arrays.copyOf(Files.readAllBytes(snapshot), 100));
      hideDatabase(data);
      int before = gerbang.log().length();

      gerbang.begin();

      await()
          .untilAsserted(
              () ->
                  assertThat(gerbang.log().substring(before))
                      .contains("no database, nobody is answered"));
      assertThat(gerbang.log().substring(before)).doesNotContain("customers are answered");
      assertThat(gerbang.admin("/healthcheck").body()).contains("subscribers not loaded yet");
    }
  }

  private static void awaitReady(RunningGerbang gerbang) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(gerbang.admin("/healthcheck").statusCode()).isEqualTo(200));
  }

  private static void assertEndsNaming(RunningGerbang gerbang, String why) throws Exception {
    int before = gerbang.log().length();
    gerbang.begin();
    await().atMost(Duration.ofSeconds(60)).until(() -> !gerbang.isAlive());
    assertThat(gerbang.log().substring(before))
        .contains("key file " + gerbang.data.resolve("seal.key") + " is " + why);
  }

  /** PostgreSQL refuses a directory without its version, as one from a dying disk. */
  private static Path hideDatabase(Path data) throws IOException {
    return Files.move(data.resolve("pg/data/PG_VERSION"), data.resolve("pg/PG_VERSION.away"));
  }

  private static BrasSession dial(SimulatedBras bras, Duration within) {
    return await()
        .atMost(within)
        .until(
            () ->
                bras.dial(
                            Modem.pppoe(
                                "budi",
                                "rahasia-budi",
                                PasswordMethod.MSCHAPV2,
                                "4C:5E:0C:11:22:33"))
                        instanceof DialResult.Connected up
                    ? Optional.of(up.session())
                    : Optional.<BrasSession>empty(),
            Optional::isPresent)
        .orElseThrow();
  }
}
