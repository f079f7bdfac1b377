package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Billing asks whether a router takes CoA; radius tries it, once, and says what came back. */
class CoaTrialTest {

  private static final String ADDRESS = "127.66.7.9";

  /** User-Name gerbang:nobody, Acct-Session-Id 00000000, Framed-IP-Address 192.0.2.1. */
  private static final String ATTRIBUTES =
      "0110" + "67657262616e673a6e6f626f6479" + "2c0a" + "3030303030303030" + "0806" + "c0000201";

  @TempDir Path directory;
  private Isp isp;
  private Nas router;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(Files.createDirectory(directory.resolve("one")), Clock.systemUTC());
    router = new Nas(ADDRESS);
    isp.router(1, ADDRESS, "auto", router.address().getPort());
    await()
        .until(() -> isp.column("SELECT 1 FROM convergence_lease WHERE router_id = 1").size() == 1);
  }

  @AfterEach
  void close() {
    router.close();
    isp.close();
  }

  @Test
  void a_session_that_nobody_has_is_named_and_nothing_is_to_be_changed() throws Exception {
    ask();
    byte[] request = router.hear().octets();
    String hex = HexFormat.of().formatHex(request);
    assertThat(hex).startsWith("2b000034").endsWith(ATTRIBUTES).hasSize(2 * 0x34);
  }

  @Test
  void a_refusal_is_told_with_its_cause_and_how_long_it_took() throws Exception {
    ask();
    answer(router.hear(), Code.COA_NAK, 503, Isp.SECRET);
    outcome("refused 503");
    assertThat(
            isp.column(
                "SELECT 1 FROM coa_trial WHERE round_trip_micros BETWEEN 1 AND 3000000 AND taken_at >= asked_at"))
        .hasSize(1);
  }

  @Test
  void an_acknowledgement_is_told_as_such() throws Exception {
    ask();
    answer(router.hear(), Code.COA_ACK, 0, Isp.SECRET);
    outcome("acknowledged");
  }

  @Test
  void an_answer_under_another_secret_is_another_thing_than_silence() throws Exception {
    ask();
    answer(router.hear(), Code.COA_NAK, 503, Secret.of("other"));
    outcome("not_genuine");
  }

  @Test
  void silence_is_told_and_nothing_is_sent_again() throws Exception {
    ask();
    router.hear();
    outcome("silent");
    assertThat(router.hear(Duration.ofSeconds(3))).isEmpty();
  }

  @Test
  void what_nobody_waits_for_any_more_is_not_sent() throws Exception {
    isp.update(
        "INSERT INTO coa_trial (router_id, asked_at) VALUES (1, clock_timestamp() - interval '4 s')");
    ask();
    router.hear();
    outcome("silent");
    assertThat(router.hear(Duration.ofMillis(600))).isEmpty();
    assertThat(isp.column("SELECT 1 FROM coa_trial WHERE taken_at IS NULL")).hasSize(1);
  }

  @Test
  void of_two_nodes_one_sends_it() throws Exception {
    try (RadiusService other =
        isp.node(Files.createDirectory(directory.resolve("two")), Clock.systemUTC())) {
      await().until(() -> isp.column("SELECT 1 FROM radius_node").size() == 2);
      ask();
      router.hear();
      outcome("silent");
      assertThat(router.hear(Duration.ofMillis(600))).isEmpty();
      assertThat(other.metrics()).doesNotContain("gerbang_radius_coa_unsent_total");
    }
  }

  private void ask() throws Exception {
    isp.update("INSERT INTO coa_trial (router_id) VALUES (1)");
  }

  private void answer(Heard request, int code, int errorCause, Secret secret) throws Exception {
    ReplyWriter reply = ReplyWriter.to(Packets.packet(request.octets()), code);
    if (errorCause != 0) {
      reply.integer(Attribute.ERROR_CAUSE, errorCause);
    }
    router.send(request.sender(), reply.finish(secret).orElseThrow());
  }

  private void outcome(String expected) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT concat_ws(' ', outcome, error_cause) FROM coa_trial WHERE outcome IS NOT NULL"))
                    .containsExactly(expected));
  }
}
