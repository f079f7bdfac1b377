package id.gerbang.radius;

import static id.gerbang.radius.OddRequests.LENIENT;
import static id.gerbang.radius.OddRequests.finish;
import static id.gerbang.radius.OddRequests.login;
import static id.gerbang.radius.OddRequests.named;
import static id.gerbang.radius.OddRequests.of;
import static id.gerbang.radius.OddRequests.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What odd requests leave behind: in the answer, and in what is recorded of a session. */
class OddRequestsTest {

  @TempDir static Path directory;
  private static Isp isp;

  @BeforeAll
  static void open() throws Exception {
    isp = OddRequests.open(directory);
  }

  @AfterAll
  static void close() {
    isp.close();
  }

  @Test
  void an_odd_name_is_recorded_escaped_and_belongs_to_nobody() throws Exception {
    try (Nas nas = new Nas(LENIENT)) {
      nas.ask(
          isp.radius().acctPort(),
          finish(of(4).integer(40, 1).text(44, "odd-2").octets(1, Packets.octets("6275646900ff"))));
      await()
          .untilAsserted(
              () -> assertThat(recorded("odd-2")).containsExactly("budi\\x00\\xff true"));
    }
  }

  @Test
  void two_names_in_one_record_are_nobody_s() throws Exception {
    try (Nas nas = new Nas(LENIENT)) {
      nas.ask(
          isp.radius().acctPort(),
          finish(of(4).integer(40, 1).text(44, "odd-3").text(1, "budi").text(1, "joko")));
      await().untilAsserted(() -> assertThat(recorded("odd-3")).containsExactly("budi true"));
    }
  }

  @Test
  void every_refusal_looks_alike() throws Exception {
    try (Nas nas = new Nas(LENIENT)) {
      List<RadiusPacket> rejects = new ArrayList<>();
      for (byte[] request :
          List.of(
              finish(named("budi")),
              finish(named("budi").pap("salah", Isp.SECRET)),
              finish(named("nobody").pap("rahasia", Isp.SECRET)),
              finish(named("joko").pap("rahasia", Isp.SECRET)),
              finish(named("joko").pap("salah", Isp.SECRET)))) {
        rejects.add(Packets.packet(nas.ask(isp.radius().authPort(), request)));
      }
      assertThat(rejects).allMatch(reply -> reply.code() == Code.ACCESS_REJECT);
      assertThat(rejects)
          .extracting(OddRequestsTest::afterSignature)
          .containsOnly(afterSignature(rejects.get(0)));
    }
  }

  @Test
  void a_refusal_by_ms_chap_v2_carries_its_error_and_no_authorization() throws Exception {
    byte[] request =
        finish(
            named("nobody")
                .hex("1a3a00000137" + "1934" + "07".repeat(50))
                .hex("1a1800000137" + "0b12" + "02".repeat(16)));
    try (Nas nas = new Nas(LENIENT)) {
      RadiusPacket reject = Packets.packet(nas.ask(isp.radius().authPort(), request));
      String error =
          new String(
              reject.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_ERROR).orElseThrow(), UTF_8);
      assertThat(error).matches("\\x07E=691 R=0 C=[0-9A-F]{32} V=3.*");
      assertThat(reject.has(Attribute.CLASS)).isFalse();
      assertThat(reject.has(Attribute.STATE)).isFalse();
    }
  }

  @Test
  void every_proxy_state_comes_back_in_its_order() throws Exception {
    try (Nas nas = new Nas(LENIENT)) {
      for (byte[] request :
          Stream.of(login(), report(), named("nobody"))
              .map(raw -> finish(raw.hex("210301 2102 210302 210301").signature()))
              .toList()) {
        int port = request[0] == 4 ? isp.radius().acctPort() : isp.radius().authPort();
        assertThat(Packets.packet(nas.ask(port, request)).allOctets(Attribute.PROXY_STATE))
            .containsExactly(new byte[] {1}, new byte[0], new byte[] {2}, new byte[] {1});
      }
    }
  }

  /** Whose a session is, and whether it is nobody's. */
  private static List<String> recorded(String session) throws Exception {
    return isp.column(
        "SELECT username || ' ' || (subscriber_id IS NULL) FROM session WHERE acct_session_id = '"
            + session
            + "'");
  }

  private static String afterSignature(RadiusPacket reply) {
    return HexFormat.of().formatHex(reply.toByteArray(), 38, reply.length());
  }
}
