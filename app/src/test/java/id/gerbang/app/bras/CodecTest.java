package id.gerbang.app.bras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The BRAS's own codec against published packets, and packets that FreeRADIUS accepted. */
class CodecTest {

  private static final SharedSecret RFC = new SharedSecret("xyzzy5461");
  private static final SharedSecret OURS = new SharedSecret("radius-test-01");
  private static final byte[] AUTHENTICATOR = hex("101112131415161718191a1b1c1d1e1f");

  private static final String PAP_REQUEST =
      "012a00a9101112131415161718191a1b1c1d1e1f5012777e3c0d854ae894e854"
          + "c4ee60d2b9b8010a62756469406973700222d188fc1e1992cdd3f0ab0c468a94"
          + "d2c1973c170f5f3d92de32662594e41a38a104060a1400012009425241532d30"
          + "313d060000000f0606000000020706000000011f1334433a35453a30433a3131"
          + "3a32323a33331e0b7070706f652d69737057086574686572320506810000012c"
          + "0a3831303030303031";
  private static final String PAP_ACCEPT =
      "022a00858c4c9804c12af170e4daf4b81a8fc87e5012121965f384cd6ce9e70c"
          + "bc0759b528e706060000000207060000000108060a6401191a2b00003a8c0825"
          + "31304d2f33304d2032304d2f36304d20384d2f32344d20382f38203820354d2f"
          + "31354d1a0d00003a8c1307616b74696655060000012c1b060001518019096331"
          + "3a30303031";
  private static final String INTERIM =
      "042b00c6abc6d884a7d27c62a4e365b7d365775e2806000000033d060000000f"
          + "1f1334433a35453a30433a31313a32323a33331e0b7070706f652d6973705708"
          + "657468657232010a62756469406973700506810000012c0a3831303030303031"
          + "08060a6401192d060000000137066955b9002e0600000e102a06000000103406"
          + "000000012b06fffffff03506000000022f06000003e83006000007d019096331"
          + "3a303030310606000000020706000000012009425241532d3031290600000000"
          + "04060a140001";
  private static final String COA =
      "2b07005972b3d491ca8fc689fc472d728de7bbaa010a62756469406973702c0a"
          + "383130303030303108060a64011904060a1400011a0d00003a8c0807314d2f31"
          + "4d37066955b93c50125495aa2946442a596b48b582f92a127a";
  private static final String DISCONNECT =
      "2808002e2e5b936c3490aabf3bf3315e6d6ac00a010a62756469406973702c0a"
          + "383130303030303108060a640119";
  private static final String MSCHAPV2_ACCEPT =
      "022c00c55c0f07da027a266884004d0ec287a9fa50121e15cfb77e1c7c9d86e8"
          + "4f4151b34a961a33000001371a2d01533d343037413535383931313546443044"
          + "363230394635313046453943303435363639333243444135361a2a0000013710"
          + "24800136535f261455de4a5d5ccb723194dc6b9d51c7d0464a567421c6be463e"
          + "fc49e71a2a0000013711248002487ba35010c30916f78228238453965064cdf4"
          + "16d2de00b6911878aca2642f651a0c000001370706000000011a0c0000013708"
          + "0600000006";

  @Test
  void rfc_2865_section_7_1_pap_request_is_written_and_its_accept_is_genuine() throws Exception {
    byte[] authenticator = hex("0f403f9473978057bd83d5cb98f4227a");

    byte[] request =
        new PacketWriter(Code.ACCESS_REQUEST, 0)
            .text(AttributeType.USER_NAME, "nemo")
            .octets(
                AttributeType.USER_PASSWORD,
                RFC.hidePassword("arctangent".getBytes(UTF_8), authenticator))
            .address(AttributeType.NAS_IP_ADDRESS, InetAddress.getByName("192.168.1.16"))
            .integer(AttributeType.NAS_PORT, 3)
            .sealAccessRequest(RFC, authenticator);

    assertThat(request)
        .isEqualTo(
            hex(
                "010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d"
                    + "93d413ce3196e43f782a0aee0406c0a80110050600000003"));
    Packet accept =
        read("0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f0600000000" + "0e06c0a80103");
    assertThat(RFC.isGenuineReply(accept, authenticator)).isTrue();
    assertThat(RFC.isGenuineReply(accept, AUTHENTICATOR)).isFalse();
  }

