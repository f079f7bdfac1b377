package id.gerbang.radius.packet;

import static id.gerbang.radius.packet.Packets.octets;
import static id.gerbang.radius.packet.Packets.packet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OwnVectorsTest {
  private static final Secret SECRET = OwnVectors.SECRET;

  @Test
  void pap_request_is_written_as_given_and_read_back() throws Exception {
    byte[] sent =
        Packets.accessRequest(42, OwnVectors.AUTHENTICATOR)
            .text(Attribute.USER_NAME, "budi@isp")
            .userPassword("rahasia-panjang-lebih-dari-16".getBytes(UTF_8), SECRET)
            .ipv4(Attribute.NAS_IP_ADDRESS, ipv4("10.20.0.1"))
            .text(Attribute.NAS_IDENTIFIER, "BRAS-01")
            .integer(Attribute.NAS_PORT_TYPE, 15)
            .integer(Attribute.SERVICE_TYPE, 2)
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .text(Attribute.CALLING_STATION_ID, "4C:5E:0C:11:22:33")
            .text(Attribute.CALLED_STATION_ID, "pppoe-isp")
            .text(Attribute.NAS_PORT_ID, "ether2")
            .integer(Attribute.NAS_PORT, 0x81000001L)
            .text(Attribute.ACCT_SESSION_ID, "81000001")
            .finish(SECRET);

    assertThat(sent).isEqualTo(octets(OwnVectors.PAP_REQUEST));
    RadiusPacket request = packet(sent);
    assertThat(request.integer(Attribute.NAS_PORT, -1)).isEqualTo(0x81000001L);
    assertThat(Authenticators.checkMessageAuthenticator(request, SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);
  }

  @Test
  void accept_is_written_as_given_and_answers_its_request() throws Exception {
    EncodedAttributes grant =
        EncodedAttributes.writer()
            .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT, "10M/30M 20M/60M 8M/24M 8/8 8 5M/15M")
            .vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST, "aktif")
            .integer(Attribute.ACCT_INTERIM_INTERVAL, 300)
            .encode();
    byte[] accept =
        ReplyWriter.to(packet(OwnVectors.PAP_REQUEST), Code.ACCESS_ACCEPT)
            .integer(Attribute.SERVICE_TYPE, 2)
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .ipv4(Attribute.FRAMED_IP_ADDRESS, ipv4("10.100.1.25"))
            .add(grant)
            .integer(Attribute.SESSION_TIMEOUT, 86400)
            .octets(Attribute.CLASS, "c1:0001".getBytes(UTF_8))
            .finish(SECRET)
            .orElseThrow();

    assertThat(accept).isEqualTo(octets(OwnVectors.PAP_ACCEPT));
    assertReply(OwnVectors.PAP_ACCEPT, OwnVectors.PAP_REQUEST);
    assertThat(packet(accept).vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST)).contains("aktif");
  }

  @Test
  void reject_is_written_as_given_and_answers_its_request() throws Exception {
    assertThat(
            ReplyWriter.to(packet(OwnVectors.PAP_REQUEST), Code.ACCESS_REJECT)
                .text(Attribute.REPLY_MESSAGE, "isolir")
                .finish(SECRET))
        .contains(octets(OwnVectors.PAP_REJECT));
    assertReply(OwnVectors.PAP_REJECT, OwnVectors.PAP_REQUEST);
  }

  @Test
  void interim_update_is_genuine_and_is_answered_as_given() throws Exception {
    RadiusPacket interim = packet(OwnVectors.INTERIM);

    assertThat(Authenticators.isRequestGenuine(interim, SECRET)).isTrue();
    assertThat(Authenticators.checkMessageAuthenticator(interim, SECRET))
        .isEqualTo(MessageAuthenticator.ABSENT);
    assertThat(interim.integer(Attribute.ACCT_OUTPUT_OCTETS, -1)).isEqualTo(4294967280L);
    assertThat(interim.integer(Attribute.EVENT_TIMESTAMP, -1)).isEqualTo(1767225600L);
    assertThat(ReplyWriter.to(interim, Code.ACCOUNTING_RESPONSE).finish(SECRET))
        .contains(octets(OwnVectors.INTERIM_REPLY));
    assertReply(OwnVectors.INTERIM_REPLY, OwnVectors.INTERIM);
  }

  @Test
  void interim_update_with_any_octet_changed_is_forged_or_malformed() {
    byte[] interim = octets(OwnVectors.INTERIM);
    for (int i = 1; i < interim.length; i++) {
      byte[] changed = interim.clone();
      changed[i] ^= 1;
      assertThat(isGenuine(changed)).as("octet %d changed", i).isFalse();
    }
  }

  @Test
  void coa_request_is_written_as_given_and_both_answers_are_genuine() throws Exception {
    byte[] coa =
        RequestWriter.coaRequest(7)
            .text(Attribute.USER_NAME, "budi@isp")
            .text(Attribute.ACCT_SESSION_ID, "81000001")
            .ipv4(Attribute.FRAMED_IP_ADDRESS, ipv4("10.100.1.25"))
            .ipv4(Attribute.NAS_IP_ADDRESS, ipv4("10.20.0.1"))
            .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT, "1M/1M")
            .integer(Attribute.EVENT_TIMESTAMP, 1767225660L)
            .withMessageAuthenticator()
            .finish(SECRET);

    assertThat(coa).isEqualTo(octets(OwnVectors.COA));
    assertThat(Authenticators.isRequestGenuine(packet(coa), SECRET)).isTrue();
    assertThat(Authenticators.checkMessageAuthenticator(packet(coa), SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);
    assertReply(OwnVectors.COA_ACK, OwnVectors.COA);
    assertReply(OwnVectors.COA_NAK, OwnVectors.COA);
    assertThat(packet(OwnVectors.COA_NAK).integer(Attribute.ERROR_CAUSE, -1)).isEqualTo(503);
  }

  @Test
  void disconnect_request_is_written_as_given_and_its_answer_is_genuine() throws Exception {
    byte[] disconnect =
        RequestWriter.disconnectRequest(8)
            .text(Attribute.USER_NAME, "budi@isp")
            .text(Attribute.ACCT_SESSION_ID, "81000001")
            .ipv4(Attribute.FRAMED_IP_ADDRESS, ipv4("10.100.1.25"))
            .finish(SECRET);

    assertThat(disconnect).isEqualTo(octets(OwnVectors.DISCONNECT));
    assertReply(OwnVectors.DISCONNECT_ACK, OwnVectors.DISCONNECT);
  }

  @Test
  void a_reply_to_another_request_is_no_answer() throws Exception {
    byte[] disconnect = octets(OwnVectors.DISCONNECT);
    RadiusPacket ack = packet(OwnVectors.DISCONNECT_ACK);

    byte[] otherIdentifier = disconnect.clone();
    otherIdentifier[1]++;
    assertThat(Authenticators.isReplyGenuine(ack, otherIdentifier, SECRET)).isFalse();
    byte[] otherAuthenticator = disconnect.clone();
    otherAuthenticator[4]++;
    assertThat(Authenticators.isReplyGenuine(ack, otherAuthenticator, SECRET)).isFalse();
    byte[] otherCode = disconnect.clone();
    otherCode[0] = Code.COA_REQUEST;
    assertThat(Authenticators.isReplyGenuine(ack, otherCode, SECRET)).isFalse();
    assertThat(Authenticators.isReplyGenuine(ack, disconnect, Secret.of("other"))).isFalse();
  }

  @Test
  void a_reply_with_a_wrong_message_authenticator_is_no_answer() throws Exception {
    byte[] reply = octets(OwnVectors.STATUS_SERVER_REPLY);
    byte[] request = octets(OwnVectors.STATUS_SERVER);
    reply[30]++;
    // As somebody who has found a way to a right Response Authenticator would send it.
    Authenticators.signReply(reply, reply.length, RadiusPacket.ABSENT, packet(request), SECRET);

    assertThat(Authenticators.isReplyGenuine(packet(reply), request, SECRET)).isFalse();
  }

  @Test
  void status_server_is_answered_with_message_authenticator_on_both_ports() throws Exception {
    RadiusPacket request = packet(OwnVectors.STATUS_SERVER);
    assertThat(Authenticators.checkMessageAuthenticator(request, SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);

    assertThat(ReplyWriter.to(request, Code.ACCESS_ACCEPT).finish(SECRET))
        .contains(octets(OwnVectors.STATUS_SERVER_REPLY));
    RadiusPacket accounting =
        packet(ReplyWriter.to(request, Code.ACCOUNTING_RESPONSE).finish(SECRET).orElseThrow());
    assertThat(accounting.has(Attribute.MESSAGE_AUTHENTICATOR)).isTrue();
    assertThat(Authenticators.isReplyGenuine(accounting, request.toByteArray(), SECRET)).isTrue();
    assertReply(OwnVectors.STATUS_SERVER_REPLY, OwnVectors.STATUS_SERVER);
    assertReply(OwnVectors.STATUS_SERVER_AUTH_REPLY_BARE, OwnVectors.STATUS_SERVER);
    assertReply(OwnVectors.STATUS_SERVER_ACCT_REPLY_BARE, OwnVectors.STATUS_SERVER);
  }

  @Test
  void accounting_on_is_genuine_under_the_secret_of_its_transport() throws Exception {
    assertThat(Authenticators.isRequestGenuine(packet(OwnVectors.ACCOUNTING_ON), SECRET)).isTrue();
    Secret tls = Secret.of("radsec");
    assertThat(Authenticators.isRequestGenuine(packet(OwnVectors.ACCOUNTING_ON_TLS), tls)).isTrue();
    assertThat(
            RequestWriter.accountingRequest(1)
                .integer(Attribute.ACCT_STATUS_TYPE, 7)
                .ipv4(Attribute.NAS_IP_ADDRESS, ipv4("10.20.0.1"))
                .text(Attribute.NAS_IDENTIFIER, "BRAS-01")
                .finish(SECRET))
        .isEqualTo(octets(OwnVectors.ACCOUNTING_ON));
  }

  @Test
  void every_proxy_state_comes_back_in_order() throws Exception {
    byte[] request =
        Packets.accessRequest(1, OwnVectors.AUTHENTICATOR)
            .octets(Attribute.PROXY_STATE, new byte[] {3, 1})
            .text(Attribute.USER_NAME, "budi")
            .octets(Attribute.PROXY_STATE, new byte[] {})
            .octets(Attribute.PROXY_STATE, new byte[] {1})
            .finish(SECRET);

    byte[] reject =
        ReplyWriter.to(packet(request), Code.ACCESS_REJECT).finish(SECRET).orElseThrow();

    assertThat(packet(reject).attributes())
        .extracting(RawAttribute::type)
        .containsExactly(
            Attribute.MESSAGE_AUTHENTICATOR,
            Attribute.PROXY_STATE,
            Attribute.PROXY_STATE,
            Attribute.PROXY_STATE);
    assertThat(packet(reject).allOctets(Attribute.PROXY_STATE))
        .containsExactly(new byte[] {3, 1}, new byte[] {}, new byte[] {1});
    assertThat(Authenticators.isReplyGenuine(packet(reject), request, SECRET)).isTrue();
  }

  @Test
  void a_reply_longer_than_4096_octets_is_none() throws Exception {
    RequestWriter writer = Packets.accessRequest(1, OwnVectors.AUTHENTICATOR);
    for (int i = 0; i < 15; i++) {
      writer.octets(Attribute.PROXY_STATE, new byte[253]);
    }
    RadiusPacket request = packet(writer.finish(SECRET));
    String message = "x".repeat(253);

    assertThat(
            ReplyWriter.to(request, Code.ACCESS_ACCEPT)
                .text(Attribute.REPLY_MESSAGE, message.substring(22))
                .finish(SECRET)
                .orElseThrow())
        .hasSize(4096);
    assertThat(
            ReplyWriter.to(request, Code.ACCESS_ACCEPT)
                .text(Attribute.REPLY_MESSAGE, message.substring(21))
                .finish(SECRET))
        .isEmpty();
  }

  @Test
  void attributes_past_the_first_256_octets_are_written_whole() {
    EncodedAttributes.Writer writer = EncodedAttributes.writer();
    for (int i = 0; i < 100; i++) {
      writer.octets(Attribute.CLASS, new byte[] {1, 2, 3}).integer(Attribute.NAS_PORT, 7);
    }

    assertThat(HexFormat.of().formatHex(writer.encode().octets()))
        .isEqualTo("1905010203050600000007".repeat(100));
  }

  @Test
  void an_ipv6_prefix_has_only_the_octets_that_it_needs() throws Exception {
    Inet6Address address = (Inet6Address) InetAddress.getByName("2001:db8:ffff:ffff::1");

    assertThat(
            EncodedAttributes.writer()
                .ipv6Prefix(Attribute.DELEGATED_IPV6_PREFIX, address, 36)
                .encode()
                .octets())
        .isEqualTo(octets("7b09002420010db8f0"));
  }

  @Test
  void values_that_no_attribute_holds_are_refused_when_written() {
    EncodedAttributes.Writer writer = EncodedAttributes.writer();

    assertThatThrownBy(() -> writer.octets(Attribute.CLASS, new byte[254]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribute 25 holds at most 253 octets, not 254");
    assertThatThrownBy(
            () -> writer.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT, "x".repeat(248)))
        .hasMessage("attribute 14988/8 holds at most 247 octets, not 248");
  }

  private static void assertReply(String reply, String request) throws Exception {
    assertThat(Authenticators.isReplyGenuine(packet(reply), octets(request), SECRET)).isTrue();
  }

  private static boolean isGenuine(byte[] octets) {
    try {
      RadiusPacket packet = packet(octets);
      return Authenticators.isRequestGenuine(packet, SECRET);
    } catch (MalformedPacketException e) {
      return false;
    }
  }

  private static Inet4Address ipv4(String text) throws Exception {
    return (Inet4Address) InetAddress.getByName(text);
  }
}
