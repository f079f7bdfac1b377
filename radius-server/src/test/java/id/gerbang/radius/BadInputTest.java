package id.gerbang.radius;

import static id.gerbang.radius.OddRequests.LENIENT;
import static id.gerbang.radius.OddRequests.STRICT;
import static id.gerbang.radius.OddRequests.finish;
import static id.gerbang.radius.OddRequests.login;
import static id.gerbang.radius.OddRequests.named;
import static id.gerbang.radius.OddRequests.of;
import static id.gerbang.radius.OddRequests.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Octets in, what becomes of them out: the table of what others send. */
class BadInputTest {

  private static final String STRANGER = "127.66.2.9";

  private static final String MALFORMED = "silent malformed";
  private static final String UNSIGNED = "silent message_authenticator_required";
  private static final String ACCEPT = "Access-Accept";
  private static final String REJECT = "Access-Reject";
  private static final String RESPONSE = "Accounting-Response";

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

  /**
   * @param becomes the reply's code, or the reason for silence
   */
  record Line(String input, String from, boolean accounting, byte[] octets, String becomes) {
    @Override
    public String toString() {
      return (accounting ? "acct: " : "auth: ") + input + " -> " + becomes;
    }
  }

  @ParameterizedTest
  @MethodSource
  void becomes(Line line) throws Exception {
    int port = line.accounting() ? isp.radius().acctPort() : isp.radius().authPort();
    try (Nas nas = new Nas(line.from())) {
      if (line.becomes().startsWith("silent ")) {
        String reason = line.becomes().substring("silent ".length());
        long before = isp.silences(reason);
        nas.send(port, line.octets());
        await().pollInterval(Duration.ofMillis(2)).until(() -> isp.silences(reason) == before + 1);
        assertThat(nas.hear(Duration.ofMillis(1))).isEmpty();
      } else {
        RadiusPacket reply = Packets.packet(nas.ask(port, line.octets()));
        assertThat(Code.name(reply.code())).isEqualTo(line.becomes());
        assertThat(Authenticators.isReplyGenuine(reply, line.octets(), Isp.SECRET)).isTrue();
        if (!line.accounting()) {
          assertThat(reply.attributes().get(0).type()).isEqualTo(Attribute.MESSAGE_AUTHENTICATOR);
        }
      }
    }
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> isp.metric("gerbang_radius_in_progress") == 0);
  }

  static List<Line> becomes() {
    List<Line> lines = new ArrayList<>();
    lines.addAll(form());
    lines.addAll(authenticity());
    lines.addAll(credentials());
    lines.addAll(names());
    lines.addAll(ignored());
    lines.addAll(accounting());
    return lines;
  }

  private static List<Line> form() {
    List<Line> lines = new ArrayList<>();
    byte[] login = finish(login());
    byte[] report = finish(report());
    for (boolean accounting : new boolean[] {false, true}) {
      byte[] sound = accounting ? report : login;
      String answered = accounting ? RESPONSE : ACCEPT;
      lines.add(
          new Line("an unknown router", STRANGER, accounting, sound, "silent unknown_router"));
      lines.add(new Line("nothing", STRANGER, accounting, new byte[0], "silent unknown_router"));
      lines.add(line("nothing", accounting, new byte[0], MALFORMED));
      lines.add(line("19 octets", accounting, Arrays.copyOf(sound, 19), MALFORMED));
      lines.add(line("Length 19", accounting, length(sound, 19), MALFORMED));
      lines.add(
          line("Length past the datagram", accounting, length(sound, sound.length + 1), MALFORMED));
      lines.add(
          line("Length 4097", accounting, length(Arrays.copyOf(sound, 5_000), 4_097), MALFORMED));
      lines.add(
          line(
              "octets after Length",
              accounting,
              Arrays.copyOf(finish(accounting ? report() : login()), sound.length + 8),
              answered));
      for (int code : new int[] {0, 2, 3, 5, 11, 13, 40, 43, 255, accounting ? 1 : 4}) {
        byte[] wrong = sound.clone();
        wrong[0] = (byte) code;
        lines.add(line("code " + code, accounting, wrong, "silent wrong_code"));
      }
      for (Map.Entry<String, String> broken :
          Map.of(
                  "attribute length 0", "0b00",
                  "attribute length 1", "0b01",
                  "attribute past the end", "0b0441",
                  "one spare octet", "0b",
                  "attribute type 0", "000441")
              .entrySet()) {
        byte[] octets = finish((accounting ? report() : login()).hex(broken.getValue()));
        lines.add(line(broken.getKey(), accounting, octets, MALFORMED));
      }
      int own = accounting ? 3 : 2;
      lines.add(
          line(
              "250 attributes",
              accounting,
              finish((accounting ? report() : login()).hex("0b02".repeat(250 - own))),
              answered));
      lines.add(
          line(
              "251 attributes",
              accounting,
              finish((accounting ? report() : login()).hex("0b02".repeat(251 - own))),
              MALFORMED));
    }
    return lines;
  }

  private static List<Line> authenticity() {
    byte[] forgedLogin = finish(login().signature());
    forgedLogin[forgedLogin.length - 1] ^= 1;
    byte[] forgedReport = finish(report());
    forgedReport[forgedReport.length - 1] ^= 1;
    return List.of(
        line("Message-Authenticator", false, finish(login().signature()), ACCEPT),
        line("a wrong one", false, forgedLogin, "silent bad_authenticator"),
        line(
            "one of another secret",
            false,
            login().signature().finish(Secret.of("other")),
            "silent bad_authenticator"),
        line("one of 15 octets", false, finish(login().hex("5011" + "00".repeat(15))), MALFORMED),
        line("one of 17 octets", false, finish(login().hex("5013" + "00".repeat(17))), MALFORMED),
        line("two", false, finish(login().signature().signature()), MALFORMED),
        new Line("none, but required", STRICT, false, finish(login()), UNSIGNED),
        line(
            "Proxy-State without",
            false,
            finish(login().hex("2104aabb")),
            "silent proxy_state_unsigned"),
        line("Proxy-State with", false, finish(login().hex("2104aabb").signature()), ACCEPT),
        line("EAP without", false, finish(eap()), UNSIGNED),
        line("EAP with", false, finish(eap().signature()), REJECT),
        line("EAP beside PAP", false, finish(login().hex("4f070201000501").signature()), MALFORMED),
        line("EAP beside CHAP", false, finish(eap().chap("rahasia").signature()), MALFORMED),
        line("Status-Server", false, finish(status().signature()), ACCEPT),
        line("Status-Server without", false, finish(status()), UNSIGNED),
        line(
            "too many Proxy-State to echo",
            false,
            finish(login().hex(("21fa" + "55".repeat(248)).repeat(16)).signature()),
            MALFORMED),
        line("Request Authenticator wrong", true, forgedReport, "silent bad_authenticator"),
        line(
            "Message-Authenticator wrong",
            true,
            finish(report().hex("5012" + "00".repeat(16))),
            "silent bad_authenticator"),
        line("Message-Authenticator", true, finish(report().signature()), RESPONSE),
        new Line("none, where logins require it", STRICT, true, finish(report()), RESPONSE),
        line("Proxy-State without", true, finish(report().hex("2104aabb")), RESPONSE),
        line("EAP without", true, finish(report().hex("4f070201000501")), RESPONSE),
        line("Status-Server", true, finish(status().signature()), RESPONSE),
        line("Status-Server without", true, finish(status()), UNSIGNED));
  }

  private static List<Line> credentials() {
    String msChap1 = "1a3a00000137" + "0134" + "01".repeat(50);
    String msChap2 = "1a3a00000137" + "1934" + "01".repeat(50);
    String challenge = "1a1800000137" + "0b12" + "02".repeat(16);
    return List.of(
        line("PAP", false, finish(named("budi").pap("rahasia", Isp.SECRET)), ACCEPT),
        line("CHAP", false, finish(named("budi").chap("rahasia")), ACCEPT),
        line("no password", false, finish(named("budi")), REJECT),
        line("a wrong one", false, finish(named("budi").pap("x", Isp.SECRET)), REJECT),
        line("of 0 octets", false, finish(named("budi").hex("0202")), REJECT),
        line("of 15", false, finish(named("budi").hex("0211" + "00".repeat(15))), REJECT),
        line("of 17", false, finish(named("budi").hex("0213" + "00".repeat(17))), REJECT),
        line("of 144", false, finish(named("budi").hex("0292" + "00".repeat(144))), REJECT),
        line("PAP twice", false, finish(login().pap("rahasia", Isp.SECRET)), REJECT),
        line("PAP beside CHAP", false, finish(login().chap("rahasia")), REJECT),
        line("CHAP of 16", false, finish(named("budi").hex("0312" + "00".repeat(16))), REJECT),
        line("CHAP of 18", false, finish(named("budi").hex("0314" + "00".repeat(18))), REJECT),
        line("MS-CHAP without a challenge", false, finish(named("budi").hex(msChap1)), REJECT),
        line("MS-CHAPv2 without a challenge", false, finish(named("budi").hex(msChap2)), REJECT),
        line("both", false, finish(named("budi").hex(msChap1 + msChap2 + challenge)), REJECT),
        line(
            "MS-CHAP with 16 octets of challenge",
            false,
            finish(named("budi").hex(msChap1 + challenge)),
            REJECT),
        line(
            "MS-CHAPv2 of 49 octets",
            false,
            finish(named("budi").hex("1a3900000137" + "1933" + "01".repeat(49) + challenge)),
            REJECT));
  }

  private static List<Line> names() {
    List<Line> lines = new ArrayList<>();
    lines.add(
        line("no name", false, finish(of(Code.ACCESS_REQUEST).pap("rahasia", Isp.SECRET)), REJECT));
    lines.add(line("the name twice", false, finish(login().text(1, "budi")), REJECT));
    for (String hex :
        new String[] {
          "",
          "62756469" + "00",
          "62756469" + "00" + "61",
          "62756469" + "0a",
          "62756469" + "1b5b326a",
          "62756469" + "c280",
          "62756469" + "ff",
          "62756469" + "c0af",
          "62756469" + "eda080",
          "20" + "62756469",
          "62756469" + "20",
          "42554449",
          "efbd82756469",
        }) {
      byte[] name = Packets.octets(hex);
      lines.add(
          line(
              "the name 0x" + hex,
              false,
              finish(of(Code.ACCESS_REQUEST).octets(1, name).pap("rahasia", Isp.SECRET)),
              REJECT));
    }
    for (String text :
        new String[] {
          "' OR 1=1 --", "${jndi:ldap://x/y}", "%s%n", "<script>", "=cmd|' /C calc'!A0"
        }) {
      lines.add(
          line("the name " + text, false, finish(named(text).pap("rahasia", Isp.SECRET)), REJECT));
    }
    return lines;
  }

  private static List<Line> ignored() {
    return List.of(
        line("an unknown attribute", false, finish(login().hex("c803aa")), ACCEPT),
        line("extended types", false, finish(login().hex("f105010203f603aa")), ACCEPT),
        line("an unknown vendor", false, finish(login().hex("1a0900ffffff0103aa")), ACCEPT),
        line("a broken Vendor-Specific", false, finish(login().hex("1a0900003a8c01ffaa")), ACCEPT),
        line("one of 3 octets", false, finish(login().hex("1a05000001")), ACCEPT),
        line(
            "another's name as vendor 0",
            false,
            finish(login().hex("1a0c00000000010673697469")),
            ACCEPT),
        line(
            "the name as vendor 0 alone",
            false,
            finish(
                of(Code.ACCESS_REQUEST).hex("1a0c00000000010662756469").pap("rahasia", Isp.SECRET)),
            REJECT),
        line("Framed-Protocol of 3 octets", false, finish(login().hex("0705000001")), ACCEPT),
        line("another router's NAS-IP-Address", false, finish(login().hex("04067f420202")), ACCEPT),
        line("its NAS-Identifier", false, finish(login().text(32, "BRAS-2")), ACCEPT));
  }

  private static List<Line> accounting() {
    return List.of(
        line("no status", true, finish(of(4).text(1, "budi").text(44, "s1")), MALFORMED),
        line(
            "a status of 3 octets",
            true,
            finish(of(4).hex("2805000001").text(44, "s1")),
            MALFORMED),
        line("no session id", true, finish(of(4).integer(40, 1).text(1, "budi")), MALFORMED),
        line("an empty one", true, finish(of(4).integer(40, 1).hex("2c02")), MALFORMED),
        line("Accounting-On without one", true, finish(of(4).integer(40, 7)), RESPONSE),
        line("an unknown status", true, finish(of(4).integer(40, 99).text(44, "s1")), RESPONSE),
        line("a Stop of no session", true, finish(of(4).integer(40, 2).text(44, "s2")), RESPONSE),
        line(
            "an Interim of no session",
            true,
            finish(of(4).integer(40, 3).text(44, "s3")),
            RESPONSE),
        line(
            "counters of 2^64 - 1",
            true,
            finish(
                of(4)
                    .integer(40, 3)
                    .text(44, "s4")
                    .integer(42, -1)
                    .integer(52, -1)
                    .integer(46, -1)),
            RESPONSE),
        line("Event-Timestamp 0", true, finish(report().integer(55, 0)), RESPONSE),
        line("Event-Timestamp 2106", true, finish(report().integer(55, -1)), RESPONSE),
        line("Acct-Delay-Time of years", true, finish(report().integer(41, -1)), RESPONSE),
        line("a counter of 3 octets", true, finish(report().hex("2a05000001")), RESPONSE),
        line(
            "a name with NUL and no UTF-8",
            true,
            finish(of(4).integer(40, 1).text(44, "odd").hex("010800ff62756469")),
            RESPONSE));
  }

  private static Line line(String input, boolean accounting, byte[] octets, String becomes) {
    return new Line(input, LENIENT, accounting, octets, becomes);
  }

  private static RawRequest eap() {
    return named("budi").hex("4f070201000501");
  }

  private static RawRequest status() {
    return of(Code.STATUS_SERVER);
  }

  private static byte[] length(byte[] packet, int length) {
    byte[] changed = packet.clone();
    changed[2] = (byte) (length >> 8);
    changed[3] = (byte) length;
    return changed;
  }
}
