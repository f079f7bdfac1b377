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

  private MsChapV2() {}

  static Proof check(RadiusPacket request, Secret secret, Password password) {
    byte[] response =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_RESPONSE).orElseThrow();
    byte[] challenge =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_CHALLENGE).orElse(new byte[0]);
    byte[] name = request.octets(Attribute.USER_NAME).orElse(new byte[0]);
    if (response.length != MsChap.RESPONSE_SIZE
        || challenge.length != CHALLENGE_SIZE
        || name.length == 0) {
      return new Proof.Malformed();
    }
    MsChapV2Formulas formulas = MsChapV2Formulas.ofThread();
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
    return new Proof.Right(Method.MS_CHAP_V2, accept(request, secret, response[0], formulas, hash));
  }

  private static EncodedAttributes accept(
      RadiusPacket request,
      Secret secret,
      byte identifier,
      MsChapV2Formulas formulas,
      byte[] challengeHash) {
    MppeKey.Salts salts = MppeKey.Salts.of(ThreadLocalRandom.current().nextInt());
    byte[] authenticator = request.authenticator();
    byte[] sendKey = MppeKey.hide(formulas.serverSendKey(), salts.first(), authenticator, secret);
    byte[] recvKey = MppeKey.hide(formulas.serverRecvKey(), salts.second(), authenticator, secret);
    EncodedAttributes.Writer accept =
        EncodedAttributes.writer()
            .vendorOctets(
                Microsoft.VENDOR,
                Microsoft.MS_CHAP2_SUCCESS,
                MsChap.success(identifier, formulas.authenticatorResponse(challengeHash)))
            .vendorOctets(Microsoft.VENDOR, Microsoft.MS_MPPE_SEND_KEY, sendKey)
            .vendorOctets(Microsoft.VENDOR, Microsoft.MS_MPPE_RECV_KEY, recvKey);
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
