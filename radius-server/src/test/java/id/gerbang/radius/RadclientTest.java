package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FreeRADIUS' radclient as the peer. */
class RadclientTest {

  private static final Path RADCLIENT = Path.of("/usr/bin/radclient");

  @TempDir static Path directory;
  private static Isp isp;

  @BeforeAll
  static void open() throws Exception {
    boolean installed = Files.isExecutable(RADCLIENT);
    if (!installed && System.getenv("GERBANG_TEST_REQUIRE") != null) {
      throw new AssertionError("GERBANG_TEST_REQUIRE is set, and freeradius-utils is missing");
    }
    assumeTrue(installed, "freeradius-utils is not installed: radclient is left out");
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, "127.0.0.1", "off", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    try (Nas nas = new Nas("127.0.0.1")) {
      await().until(() -> isp.letsIn(nas, "budi", "rahasia"));
    }
  }

  @AfterAll
  static void close() {
    if (isp != null) {
      isp.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "User-Password, rahasia, Access-Accept",
    "CHAP-Password, rahasia, Access-Accept",
    "MS-CHAP-Password, rahasia, Access-Accept",
    "User-Password, salah, Access-Reject",
    "CHAP-Password, salah, Access-Reject",
    "MS-CHAP-Password, salah, Access-Reject",
  })
  void logs_in_by(String attribute, String password, String answer) throws Exception {
    String said =
        radclient(
            isp.radius().authPort(),
            "auth",
            "User-Name = \"budi\", " + attribute + " = \"" + password + "\"");

    assertThat(said).contains("Received " + answer).contains("Message-Authenticator = 0x");
    if (answer.equals("Access-Accept")) {
      assertThat(said).contains("Mikrotik-Rate-Limit = \"5M/10M\"");
    }
  }

  @Test
  void reports_and_asks_whether_we_are_alive() throws Exception {
    String report =
        "User-Name = \"budi\", Acct-Session-Id = \"81000001\", Acct-Status-Type = Interim-Update,"
            + " Acct-Session-Time = 60, Acct-Input-Octets = 7, Acct-Output-Gigawords = 1";
    assertThat(radclient(isp.radius().acctPort(), "acct", report))
        .contains("Received Accounting-Response");
    assertThat(radclient(isp.radius().authPort(), "status", "Message-Authenticator = 0x00"))
        .contains("Received Access-Accept");
    assertThat(radclient(isp.radius().acctPort(), "status", "Message-Authenticator = 0x00"))
        .contains("Received Accounting-Response");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT input_octets || ' ' || output_octets FROM report.session"))
                    .containsExactly("7 4294967296"));
  }

  private static String radclient(int port, String command, String attributes)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    RADCLIENT.toString(),
                    "-x",
                    "-r",
                    "1",
                    "127.0.0.1:" + port,
                    command,
                    Isp.SECRET_TEXT))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(attributes.getBytes(UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
