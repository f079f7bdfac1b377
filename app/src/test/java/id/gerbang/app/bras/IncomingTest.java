package id.gerbang.app.bras;

import static id.gerbang.app.bras.HandWrittenServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CoA and Disconnect-Requests to the BRAS over real sockets. */
class IncomingTest {

  private static final Attribute NEW_RATE =
      Attribute.text(AttributeType.MIKROTIK_RATE_LIMIT, "1M/1M");

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofMillis(200);

  private final MovableClock clock = new MovableClock("2026-01-01T00:00:00Z");
  private final List<BrasEvent> events = Collections.synchronizedList(new ArrayList<>());
  private int nextIdentifier;
  private HandWrittenServer server;
  private DatagramSocket coaSocket;
  private SimulatedBras bras;
  private BrasSession session;

  @BeforeEach
  void connect() throws Exception {
    server = new HandWrittenServer();
    server.accept(
        Attribute.text(AttributeType.MIKROTIK_RATE_LIMIT, "5M/10M"),
        Attribute.text(AttributeType.MIKROTIK_ADDRESS_LIST, "aktif"));
    coaSocket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    bras =
        SimulatedBras.at("127.66.0.3")
            .identity("BRAS-02")
            .server("127.0.0.1", server.authPort(), server.acctPort())
            .secret("rahasia-router-01")
            .coaPort(0)
            .redialAfter(Duration.ofSeconds(5))
            .clock(clock)
            .listener(events::add)
            .start();
    session = dial("budi@isp");
  }

  @AfterEach
  void close() {
    bras.close();
    coaSocket.close();
    server.close();
  }

  @Test
  void rate_and_list_change_on_the_live_session() throws Exception {
    Packet ack =
        coa(
            whole(session),
            NEW_RATE,
            Attribute.text(AttributeType.MIKROTIK_ADDRESS_LIST, "isolir"),
            Attribute.integer(AttributeType.SESSION_TIMEOUT, 3600));

    assertThat(ack.code()).isEqualTo(Code.COA_ACK);
    assertThat(ack.attributes().text(AttributeType.NAS_IDENTIFIER)).hasValue("BRAS-02");
    assertThat(session.rateLimit()).hasValue("1M/1M");
    assertThat(session.addressList()).hasValue("isolir");
    assertThat(session.sessionTimeout()).hasValue(Duration.ofHours(1));
    assertThat(last(events).text())
        .isEqualTo(
            "budi@isp changed while online: Mikrotik-Rate-Limit: 5M/10M -> 1M/1M,"
                + " Mikrotik-Address-List: aktif -> isolir, Session-Timeout: (none) -> 3600");
  }

  @Test
  void list_that_a_request_leaves_out_stays() throws Exception {
    coa(whole(session), NEW_RATE);

    assertThat(session.addressList()).hasValue("aktif");
  }

  @Test
  void repeated_request_is_answered_with_the_same_bytes_and_applied_once() throws Exception {
    byte[] request = request(Code.COA_REQUEST, whole(session), NEW_RATE);

    byte[] first = answer(request);
    byte[] second = answer(request);

    assertThat(second).isEqualTo(first);
    assertThat(events).filteredOn(BrasEvent.CoaApplied.class::isInstance).hasSize(1);
  }

  @Test
  void lost_answer_is_given_again_to_the_retransmission_of_a_disconnect() throws Exception {
    bras.misbehaviour().dropNextCoaAnswers(1);
    byte[] request = request(Code.DISCONNECT_REQUEST, whole(session));

    assertSilence(request);
    assertThat(session.isOnline()).isFalse();
    assertThat(HandWrittenServer.read(answer(request)).code()).isEqualTo(Code.DISCONNECT_ACK);
  }

  @Test
  void same_identifier_with_another_authenticator_is_a_new_request() throws Exception {
    coa(whole(session), NEW_RATE);
    nextIdentifier--;
    coa(whole(session), Attribute.text(AttributeType.MIKROTIK_RATE_LIMIT, "2M/2M"));

    assertThat(session.rateLimit()).hasValue("2M/2M");
  }

