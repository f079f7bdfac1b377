package id.gerbang.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets that others have published: Wireshark's sample captures, tcpdump's tests (both also in
 * FreeRADIUS's unit tests), gopacket's and Scapy's. Their secrets are testing123, secret and
 * radiuskey.
 */
class PublicPacketsTest {

  private static final Secret TESTING = Secret.of("testing123");

  /** Wireshark, radius_localhost.pcapng. */
  private static final String EAP_REQUEST =
      """
      01670057 40b664dbf5d681b2adbd1769515118c8 01077374657665 0212dbc6c4b758be14f005b3877c9e2fb601
      0406c0a8001c 05060000007b 50125f0f8647e8c89bd881364268fcd04532 4f0c0266000a017374657665""";

  private static final String EAP_CHALLENGE =
      """
      0b670083 83ece707a2f31bb65badfb22a64023d9 060600000002 070600000001 0806ac100321 0906ffffff00
      0a0600000003 0b097374642e707070 0c06000005dc 0d0600000001
      4f180167001604 10ff0bf1d6e401a9cbe5b46eb943e5549a 50126e794a020c45c66f4247ba8c5ff04ed1
      1812736f868573088277414ae3f31eac34e9""";

  /** gopacket, layers/radius_test.go. */
  private static final String RADTEST_REQUEST =
      """
      018d004b 3bbd2252b4c8d8441b4679bf4a2b8601 010741646d696e 02124d2f620b339d6d1fe0e46d1f9bdafff0
      04067f000101 050600000000 50124173ed26d3b3a964ff4dc30d9433e82a""";

  private static final String RADTEST_ACCEPT = "028d0014 86a8d5cd693c075e9e18a22ddd5f2bff";

  /** Scapy, test/scapy/layers/radius.uts: a Cisco switch, whose every Cisco-AVPair is its own. */
  private static final String CISCO_REQUEST =
      """
      01ae0117 3e6bd4c419560b2a3199c844eac2945a 01066c656170 060600000002
      1a1b000000090115736572766963652d747970653d4672616d6564 0c06000023ee
      1e1341432d37452d38412d34452d45322d3932 1f1330302d32362d37332d39452d30462d4433
      4f0b02010009016c656170 501255bc12cd4d00f8db34f11872ca5f8cf6 6602
      1a3100000009012b61756469742d73657373696f6e2d69643d30414338303930453030303030303141303335344341
      3030 1a1400000009010e6d6574686f643d646f743178 0806c0a80ab9 0406c0a80a80
      1a1d0000000902174769676162697445746865726e6574312f302f3138
      57174769676162697445746865726e6574312f302f3138 3d060000000f 05060000c3c6""";

  private static final String CISCO_CHALLENGE =
      """
      0bae005b c7aefc36a13db599265edf3de900a6e8 120d48656c6c6f2c206c656170
      4f160102001411010008b8c41a349778d3826c656170 5012d31217a60c2e9485035d74d1dbd0138c
      1812695173f7695362406b9d2ca0998e684f""";

  @ParameterizedTest
  @ValueSource(strings = {EAP_REQUEST, CISCO_REQUEST, RADTEST_REQUEST})
  void a_signature_is_genuine_by_its_own_secret_alone(String hex) throws Exception {
    RadiusPacket request = Packets.packet(hex);
    List<Secret> secrets = List.of(TESTING, Secret.of("secret"), Secret.of("radiuskey"));

    assertThat(secrets)
        .extracting(secret -> Authenticators.checkMessageAuthenticator(request, secret))
        .containsOnly(MessageAuthenticator.GENUINE, MessageAuthenticator.FORGED)
        .containsOnlyOnce(MessageAuthenticator.GENUINE);
  }

  @Test
  void replies_belong_to_their_requests() throws Exception {
    assertThat(isReply(EAP_CHALLENGE, EAP_REQUEST, TESTING)).isTrue();
    assertThat(isReply(RADTEST_ACCEPT, RADTEST_REQUEST, Secret.of("secret"))).isTrue();
    assertThat(isReply(CISCO_CHALLENGE, CISCO_REQUEST, Secret.of("radiuskey"))).isTrue();
    assertThat(isReply(EAP_CHALLENGE, CISCO_REQUEST, TESTING)).isFalse();
  }

  private static boolean isReply(String reply, String request, Secret secret) throws Exception {
    return Authenticators.isReplyGenuine(Packets.packet(reply), Packets.octets(request), secret);
  }

  @Test
  void what_a_request_says_is_what_its_capture_shows() throws Exception {
    RadiusPacket cisco = Packets.packet(CISCO_REQUEST);

    assertThat(cisco.attributes()).hasSize(17);
    assertThat(cisco.text(Attribute.USER_NAME)).contains("leap");
    assertThat(cisco.countVendor(9, 1)).isEqualTo(3);
    assertThat(cisco.vendorText(9, 2)).contains("GigabitEthernet1/0/18");
    assertThat(cisco.ipv4(Attribute.NAS_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("192.168.10.128");
    assertThat(cisco.integer(Attribute.NAS_PORT, -1)).isEqualTo(50118);

    RadiusPacket radtest = Packets.packet(RADTEST_REQUEST);
    byte[] password = radtest.octets(Attribute.USER_PASSWORD).orElseThrow();
    SecretCipher.reveal(Secret.of("secret"), radtest, password, password.length);
    assertThat(new String(password, StandardCharsets.US_ASCII).replace("\0", ""))
        .matches("[ -~]{1,16}");
  }

  /** tcpdump, RADIUS-RFC5176.pcap and RADIUS-port1700.pcap: a Disconnect-Request and a CoA. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "28010026 e1792d2b4ab349f1a4c0fcc733d091c1 501258513d662847e5f8734a30dbdac8e4af",
        "2ba60019 7fbf02c6662b5990838a5e6e331b3ff0 0105626f62"
      })
  void requests_to_a_router_are_signed_as_others_sign_them(String hex) throws Exception {
    RadiusPacket request = Packets.packet(hex);

    assertThat(Authenticators.isRequestGenuine(request, TESTING)).isTrue();
    assertThat(Authenticators.isRequestGenuine(request, Secret.of("other"))).isFalse();
  }

  /** tcpdump, RADIUS-RFC5176.pcap: authenticated as an Access-Request is, which a CoA is not. */
  @Test
  void a_coa_whose_authenticator_is_a_random_number_is_not_genuine() throws Exception {
    RadiusPacket request =
        Packets.packet(
            "2b040026 5f18309be67cd6150fe4c3a0b93536c9 50122703ee367cd046d1dfbc5fe5b3cf5bbf");

    assertThat(Authenticators.isRequestGenuine(request, TESTING)).isFalse();
  }
}
