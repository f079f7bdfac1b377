package id.gerbang.radius.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * DES (FIPS 46-3) as MS-CHAP uses it: one block under the three thirds of a 16-octet hash (RFC 2433
 * §A.5). Each key is used once, and so its schedule counts: the JDK's cipher takes several times as
 * long to take in a key as to encrypt with it.
 */
final class Des {
  private static final int BLOCK_SIZE = 8;
  private static final VarHandle BLOCK =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEY_SIZE = 7;
  private static final int KEYS = 3;
  private static final int HALF_KEY_BITS = 28;
  private static final int HALF_KEY = (1 << HALF_KEY_BITS) - 1;
  private static final int SIX_BITS = 0x3f;

  /** How far the halves of the key are turned by each round, from the first. */
  private static final int[] TURNS = {1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28};

  private Des() {}

  /** ChallengeResponse: the 8-octet challenge thrice encrypted, 24 octets. */
  static byte[] challengeResponse(byte[] ntHash, byte[] challenge) {
    long block = DesTables.INITIAL.of((long) BLOCK.get(challenge, 0));
    byte[] response = new byte[KEYS * BLOCK_SIZE];
    for (int i = 0; i < KEYS; i++) {
      BLOCK.set(
          response, i * BLOCK_SIZE, DesTables.FINAL.of(encrypt(block, key(ntHash, i * KEY_SIZE))));
    }
    return response;
  }

  /** The 56 bits of a key, without the parity that DES leaves out; zeroes past the hash. */
  private static long key(byte[] hash, int from) {
    long bits = 0;
    for (int i = from; i < from + KEY_SIZE; i++) {
      bits = bits << Byte.SIZE | (i < hash.length ? hash[i] & 0xff : 0);
    }
    return bits;
  }

  /** The sixteen rounds, from the permuted block to the one whose halves are exchanged. */
  private static long encrypt(long block, long key) {
    long halves = DesTables.CHOICE_1.of(key);
    int c = (int) (halves >>> HALF_KEY_BITS);
    int d = (int) halves & HALF_KEY;
    int left = (int) (block >>> Integer.SIZE);
    int right = (int) block;
    for (int turn : TURNS) {
      long turned = (long) turned(c, turn) << HALF_KEY_BITS | turned(d, turn);
      int next = left ^ mixed(right, DesTables.CHOICE_2.of(turned));
      left = right;
      right = next;
    }
    return (long) right << Integer.SIZE | left & 0xffff_ffffL;
  }

  private static int turned(int half, int by) {
    return (half << by | half >>> HALF_KEY_BITS - by) & HALF_KEY;
  }

  /**
   * The half block in groups of six bits, each with its neighbours' edge bits (E of FIPS 46-3), one
   * an octet: every other group in one word, the rest in another, and the key's bits alike.
   */
  private static int mixed(int right, long roundKey) {
    int odd = Integer.rotateLeft(right, 5) ^ (int) (roundKey >>> Integer.SIZE);
    int even = Integer.rotateLeft(right, 9) ^ (int) roundKey;
    return DesTables.S3[odd >>> 24 & SIX_BITS]
        ^ DesTables.S5[odd >>> 16 & SIX_BITS]
        ^ DesTables.S7[odd >>> 8 & SIX_BITS]
        ^ DesTables.S1[odd & SIX_BITS]
        ^ DesTables.S4[even >>> 24 & SIX_BITS]
        ^ DesTables.S6[even >>> 16 & SIX_BITS]
        ^ DesTables.S8[even >>> 8 & SIX_BITS]
        ^ DesTables.S2[even & SIX_BITS];
  }
}
