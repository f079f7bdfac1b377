package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Microsoft;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What the two versions of MS-CHAP have in common on the wire (RFC 2548 §2). */
final class MsChap {
  static final int RESPONSE_SIZE = 50;
  static final int NT_RESPONSE_AT = 26;
  static final int NT_RESPONSE_SIZE = 24;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int ENCRYPTION_ALLOWED = 1;
  private static final int ENCRYPTION_40_OR_128_BIT = 6;

  private MsChap() {}

  /** MS-CHAP-Error (RFC 2548 §2.1.5): authentication failure, no retry, and a fresh challenge. */
  static EncodedAttributes error(byte identifier, SecureRandom random, int challengeSize) {
    byte[] challenge = new byte[challengeSize];
    random.nextBytes(challenge);
    return error(identifier, challenge);
  }

  static EncodedAttributes error(byte identifier, byte[] challenge) {
    String text = "E=691 R=0 C=" + HEX.formatHex(challenge) + " V=3 M=Authentication failed";
    return EncodedAttributes.writer()
        .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_ERROR, identified(identifier, text))
        .encode();
  }

  /** A text after the identifier of the exchange that it belongs to. */
  static byte[] identified(byte identifier, String text) {
    byte[] value = new byte[1 + text.length()];
    value[0] = identifier;
    System.arraycopy(text.getBytes(US_ASCII), 0, value, 1, text.length());
    return value;
  }

  static EncodedAttributes.Writer addEncryption(EncodedAttributes.Writer accept) {
    return accept
        .vendorInteger(Microsoft.VENDOR, Microsoft.MS_MPPE_ENCRYPTION_POLICY, ENCRYPTION_ALLOWED)
        .vendorInteger(
            Microsoft.VENDOR, Microsoft.MS_MPPE_ENCRYPTION_TYPES, ENCRYPTION_40_OR_128_BIT);
  }
}
