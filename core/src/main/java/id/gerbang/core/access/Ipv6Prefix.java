package id.gerbang.core.access;

import id.gerbang.core.dictionary.AddressText;
import id.gerbang.core.dictionary.Ipv6Text;
import java.net.Inet6Address;

/** An IPv6 prefix of a session: its address, zero past its length, and the length in bits. */
public record Ipv6Prefix(Inet6Address address, int bits) {

  /**
   * Reads {@code 2001:db8:1::/48}; without a length all 128 bits.
   *
   * @throws IllegalArgumentException where it is none, or has bits past its length
   */
  public static Ipv6Prefix parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      int bits = parts.length == 1 ? 128 : Integer.parseInt(parts[1]);
      if (parts.length <= 2
          && bits >= 1
          && bits <= 128
          && AddressText.read(parts[0]).orElse(null) instanceof Inet6Address address
          && zeroPast(address.getAddress(), bits)) {
        return new Ipv6Prefix(address, bits);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is no IPv6 prefix", e);
    }
    throw new IllegalArgumentException("is no IPv6 prefix, or has bits past its length");
  }

  private static boolean zeroPast(byte[] octets, int bits) {
    for (int bit = bits; bit < 128; bit++) {
      if ((octets[bit / 8] & 0x80 >> bit % 8) != 0) {
        return false;
      }
    }
    return true;
  }

  public String text() {
    return Ipv6Text.of(address.getAddress()) + '/' + bits;
  }
}
