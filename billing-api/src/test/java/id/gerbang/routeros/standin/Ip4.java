package id.gerbang.routeros.standin;

/** IPv4 addresses and prefixes as numbers. */
final class Ip4 {

  private Ip4() {}

  static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }

  static String text(long number) {
    return (number >> 24 & 255)
        + "."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255);
  }

  /** A network: its first address and its length. */
  record Prefix(long first, int length) {

    static Prefix of(String text) {
      String[] parts = text.split("/", 2);
      int length = parts.length == 1 ? 32 : Integer.parseInt(parts[1]);
      return new Prefix(number(parts[0]) & mask(length), length);
    }

    private static long mask(int length) {
      return length == 0 ? 0 : 0xffffffffL << 32 - length & 0xffffffffL;
    }

    boolean holds(String address) {
      return (number(address) & mask(length)) == first;
    }

    @Override
    public String toString() {
      return text(first) + "/" + length;
    }
  }
}