  @Test
  void every_identification_attribute_must_match_the_session() throws Exception {
    Attribute user = Attribute.text(AttributeType.USER_NAME, "budi@isp");
    Attribute address = Attribute.address(AttributeType.FRAMED_IP_ADDRESS, session.framedIp());

    assertThat(coa(List.of(user), NEW_RATE).code()).isEqualTo(Code.COA_ACK);
    assertThat(coa(List.of(user, address), NEW_RATE).code()).isEqualTo(Code.COA_ACK);
    assertNak(503, coa(List.of(text(AttributeType.USER_NAME, "Budi@isp"), address), NEW_RATE));
    assertNak(503, coa(List.of(user, text(AttributeType.ACCT_SESSION_ID, "81000009")), NEW_RATE));
    assertNak(
        503,
        coa(
            List.of(
                user,
                Attribute.address(
                    AttributeType.NAS_IP_ADDRESS, InetAddress.getByName("10.20.0.1"))),
            NEW_RATE));
    assertNak(503, coa(List.of(user, text(AttributeType.NAS_IDENTIFIER, "BRAS-02")), NEW_RATE));
    assertNak(402, coa(List.of(text(AttributeType.NAS_IDENTIFIER, "BRAS-02")), NEW_RATE));
  }

  @Test
  void name_alone_does_not_choose_between_two_sessions() throws Exception {
    BrasSession second = dial("budi@isp");

    assertNak(508, coa(List.of(text(AttributeType.USER_NAME, "budi@isp")), NEW_RATE));
    assertThat(coa(whole(second), NEW_RATE).code()).isEqualTo(Code.COA_ACK);
    assertThat(session.rateLimit()).hasValue("5M/10M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FRAMED_POOL", "FRAMED_ROUTE", "ACCT_INTERIM_INTERVAL", "CLASS"})
  void what_coa_can_not_change_is_refused_and_nothing_is_applied(AttributeType type)
      throws Exception {
    assertNak(401, coa(whole(session), NEW_RATE, Attribute.integer(type, 0x31323334)));

    assertThat(session.rateLimit()).hasValue("5M/10M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10 M", "10M/", "10mbps", "10M/10M 20M/20M 5M/5M 8/8 9"})
  void rate_that_routeros_can_not_read_is_refused(String rate) throws Exception {
    assertNak(407, coa(whole(session), text(AttributeType.MIKROTIK_RATE_LIMIT, rate)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "128k",
        "64k/128M",
        "64k 256k",
        "64k/64k 256k/256k 128k/128k 10/10",
        "10M/30M 20M/60M 8M/24M 8/8 8 5M/15M",
        "5000000/5000000 0/0 0/0 0/0 5 5000000/5000000"
      })
  void rate_in_any_documented_form_is_applied(String rate) throws Exception {
    coa(whole(session), text(AttributeType.MIKROTIK_RATE_LIMIT, rate));

    assertThat(session.rateLimit()).hasValue(rate);
  }

  @Test
  void disconnect_is_acknowledged_stopped_with_admin_reset_and_the_modem_dials_again()
      throws Exception {
    Packet ack = disconnect(whole(session));

    assertThat(ack.code()).isEqualTo(Code.DISCONNECT_ACK);
    assertThat(session.isOnline()).isFalse();
    await().until(() -> server.records().size() == 2);
    assertThat(server.lastRecord().integer(AttributeType.ACCT_TERMINATE_CAUSE)).hasValue(6);
    bras.tick(clock.move(Duration.ofSeconds(4)));
    assertThat(bras.sessions()).isEmpty();
    bras.tick(clock.move(Duration.ofSeconds(1)));
    assertThat(bras.sessions("budi@isp")).hasSize(1);
  }

  @Test
  void old_session_id_does_not_end_the_session_that_was_dialled_since() throws Exception {
    List<Attribute> old = whole(session);
    session.hangUp(TerminateCause.LOST_CARRIER);
    BrasSession redialled = dial("budi@isp");

    assertNak(503, disconnect(old));
    assertThat(redialled.isOnline()).isTrue();
  }

  @Test
  void disconnect_with_authorization_attributes_is_refused() throws Exception {
    assertNak(401, disconnect(whole(session), NEW_RATE));

    assertThat(session.isOnline()).isTrue();
  }

  @Test
  void disconnect_can_be_acknowledged_and_not_done() throws Exception {
    bras.misbehaviour().keepSessionAfterDisconnectAck(true);

    assertThat(disconnect(whole(session)).code()).isEqualTo(Code.DISCONNECT_ACK);
    assertThat(session.isOnline()).isTrue();
    assertThat(session.interim()).isTrue();
  }

  @Test
  void everything_is_refused_on_demand_with_or_without_cause() throws Exception {
    bras.misbehaviour().nakEverything(406);
    assertNak(406, coa(whole(session), NEW_RATE));

    bras.misbehaviour().nakEverythingWithoutCause();
    Packet nak = disconnect(whole(session));
    assertThat(nak.code()).isEqualTo(Code.DISCONNECT_NAK);
    assertThat(nak.attributes().has(AttributeType.ERROR_CAUSE)).isFalse();

    bras.misbehaviour().answerAsItShould();
    assertThat(coa(whole(session), NEW_RATE).code()).isEqualTo(Code.COA_ACK);
  }

  @Test
  void wrong_secret_wrong_code_and_garbage_are_met_with_silence_and_all_is_counted()
      throws Exception {
    byte[] wrongSecret =
        new PacketWriter(Code.DISCONNECT_REQUEST, 1)
            .addAll(whole(session))
            .sealRequest(new SharedSecret("salah"));
    byte[] wrongCode = request(Code.ACCOUNTING_REQUEST, whole(session));

    assertSilence(wrongSecret);
    assertSilence(wrongCode);
    assertSilence(new byte[] {40, 1, 0, 20});
    coa(whole(session), NEW_RATE);
    coa(List.of(text(AttributeType.USER_NAME, "siti")), NEW_RATE);
    bras.misbehaviour().silentToCoa(true);
    assertSilence(request(Code.COA_REQUEST, whole(session), NEW_RATE));

    assertThat(session.isOnline()).isTrue();
    assertThat(bras.incomingCounters()).isEqualTo(new IncomingCounters(6, 3, 1, 1, 1));
  }

  @Test
  void request_from_an_address_that_is_not_the_server_is_ignored() throws Exception {
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.66.0.99"))) {
      byte[] request = request(Code.DISCONNECT_REQUEST, whole(session));

      assertThat(HandWrittenServer.ask(stranger, request, bras, SILENCE)).isEmpty();
    }
    assertThat(session.isOnline()).isTrue();
  }

