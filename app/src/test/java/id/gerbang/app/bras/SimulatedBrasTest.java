package id.gerbang.app.bras;

import static id.gerbang.app.bras.HandWrittenServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the BRAS sends, and what it makes of the answers, over real sockets. */
class SimulatedBrasTest {

  private static final String MAC = "4C:5E:0C:11:22:33";

  private final MovableClock clock = new MovableClock("2026-01-01T00:00:00Z");
  private final List<BrasEvent> events = Collections.synchronizedList(new ArrayList<>());
  private HandWrittenServer server;
  private SimulatedBras bras;

  @BeforeEach
  void start() throws Exception {
    server = new HandWrittenServer();
    bras = settings().start();
  }

  private SimulatedBrasBuilder settings() {
    return SimulatedBras.at("127.66.0.2")
        .identity("BRAS-01")
        .server("127.0.0.1", server.authPort(), server.acctPort())
        .secret("rahasia-router-01")
        .coaPort(0)
        .pool("isolir", "10.99.0.2")
        .profilePool("10.100.0.2")
        .clock(clock)
        .listener(events::add);
  }

  private void restart(SimulatedBrasBuilder changed) {
    bras.close();
    bras = changed.start();
  }

  @AfterEach
  void stop() {
    bras.close();
    server.close();
  }

