package id.gerbang.app.bras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The MD4 digest (RFC 1320), which MS-CHAP needs and the JDK lacks. */
final class Md4 {

  private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
  private static final int[] CONSTANTS = {0, 0x5a827999, 0x6ed9eba1};
  private static final int[] THIRD_ROUND_ORDER = {
    0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15
  };

  private Md4() {}

  static byte[] digest(byte[] message) {
    ByteBuffer padded = pad(message);
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    int[] block = new int[16];
    while (padded.hasRemaining()) {
      for (int i = 0; i < block.length; i++) {
        block[i] = padded.getInt();
      }
      update(state, block);
    }
    ByteBuffer result = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : state) {
      result.putInt(word);
    }
    return result.array();
  }

  private static ByteBuffer pad(byte[] message) {
    int length = (message.length + 8) / 64 * 64 + 64;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(message)
        .put((byte) 0x80)
        .putLong(length - 8, message.length * 8L)
        .rewind();
  }

  private static void update(int[] state, int[] block) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    for (int step = 0; step < 48; step++) {
      int round = step / 16;
      int sum = a + mix(round, b, c, d) + block[wordOf(round, step % 16)] + CONSTANTS[round];
      a = d;
      d = c;
      c = b;
      b = Integer.rotateLeft(sum, SHIFTS[round][step % 4]);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }

  private static int mix(int round, int x, int y, int z) {
    return switch (round) {
      case 0 -> (x & y) | (~x & z);
      case 1 -> (x & y) | (x & z) | (y & z);
      default -> x ^ y ^ z;
    };
  }

  private static int wordOf(int round, int step) {
    return switch (round) {
      case 0 -> step;
      case 1 -> step % 4 * 4 + step / 4;
      default -> THIRD_ROUND_ORDER[step];
    };
  }
}
