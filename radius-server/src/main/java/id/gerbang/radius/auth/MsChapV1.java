package id.gerbang.radius.auth;

import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;

/** MS-CHAP (RFC 2433), by its NT response; the LM response is refused. */
final class MsChapV1 {
  static final int CHALLENGE_SIZE = 8;

  private static final int FLAGS_AT = 1;
  private static final int KEYS_SIZE = 32;
  private static final int NT_KEY_AT = 8;

  private MsChapV1() {}

  static Proof check(RadiusPacket request, Secret secret, Password password) {
    byte[] response =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_RESPONSE).orElseThrow();
    byte[] challenge =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_CHALLENGE).orElse(new byte[0]);
    if (response.length != MsChap.RESPONSE_SIZE || challenge.length != CHALLENGE_SIZE) {
      return new Proof.Malformed();
    }
    if (response[FLAGS_AT] != 1) {
      return new Proof.NotAllowed();
    }
    return Des.isChallengeResponse(password.ntHash(), challenge, response, MsChap.NT_RESPONSE_AT)
        ? new Proof.Right(Method.MS_CHAP_V1, accept(password, secret, request))
        : new Proof.Wrong(Method.MS_CHAP_V1, false);
  }

  /**
   * MS-CHAP-MPPE-Keys (RFC 2548 §2.4.1): an LM key of zeroes, as no LM response was used, and the
   * NT key. The RFC reads as if that were the NT hash; what peers send is the hash of the hash.
   */
  private static EncodedAttributes accept(Password password, Secret secret, RadiusPacket request) {
    byte[] keys = new byte[KEYS_SIZE];
    byte[] ntKey = password.ntHashHash();
    System.arraycopy(ntKey, 0, keys, NT_KEY_AT, ntKey.length);
    SecretCipher.hide(secret, request, keys, 0);
    EncodedAttributes.Writer accept =
        EncodedAttributes.writer()
            .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_MPPE_KEYS, keys);
    return MsChap.addEncryption(accept).encode();
  }
}
