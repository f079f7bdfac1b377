package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.Md5;
import id.gerbang.radius.packet.RadiusPacket;

/** A hash of password and challenge (RFC 1994 §4.1, RFC 2865 §5.3). */
final class Chap {
  private static final int VALUE_SIZE = 1 + Md5.SIZE;
  private static final Proof RIGHT = new Proof.Right(Method.CHAP, EncodedAttributes.NONE);

  private Chap() {}

  static Proof check(RadiusPacket request, Password password) {
    byte[] value = request.octets(Attribute.CHAP_PASSWORD).orElseThrow();
    byte[] challenge = request.octets(Attribute.CHAP_CHALLENGE).orElseGet(request::authenticator);
    if (value.length != VALUE_SIZE || challenge.length == 0) {
      return new Proof.Malformed();
    }
    return digest(value, password, challenge).finishesAs(value, 1)
        ? RIGHT
        : new Proof.Wrong(Method.CHAP, false);
  }

  static byte[] response(byte identifier, Password password, byte[] challenge) {
    byte[] response = new byte[Md5.SIZE];
    digest(new byte[] {identifier}, password, challenge).finish(response, 0);
    return response;
  }

  /**
   * @param identified what begins with the identifier
   */
  private static Md5 digest(byte[] identified, Password password, byte[] challenge) {
    return Md5.ofThread().update(identified, 0, 1).update(password.clear()).update(challenge);
  }
}
