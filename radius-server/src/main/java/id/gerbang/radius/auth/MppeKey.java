package id.gerbang.radius.auth;

import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.packet.SecretCipher;
import java.util.Arrays;

/** A session key hidden under the shared secret and a salt (RFC 2548 §2.4.2). */
final class MppeKey {
  private static final int SALT_SIZE = 2;

  /** With its salt, and a key of 16 octets behind their number in two blocks. */
  static final int SIZE = SALT_SIZE + 2 * SecretCipher.BLOCK_SIZE;

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

  /** Writes a key into {@link #SIZE} octets, for the answer to a request. */
  static void hide(byte[] key, int salt, RadiusPacket request, Secret secret, byte[] value) {
    value[0] = (byte) (salt >> 8);
    value[1] = (byte) salt;
    value[SALT_SIZE] = (byte) key.length;
    System.arraycopy(key, 0, value, SALT_SIZE + 1, key.length);
    Arrays.fill(value, SALT_SIZE + 1 + key.length, SIZE, (byte) 0);
    SecretCipher.hide(secret, request, value, SALT_SIZE);
  }
}
