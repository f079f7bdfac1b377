package id.gerbang.radius.auth;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** DES as MS-CHAP uses it: one block under the three thirds of a 16-octet hash (RFC 2433 §A.5). */
final class Des {
  private static final int BLOCK_SIZE = 8;
  private static final int KEY_SIZE = 7;
  private static final int KEYS = 3;

  private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(Des::cipher);

  private Des() {}

  /** ChallengeResponse: the 8-octet challenge thrice encrypted, 24 octets. */
  static byte[] challengeResponse(byte[] ntHash, byte[] challenge) {
    byte[] response = new byte[KEYS * BLOCK_SIZE];
    Cipher cipher = CIPHER.get();
    try {
      for (int i = 0; i < KEYS; i++) {
        cipher.init(Cipher.ENCRYPT_MODE, key(ntHash, i * KEY_SIZE));
        cipher.doFinal(challenge, 0, BLOCK_SIZE, response, i * BLOCK_SIZE);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("DES refused a block", e);
    }
    return response;
  }

  /** Spreads 56 bits over the upper seven bits of eight octets; the parity bits do not matter. */
  private static SecretKeySpec key(byte[] hash, int from) {
    long bits = 0;
    for (int i = from; i < from + KEY_SIZE; i++) {
      bits = bits << 8 | (i < hash.length ? hash[i] & 0xff : 0);
    }
    byte[] key = new byte[BLOCK_SIZE];
    for (int i = 0; i < BLOCK_SIZE; i++) {
      key[i] = (byte) (bits >> (49 - 7 * i) << 1);
    }
    return new SecretKeySpec(key, "DES");
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("DES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no DES", e);
    }
  }
}
