package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Captures;
import id.gerbang.radius.packet.Captures.Captured;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pppd and hostapd really sent, through the real ports. */
class CapturedRequestsTest {

  private static final String ROUTER = "127.66.6.1";

  @TempDir static Path directory;
  private static Isp isp;
  private static Nas nas;

  @BeforeAll
  static void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    // Neither signs its logins: under `auto` the one that speaks EAP decides nothing either.
    isp.router(1, ROUTER, "auto", 3799);
    isp.subscriber(1, "alice", "alice-pw");
    isp.awaitSubscribers(1);
    await().until(CapturedRequestsTest::isKnown);
    nas = new Nas(ROUTER);
  }

  @AfterAll
  static void close() {
    nas.close();
    isp.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'pppd 2.4.9 radius.so, pap', Access-Accept, ''",
    "'pppd 2.4.9 radius.so, chap', Access-Accept, ''",
    "'pppd 2.4.9 radius.so, mschap', Access-Accept, '7 8 12'",
    "'pppd 2.4.9 radius.so, mschap-v2', Access-Accept, '7 8 16 17 26'",
    "'hostapd 2.10, wired 802.1X PEAP', Access-Reject, ''",
  })
  void a_login_is_answered(String client, String answer, String microsoft) throws Exception {
    for (Captured login : captured(client, Code.ACCESS_REQUEST)) {
      RadiusPacket reply = Packets.packet(nas.ask(isp.radius().authPort(), login.octets()));

      assertThat(Code.name(reply.code())).isEqualTo(answer);
      assertThat(Authenticators.isReplyGenuine(reply, login.octets(), Isp.SECRET)).isTrue();
      assertThat(
              reply.attributes().stream()
                  .filter(attribute -> attribute.vendor() == Microsoft.VENDOR)
                  .map(attribute -> Integer.toString(attribute.type()))
                  .sorted(Comparator.comparing(Integer::valueOf))
                  .collect(Collectors.joining(" ")))
          .isEqualTo(microsoft);
      boolean accepted = reply.code() == Code.ACCESS_ACCEPT;
      assertThat(reply.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT).isPresent())
          .isEqualTo(accepted);
      if (accepted) {
        assertThat(reply.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)).contains("5M/10M");
        assertThat(reply.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST)).contains("aktif");
        assertThat(reply.integer(Attribute.SERVICE_TYPE, -1)).isEqualTo(2);
        assertThat(reply.integer(Attribute.FRAMED_PROTOCOL, -1)).isEqualTo(1);
        assertThat(reply.integer(Attribute.ACCT_INTERIM_INTERVAL, -1)).isBetween(270L, 330L);
        assertThat(reply.count(Attribute.CLASS)).isEqualTo(1);
        assertThat(reply.text(Attribute.CLASS).orElseThrow()).hasSizeLessThanOrEqualTo(64);
      }
    }
  }

  @Test
  void ms_chap_v2_is_told_what_the_captured_server_told_it() throws Exception {
    Captured login = captured("pppd 2.4.9 radius.so, mschap-v2", Code.ACCESS_REQUEST).get(0);
    Captured theirs = captured("pppd 2.4.9 radius.so, mschap-v2", Code.ACCESS_ACCEPT).get(0);

    RadiusPacket ours = Packets.packet(nas.ask(isp.radius().authPort(), login.octets()));

    assertThat(success(ours)).isEqualTo(success(theirs.packet()));
  }

  @Test
  void eap_is_refused_for_what_it_is() throws Exception {
    nas.ask(
        isp.radius().authPort(),
        captured("hostapd 2.10, wired 802.1X PEAP", Code.ACCESS_REQUEST).get(0).octets());

    await()
        .until(
            () ->
                isp.column("SELECT reason FROM access_event WHERE username = 'anon'")
                    .contains("METHOD_NOT_ALLOWED"));
  }

  @Test
  void every_report_is_acknowledged_and_makes_its_row() throws Exception {
    for (Captured report : Captures.all()) {
      if (report.code() == Code.ACCOUNTING_REQUEST) {
        RadiusPacket reply = Packets.packet(nas.ask(isp.radius().acctPort(), report.octets()));
        assertThat(reply.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
        assertThat(reply.length()).isEqualTo(20);
        assertThat(Authenticators.isReplyGenuine(reply, report.octets(), Isp.SECRET)).isTrue();
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            """
                            SELECT concat_ws(' ', acct_session_id, username, subscriber_id, framed_ip,
                                             session_time, input_octets, output_octets, terminate_cause,
                                             CASE WHEN stopped_at IS NULL THEN 'open' END)
                            FROM report.session ORDER BY acct_session_id"""))
                    .containsExactly(
                        "%lX6b03131a%hX alice 1 10.99.0.77 32 396 396 User-Request",
                        "%lX6b031351%hX alice 1 10.99.0.77 31 396 396 User-Request",
                        "%lX6b031461%hX alice 1 10.99.0.77 5 300 300 User-Request",
                        "%lX6b031475%hX alice 1 10.99.0.77 73 444 444 User-Request",
                        "C27892530CC4C9AB anon 5 0 0"));
  }

  /** From a port of its own, which an answer that is late comes to. */
  private static boolean isKnown() throws Exception {
    try (Nas asking = new Nas(ROUTER)) {
      asking.send(isp.radius().authPort(), Isp.statusServer(Isp.SECRET));
      return asking.hear(Duration.ofSeconds(1)).isPresent();
    }
  }

  private static List<Captured> captured(String client, int code) {
    List<Captured> found =
        Captures.all().stream()
            .filter(packet -> packet.client().equals(client) && packet.code() == code)
            .toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static String success(RadiusPacket accept) {
    return new String(
        accept.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_SUCCESS).orElseThrow(),
        StandardCharsets.ISO_8859_1);
  }
}
