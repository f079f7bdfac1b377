package id.gerbang.radius.auth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** MD4 (RFC 1320), which Windows passwords are hashed with and the JDK does not have. */
final class Md4 {
  private static final int BLOCK_SIZE = 64;
  private static final int LENGTH_SIZE = 8;
  private static final int ROUND_2 = 0x5a827999;
  private static final int ROUND_3 = 0x6ed9eba1;
  private static final int[] ROUND_3_ORDER = {0, 2, 1, 3};

  private int a = 0x67452301;
  private int b = 0xefcdab89;
  private int c = 0x98badcfe;
  private int d = 0x10325476;

  private Md4() {}

  static byte[] digest(byte[] message) {
    int blocks = (message.length + 1 + LENGTH_SIZE + BLOCK_SIZE - 1) / BLOCK_SIZE;
    ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(message).put((byte) 0x80);
    padded.putLong(padded.capacity() - LENGTH_SIZE, 8L * message.length).rewind();

    Md4 md4 = new Md4();
    int[] words = new int[BLOCK_SIZE / 4];
    while (padded.hasRemaining()) {
      for (int i = 0; i < words.length; i++) {
        words[i] = padded.getInt();
      }
      md4.take(words);
    }
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(md4.a)
        .putInt(md4.b)
        .putInt(md4.c)
        .putInt(md4.d)
        .array();
  }

  private void take(int[] x) {
    int a0 = a;
    int b0 = b;
    int c0 = c;
    int d0 = d;
    for (int i = 0; i < 16; i += 4) {
      a = Integer.rotateLeft(a + (b & c | ~b & d) + x[i], 3);
      d = Integer.rotateLeft(d + (a & b | ~a & c) + x[i + 1], 7);
      c = Integer.rotateLeft(c + (d & a | ~d & b) + x[i + 2], 11);
      b = Integer.rotateLeft(b + (c & d | ~c & a) + x[i + 3], 19);
    }
    for (int i = 0; i < 4; i++) {
      a = Integer.rotateLeft(a + (b & c | b & d | c & d) + x[i] + ROUND_2, 3);
      d = Integer.rotateLeft(d + (a & b | a & c | b & c) + x[i + 4] + ROUND_2, 5);
      c = Integer.rotateLeft(c + (d & a | d & b | a & b) + x[i + 8] + ROUND_2, 9);
      b = Integer.rotateLeft(b + (c & d | c & a | d & a) + x[i + 12] + ROUND_2, 13);
    }
    for (int i : ROUND_3_ORDER) {
      a = Integer.rotateLeft(a + (b ^ c ^ d) + x[i] + ROUND_3, 3);
      d = Integer.rotateLeft(d + (a ^ b ^ c) + x[i + 8] + ROUND_3, 9);
      c = Integer.rotateLeft(c + (d ^ a ^ b) + x[i + 4] + ROUND_3, 11);
      b = Integer.rotateLeft(b + (c ^ d ^ a) + x[i + 12] + ROUND_3, 15);
    }
    a += a0;
    b += b0;
    c += c0;
    d += d0;
  }
}
