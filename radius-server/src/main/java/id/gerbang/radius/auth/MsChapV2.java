package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import java.util.concurrent.ThreadLocalRandom;

/** MS-CHAPv2 (RFC 2759), where the server proves that it knows the password too. */
final class MsChapV2 {
  static final int CHALLENGE_SIZE = 16;

  private static final int PEER_CHALLENGE_AT = 2;
  private static final byte[] NO_OCTETS = {};

  private MsChapV2() {}

  static Proof check(RadiusPacket request, Secret secret, Password password) {
    MsChapV2Formulas formulas = MsChapV2Formulas.ofThread();
    byte[] response = formulas.response();
    byte[] challenge = formulas.challenge();
    byte[] name = request.octets(Attribute.USER_NAME).orElse(NO_OCTETS);
    if (request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_RESPONSE, response)
            != response.length
        || request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_CHALLENGE, challenge)
            != challenge.length
        || name.length == 0) {
      return new Proof.Malformed();
    }
    byte[] hash = formulas.challengeHash(response, PEER_CHALLENGE_AT, challenge, name, 0);
    boolean right = isRight(response, password, hash);
    // RFC 2759 §8.2: clients hash the name without its domain, but the router may pass it on.
    int backslash = indexOf(name, '\\');
    if (!right && backslash >= 0) {
      hash = formulas.challengeHash(response, PEER_CHALLENGE_AT, challenge, name, backslash + 1);
      right = isRight(response, password, hash);
    }
    if (!right) {
      return new Proof.Wrong(Method.MS_CHAP_V2, false);
    }
    formulas.begin(password, response, MsChap.NT_RESPONSE_AT);
    return new Proof.Right(Method.MS_CHAP_V2, accept(request, secret, response[0], formulas));
  }

  private static EncodedAttributes accept(
      RadiusPacket request, Secret secret, byte identifier, MsChapV2Formulas formulas) {
    MppeKey.Salts salts = MppeKey.Salts.of(ThreadLocalRandom.current().nextInt());
    EncodedAttributes.Writer accept =
        EncodedAttributes.writer()
            .vendorOctets(
                Microsoft.VENDOR, Microsoft.MS_CHAP2_SUCCESS, formulas.success(identifier));
    byte[] hidden = formulas.hiddenKey();
    MppeKey.hide(formulas.serverSendKey(), salts.first(), request, secret, hidden);
    accept.vendorOctets(Microsoft.VENDOR, Microsoft.MS_MPPE_SEND_KEY, hidden);
    MppeKey.hide(formulas.serverRecvKey(), salts.second(), request, secret, hidden);
    accept.vendorOctets(Microsoft.VENDOR, Microsoft.MS_MPPE_RECV_KEY, hidden);
    return MsChap.addEncryption(accept).encode();
  }

  private static boolean isRight(byte[] response, Password password, byte[] challengeHash) {
    return Des.isChallengeResponse(
        password.ntHash(), challengeHash, response, MsChap.NT_RESPONSE_AT);
  }

  private static int indexOf(byte[] octets, char sought) {
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == sought) {
        return i;
      }
    }
    return -1;
  }
}
