package id.gerbang.radius.dictionary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.auth.Password;
import id.gerbang.radius.auth.PasswordCheck;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinyradius.core.attribute.type.RadiusAttribute;
import org.tinyradius.core.packet.request.AccessRequest;
import org.tinyradius.core.packet.request.RadiusRequest;
import org.tinyradius.core.packet.response.RadiusResponse;

class TinyradiusPeerTest {
  private static final String SECRET_TEXT = "radius-test-01";
  private static final Secret SECRET = Secret.of(SECRET_TEXT);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final org.tinyradius.core.dictionary.Dictionary theirs =
      TinyradiusDictionary.of(PrintedAttributeTest.SHIPPED);

  @Test
  void their_login_proves_its_password_to_us() throws Exception {
    AccessRequest request =
        (AccessRequest)
            RadiusRequest.create(theirs, (byte) Code.ACCESS_REQUEST, (byte) 200, null, List.of());
    RadiusPacket read =
        Packets.packet(
            request
                .withPapPassword("rahasia-panjang-lebih-dari-16")
                .addAttribute("User-Name", "budi@isp")
                .addAttribute("NAS-Port-Type", "Ethernet")
                .addAttribute("Framed-IPv6-Prefix", "2001:db8::/32")
                .addAttribute("Mikrotik-Host-IP", "10.1.2.3")
                .encodeRequest(SECRET_TEXT)
                .toBytes());

    assertThat(read.identifier()).isEqualTo(200);
    assertThat(read.text(Attribute.USER_NAME)).contains("budi@isp");
    assertThat(read.integer(Attribute.NAS_PORT_TYPE, -1)).isEqualTo(15);
    assertThat(read.vendorIpv4(MikroTik.VENDOR, MikroTik.HOST_IP).orElseThrow().getHostAddress())
        .isEqualTo("10.1.2.3");
    assertThat(Authenticators.checkMessageAuthenticator(read, SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);
    assertThat(
            new PasswordCheck(RANDOM)
                .check(read, SECRET, Password.of("rahasia-panjang-lebih-dari-16")))
        .isInstanceOf(Proof.Right.class);
  }

  @Test
  void our_login_and_our_accept_are_read_by_them() throws Exception {
    byte[] request =
        RequestWriter.accessRequest(7, RANDOM)
            .text(Attribute.USER_NAME, "budi@isp")
            .userPassword("rahasia".getBytes(UTF_8), SECRET)
            .finish(SECRET);
    RadiusRequest login =
        RadiusRequest.fromByteBuf(theirs, Unpooled.wrappedBuffer(request))
            .decodeRequest(SECRET_TEXT);
    assertThat(value(login.getAttribute("User-Name").orElseThrow())).isEqualTo("budi@isp");
    assertThat(value(login.getAttribute("User-Password").orElseThrow())).isEqualTo("rahasia");

    byte[] accept =
        ReplyWriter.to(Packets.packet(request), Code.ACCESS_ACCEPT)
            .integer(Attribute.SERVICE_TYPE, 2)
            .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT, "5M/10M")
            .vendorInteger(Microsoft.VENDOR, Microsoft.MS_MPPE_ENCRYPTION_TYPES, 6)
            .finish(SECRET)
            .orElseThrow();
    RadiusResponse reply =
        RadiusResponse.fromByteBuf(theirs, Unpooled.wrappedBuffer(accept))
            .decodeResponse(SECRET_TEXT, login.getAuthenticator());
    assertThat(value(reply.getAttribute("Service-Type").orElseThrow())).isEqualTo("Framed");
    assertThat(value(reply.getAttribute("Mikrotik-Rate-Limit").orElseThrow())).isEqualTo("5M/10M");
    assertThat(value(reply.getAttribute("MS-MPPE-Encryption-Types").orElseThrow()))
        .isEqualTo("RC4-40or128-bit-Allowed");
  }

  @Test
  void their_accounting_and_our_answer_are_genuine_to_both() throws Exception {
    RadiusRequest request =
        RadiusRequest.create(theirs, (byte) Code.ACCOUNTING_REQUEST, (byte) 9, null, List.of())
            .addAttribute("Acct-Status-Type", "Interim-Update")
            .addAttribute("Acct-Session-Id", "81000001")
            .addAttribute("Proxy-State", "0102")
            .encodeRequest(SECRET_TEXT);
    RadiusPacket read = Packets.packet(request.toBytes());

    assertThat(Authenticators.isRequestGenuine(read, SECRET)).isTrue();
    assertThat(Authenticators.isRequestGenuine(read, Secret.of("other"))).isFalse();

    byte[] response = ReplyWriter.to(read, Code.ACCOUNTING_RESPONSE).finish(SECRET).orElseThrow();
    RadiusResponse decoded =
        RadiusResponse.fromByteBuf(theirs, Unpooled.wrappedBuffer(response))
            .decodeResponse(SECRET_TEXT, request.getAuthenticator());
    assertThat(decoded.getAttribute("Proxy-State")).isPresent();
  }

  private static String value(RadiusAttribute attribute) {
    return attribute.getValueString();
  }
}
