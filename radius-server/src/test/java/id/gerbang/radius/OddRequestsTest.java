package id.gerbang.radius;

import static id.gerbang.radius.OddRequests.LENIENT;
import static id.gerbang.radius.OddRequests.finish;
import static id.gerbang.radius.OddRequests.login;
import static id.gerbang.radius.OddRequests.named;
import static id.gerbang.radius.OddRequests.of;
import static id.gerbang.radius.OddRequests.report;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Joko knows his password and has not paid; Budi is not what he says; nobody is nobody. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void by_each_method_every_refusal_looks_alike(Method method) throws Exception {
    try (Nas nas = new Nas(LENIENT)) {
      List<String> rejects = new ArrayList<>();
      for (String[] login :
          new String[][] {{"joko", "rahasia"}, {"joko", "x"}, {"budi", "x"}, {"nobody", "x"}}) {
        byte[] request =
            new Login(login[0].getBytes(UTF_8), Password.of(login[1]), new SecureRandom())
                .addTo(RequestWriter.accessRequest(1, new SecureRandom()), method, Isp.SECRET)
                .finish(Isp.SECRET);
        RadiusPacket reply = Packets.packet(nas.ask(isp.radius().authPort(), request));
        assertThat(reply.code()).isEqualTo(Code.ACCESS_REJECT);
        assertThat(reply.hasVendor(Microsoft.VENDOR, Microsoft.MS_CHAP_ERROR))
            .isEqualTo(method == Method.MS_CHAP_V1 || method == Method.MS_CHAP_V2);
        rejects.add(
            new String(HexFormat.of().parseHex(afterSignature(reply)), ISO_8859_1)
                .replaceFirst("C=[0-9A-F]+", "C=a fresh one"));
      }
      assertThat(rejects).containsOnly(rejects.get(0));
    }
  }

  @Test
  void a_report_is_recorded_without_the_passwords_in_it() throws Exception {
    String secret = "kata-sandi-budi-";
    byte[] request =
        finish(
            report()
                .text(Attribute.USER_PASSWORD, secret)
                .text(Attribute.CHAP_PASSWORD, "1" + secret)
                .text(Attribute.EAP_MESSAGE, secret)
                .hex(
                    "1a1a00000137"
                        + "0114"
                        + HexFormat.of().formatHex(secret.getBytes(UTF_8))
                        + "0000")
                .text(Attribute.NAS_PORT_ID, "tempat-yang-dicatat"));
    try (Nas nas = new Nas(LENIENT)) {
      assertThat(nas.ask(isp.radius().acctPort(), request)[0]).isEqualTo((byte) 5);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT acct_session_id FROM session WHERE nas_port_id = 'tempat-yang-dicatat'"))
                    .containsExactly("81000001"));
    StringBuilder stored = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        stored.append(Files.readString(file, ISO_8859_1));
      }
    }
    assertThat(stored.indexOf("tempat-yang-dicatat")).isPositive();
    assertThat(stored.indexOf(secret)).isNegative();
  }

  @Test
  void a_stop_of_no_session_is_answered_and_flagged() throws Exception {
    String flagged = "gerbang_radius_records_odd_total{kind=\"unknown_session\"}";
    long before = isp.metric(flagged);
    try (Nas nas = new Nas(LENIENT)) {
      nas.ask(isp.radius().acctPort(), finish(of(4).integer(40, 2).text(44, "odd-4")));
    }
    await().until(() -> isp.metric(flagged) == before + 1);
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
