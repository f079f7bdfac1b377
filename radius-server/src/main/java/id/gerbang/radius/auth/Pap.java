package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.PrintableText;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;
import java.util.Arrays;

/** The password itself, hidden under the shared secret (RFC 2865 §5.2). */
final class Pap {
  private static final int MAX_SIZE = 128;
  private static final Proof RIGHT = new Proof.Right(Method.PAP, EncodedAttributes.NONE);

  private Pap() {}

  static Proof check(RadiusPacket request, Secret secret, Password password) {
    byte[] value = request.octets(Attribute.USER_PASSWORD).orElseThrow();
    if (value.length == 0
        || value.length > MAX_SIZE
        || value.length % SecretCipher.BLOCK_SIZE != 0) {
      return new Proof.Malformed();
    }
    SecretCipher.reveal(secret, request, value);
    int length = lengthWithoutPadding(value);
    return password.is(value, length)
        ? RIGHT
        : new Proof.Wrong(Method.PAP, PrintableText.exact(Arrays.copyOf(value, length)).isEmpty());
  }

  private static int lengthWithoutPadding(byte[] value) {
    int length = value.length;
    while (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