  @Test
  void message_authenticator_of_a_request_is_checked_and_proxy_state_comes_back() throws Exception {
    Attribute proxyState = Attribute.text(AttributeType.PROXY_STATE, "p1");
    byte[] signed =
        new PacketWriter(Code.COA_REQUEST, 77)
            .addAll(whole(session))
            .add(NEW_RATE)
            .add(proxyState)
            .messageAuthenticator()
            .sealRequest(SECRET);
    byte[] forged = signed.clone();
    forged[forged.length - 1] ^= 1;
    System.arraycopy(SECRET.requestAuthenticator(forged), 0, forged, 4, 16);

    assertSilence(forged);
    Packet ack = HandWrittenServer.read(answer(signed));
    assertThat(ack.attributes().all(AttributeType.PROXY_STATE)).containsExactly(proxyState);
  }

  private BrasSession dial(String username) {
    DialResult result = bras.dial(username, "rahasia", PasswordMethod.PAP, "4C:5E:0C:11:22:33");
    assertThat(result).isInstanceOf(DialResult.Connected.class);
    return ((DialResult.Connected) result).session();
  }

  private List<Attribute> whole(BrasSession session) {
    return List.of(
        text(AttributeType.USER_NAME, session.username()),
        text(AttributeType.ACCT_SESSION_ID, session.acctSessionId()),
        Attribute.address(AttributeType.FRAMED_IP_ADDRESS, session.framedIp()),
        Attribute.address(AttributeType.NAS_IP_ADDRESS, bras.address()));
  }

  private Packet coa(List<Attribute> identification, Attribute... changes) throws Exception {
    return genuineAnswer(request(Code.COA_REQUEST, identification, changes));
  }

  private Packet disconnect(List<Attribute> identification, Attribute... changes) throws Exception {
    return genuineAnswer(request(Code.DISCONNECT_REQUEST, identification, changes));
  }

  private byte[] request(int code, List<Attribute> identification, Attribute... changes) {
    return new PacketWriter(code, nextIdentifier++)
        .addAll(identification)
        .addAll(List.of(changes))
        .sealRequest(SECRET);
  }

  private Packet genuineAnswer(byte[] request) throws Exception {
    Packet answer = HandWrittenServer.read(answer(request));
    assertThat(SECRET.isGenuineReply(answer, HandWrittenServer.read(request).authenticator()))
        .isTrue();
    return answer;
  }

  private byte[] answer(byte[] request) throws Exception {
    return HandWrittenServer.ask(coaSocket, request, bras, PATIENCE).orElseThrow();
  }

  private void assertSilence(byte[] request) throws Exception {
    assertThat(HandWrittenServer.ask(coaSocket, request, bras, SILENCE)).isEmpty();
  }

  private static void assertNak(int errorCause, Packet answer) {
    assertThat(answer.code()).isIn(Code.COA_NAK, Code.DISCONNECT_NAK);
    assertThat(answer.attributes().integer(AttributeType.ERROR_CAUSE)).hasValue(errorCause);
  }

  private static Attribute text(AttributeType type, String value) {
    return Attribute.text(type, value);
  }

  private static BrasEvent last(List<BrasEvent> events) {
    return events.get(events.size() - 1);
  }
}
