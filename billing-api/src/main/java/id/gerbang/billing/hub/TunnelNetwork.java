package id.gerbang.billing.hub;

import id.gerbang.core.dictionary.AddressText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IPv4 network of a hub's tunnels.
 *
 * @param first its own address, as a number
 */
record TunnelNetwork(long first, int prefix) {

  /** Not more addresses than can be looked through, not fewer than a hub and a few routers need. */
  private static final int LARGEST = 16;

  private static final int SMALLEST = 29;
  private static final Pattern CIDR = Pattern.compile("([0-9.]{7,15})/([0-9]{1,2})");

  /** Empty: it is none, or too large or small, or has a host's bits. */
  static Optional<TunnelNetwork> parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(cidr.group(2));
    return AddressText.read(cidr.group(1))
        .filter(Inet4Address.class::isInstance)
        .map(address -> new TunnelNetwork(number(address), prefix))
        .filter(it -> prefix >= LARGEST && prefix <= SMALLEST && it.first % it.size() == 0);
  }

  private static long number(InetAddress address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }

  private long size() {
    return 1L << (32 - prefix);
  }

  /** Of the hub itself. */
  String hubAddress() {
    return text(first + 1);
  }

  /** How many routers have room. */
  int room() {
    return (int) size() - 3;
  }

  /** That of the n-th router, from 0. */
  String routerAddress(int n) {
    return text(first + 2 + n);
  }

  boolean contains(String address) {
    return AddressText.read(address)
        .filter(Inet4Address.class::isInstance)
        .map(TunnelNetwork::number)
        .filter(number -> number >= first && number < first + size())
        .isPresent();
  }

  private static String text(long number) {
    return "%d.%d.%d.%d"
        .formatted(number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
  }
}