  @Test
  void accepted_modem_is_online_with_what_the_accept_granted_and_start_returns_class() {
    server.accept(
        Attribute.text(AttributeType.MIKROTIK_RATE_LIMIT, "5M/10M"),
        Attribute.text(AttributeType.MIKROTIK_ADDRESS_LIST, "aktif"),
        Attribute.integer(AttributeType.ACCT_INTERIM_INTERVAL, 300),
        Attribute.integer(AttributeType.SESSION_TIMEOUT, 86400),
        Attribute.text(AttributeType.CLASS, "c1:0001"));

    BrasSession session = connect(PasswordMethod.PAP);

    assertThat(session.framedIp().getHostAddress()).isEqualTo("10.100.0.2");
    assertThat(session.acctSessionId()).isEqualTo("81000001");
    assertThat(session.rateLimit()).hasValue("5M/10M");
    assertThat(session.addressList()).hasValue("aktif");
    assertThat(session.interimInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(session.sessionTimeout()).hasValue(Duration.ofDays(1));
    Packet start = server.records().get(0).packet();
    assertThat(SECRET.isGenuineRequest(start)).isTrue();
    assertThat(start.hasMessageAuthenticator()).isFalse();
    assertThat(start.attributes().integer(AttributeType.ACCT_STATUS_TYPE)).hasValue(1);
    assertThat(start.attributes().text(AttributeType.CLASS)).hasValue("c1:0001");
    assertThat(start.attributes().integer(AttributeType.EVENT_TIMESTAMP)).hasValue(1767225600);
    assertThat(events)
        .extracting(BrasEvent::text)
        .containsExactly(
            "budi@isp dials (PAP) from 4C:5E:0C:11:22:33",
            "budi@isp is online as 10.100.0.2, rate 5M/10M, list aktif");
  }

  @Test
  void access_request_is_what_routeros_sends_message_authenticator_last() {
    server.accept();

    connect(PasswordMethod.PAP);

    HandWrittenServer.Received login = server.logins().get(0);
    Attributes sent = login.packet().attributes();
    assertThat(sent)
        .extracting(Attribute::title)
        .containsExactly(
            "Service-Type",
            "Framed-Protocol",
            "NAS-Port",
            "NAS-Port-Type",
            "User-Name",
            "Calling-Station-Id",
            "Called-Station-Id",
            "NAS-Port-Id",
            "Acct-Session-Id",
            "User-Password",
            "NAS-Identifier",
            "NAS-IP-Address",
            "Message-Authenticator");
    byte[] expected = SECRET.messageAuthenticator(login.bytes(), login.packet().authenticator());
    assertThat(sent.first(AttributeType.MESSAGE_AUTHENTICATOR).orElseThrow().value())
        .isEqualTo(expected);
    byte[] hidden = sent.first(AttributeType.USER_PASSWORD).orElseThrow().value();
    assertThat(new String(SECRET.reveal(hidden, login.packet().authenticator()), UTF_8).trim())
        .isEqualTo("rahasia");
    assertThat(login.source().toString()).startsWith("/127.66.0.2:");
  }

  @Test
  void rejected_modem_shows_the_reply_message_and_sends_no_accounting() {
    server.reject("isolir");

    DialResult result = bras.dial("budi@isp", "salah", PasswordMethod.CHAP, MAC);

    assertThat(result)
        .isInstanceOfSatisfying(
            DialResult.Rejected.class,
            rejected -> assertThat(rejected.replyMessage()).isEqualTo("isolir"));
    assertThat(server.records()).isEmpty();
    assertThat(bras.sessions()).isEmpty();
    assertThat(bras.counters()).isEqualTo(new ClientCounters(1, 0, 1, 0, 0, 0));
  }

  @Test
  void silence_is_met_with_three_tries_of_the_same_bytes_from_one_port() {
    DialResult result = bras.dial("budi@isp", "rahasia", PasswordMethod.MSCHAPV2, MAC);

    assertThat(result).isInstanceOf(DialResult.NoAnswer.class);
    assertThat(server.logins()).hasSize(3);
    assertThat(server.logins())
        .extracting(HandWrittenServer.Received::source)
        .containsOnly(server.logins().get(0).source());
    assertThat(server.logins())
        .allSatisfy(login -> assertThat(login.bytes()).isEqualTo(server.logins().get(0).bytes()));
    assertThat(bras.counters()).isEqualTo(new ClientCounters(1, 0, 0, 2, 1, 0));
  }

  @Test
  void lost_request_and_lost_reply_are_made_good_by_the_third_try() {
    server.accept();
    bras.misbehaviour().dropNextRequests(1);
    bras.misbehaviour().dropNextReplies(1);

    connect(PasswordMethod.PAP);

    assertThat(server.logins()).hasSize(2);
    assertThat(bras.counters()).isEqualTo(new ClientCounters(2, 1, 0, 2, 0, 0));
  }

  @Test
  void each_request_has_its_own_port_and_the_next_identifier_over_both_servers() {
    server.accept();

    connect(PasswordMethod.PAP).hangUp(TerminateCause.USER_REQUEST);

    List<HandWrittenServer.Received> all = new ArrayList<>(server.logins());
    all.addAll(server.records());
    assertThat(all).extracting(each -> each.packet().identifier()).containsExactly(0, 1, 2);
    assertThat(all).extracting(HandWrittenServer.Received::source).doesNotHaveDuplicates();
  }

  @Test
  void reply_without_message_authenticator_is_dropped_and_counted() {
    server.answerLogins(login -> Optional.of(unsignedAccept(login)));

    DialResult result = bras.dial("budi@isp", "rahasia", PasswordMethod.PAP, MAC);

    assertThat(result).isInstanceOf(DialResult.NoAnswer.class);
    assertThat(bras.counters().badReplies()).isEqualTo(3);
  }

  @Test
  void older_router_sends_no_message_authenticator_and_demands_none() {
    restart(settings().withoutMessageAuthenticator());
    server.answerLogins(login -> Optional.of(unsignedAccept(login)));

    connect(PasswordMethod.PAP);

    assertThat(server.logins().get(0).packet().hasMessageAuthenticator()).isFalse();
  }

  @Test
  void reply_made_with_another_secret_is_dropped() {
    SharedSecret wrong = new SharedSecret("salah");
    server.answerLogins(
        login ->
            Optional.of(
                new PacketWriter(Code.ACCESS_ACCEPT, login.identifier())
                    .messageAuthenticator()
                    .sealReply(wrong, login.authenticator())));

    assertThat(bras.dial("budi@isp", "rahasia", PasswordMethod.CHAP, MAC))
        .isInstanceOf(DialResult.NoAnswer.class);
    assertThat(bras.counters().badReplies()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(PasswordMethod.class)
  void right_password_is_proved_by_every_method(PasswordMethod method) {
    server.answerLogins(login -> Optional.of(ProvingServer.answer(login, "rahasia")));

    assertThat(bras.dial("budi@isp", "rahasia", method, MAC))
        .isInstanceOf(DialResult.Connected.class);
    assertThat(bras.dial("budi@isp", "salah", method, MAC)).isInstanceOf(DialResult.Rejected.class);
  }

  @Test
  void ms_chap_v2_without_proof_of_the_server_or_with_a_wrong_key_is_not_connected() {
    server.accept();
    assertThat(bras.dial("budi@isp", "rahasia", PasswordMethod.MSCHAPV2, MAC))
        .isInstanceOfSatisfying(
            DialResult.FailedAtRouter.class,
            failed -> assertThat(failed.reason()).contains("identity of the server"));

    server.answerLogins(
        login -> Optional.of(ProvingServer.answerWithSwappedKeys(login, "rahasia")));
    assertThat(bras.dial("budi@isp", "rahasia", PasswordMethod.MSCHAPV2, MAC))
        .isInstanceOfSatisfying(
            DialResult.FailedAtRouter.class,
            failed -> assertThat(failed.reason()).contains("MS-MPPE-Send-Key"));
    assertThat(server.records()).isEmpty();
  }

  @Test
  void sstp_client_calls_from_an_address_and_has_no_port_id() {
    server.answerLogins(login -> Optional.of(ProvingServer.answer(login, "gsm-1")));

    bras.dial(Modem.sstp("USER-3067", "gsm-1", "203.0.113.9"));

    Attributes sent = server.logins().get(0).packet().attributes();
    assertThat(sent.text(AttributeType.CALLING_STATION_ID)).hasValue("203.0.113.9");
    assertThat(sent.integer(AttributeType.NAS_PORT_TYPE)).hasValue(5);
    assertThat(sent.has(AttributeType.NAS_PORT_ID)).isFalse();
  }

  @Test
  void address_comes_from_the_accept_or_the_named_pool_or_the_profile() throws Exception {
    server.accept(Attribute.text(AttributeType.FRAMED_POOL, "isolir"), address("10.100.1.25"));
    assertThat(connect(PasswordMethod.PAP).framedIp().getHostAddress()).isEqualTo("10.100.1.25");

    server.accept(Attribute.text(AttributeType.FRAMED_POOL, "isolir"));
    assertThat(connect(PasswordMethod.PAP).framedIp().getHostAddress()).isEqualTo("10.99.0.2");
    assertThat(connect(PasswordMethod.PAP).framedIp().getHostAddress()).isEqualTo("10.99.0.3");

    server.accept(address("255.255.255.254"));
    assertThat(connect(PasswordMethod.PAP).framedIp().getHostAddress()).isEqualTo("10.100.0.2");
  }

  @Test
  void pool_that_the_router_lacks_fails_the_login_after_the_accept() {
    server.accept(Attribute.text(AttributeType.FRAMED_POOL, "tidak-ada"));

    assertThat(bras.dial("budi@isp", "rahasia", PasswordMethod.PAP, MAC))
        .isEqualTo(new DialResult.FailedAtRouter("there is no pool tidak-ada"));
    assertThat(server.records()).isEmpty();
  }

  @Test
  void address_of_an_ended_session_is_given_out_again() {
    server.accept();

    connect(PasswordMethod.PAP).hangUp(TerminateCause.LOST_CARRIER);

    assertThat(connect(PasswordMethod.PAP).framedIp().getHostAddress()).isEqualTo("10.100.0.2");
  }

  @Test
  void counters_pass_four_gibibytes_by_gigawords_which_are_sent_even_when_zero() {
    server.accept();
    BrasSession session = connect(PasswordMethod.PAP);
    session.transfer(16, 0);
    clock.move(Duration.ofMinutes(5));

    assertThat(session.interim()).isTrue();
    assertThat(server.lastRecord().integer(AttributeType.ACCT_INPUT_GIGAWORDS)).hasValue(0);
    assertThat(server.lastRecord().integer(AttributeType.ACCT_SESSION_TIME)).hasValue(300);

    session.transfer(1L << 32, 12884901872L);
    assertThat(session.hangUp(TerminateCause.USER_REQUEST)).isTrue();
    Attributes stop = server.lastRecord();
    assertThat(stop.iterator().next().title()).isEqualTo("Acct-Status-Type");
    assertThat(stop.integer(AttributeType.ACCT_TERMINATE_CAUSE)).hasValue(1);
    assertThat(stop.integer(AttributeType.ACCT_INPUT_GIGAWORDS)).hasValue(1);
    assertThat(stop.integer(AttributeType.ACCT_INPUT_OCTETS)).hasValue(16);
    assertThat(stop.integer(AttributeType.ACCT_OUTPUT_GIGAWORDS)).hasValue(2);
    assertThat(stop.integer(AttributeType.ACCT_OUTPUT_OCTETS)).hasValue(4294967280L);
    assertThat(session.isOnline()).isFalse();
    assertThat(session.hangUp(TerminateCause.USER_REQUEST)).isFalse();
    assertThat(session.interim()).isFalse();
  }

  @Test
  void start_interim_and_stop_get_lost_on_demand() {
    server.accept();
    bras.misbehaviour().loseNextStart();
    bras.misbehaviour().loseNextInterim();
    bras.misbehaviour().loseNextStop();

    BrasSession session = connect(PasswordMethod.PAP);
    assertThat(session.interim()).isFalse();
    assertThat(session.hangUp(TerminateCause.USER_REQUEST)).isFalse();
    assertThat(server.records()).isEmpty();

    BrasSession next = connect(PasswordMethod.PAP);
    next.hangUp(TerminateCause.USER_REQUEST);
    assertThat(server.records()).hasSize(2);
  }

  @Test
  void unanswered_stop_is_sent_three_times_with_delay_time_zero_and_then_lost() {
    server.accept();
    BrasSession session = connect(PasswordMethod.PAP);
    server.answerAccounting(false);

    assertThat(session.hangUp(TerminateCause.USER_REQUEST)).isFalse();

    List<HandWrittenServer.Received> stops = server.records().subList(1, 4);
    assertThat(stops).allSatisfy(stop -> assertThat(stop.bytes()).isEqualTo(stops.get(0).bytes()));
    assertThat(server.lastRecord().integer(AttributeType.ACCT_DELAY_TIME)).hasValue(0);
  }

  @Test
  void silent_reboot_forgets_sessions_and_moves_the_boot_digit() {
    server.accept();
    BrasSession session = connect(PasswordMethod.PAP);

    bras.rebootSilently();

    assertThat(session.isOnline()).isFalse();
    assertThat(server.records()).hasSize(1);
    assertThat(connect(PasswordMethod.PAP).acctSessionId()).isEqualTo("81100001");
    bras.reboot(0);
    assertThat(connect(PasswordMethod.PAP).acctSessionId()).isEqualTo("81000001");
  }

  @Test
  void router_without_ntp_says_1970() {
    server.accept();
    bras.misbehaviour().ntpOff(true);
    clock.move(Duration.ofSeconds(90));

    connect(PasswordMethod.PAP);

    assertThat(server.lastRecord().integer(AttributeType.EVENT_TIMESTAMP)).hasValue(90);
  }

  @Test
  void accounting_on_and_off_speak_of_the_router_alone() {
    assertThat(bras.sendAccountingOn()).isTrue();
    assertThat(server.lastRecord().integer(AttributeType.ACCT_STATUS_TYPE)).hasValue(7);
    assertThat(server.lastRecord().has(AttributeType.USER_NAME)).isFalse();
    assertThat(bras.sendAccountingOff()).isTrue();
    assertThat(server.lastRecord().integer(AttributeType.ACCT_STATUS_TYPE)).hasValue(8);
  }

  @Test
  void interims_are_sent_when_due_and_the_session_ends_at_its_timeout_and_dials_again() {
    restart(settings().automaticInterims().redialAfter(Duration.ofSeconds(5)));
    server.accept(
        Attribute.integer(AttributeType.ACCT_INTERIM_INTERVAL, 300),
        Attribute.integer(AttributeType.SESSION_TIMEOUT, 600));
    connect(PasswordMethod.PAP);

    bras.tick(clock.move(Duration.ofSeconds(299)));
    assertThat(server.records()).hasSize(1);
    bras.tick(clock.move(Duration.ofSeconds(1)));
    assertThat(server.lastRecord().integer(AttributeType.ACCT_STATUS_TYPE)).hasValue(3);
    bras.tick(clock.move(Duration.ofSeconds(300)));
    assertThat(server.lastRecord().integer(AttributeType.ACCT_TERMINATE_CAUSE)).hasValue(5);
    assertThat(bras.sessions()).isEmpty();

    server.reject("isolir");
    bras.tick(clock.move(Duration.ofSeconds(5)));
    server.accept();
    bras.tick(clock.move(Duration.ofSeconds(4)));
    assertThat(bras.sessions()).isEmpty();
    bras.tick(clock.move(Duration.ofSeconds(1)));
    assertThat(bras.sessions("budi@isp")).hasSize(1);
  }

  @Test
  void own_timer_ticks_by_itself() {
    restart(settings().interimUpdate(Duration.ofMinutes(1)).automaticInterims().ownTimer());
    server.accept();
    connect(PasswordMethod.PAP);

    clock.move(Duration.ofMinutes(1));

    await().until(() -> server.records().size() == 2);
  }

  @Test
  void no_text_shows_a_password() {
    Modem modem = Modem.pppoe("budi@isp", "rahasia", PasswordMethod.CHAP, MAC);

    assertThat(modem.toString()).doesNotContain("rahasia");
    assertThat(Handshake.begin(modem, SECRET, new byte[16], new SecureRandom()))
        .asString()
        .doesNotContain("rahasia");
  }

  private BrasSession connect(PasswordMethod method) {
    DialResult result = bras.dial("budi@isp", "rahasia", method, MAC);
    assertThat(result).isInstanceOf(DialResult.Connected.class);
    return ((DialResult.Connected) result).session();
  }

  private static byte[] unsignedAccept(Packet login) {
    return new PacketWriter(Code.ACCESS_ACCEPT, login.identifier())
        .sealReply(SECRET, login.authenticator());
  }

  private static Attribute address(String address) throws Exception {
    return Attribute.address(AttributeType.FRAMED_IP_ADDRESS, InetAddress.getByName(address));
  }

  /** A server that checks passwords, from the formulas alone. */
  private static final class ProvingServer {

    private static final byte[] SEND_SALT = HexFormat.of().parseHex("8001");
    private static final byte[] RECV_SALT = HexFormat.of().parseHex("8002");

    static byte[] answer(Packet login, String password) {
      if (!proves(login, password)) {
        return new PacketWriter(Code.ACCESS_REJECT, login.identifier())
            .messageAuthenticator()
            .sealReply(SECRET, login.authenticator());
      }
      return login.attributes().has(AttributeType.MS_CHAP2_RESPONSE)
          ? HandWrittenServer.acceptOf(login, keys(login, password, false))
          : HandWrittenServer.acceptOf(login);
    }

    static byte[] answerWithSwappedKeys(Packet login, String password) {
      return HandWrittenServer.acceptOf(login, keys(login, password, true));
    }

    private static boolean proves(Packet login, String password) {
      Attributes sent = login.attributes();
      if (sent.has(AttributeType.USER_PASSWORD)) {
        return Arrays.equals(
            value(sent, AttributeType.USER_PASSWORD),
            SECRET.hidePassword(password.getBytes(UTF_8), login.authenticator()));
      }
      if (sent.has(AttributeType.CHAP_PASSWORD)) {
        byte[] response = value(sent, AttributeType.CHAP_PASSWORD);
        return Arrays.equals(
            response,
            Handshake.chapPassword(
                response[0], password, value(sent, AttributeType.CHAP_CHALLENGE)));
      }
      byte[] challenge = value(sent, AttributeType.MS_CHAP_CHALLENGE);
      byte[] ntHash = MsChap.ntHash(password);
      if (sent.has(AttributeType.MS_CHAP_RESPONSE)) {
        byte[] response = value(sent, AttributeType.MS_CHAP_RESPONSE);
        return Arrays.equals(
            Arrays.copyOfRange(response, 26, 50), MsChap.ntResponse(challenge, ntHash));
      }
      return Arrays.equals(ntResponse(sent), MsChap.ntResponse(challengeHash(sent), ntHash));
    }

    private static Attribute[] keys(Packet login, String password, boolean swapped) {
      byte[] ntHash = MsChap.ntHash(password);
      byte[] response = ntResponse(login.attributes());
      byte[] masterKey = MsChap.masterKey(ntHash, response);
      byte[] send = MsChap.routerSendKey(masterKey);
      byte[] receive = MsChap.routerReceiveKey(masterKey);
      String success =
          MsChap.authenticatorResponse(ntHash, response, challengeHash(login.attributes()));
      return new Attribute[] {
        Attribute.text(AttributeType.MS_CHAP2_SUCCESS, "\u0001" + success),
        Attribute.octets(
            AttributeType.MS_MPPE_SEND_KEY, hideKey(login, SEND_SALT, swapped ? receive : send)),
        Attribute.octets(
            AttributeType.MS_MPPE_RECV_KEY, hideKey(login, RECV_SALT, swapped ? send : receive))
      };
    }

    private static byte[] hideKey(Packet login, byte[] salt, byte[] key) {
      byte[] plain = ByteBuffer.allocate(17).put((byte) 16).put(key).array();
      byte[] seed = ByteBuffer.allocate(18).put(login.authenticator()).put(salt).array();
      byte[] hidden = SECRET.hidePassword(plain, seed);
      return ByteBuffer.allocate(34).put(salt).put(hidden).array();
    }

    private static byte[] challengeHash(Attributes sent) {
      byte[] response = value(sent, AttributeType.MS_CHAP2_RESPONSE);
      return MsChap.challengeHash(
          Arrays.copyOfRange(response, 2, 18),
          value(sent, AttributeType.MS_CHAP_CHALLENGE),
          sent.text(AttributeType.USER_NAME).orElseThrow());
    }

    private static byte[] ntResponse(Attributes sent) {
      return Arrays.copyOfRange(value(sent, AttributeType.MS_CHAP2_RESPONSE), 26, 50);
    }

    private static byte[] value(Attributes sent, AttributeType type) {
      return sent.first(type).orElseThrow().value();
    }
  }
}
