package id.gerbang.billing.pop;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPv4 addresses as literals and as numbers; never a name, never a look-up. */
public final class Ipv4 {

  /** Of an address: the prefix of one alone. */
  public static final int BITS = 32;

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern LITERAL = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private Ipv4() {}

  public static Optional<Inet4Address> parse(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    long number = 0;
    for (String octet : text.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(octet);
    }
    return Optional.of(of(number));
  }

  public static Inet4Address of(long number) {
    try {
      byte[] octets = {
        (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
      };
      return (Inet4Address) InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }

  public static long number(Inet4Address address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }

  /** A unicast address that is neither the network's own nor its broadcast address. */
  public static boolean isHost(Inet4Address address, int prefix) {
    long number = number(address);
    long first = number >> 24;
    if (first == 0 || first == 127 || first >= 224) {
      return false;
    }
    long hostMask = (1L << (BITS - prefix)) - 1;
    long host = number & hostMask;
    return prefix >= BITS - 1 || (host != 0 && host != hostMask);
  }
}
