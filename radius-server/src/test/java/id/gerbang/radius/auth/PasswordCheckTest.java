package id.gerbang.radius.auth;

import static id.gerbang.radius.packet.Packets.octets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Captures;
import id.gerbang.radius.packet.Captures.Captured;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.OwnVectors;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordCheckTest {
  private static final Secret SECRET = OwnVectors.SECRET;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasswordCheck check = new PasswordCheck(RANDOM);

  @ParameterizedTest
  @MethodSource
  void captured_logins_prove_alices_password_and_no_other(Captured captured) throws Exception {
    Method method =
        switch (captured.client()) {
          case "pppd 2.4.9 radius.so, pap" -> Method.PAP;
          case "pppd 2.4.9 radius.so, chap" -> Method.CHAP;
          case "pppd 2.4.9 radius.so, mschap" -> Method.MS_CHAP_V1;
          default -> Method.MS_CHAP_V2;
        };
    RadiusPacket request = captured.packet();

    assertThat(check.check(request, Captures.SECRET, Password.of("alice-pw")))
        .isInstanceOfSatisfying(
            Proof.Right.class, right -> assertThat(right.method()).isEqualTo(method));
    assertThat(check.check(request, Captures.SECRET, Password.of("alice-pW")))
        .isInstanceOfSatisfying(
            Proof.Wrong.class, wrong -> assertThat(wrong.method()).isEqualTo(method));
  }

  static Stream<Captured> captured_logins_prove_alices_password_and_no_other() {
    return Captures.all().stream()
        .filter(captured -> captured.code() == Code.ACCESS_REQUEST)
        .filter(captured -> captured.client().startsWith("pppd"));
  }

  @Test
  void captured_eap_login_is_not_allowed() throws Exception {
    RadiusPacket request =
        Captures.all().stream()
            .filter(captured -> captured.code() == Code.ACCESS_REQUEST)
            .filter(captured -> captured.client().startsWith("hostapd"))
            .findAny()
            .orElseThrow()
            .packet();

    assertThat(check.check(request, Captures.SECRET, Password.of("alice-pw")))
        .isEqualTo(new Proof.NotAllowed());
  }

  @Test
  void captured_ms_chap_accept_holds_the_keys_that_we_send() throws Exception {
    RadiusPacket accept = capturedAccept("mschap");
    RadiusPacket ours = acceptTo(capturedLogin("mschap"), Captures.SECRET, "alice-pw");

    for (int type = Microsoft.MS_CHAP_RESPONSE; type <= Microsoft.MS_CHAP2_SUCCESS; type++) {
      assertThat(ours.vendorOctets(Microsoft.VENDOR, type))
          .usingRecursiveComparison()
          .as("sub-attribute %d", type)
          .isEqualTo(accept.vendorOctets(Microsoft.VENDOR, type));
    }
    assertThat(ours.hasVendor(Microsoft.VENDOR, Microsoft.MS_CHAP_MPPE_KEYS)).isTrue();
  }

  @Test
  void captured_ms_chap_v2_accept_holds_the_success_and_keys_that_we_send() throws Exception {
    RadiusPacket request = capturedLogin("mschap-v2");
    RadiusPacket accept = capturedAccept("mschap-v2");
    RadiusPacket ours = acceptTo(request, Captures.SECRET, "alice-pw");

    assertThat(ours.vendorText(Microsoft.VENDOR, Microsoft.MS_CHAP2_SUCCESS))
        .isPresent()
        .isEqualTo(accept.vendorText(Microsoft.VENDOR, Microsoft.MS_CHAP2_SUCCESS));
    assertThat(key(ours, Microsoft.MS_MPPE_SEND_KEY, request, Captures.SECRET))
        .isEqualTo(key(accept, Microsoft.MS_MPPE_SEND_KEY, request, Captures.SECRET));
    assertThat(key(ours, Microsoft.MS_MPPE_RECV_KEY, request, Captures.SECRET))
        .isEqualTo(key(accept, Microsoft.MS_MPPE_RECV_KEY, request, Captures.SECRET));
    assertThat(policyAndTypes(ours)).isEqualTo(policyAndTypes(accept)).containsExactly(1, 6);
  }

  @Test
  void rfc_2759_login_is_accepted_with_the_published_success_and_keys() throws Exception {
    RadiusPacket request = Packets.packet(OwnVectors.MSCHAP2_REQUEST);
    RadiusPacket accept = acceptTo(request, SECRET, "clientPass");

    byte[] success =
        accept.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_SUCCESS).orElseThrow();
    assertThat(success[0]).isEqualTo((byte) 1);
    assertThat(new String(success, 1, 42, UTF_8))
        .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
    assertThat(key(accept, Microsoft.MS_MPPE_SEND_KEY, request, SECRET))
        .isEqualTo(octets("108b7cdc149b993a1ba118cb153f56dccb" + "00".repeat(15)));
    assertThat(key(accept, Microsoft.MS_MPPE_RECV_KEY, request, SECRET))
        .isEqualTo(octets("10d5f0e9521e3ea9589645e86051c82226" + "00".repeat(15)));
    assertThat(accept.length()).isEqualTo(197);
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 2865 §7.1, §7.2, §7.3
    "nemo, arctangent, 0f403f9473978057bd83d5cb98f4227a, 02120dbe708d93d413ce3196e43f782a0aee",
    "mopsy, challenge, f3a47a1f6a6d76710b947ab93041a039, 021233657573778289b570885e15084825c5",
    "mopsy, 99101462, b122556d428a13d0d6253807c457ecf0, 0212692c1f205fc081b919b95195f561a581",
    "flopsy, arctangent, 2aee86f08d0d55969ca5978e0d3367a2, "
        + "031316e97557c316185895f293ff63440772 75",
  })
  void rfc_2865_logins_prove_their_passwords(
      String name, String password, String authenticator, String proof) throws Exception {
    Secret secret = Secret.of("xyzzy5461");
    RadiusPacket request =
        Packets.packet(
            Packets.accessRequest(1, authenticator)
                .text(Attribute.USER_NAME, name)
                .octets(
                    octets(proof)[0], Arrays.copyOfRange(octets(proof), 2, octets(proof).length))
                .finish(secret));

    assertThat(check.check(request, secret, Password.of(password))).isInstanceOf(Proof.Right.class);
    assertThat(check.check(request, secret, Password.of(password + "x")))
        .isInstanceOf(Proof.Wrong.class);
    assertThat(check.check(request, secret, Password.ofNobody(RANDOM)))
        .isInstanceOf(Proof.Wrong.class);
  }

  @ParameterizedTest
  @EnumSource
  void our_own_login_proves_its_password(Method method) throws Exception {
    Password password = Password.of("rahasia-panjang-lebih-dari-16 ✓");
    RadiusPacket request = login("budi@isp", method, password);

    assertThat(check.check(request, SECRET, password)).isInstanceOf(Proof.Right.class);
    assertThat(check.check(request, SECRET, Password.of("rahasia")))
        .isInstanceOf(Proof.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ISP\\budi, budi, true",
    "ISP\\budi, ISP\\budi, true",
    "budi@isp, budi@isp, true",
    "budi@isp, budi, false",
    "ISP\\budi@isp, budi, false",
  })
  void ms_chap_v2_hashes_the_name_with_or_without_domain_but_never_without_realm(
      String sent, String hashed, boolean right) throws Exception {
    Password password = Password.of("clientPass");
    RadiusPacket typed = login(hashed, Method.MS_CHAP_V2, password);
    RadiusPacket request =
        Packets.packet(
            request()
                .text(Attribute.USER_NAME, sent)
                .vendorOctets(Microsoft.VENDOR, 11, vendor(typed, 11))
                .vendorOctets(Microsoft.VENDOR, 25, vendor(typed, 25))
                .finish(SECRET));

    assertThat(check.check(request, SECRET, password) instanceof Proof.Right).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({"MS_CHAP_V1, 16", "MS_CHAP_V2, 32"})
  void a_refused_ms_chap_is_told_so_with_a_fresh_challenge(Method method, int digits)
      throws Exception {
    RadiusPacket request = login("budi", method, Password.of("right"));
    RadiusPacket reject =
        Packets.packet(
            ReplyWriter.to(request, Code.ACCESS_REJECT)
                .add(check.refusal(request))
                .finish(SECRET)
                .orElseThrow());

    assertThat(reject.vendorText(Microsoft.VENDOR, Microsoft.MS_CHAP_ERROR).orElseThrow())
        .matches("\u0001E=691 R=0 C=[0-9A-F]{" + digits + "} V=3 M=Authentication failed");
    assertThat(check.refusal(request)).isNotEqualTo(check.refusal(request));
  }

  @Test
  void a_pap_password_under_another_secret_is_unreadable() throws Exception {
    RadiusPacket request = login("budi", Method.PAP, Password.of("rahasia"));

    assertThat(check.check(request, Secret.of("other"), Password.of("rahasia")))
        .isEqualTo(new Proof.Wrong(Method.PAP, true));
    assertThat(check.check(request, SECRET, Password.of("lain")))
        .isEqualTo(new Proof.Wrong(Method.PAP, false));
  }

  @ParameterizedTest
  @CsvSource({
    "'',           no proof at all",
    "2/0,          an empty User-Password",
    "2/15,         a User-Password that is no whole block",
    "2/144,        a User-Password of more than 128 octets",
    "2/16 2/16,    two User-Passwords",
    "2/16 3/17,    PAP beside CHAP",
    "3/16,         a CHAP-Password too short",
    "3/18,         a CHAP-Password too long",
    "3/17 60/0,    an empty CHAP-Challenge",
    "v1/49 v11/8,  an MS-CHAP-Response too short",
    "v1/50,        no challenge",
    "v1/50 v11/16, the challenge of the other version",
    "v25/50 v11/8, the challenge of the other version",
    "v25/51 v11/16, an MS-CHAP2-Response too long",
    "v25/50 v1/50 v11/16, both versions",
    "v25/50 v11/16, no User-Name to hash"
  })
  void is_malformed(String attributes, String why) throws Exception {
    assertThat(check.check(requestWith(attributes), SECRET, Password.of("x")))
        .as(why)
        .isEqualTo(new Proof.Malformed());
  }

  @Test
  void lm_alone_is_not_allowed_and_eap_beside_a_password_contradicts_itself() throws Exception {
    Password password = Password.of("x");

    assertThat(check.check(requestWith("v1/50 v11/8"), SECRET, password))
        .isEqualTo(new Proof.NotAllowed());
    assertThat(check.check(requestWith("79/5"), SECRET, password))
        .isEqualTo(new Proof.NotAllowed());
    assertThat(check.check(requestWith("79/5 2/16"), SECRET, password))
        .isEqualTo(new Proof.Contradictory());
    assertThat(check.check(requestWith("79/5 3/17"), SECRET, password))
        .isEqualTo(new Proof.Contradictory());
  }

  @Test
  void a_password_does_not_print() {
    assertThat(Password.of("rahasia"))
        .hasToString("Password[redacted]")
        .isEqualTo(Password.of("rahasia".getBytes(UTF_8)));
  }

  /** "2/16" is attribute 2 of 16 octets, "v11/8" Microsoft's sub-attribute 11 of 8; all zero. */
  private static RadiusPacket requestWith(String attributes) throws Exception {
    RequestWriter request = request();
    for (String attribute : attributes.isEmpty() ? new String[0] : attributes.split(" ")) {
      boolean vendor = attribute.startsWith("v");
      String[] typeAndSize = attribute.substring(vendor ? 1 : 0).split("/");
      int type = Integer.parseInt(typeAndSize[0]);
      byte[] value = new byte[Integer.parseInt(typeAndSize[1])];
      if (vendor) {
        request.vendorOctets(Microsoft.VENDOR, type, value);
      } else {
        request.octets(type, value);
      }
    }
    return Packets.packet(request.finish(SECRET));
  }

  private static RequestWriter request() {
    return Packets.accessRequest(1, OwnVectors.AUTHENTICATOR);
  }

  private static RadiusPacket login(String name, Method method, Password password)
      throws Exception {
    RequestWriter request = RequestWriter.accessRequest(1, RANDOM);
    new Login(name.getBytes(UTF_8), password, RANDOM).addTo(request, method, SECRET);
    return Packets.packet(request.finish(SECRET));
  }

  private RadiusPacket acceptTo(RadiusPacket request, Secret secret, String password)
      throws Exception {
    Proof.Right right = (Proof.Right) check.check(request, secret, Password.of(password));
    return Packets.packet(
        ReplyWriter.to(request, Code.ACCESS_ACCEPT)
            .add(right.forAccept())
            .finish(secret)
            .orElseThrow());
  }

  private static byte[] key(RadiusPacket accept, int type, RadiusPacket request, Secret secret) {
    byte[] value = vendor(accept, type);
    byte[] vector = Arrays.copyOf(request.authenticator(), 18);
    System.arraycopy(value, 0, vector, 16, 2);
    return Packets.revealed(secret, vector, Arrays.copyOfRange(value, 2, value.length));
  }

  private static byte[] vendor(RadiusPacket packet, int type) {
    return packet.vendorOctets(Microsoft.VENDOR, type).orElseThrow();
  }

  private static long[] policyAndTypes(RadiusPacket accept) {
    return new long[] {
      accept.vendorInteger(Microsoft.VENDOR, Microsoft.MS_MPPE_ENCRYPTION_POLICY, -1),
      accept.vendorInteger(Microsoft.VENDOR, Microsoft.MS_MPPE_ENCRYPTION_TYPES, -1)
    };
  }

  private static RadiusPacket capturedLogin(String method) throws Exception {
    return captured(method, Code.ACCESS_REQUEST);
  }

  private static RadiusPacket capturedAccept(String method) throws Exception {
    return captured(method, Code.ACCESS_ACCEPT);
  }

  private static RadiusPacket captured(String method, int code) throws Exception {
    return Captures.all().stream()
        .filter(captured -> captured.client().endsWith(", " + method))
        .filter(captured -> captured.code() == code)
        .findAny()
        .orElseThrow()
        .packet();
  }
}
