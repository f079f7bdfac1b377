package id.gerbang.radius.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * DES (FIPS 46-3) as MS-CHAP uses it: one block under the three thirds of a 16-octet hash (RFC 2433
 * §A.5). Each key is used once, and so its schedule counts: what an octet of the key adds to each
 * of the sixteen round keys is looked up, not worked out.
 */
final class Des {
  private static final int BLOCK_SIZE = 8;
  private static final VarHandle BLOCK =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int KEYS = 3;
  private static final int SIX_BITS = 0x3f;

  private Des() {}

  /** ChallengeResponse: the 8-octet challenge thrice encrypted, 24 octets. */
  static byte[] challengeResponse(byte[] ntHash, byte[] challenge) {
    long block = initial(challenge);
    byte[] response = new byte[KEYS * BLOCK_SIZE];
    for (int i = 0; i < KEYS; i++) {
      BLOCK.set(response, i * BLOCK_SIZE, encrypted(block, ntHash, i));
    }
    return response;
  }

  /** Whether that stands in {@code claimed} from {@code at} on; in constant time. */
  static boolean isChallengeResponse(byte[] ntHash, byte[] challenge, byte[] claimed, int at) {
    long block = initial(challenge);
    long differing = 0;
    for (int i = 0; i < KEYS; i++) {
      differing |= encrypted(block, ntHash, i) ^ (long) BLOCK.get(claimed, at + i * BLOCK_SIZE);
    }
    return differing == 0;
  }

  private static long initial(byte[] challenge) {
    return DesTables.INITIAL.of((long) BLOCK.get(challenge, 0));
  }

  /** Under the first, second or last third of the hash. */
  private static long encrypted(long block, byte[] ntHash, int third) {
    return DesTables.FINAL.of(encrypt(block, ntHash, third * DesTables.KEY_SIZE));
  }

  /**
   * The sixteen rounds, from the permuted block to the one whose halves are exchanged.
   *
   * @param at where in the hash the key's seven octets begin; those past its end are zeroes
   */
  private static long encrypt(long block, byte[] hash, int at) {
    int key0 = DesTables.roundKeysAt(hash, at, 0);
    int key1 = DesTables.roundKeysAt(hash, at, 1);
    int key2 = DesTables.roundKeysAt(hash, at, 2);
    int key3 = DesTables.roundKeysAt(hash, at, 3);
    int key4 = DesTables.roundKeysAt(hash, at, 4);
    int key5 = DesTables.roundKeysAt(hash, at, 5);
    int key6 = DesTables.roundKeysAt(hash, at, 6);
    int left = (int) (block >>> Integer.SIZE);
    int right = (int) block;
    for (int round = 0; round < DesTables.ROUNDS; round++) {
      long roundKey =
          DesTables.ROUND_KEYS[key0 + round]
              | DesTables.ROUND_KEYS[key1 + round]
              | DesTables.ROUND_KEYS[key2 + round]
              | DesTables.ROUND_KEYS[key3 + round]
              | DesTables.ROUND_KEYS[key4 + round]
              | DesTables.ROUND_KEYS[key5 + round]
              | DesTables.ROUND_KEYS[key6 + round];
      int next = left ^ mixed(right, roundKey);
      left = right;
      right = next;
    }
    return (long) right << Integer.SIZE | left & 0xffff_ffffL;
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
