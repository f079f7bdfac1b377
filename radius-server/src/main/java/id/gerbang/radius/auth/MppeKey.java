package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;
import java.util.Arrays;

/** A session key hidden under the shared secret and a salt (RFC 2548 §2.4.2). */
final class MppeKey {
  private static final int SALT_SIZE = 2;

  private MppeKey() {}

  /**
   * Two salts for one packet: the top bit set, and different from each other, as the RFC demands.
   * They are no secret, and need not be hard to guess.
   */
  record Salts(int first, int second) {
    private static final int TOP_BIT = 0x8000;

    static Salts of(int bits) {
      int first = bits >>> 16 | TOP_BIT;
      int second = bits & 0xffff | TOP_BIT;
      return new Salts(first, first == second ? second ^ 1 : second);
    }
  }

  static byte[] hide(byte[] key, int salt, byte[] authenticator, Secret secret) {
    byte[] hidden = new byte[paddedSize(1 + key.length)];
    hidden[0] = (byte) key.length;
    System.arraycopy(key, 0, hidden, 1, key.length);

    byte[] vector = Arrays.copyOf(authenticator, authenticator.length + SALT_SIZE);
    vector[authenticator.length] = (byte) (salt >> 8);
    vector[authenticator.length + 1] = (byte) salt;
    SecretCipher.hide(secret, vector, hidden);

    byte[] value = new byte[SALT_SIZE + hidden.length];
    System.arraycopy(vector, authenticator.length, value, 0, SALT_SIZE);
    System.arraycopy(hidden, 0, value, SALT_SIZE, hidden.length);
    return value;
  }

  private static int paddedSize(int size) {
    return (size + SecretCipher.BLOCK_SIZE - 1) / SecretCipher.BLOCK_SIZE * SecretCipher.BLOCK_SIZE;
  }
}