  @Test
  void rfc_2865_section_7_2_chap_response_is_the_published_one() {
    Packet request =
        read(
            "010100472aee86f08d0d55969ca5978e0d3367a20108666c6f707379031316e9"
                + "7557c316185895f293ff63440772750406c0a801100506000000140606000000"
                + "02070600000001");

    assertThat(Handshake.chapPassword(0x16, "arctangent", request.authenticator()))
        .isEqualTo(request.attributes().first(AttributeType.CHAP_PASSWORD).orElseThrow().value());
  }

  @Test
  void rfc_2433_ms_chap_v1_response_is_the_published_one() {
    byte[] ntHash = MsChap.ntHash("MyPw");

    assertThat(ntHash).isEqualTo(hex("fc156af7edcd6c0edde3337d427f4eac"));
    assertThat(MsChap.ntResponse(hex("102db5df085d3041"), ntHash))
        .isEqualTo(hex("4e9d3c8f9cfd385d5bf4d3246791956ca4c351ab409a3d61"));
  }

  @Test
  void rfc_2759_and_3079_ms_chap_v2_values_are_the_published_ones() {
    byte[] ntHash = MsChap.ntHash("clientPass");
    byte[] challengeHash =
        MsChap.challengeHash(
            hex("21402324255e262a28295f2b3a337c7e"),
            hex("5b5d7c7d7b3f2f3e3c2c602132262628"),
            "User");
    byte[] response = MsChap.ntResponse(challengeHash, ntHash);
    byte[] masterKey = MsChap.masterKey(ntHash, response);

    assertThat(ntHash).isEqualTo(hex("44ebba8d5312b8d611474411f56989ae"));
    assertThat(Md4.digest(ntHash)).isEqualTo(hex("41c00c584bd2d91c4017a2a12fa59f3f"));
    assertThat(challengeHash).isEqualTo(hex("d02e4386bce91226"));
    assertThat(response).isEqualTo(hex("82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df"));
    assertThat(MsChap.authenticatorResponse(ntHash, response, challengeHash))
        .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
    assertThat(masterKey).isEqualTo(hex("fdece3717a8c838cb388e527ae3cdd31"));
    assertThat(MsChap.routerSendKey(masterKey)).isEqualTo(hex("8b7cdc149b993a1ba118cb153f56dccb"));
    assertThat(MsChap.routerReceiveKey(masterKey))
        .isEqualTo(hex("d5f0e9521e3ea9589645e86051c82226"));
  }

  @Test
  void rfc_1320_md4_test_suite() {
    assertThat(Md4.digest(new byte[0])).isEqualTo(hex("31d6cfe0d16ae931b73c59d7e0c089c0"));
    assertThat(Md4.digest("abc".getBytes(UTF_8)))
        .isEqualTo(hex("a448017aaf21d8525fc10ae87aa6729d"));
    assertThat(Md4.digest("1234567890".repeat(8).getBytes(UTF_8)))
        .isEqualTo(hex("e33b4ddc9c38f2199c3e7b164fcc0536"));
  }

  @Test
  void access_request_with_message_authenticator_first_is_written_byte_for_byte() throws Exception {
    byte[] request =
        new PacketWriter(Code.ACCESS_REQUEST, 42)
            .messageAuthenticator()
            .text(AttributeType.USER_NAME, "budi@isp")
            .octets(
                AttributeType.USER_PASSWORD,
                OURS.hidePassword("rahasia-panjang-lebih-dari-16".getBytes(UTF_8), AUTHENTICATOR))
            .address(AttributeType.NAS_IP_ADDRESS, InetAddress.getByName("10.20.0.1"))
            .text(AttributeType.NAS_IDENTIFIER, "BRAS-01")
            .integer(AttributeType.NAS_PORT_TYPE, 15)
            .integer(AttributeType.SERVICE_TYPE, 2)
            .integer(AttributeType.FRAMED_PROTOCOL, 1)
            .text(AttributeType.CALLING_STATION_ID, "4C:5E:0C:11:22:33")
            .text(AttributeType.CALLED_STATION_ID, "pppoe-isp")
            .text(AttributeType.NAS_PORT_ID, "ether2")
            .integer(AttributeType.NAS_PORT, 0x81000001L)
            .text(AttributeType.ACCT_SESSION_ID, "81000001")
            .sealAccessRequest(OURS, AUTHENTICATOR);

    assertThat(request).isEqualTo(hex(PAP_REQUEST));
    assertThat(read(PAP_REQUEST).attributes().integer(AttributeType.NAS_PORT))
        .hasValue(2164260865L);
  }

