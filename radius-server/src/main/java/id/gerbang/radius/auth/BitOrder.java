package id.gerbang.radius.auth;

/**
 * Bits taken from a word in another order, looked up eight at a time. Bits count from the left,
 * from 1, as in FIPS 46-3.
 */
final class BitOrder {
  private static final int OCTET_VALUES = 256;

  private final long[] byOctet;
  private final int firstShift;

  private BitOrder(int bits) {
    this.byOctet = new long[bits / Byte.SIZE * OCTET_VALUES];
    this.firstShift = bits - Byte.SIZE;
  }

  /**
   * @param bits how many a word has: whole octets
   * @param order which of them comes first, which next
   */
  static BitOrder of(int bits, int... order) {
    BitOrder made = new BitOrder(bits);
    for (int to = 0; to < order.length; to++) {
      int from = order[to] - 1;
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
    long ordered = 0;
    int octet = 0;
    for (int shift = firstShift; shift >= 0; shift -= Byte.SIZE) {
      ordered |= byOctet[octet + ((int) (word >>> shift) & 0xff)];
      octet += OCTET_VALUES;
    }
    return ordered;
  }
}
