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
  private static final ThreadLocal<byte[]> ROOM = ThreadLocal.withInitial(() -> new byte[MAX_SIZE]);
  private static final Proof RIGHT = new Proof.Right(Method.PAP, EncodedAttributes.NONE);

  private Pap() {}

  static Proof check(RadiusPacket request, Secret secret, Password password) {
    byte[] value = ROOM.get();
    int size = request.octets(Attribute.USER_PASSWORD, value);
    if (size == 0 || size > MAX_SIZE || size % SecretCipher.BLOCK_SIZE != 0) {
      return new Proof.Malformed();
    }
    SecretCipher.reveal(secret, request, value, size);
    int length = lengthWithoutPadding(value, size);
    boolean right = password.is(value, length);
    boolean unreadable = !right && PrintableText.exact(value, 0, length).isEmpty();
    Arrays.fill(value, 0, size, (byte) 0);
    return right ? RIGHT : new Proof.Wrong(Method.PAP, unreadable);
  }

  private static int lengthWithoutPadding(byte[] value, int size) {
    int length = size;
    while (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
