package id.gerbang.core.dictionary;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address or prefix as people write it, and its octets; never a name to look up. */
public final class AddressText {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** All four octets of an IPv4 address: Java would fill in what is missing. */
  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private AddressText() {}

  /** The address of either family that a text is; empty when it is none. */
  public static Optional<InetAddress> read(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException where the text is no address of this family
   */
  static byte[] octets(String text, Class<? extends InetAddress> family) {
    return read(text)
        .filter(family::isInstance)
        .orElseThrow(() -> new IllegalArgumentException(text))
        .getAddress();
  }

  /**
   * As RFC 3162 §2.3 and RFC 8044 §3.11 have it: a reserved octet, the length in bits, and the
   * whole address, zero past its length. Without a length it is all bits.
   *
   * @throws IllegalArgumentException where the text is no prefix of this family
   */
  static byte[] prefix(String text, Class<? extends InetAddress> family) {
    int slash = text.indexOf('/');
    byte[] address = octets(slash < 0 ? text : text.substring(0, slash), family);
    int bits = slash < 0 ? 8 * address.length : Integer.parseUnsignedInt(text.substring(slash + 1));
    if (bits > 8 * address.length) {
      throw new IllegalArgumentException(text);
    }
    byte[] prefix = new byte[2 + address.length];
    prefix[1] = (byte) bits;
    for (int bit = 0; bit < bits; bit++) {
      prefix[2 + bit / 8] |= (byte) (address[bit / 8] & 0x80 >> bit % 8);
    }
    return prefix;
  }

  /**
   * @param octets 4 or 16
   */
  static String of(byte[] octets) {
    if (octets.length == 16) {
      return Ipv6Text.of(octets);
    }
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(octets.length + " octets are no address", e);
    }
  }
}
