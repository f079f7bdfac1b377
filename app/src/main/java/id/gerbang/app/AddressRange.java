package id.gerbang.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** One address, or a network as {@code 10.0.0.0/8}; of IPv4 or IPv6, never a name. */
public record AddressRange(InetAddress network, int prefixLength) {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    int bits = network.getAddress().length * 8;
    int prefixLength = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException("prefix length of " + text);
    }
    return new AddressRange(network, prefixLength);
  }

  /** An address written in digits; the resolver is not asked. */
  static InetAddress address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
