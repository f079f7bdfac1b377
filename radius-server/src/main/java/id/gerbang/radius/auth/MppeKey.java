package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;

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
    byte[] value = new byte[SALT_SIZE + paddedSize(1 + key.length)];
    value[0] = (byte) (salt >> 8);
    value[1] = (byte) salt;
    value[SALT_SIZE] = (byte) key.length;
    System.arraycopy(key, 0, value, SALT_SIZE + 1, key.length);
    SecretCipher.hide(secret, authenticator, value, SALT_SIZE);
    return value;
  }

  private static int paddedSize(int size) {
    return (size + SecretCipher.BLOCK_SIZE - 1) / SecretCipher.BLOCK_SIZE * SecretCipher.BLOCK_SIZE;
  }
}
