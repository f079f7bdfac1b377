package id.gerbang.radius.packet;

import static id.gerbang.radius.packet.Packets.octets;
import static id.gerbang.radius.packet.Packets.packet;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RfcVectorsTest {
  private static final Secret SECRET = RfcVectors.SECRET;

  @Test
  void rfc_2865_7_1_request_reads_attribute_by_attribute() throws Exception {
    RadiusPacket request = packet(RfcVectors.PAP_REQUEST);

    assertThat(request.code()).isEqualTo(Code.ACCESS_REQUEST);
    assertThat(request.identifier()).isZero();
    assertThat(request.length()).isEqualTo(56);
    assertThat(request.authenticator()).isEqualTo(octets("0f403f9473978057bd83d5cb98f4227a"));
    assertThat(request.text(Attribute.USER_NAME)).contains("nemo");
    assertThat(request.ipv4(Attribute.NAS_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("192.168.1.16");
    assertThat(request.integer(Attribute.NAS_PORT, -1)).isEqualTo(3);
    assertThat(request.attributes()).extracting(RawAttribute::type).containsExactly(1, 2, 4, 5);
  }

  @Test
  void rfc_2865_replies_answer_their_requests() throws Exception {
    assertReply(RfcVectors.PAP_ACCEPT, RfcVectors.PAP_REQUEST);
    assertReply(RfcVectors.CHAP_ACCEPT, RfcVectors.CHAP_REQUEST);
    assertThat(reply(RfcVectors.PAP_ACCEPT, RfcVectors.CHAP_REQUEST)).isFalse();
  }

  @Test
  void rfc_2865_7_2_accept_says_routing_2_where_the_text_says_none() throws Exception {
    RadiusPacket accept = packet(RfcVectors.CHAP_ACCEPT);

    assertThat(accept.integer(10, -1)).isEqualTo(2);
    assertThat(accept.ipv4(Attribute.FRAMED_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("255.255.255.254");
    assertThat(accept.integer(Attribute.FRAMED_MTU, -1)).isEqualTo(1500);
  }

  @ParameterizedTest
  @CsvSource({
    "arctangent, 0f403f9473978057bd83d5cb98f4227a, 0dbe708d93d413ce3196e43f782a0aee",
    "challenge,  f3a47a1f6a6d76710b947ab93041a039, 33657573778289b570885e15084825c5",
    "99101462,   b122556d428a13d0d6253807c457ecf0, 692c1f205fc081b919b95195f561a581"
  })
  void rfc_2865_passwords_hide_as_printed(String password, String authenticator, String hidden)
      throws Exception {
    byte[] sent =
        Packets.accessRequest(1, authenticator)
            .userPassword(password.getBytes(US_ASCII), SECRET)
            .finish(SECRET);

    byte[] value = packet(sent).octets(Attribute.USER_PASSWORD).orElseThrow();
    assertThat(value).isEqualTo(octets(hidden));

    SecretCipher.reveal(SECRET, packet(sent), value, value.length);
    assertThat(new String(value, US_ASCII).stripTrailing().replace("\0", "")).isEqualTo(password);
  }

  @Test
  void rfc_2865_7_3_challenge_and_reject_answer_their_requests() throws Exception {
    RadiusPacket challenge = packet(RfcVectors.CHALLENGE);
    assertThat(challenge.octets(Attribute.STATE)).contains("32769430".getBytes(US_ASCII));
    assertThat(challenge.text(Attribute.REPLY_MESSAGE))
        .contains("Challenge 32769430.  Enter response at prompt.");
    byte[] request1 = octets("01020014f3a47a1f6a6d76710b947ab93041a039");
    assertThat(Authenticators.isReplyGenuine(challenge, request1, SECRET)).isTrue();

    RadiusPacket reject = packet("03030014a42f4fca45916c4e09c8340f9e746aa0");
    byte[] request2 = octets("01030014b122556d428a13d0d6253807c457ecf0");
    assertThat(Authenticators.isReplyGenuine(reject, request2, SECRET)).isTrue();
  }

  @Test
  void rfc_2865_7_3_second_request_is_malformed_as_printed() throws Exception {
    // The RFC prints 0x10 as the length of State, which has ten octets.
    String upToState =
        """
        01030043b122556d428a13d0d6253807c457ecf001076d6f7073790212692c1f
        205fc081b919b95195f561a5810406c0a80110050600000007
        """;
    String state = "3332373639343330";

    assertThatThrownBy(() -> packet(upToState + "1810" + state))
        .isSameAs(MalformedPacketException.INSTANCE);
    assertThat(packet(upToState + "180a" + state).octets(Attribute.STATE))
        .contains("32769430".getBytes(US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RfcVectors.STATUS_SERVER_AUTH,
        RfcVectors.STATUS_SERVER_ACCT,
        RfcVectors.STATUS_SERVER_UPTIME
      })
  void rfc_5997_status_servers_are_genuine(String request) throws Exception {
    assertThat(Authenticators.checkMessageAuthenticator(packet(request), SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);
    assertThat(Authenticators.checkMessageAuthenticator(packet(request), Secret.of("other")))
        .isEqualTo(MessageAuthenticator.FORGED);
  }

  @Test
  void rfc_5997_replies_answer_their_requests() throws Exception {
    assertReply(RfcVectors.STATUS_SERVER_AUTH_REPLY, RfcVectors.STATUS_SERVER_AUTH);
    assertReply(RfcVectors.STATUS_SERVER_ACCT_REPLY, RfcVectors.STATUS_SERVER_ACCT);
    assertReply(RfcVectors.STATUS_SERVER_UPTIME_REPLY, RfcVectors.STATUS_SERVER_UPTIME);
  }

  @Test
  void tcpdumps_disconnect_request_is_genuine() throws Exception {
    Secret secret = Secret.of("testing123");
    RadiusPacket request =
        packet(
            """
            28010026e1792d2b4ab349f1a4c0fcc733d091c1501258513d662847e5f8734a
            30dbdac8e4af
            """);

    assertThat(Authenticators.isRequestGenuine(request, secret)).isTrue();
    assertThat(Authenticators.checkMessageAuthenticator(request, secret))
        .isEqualTo(MessageAuthenticator.GENUINE);
    assertThat(RequestWriter.disconnectRequest(1).withMessageAuthenticator().finish(secret))
        .isEqualTo(request.toByteArray());
  }

  @Test
  void a_secret_longer_than_a_block_is_hashed_first_as_rfc_2104_says() {
    // RFC 2202 §2, test case 6
    byte[] key = new byte[80];
    Arrays.fill(key, (byte) 0xaa);
    Secret secret = Secret.of(key);
    byte[] text = "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(US_ASCII);
    byte[] hmac = new byte[16];
    secret.endHmac(secret.startHmac().update(text)).finish(hmac, 0);

    assertThat(hmac).isEqualTo(octets("6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"));
    assertThat(secret.hmacHalf(text, text.length)).isEqualTo(0x6b1ab7fe4bd7bf8fL);
  }

  @Test
  void a_secret_does_not_print() {
    assertThat(SECRET).hasToString("Secret[redacted]").isEqualTo(Secret.of("xyzzy5461"));
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertReply(String reply, String request) throws Exception {
    assertThat(reply(reply, request)).isTrue();
  }

  private static boolean reply(String reply, String request) throws Exception {
    return Authenticators.isReplyGenuine(packet(reply), octets(request), SECRET);
  }
}
