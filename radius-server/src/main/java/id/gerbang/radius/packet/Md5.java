package id.gerbang.radius.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * MD5 (RFC 1321), which can go on from where it once was: an HMAC takes in its secret's pads once a
 * secret, where the JDK's digest takes them in with each packet (docs/adr/0017). One thread.
 */
public final class Md5 {

  public static final int SIZE = 16;

  private static final int BLOCK = 64;
  private static final int LENGTH_AT = BLOCK - Long.BYTES;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * T of RFC 1321 §3.4. Looked up, not written into the operations: the compiler adds a constant
   * last, which makes everything that waits for the sum wait longer by a cycle.
   */
  private static final int[] T = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391
  };

  private static final State START = new State(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0);

  private static final ThreadLocal<Md5> OF_THREAD = ThreadLocal.withInitial(Md5::new);

  private final byte[] rest = new byte[BLOCK];
  private int a;
  private int b;
  private int c;
  private int d;
  private long taken;

  /**
   * Where a digest is after whole blocks.
   *
   * @param taken octets
   */
  record State(int a, int b, int c, int d, long taken) {}

  /** The thread's own, begun: to be finished before anything else may take it. */
  public static Md5 ofThread() {
    return OF_THREAD.get().start();
  }

  /** Begins anew. */
  public Md5 start() {
    return start(START);
  }

  /** Goes on from there. */
  Md5 start(State state) {
    a = state.a();
    b = state.b();
    c = state.c();
    d = state.d();
    taken = state.taken();
    return this;
  }

  /** Where it is; only after whole blocks. */
  State state() {
    if (taken % BLOCK != 0) {
      throw new IllegalStateException("in the middle of a block");
    }
    return new State(a, b, c, d, taken);
  }

  public Md5 update(byte[] octets) {
    return update(octets, 0, octets.length);
  }

  public Md5 update(byte[] octets, int from, int size) {
    int at = from;
    int end = from + size;
    int filled = (int) taken & BLOCK - 1;
    taken += size;
    if (filled > 0) {
      int fitting = Math.min(BLOCK - filled, size);
      System.arraycopy(octets, at, rest, filled, fitting);
      if (filled + fitting < BLOCK) {
        return this;
      }
      take(rest, 0);
      at += fitting;
    }
    for (; at + BLOCK <= end; at += BLOCK) {
      take(octets, at);
    }
    System.arraycopy(octets, at, rest, 0, end - at);
    return this;
  }

  /** Writes the digest into {@code into} from {@code at} on. What comes next must start. */
  public void finish(byte[] into, int at) {
    conclude();
    WORD.set(into, at, a);
    WORD.set(into, at + 4, b);
    WORD.set(into, at + 8, c);
    WORD.set(into, at + 12, d);
  }

  /** The digest's first eight octets as a number. What comes next must start. */
  long finishAsHalf() {
    conclude();
    return (long) Integer.reverseBytes(a) << Integer.SIZE | Integer.reverseBytes(b) & 0xffff_ffffL;
  }

  /** Whether the digest is what stands there; in constant time. What comes next must start. */
  public boolean finishesAs(byte[] octets, int at) {
    conclude();
    return ((a ^ word(octets, at))
            | (b ^ word(octets, at + 4))
            | (c ^ word(octets, at + 8))
            | (d ^ word(octets, at + 12)))
        == 0;
  }

  /** Adds the digest to what stands there, without carry. What comes next must start. */
  void finishOnto(byte[] octets, int at) {
    conclude();
    WORD.set(octets, at, word(octets, at) ^ a);
    WORD.set(octets, at + 4, word(octets, at + 4) ^ b);
    WORD.set(octets, at + 8, word(octets, at + 8) ^ c);
    WORD.set(octets, at + 12, word(octets, at + 12) ^ d);
  }

  /** Goes on from there, with this digest taken in: the second half of an HMAC. */
  Md5 nest(State outer) {
    conclude();
    WORD.set(rest, 0, a);
    WORD.set(rest, 4, b);
    WORD.set(rest, 8, c);
    WORD.set(rest, 12, d);
    start(outer);
    taken += SIZE;
    return this;
  }

  private void conclude() {
    int filled = (int) taken & BLOCK - 1;
    rest[filled] = (byte) 0x80;
    filled++;
    if (filled > LENGTH_AT) {
      Arrays.fill(rest, filled, BLOCK, (byte) 0);
      take(rest, 0);
      filled = 0;
    }
    Arrays.fill(rest, filled, LENGTH_AT, (byte) 0);
    LONG_WORD.set(rest, LENGTH_AT, taken << 3);
    take(rest, 0);
  }

  /** RFC 1321 §3.4, step 4, written out: sixty-four operations on a block of sixteen words. */
  private void take(byte[] octets, int at) {
    int a = this.a;
    int b = this.b;
    int c = this.c;
    int d = this.d;

    a = f(a, b, c, d, word(octets, at), 7, T[0]);
    d = f(d, a, b, c, word(octets, at + 4), 12, T[1]);
    c = f(c, d, a, b, word(octets, at + 8), 17, T[2]);
    b = f(b, c, d, a, word(octets, at + 12), 22, T[3]);
    a = f(a, b, c, d, word(octets, at + 16), 7, T[4]);
    d = f(d, a, b, c, word(octets, at + 20), 12, T[5]);
    c = f(c, d, a, b, word(octets, at + 24), 17, T[6]);
    b = f(b, c, d, a, word(octets, at + 28), 22, T[7]);
    a = f(a, b, c, d, word(octets, at + 32), 7, T[8]);
    d = f(d, a, b, c, word(octets, at + 36), 12, T[9]);
    c = f(c, d, a, b, word(octets, at + 40), 17, T[10]);
    b = f(b, c, d, a, word(octets, at + 44), 22, T[11]);
    a = f(a, b, c, d, word(octets, at + 48), 7, T[12]);
    d = f(d, a, b, c, word(octets, at + 52), 12, T[13]);
    c = f(c, d, a, b, word(octets, at + 56), 17, T[14]);
    b = f(b, c, d, a, word(octets, at + 60), 22, T[15]);

    a = g(a, b, c, d, word(octets, at + 4), 5, T[16]);
    d = g(d, a, b, c, word(octets, at + 24), 9, T[17]);
    c = g(c, d, a, b, word(octets, at + 44), 14, T[18]);
    b = g(b, c, d, a, word(octets, at), 20, T[19]);
    a = g(a, b, c, d, word(octets, at + 20), 5, T[20]);
    d = g(d, a, b, c, word(octets, at + 40), 9, T[21]);
    c = g(c, d, a, b, word(octets, at + 60), 14, T[22]);
    b = g(b, c, d, a, word(octets, at + 16), 20, T[23]);
    a = g(a, b, c, d, word(octets, at + 36), 5, T[24]);
    d = g(d, a, b, c, word(octets, at + 56), 9, T[25]);
    c = g(c, d, a, b, word(octets, at + 12), 14, T[26]);
    b = g(b, c, d, a, word(octets, at + 32), 20, T[27]);
    a = g(a, b, c, d, word(octets, at + 52), 5, T[28]);
    d = g(d, a, b, c, word(octets, at + 8), 9, T[29]);
    c = g(c, d, a, b, word(octets, at + 28), 14, T[30]);
    b = g(b, c, d, a, word(octets, at + 48), 20, T[31]);

    a = h(a, b, c, d, word(octets, at + 20), 4, T[32]);
    d = h(d, a, b, c, word(octets, at + 32), 11, T[33]);
    c = h(c, d, a, b, word(octets, at + 44), 16, T[34]);
    b = h(b, c, d, a, word(octets, at + 56), 23, T[35]);
    a = h(a, b, c, d, word(octets, at + 4), 4, T[36]);
    d = h(d, a, b, c, word(octets, at + 16), 11, T[37]);
    c = h(c, d, a, b, word(octets, at + 28), 16, T[38]);
    b = h(b, c, d, a, word(octets, at + 40), 23, T[39]);
    a = h(a, b, c, d, word(octets, at + 52), 4, T[40]);
    d = h(d, a, b, c, word(octets, at), 11, T[41]);
    c = h(c, d, a, b, word(octets, at + 12), 16, T[42]);
    b = h(b, c, d, a, word(octets, at + 24), 23, T[43]);
    a = h(a, b, c, d, word(octets, at + 36), 4, T[44]);
    d = h(d, a, b, c, word(octets, at + 48), 11, T[45]);
    c = h(c, d, a, b, word(octets, at + 60), 16, T[46]);
    b = h(b, c, d, a, word(octets, at + 8), 23, T[47]);

    a = i(a, b, c, d, word(octets, at), 6, T[48]);
    d = i(d, a, b, c, word(octets, at + 28), 10, T[49]);
    c = i(c, d, a, b, word(octets, at + 56), 15, T[50]);
    b = i(b, c, d, a, word(octets, at + 20), 21, T[51]);
    a = i(a, b, c, d, word(octets, at + 48), 6, T[52]);
    d = i(d, a, b, c, word(octets, at + 12), 10, T[53]);
    c = i(c, d, a, b, word(octets, at + 40), 15, T[54]);
    b = i(b, c, d, a, word(octets, at + 4), 21, T[55]);
    a = i(a, b, c, d, word(octets, at + 32), 6, T[56]);
    d = i(d, a, b, c, word(octets, at + 60), 10, T[57]);
    c = i(c, d, a, b, word(octets, at + 24), 15, T[58]);
    b = i(b, c, d, a, word(octets, at + 52), 21, T[59]);
    a = i(a, b, c, d, word(octets, at + 16), 6, T[60]);
    d = i(d, a, b, c, word(octets, at + 44), 10, T[61]);
    c = i(c, d, a, b, word(octets, at + 8), 15, T[62]);
    b = i(b, c, d, a, word(octets, at + 36), 21, T[63]);

    this.a += a;
    this.b += b;
    this.c += c;
    this.d += d;
  }

  private static int word(byte[] octets, int at) {
    return (int) WORD.get(octets, at);
  }

  // What the operation before has just made is b: all that does not need it is added up first.

  private static int f(int a, int b, int c, int d, int x, int s, int t) {
    return b + Integer.rotateLeft((a + x + t) + (d ^ b & (c ^ d)), s);
  }

  private static int g(int a, int b, int c, int d, int x, int s, int t) {
    return b + Integer.rotateLeft((a + x + t) + (c & ~d) + (b & d), s);
  }

  private static int h(int a, int b, int c, int d, int x, int s, int t) {
    return b + Integer.rotateLeft((a + x + t) + (b ^ (c ^ d)), s);
  }

  private static int i(int a, int b, int c, int d, int x, int s, int t) {
    return b + Integer.rotateLeft((a + x + t) + (c ^ (b | ~d)), s);
  }
}