  @Test
  void accept_and_reject_are_read_and_genuine() throws Exception {
    Packet accept = read(PAP_ACCEPT);
    Attributes attributes = accept.attributes();

    assertThat(OURS.isGenuineReply(accept, AUTHENTICATOR)).isTrue();
    assertThat(attributes.text(AttributeType.MIKROTIK_RATE_LIMIT))
        .hasValue("10M/30M 20M/60M 8M/24M 8/8 8 5M/15M");
    assertThat(attributes.text(AttributeType.MIKROTIK_ADDRESS_LIST)).hasValue("aktif");
    assertThat(attributes.address(AttributeType.FRAMED_IP_ADDRESS))
        .hasValue(InetAddress.getByName("10.100.1.25"));
    assertThat(attributes.integer(AttributeType.SESSION_TIMEOUT)).hasValue(86400);
    Packet reject =
        read(
            "032a002e8de2e3a1e6415b122581933c49a535e550122c6ae1cb355885c4dfa2"
                + "b74ce174fa4d120869736f6c6972");
    assertThat(OURS.isGenuineReply(reject, AUTHENTICATOR)).isTrue();
    assertThat(reject.attributes().text(AttributeType.REPLY_MESSAGE)).hasValue("isolir");
  }

  @Test
  void reply_with_a_changed_message_authenticator_is_not_genuine_though_its_checksum_is_right() {
    byte[] forged = hex(PAP_ACCEPT);
    forged[22] ^= 1;
    byte[] checksum = OURS.responseAuthenticator(forged, AUTHENTICATOR);
    System.arraycopy(checksum, 0, forged, 4, 16);

    assertThat(OURS.isGenuineReply(read(forged), AUTHENTICATOR)).isFalse();
  }

  @Test
  void accounting_request_is_sealed_and_its_response_is_genuine() {
    Packet interim = read(INTERIM);

    byte[] written =
        new PacketWriter(Code.ACCOUNTING_REQUEST, 43)
            .addAll(interim.attributes())
            .sealRequest(OURS);

    assertThat(written).isEqualTo(hex(INTERIM));
    assertThat(OURS.isGenuineRequest(interim)).isTrue();
    Packet response = read("052b001421eb9417be276a3c8cce305ff639eece");
    assertThat(OURS.isGenuineReply(response, interim.authenticator())).isTrue();
  }

  @Test
  void any_changed_octet_of_a_request_is_noticed() {
    for (int at = 4; at < hex(COA).length; at++) {
      byte[] changed = hex(COA);
      changed[at] ^= 0x40;
      assertThat(Packet.read(changed, changed.length).filter(OURS::isGenuineRequest))
          .as("octet %d", at)
          .isEmpty();
    }
  }

  @Test
  void coa_request_is_genuine_and_its_answers_are_written_byte_for_byte() {
    Packet coa = read(COA);

    byte[] ack =
        new PacketWriter(Code.COA_ACK, 7)
            .text(AttributeType.NAS_IDENTIFIER, "BRAS-01")
            .sealReply(OURS, coa.authenticator());
    byte[] nak =
        new PacketWriter(Code.COA_NAK, 7)
            .integer(AttributeType.ERROR_CAUSE, 503)
            .text(AttributeType.NAS_IDENTIFIER, "BRAS-01")
            .sealReply(OURS, coa.authenticator());

    assertThat(OURS.isGenuineRequest(coa)).isTrue();
    assertThat(ack).isEqualTo(hex("2c07001d7363c5e0aaa9a4d7b8eee5315cd8f14b2009425241532d3031"));
    assertThat(nak)
        .isEqualTo(
            hex("2d070023f7ee1c723125f9beb2f6b535fa42b1d46506000001f7200942524153" + "2d3031"));
  }

