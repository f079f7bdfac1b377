package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
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
    SecretCipher.reveal(secret, request.authenticator(), value);
    byte[] claimed = Arrays.copyOf(value, lengthWithoutPadding(value));
    return MessageDigest.isEqual(claimed, password.clear())
        ? RIGHT
        : new Proof.Wrong(Method.PAP, !isText(claimed));
  }

  private static int lengthWithoutPadding(byte[] value) {
    int length = value.length;
    while (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private static boolean isText(byte[] octets) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets))
          .chars()
          .noneMatch(Character::isISOControl);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
