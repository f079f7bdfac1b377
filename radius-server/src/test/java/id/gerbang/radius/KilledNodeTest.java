package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, one of them killed (P14, F14). */
class KilledNodeTest {

  private static final String ADDRESS = "127.66.7.9";
  private static final String PORTS = "ports ";
  private static final Duration TAKEN_OVER = Duration.ofSeconds(40);

  @TempDir Path directory;
  private Path data;
  private Isp isp;
  private Nas nas;
  private SimulatedRouter router;
  private Process killed;
  private int authPort;
  private int acctPort;
  private int sent;

  @BeforeEach
  void two_nodes() throws Exception {
    data = Files.createDirectory(directory.resolve("killed"));
    isp = new Isp(directory, Clock.systemUTC());
    nas = new Nas(ADDRESS);
    router = new SimulatedRouter(ADDRESS);
    isp.router(1, ADDRESS, "auto", router.address().getPort());
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.awaitSubscribers(2);
    killed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dgerbang.root=" + System.getProperty("gerbang.root"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledNode.class.getName(),
                isp.database().url(),
                isp.database().user(),
                isp.database().password(),
                data.toString(),
                directory.resolve("seal.key").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = killed.inputReader();
    String line = lines.readLine();
    while (!line.startsWith(PORTS)) {
      line = lines.readLine();
    }
    String[] ports = line.substring(PORTS.length()).split(" ");
    authPort = Integer.parseInt(ports[0]);
    acctPort = Integer.parseInt(ports[1]);
  }

  @AfterEach
  void close() throws Exception {
    killed.destroyForcibly().waitFor();
    router.close();
    nas.close();
    isp.close();
  }

  @Test
  void the_other_one_goes_on_with_what_it_left_unanswered() throws Exception {
    Optional<byte[]> sessionClass = login().octets(Attribute.CLASS);
    account("budi", "s1", sessionClass);
    await().until(() -> isp.metric("gerbang_radius_sessions_open") == 1);
    await()
        .atMost(TAKEN_OVER)
        .until(
            () -> {
              account("budi", "s1", sessionClass);
              return isp.column(
                          "SELECT node FROM convergence_lease WHERE node ="
                              + " (SELECT journal FROM session_batch ORDER BY number DESC LIMIT 1)")
                      .size()
                  == 1;
            });
    router.switchOn(false);
    isp.update(
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id = 1");
    await().until(() -> !isp.column("SELECT 1 FROM session WHERE attempted <> ''").isEmpty());

    killed.destroyForcibly().waitFor();
    isp.update("UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL WHERE id = 1");
    int before = router.acts().size();
    router.switchOn(true);

    await().atMost(TAKEN_OVER).until(() -> router.acts().size() == before + 1);
    assertThat(router.acts().get(before).code()).isEqualTo(Code.COA_REQUEST);
    await().until(() -> isp.column("SELECT 1 FROM session WHERE attempted <> ''").isEmpty());
  }

  @Test
  void what_it_had_acknowledged_and_not_applied_is_there_when_it_is_back() throws Exception {
    isp.update("REVOKE INSERT ON session FROM gerbang_radius");
    account("siti", "s2", Optional.empty());
    killed.destroyForcibly().waitFor();
    isp.update("GRANT INSERT ON session TO gerbang_radius");
    assertThat(isp.column("SELECT 1 FROM session")).isEmpty();

    try (RadiusService back = isp.node(data, Clock.systemUTC())) {
      await().until(() -> isp.column("SELECT acct_session_id FROM session").equals(List.of("s2")));
      await().until(() -> isp.metric("gerbang_radius_sessions_open") == 1);
      assertThat(back.metrics()).contains("gerbang_radius_sessions_open 1\n");
    }
  }

  /** By the node that is going to be killed: the router speaks to no other. */
  private RadiusPacket login() throws Exception {
    byte[] request =
        RequestWriter.accessRequest(0, new SecureRandom())
            .text(Attribute.USER_NAME, "budi")
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .userPassword("rahasia".getBytes(UTF_8), Isp.SECRET)
            .finish(Isp.SECRET);
    return Packets.packet(nas.ask(authPort, request));
  }

  /** Told to the node that is going to be killed. */
  private void account(String username, String session, Optional<byte[]> sessionClass)
      throws Exception {
    RequestWriter request =
        RequestWriter.accountingRequest(sent++ & 0xff)
            .integer(Attribute.ACCT_STATUS_TYPE, sent == 1 ? 1 : 3)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.ACCT_SESSION_ID, session)
            .integer(Attribute.ACCT_SESSION_TIME, sent);
    sessionClass.ifPresent(value -> request.octets(Attribute.CLASS, value));
    nas.ask(acctPort, request.finish(Isp.SECRET));
  }
}
