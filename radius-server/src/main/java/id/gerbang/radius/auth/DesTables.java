package id.gerbang.radius.auth;

/** The tables of FIPS 46-3, as {@link Des} looks things up in them; bits count from the left. */
final class DesTables {
  static final int ROUNDS = 16;

  /** Without the parity that DES leaves out. */
  static final int KEY_SIZE = 7;

  private static final int BOX_SIZE = 64;
  private static final int ROW_SIZE = 16;
  private static final int OCTET_VALUES = 256;
  private static final int HALF_KEY_BITS = 28;
  private static final int HALF_KEY = (1 << HALF_KEY_BITS) - 1;

  /** How far the halves of the key are turned by each round, from the first. */
  private static final int[] TURNS = {1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28};

  /** IP. */
  static final BitOrder INITIAL = BitOrder.of(64, initial());

  /** The inverse of IP. */
  static final BitOrder FINAL = BitOrder.of(64, inverse(initial()));

  /** PC-1: the standard's bit numbers count the parity bits, which are not in our keys. */
  private static final BitOrder CHOICE_1 =
      BitOrder.of(
          56,
          withoutParity(
              57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19,
              11, 3, 60, 52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6,
              61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4));

  /** PC-2: six bits in each octet, for S3, S5, S7, S1, S4, S6, S8 and S2, as Des takes them. */
  private static final BitOrder CHOICE_2 =
      BitOrder.of(
          56, 0, 0, 23, 19, 12, 4, 26, 8, 0, 0, 41, 52, 31, 37, 47, 55, 0, 0, 44, 49, 39, 56, 34,
          53, 0, 0, 14, 17, 11, 24, 1, 5, 0, 0, 16, 7, 27, 20, 13, 2, 0, 0, 30, 40, 51, 45, 33, 48,
          0, 0, 46, 42, 50, 36, 29, 32, 0, 0, 3, 28, 15, 6, 21, 10);

  /** What an octet of the key adds to each round's key: where, {@link #roundKeysAt} says. */
  static final long[] ROUND_KEYS = roundKeys();

  /** P. */
  private static final BitOrder SPREAD =
      BitOrder.of(
          32, 16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3,
          9, 19, 13, 30, 6, 22, 11, 4, 25);

  // S1 to S8, each with P after it: what six bits add to the half block.
  static final int[] S1 =
      box(1, "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d");
  static final int[] S2 =
      box(2, "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9");
  static final int[] S3 =
      box(3, "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c");
  static final int[] S4 =
      box(4, "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e");
  static final int[] S5 =
      box(5, "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453");
  static final int[] S6 =
      box(6, "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d");
  static final int[] S7 =
      box(7, "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c");
  static final int[] S8 =
      box(8, "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b");

  private DesTables() {}

  /**
   * Where in {@link #ROUND_KEYS} the sixteen of one octet begin.
   *
   * @param key what holds the key from {@code at} on; past its end are zeroes
   * @param number which octet of the key
   */
  static int roundKeysAt(byte[] key, int at, int number) {
    int value = at + number < key.length ? key[at + number] & 0xff : 0;
    return (number * OCTET_VALUES + value) * ROUNDS;
  }

  private static long[] roundKeys() {
    long[] keys = new long[KEY_SIZE * OCTET_VALUES * ROUNDS];
    for (int number = 0; number < KEY_SIZE; number++) {
      for (int value = 0; value < OCTET_VALUES; value++) {
        long key = (long) value << Byte.SIZE * (KEY_SIZE - 1 - number);
        for (int round = 0; round < ROUNDS; round++) {
          keys[(number * OCTET_VALUES + value) * ROUNDS + round] = roundKey(key, TURNS[round]);
        }
      }
    }
    return keys;
  }

  private static long roundKey(long key, int turn) {
    long halves = CHOICE_1.of(key);
    int left = (int) (halves >>> HALF_KEY_BITS);
    int right = (int) halves & HALF_KEY;
    return CHOICE_2.of((long) turned(left, turn) << HALF_KEY_BITS | turned(right, turn));
  }

  private static int turned(int half, int by) {
    return (half << by | half >>> HALF_KEY_BITS - by) & HALF_KEY;
  }

  private static int[] initial() {
    int[] order = new int[64];
    for (int i = 0; i < order.length; i++) {
      int row = i / 8;
      int firstOfRow = row < 4 ? 58 + 2 * row : 57 + 2 * (row - 4);
      order[i] = firstOfRow - 8 * (i % 8);
    }
    return order;
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i] - 1] = i + 1;
    }
    return inverse;
  }

  private static int[] withoutParity(int... order) {
    for (int i = 0; i < order.length; i++) {
      order[i] -= order[i] / 8;
    }
    return order;
  }

  /**
   * A row is named by the outer two of the six bits, a column by the inner four.
   *
   * @param digits row after row
   */
  private static int[] box(int number, String digits) {
    int[] box = new int[BOX_SIZE];
    for (int bits = 0; bits < BOX_SIZE; bits++) {
      int row = bits >> 4 & 2 | bits & 1;
      int column = bits >> 1 & 0xf;
      int digit = Character.digit(digits.charAt(row * ROW_SIZE + column), 16);
      box[bits] = (int) SPREAD.of((long) digit << Integer.SIZE - 4 * number);
    }
    return box;
  }
}
