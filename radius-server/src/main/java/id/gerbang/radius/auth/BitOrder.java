package id.gerbang.radius.auth;

/**
 * Bits taken from a word in another order, looked up eight at a time. Bits count from the left,
 * from 1, as in FIPS 46-3; a word of fewer than 64 stands on the right.
 */
final class BitOrder {
  private static final int OCTET_VALUES = 256;

  private final long[] byOctet = new long[Long.BYTES * OCTET_VALUES];

  private BitOrder() {}

  /**
   * @param bits how many a word has
   * @param order which of them comes first, which next; 0 for a bit that is always zero
   */
  static BitOrder of(int bits, int... order) {
    BitOrder made = new BitOrder();
    for (int to = 0; to < order.length; to++) {
      if (order[to] == 0) {
        continue;
      }
      int from = Long.SIZE - bits + order[to] - 1;
      long there = 1L << order.length - 1 - to;
      int here = 0x80 >>> from % Byte.SIZE;
      int octet = from / Byte.SIZE * OCTET_VALUES;
      for (int value = 0; value < OCTET_VALUES; value++) {
        made.byOctet[octet + value] |= (value & here) == 0 ? 0 : there;
      }
    }
    return made;
  }

  long of(long word) {
    return byOctet[octet(word, 0)]
        | byOctet[octet(word, 1)]
        | byOctet[octet(word, 2)]
        | byOctet[octet(word, 3)]
        | byOctet[octet(word, 4)]
        | byOctet[octet(word, 5)]
        | byOctet[octet(word, 6)]
        | byOctet[octet(word, 7)];
  }

  private static int octet(long word, int number) {
    return number * OCTET_VALUES + ((int) (word >>> Long.SIZE - Byte.SIZE * (number + 1)) & 0xff);
  }
}