  @Test
  void disconnect_request_is_genuine_and_its_ack_is_written_byte_for_byte() {
    Packet disconnect = read(DISCONNECT);

    assertThat(OURS.isGenuineRequest(disconnect)).isTrue();
    assertThat(new PacketWriter(Code.DISCONNECT_ACK, 8).sealReply(OURS, disconnect.authenticator()))
        .isEqualTo(hex("2908001473c0b602bea9376ba0ce67f7502b0146"));
  }

  @Test
  void status_server_reply_with_message_authenticator_is_genuine() {
    assertThat(
            OURS.isGenuineReply(
                read(
                    "0209002663d35180063c513479c5ede52f8334f850128bde5fc2c29b0ccf69a4"
                        + "d0c15adc4275"),
                AUTHENTICATOR))
        .isTrue();
  }

  @Test
  void ms_chap_v2_accept_gives_the_mppe_keys_of_rfc_3079() {
    Packet accept = read(MSCHAPV2_ACCEPT);
    Attributes attributes = accept.attributes();

    assertThat(OURS.isGenuineReply(accept, AUTHENTICATOR)).isTrue();
    assertThat(
            OURS.revealKey(
                attributes.first(AttributeType.MS_MPPE_SEND_KEY).orElseThrow().value(),
                AUTHENTICATOR))
        .isEqualTo(hex("8b7cdc149b993a1ba118cb153f56dccb"));
    assertThat(
            OURS.revealKey(
                attributes.first(AttributeType.MS_MPPE_RECV_KEY).orElseThrow().value(),
                AUTHENTICATOR))
        .isEqualTo(hex("d5f0e9521e3ea9589645e86051c82226"));
  }

  @Test
  void malformed_packets_are_no_packets() {
    byte[] longerThanTheDatagram = hex(PAP_REQUEST);
    longerThanTheDatagram[3] = (byte) 0xaa;
    byte[] attributeWithoutLength = hex(PAP_REQUEST);
    attributeWithoutLength[21] = 0;
    byte[] attributePastTheEnd = hex(DISCONNECT);
    attributePastTheEnd[41] = 7;

    assertThat(Packet.read(new byte[19], 19)).isEmpty();
    assertThat(Packet.read(longerThanTheDatagram, 169)).isEmpty();
    assertThat(Packet.read(attributeWithoutLength, 169)).isEmpty();
    assertThat(Packet.read(attributePastTheEnd, 46)).isEmpty();
    assertThat(
            Packet.read(
                new PacketWriter(2, 1)
                    .messageAuthenticator()
                    .messageAuthenticator()
                    .sealReply(OURS, AUTHENTICATOR),
                56))
        .isEmpty();
  }

  @Test
  void octets_after_the_length_are_padding() {
    byte[] padded = hex(DISCONNECT + "0000000000000000");

    assertThat(OURS.isGenuineRequest(read(padded))).isTrue();
  }

  @Test
  void broken_vendor_attributes_and_vendor_zero_stay_opaque() {
    byte[] brokenSubLength = hex("00003a8c08ff316d");
    byte[] vendorZero = hex("0000000001066e656d6f");
    Packet packet =
        read(
            new PacketWriter(2, 1)
                .octets(AttributeType.VENDOR_SPECIFIC, brokenSubLength)
                .octets(AttributeType.VENDOR_SPECIFIC, vendorZero)
                .sealReply(OURS, AUTHENTICATOR));

    assertThat(packet.attributes().all(AttributeType.VENDOR_SPECIFIC)).hasSize(2);
    assertThat(packet.attributes().has(AttributeType.MIKROTIK_RATE_LIMIT)).isFalse();
    assertThat(packet.attributes().has(AttributeType.USER_NAME)).isFalse();
  }

  private static Packet read(String hex) {
    return read(hex(hex));
  }

  private static Packet read(byte[] bytes) {
    return Packet.read(bytes, bytes.length).orElseThrow();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
