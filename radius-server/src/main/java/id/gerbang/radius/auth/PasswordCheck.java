package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import java.security.SecureRandom;

/**
 * The check of an Access-Request against the subscriber's password, by whichever method the request
 * uses. The work does not depend on the outcome: for an unknown name pass {@link
 * Password#ofNobody}.
 */
public final class PasswordCheck {
  private static final byte[] NO_OCTETS = {};

  private final SecureRandom random;

  public PasswordCheck(SecureRandom random) {
    this.random = random;
  }

  public Proof check(RadiusPacket request, Secret secret, Password password) {
    int pap = request.count(Attribute.USER_PASSWORD);
    int chap = request.count(Attribute.CHAP_PASSWORD);
    int msChap1 = request.countVendor(Microsoft.VENDOR, Microsoft.MS_CHAP_RESPONSE);
    int msChap2 = request.countVendor(Microsoft.VENDOR, Microsoft.MS_CHAP2_RESPONSE);
    int proofs = pap + chap + msChap1 + msChap2;
    if (request.has(Attribute.EAP_MESSAGE)) {
      return proofs == 0 ? new Proof.NotAllowed() : new Proof.Contradictory();
    }
    if (proofs != 1) {
      return new Proof.Malformed();
    }
    if (pap == 1) {
      return Pap.check(request, secret, password);
    }
    if (chap == 1) {
      return Chap.check(request, password);
    }
    return msChap1 == 1
        ? MsChapV1.check(request, secret, password)
        : MsChapV2.check(request, secret, password);
  }

  /**
   * What a refusal of this request carries, whatever its reason: MS-CHAP-Error where it came by
   * MS-CHAP, so that a wrong password and a suspended account look alike.
   */
  public EncodedAttributes refusal(RadiusPacket request) {
    byte[] v1 =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_RESPONSE).orElse(NO_OCTETS);
    byte[] v2 =
        request.vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_RESPONSE).orElse(NO_OCTETS);
    if (v2.length > 0) {
      return MsChap.error(v2[0], random, MsChapV2.CHALLENGE_SIZE);
    }
    return v1.length > 0
        ? MsChap.error(v1[0], random, MsChapV1.CHALLENGE_SIZE)
        : EncodedAttributes.NONE;
  }
}
