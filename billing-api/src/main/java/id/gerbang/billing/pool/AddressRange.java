package id.gerbang.billing.pool;

import id.gerbang.billing.http.Checks;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses of a pool, from the first to the last. */
public record AddressRange(Inet4Address first, Inet4Address last) {

  /** 2^20: a /12. */
  private static final long MOST = 1 << 20;

  /**
   * Reads {@code 10.10.0.2-10.10.3.254}, or a network {@code 10.10.0.0/22}, of which the first and
   * the last address are left out: some modems take neither.
   */
  public static Optional<AddressRange> parse(@Nullable String text, Checks checks, String field) {
    String[] ends = text == null ? new String[0] : text.split("-", -1);
    String[] network = text == null ? new String[0] : text.split("/", -1);
    Optional<AddressRange> range = Optional.empty();
    if (ends.length == 2) {
      range =
          ipv4(ends[0].strip(), checks, field)
              .flatMap(
                  first ->
                      ipv4(ends[1].strip(), checks, field)
                          .map(last -> new AddressRange(first, last)));
    } else if (network.length == 2 && network[1].matches("\\d|[12]\\d|30")) {
      range =
          ipv4(network[0], checks, field)
              .map(address -> hosts(number(address), Integer.parseInt(network[1])));
    } else {
      checks.that(
          false, field, "is a range such as 10.10.0.2-10.10.3.254 or 10.10.0.0/22, up to /30");
    }
    return range.filter(
        it ->
            checks.that(it.size() > 0, field, "ends before it begins")
                && checks.that(it.size() <= MOST, field, "has more than " + MOST + " addresses")
                && checks.that(
                    usable(it.first) && usable(it.last),
                    field,
                    "has addresses that a customer can't have"));
  }

  /** One that a view shows. */
  static AddressRange of(String text) {
    return parse(text, new Checks(), "ranges").orElseThrow();
  }

  private static Optional<Inet4Address> ipv4(String text, Checks checks, String field) {
    return checks
        .address(text, field)
        .filter(it -> checks.that(it instanceof Inet4Address, field, "is no IPv4 address"))
        .map(Inet4Address.class::cast);
  }

  private static AddressRange hosts(long address, int bits) {
    long mask = 0xffff_ffffL >> bits;
    return new AddressRange(of((address & ~mask) + 1), of((address | mask) - 1));
  }

  private static boolean usable(Inet4Address address) {
    long first = number(address) >> 24;
    return first != 0 && first != 127 && first < 224;
  }

  long size() {
    return number(last) - number(first) + 1;
  }

  boolean overlaps(AddressRange other) {
    return number(first) <= number(other.last) && number(other.first) <= number(last);
  }

  /** What is left of these when others are taken away. */
  static List<AddressRange> without(List<AddressRange> ranges, List<AddressRange> others) {
    List<AddressRange> left = ranges;
    for (AddressRange other : others) {
      left = left.stream().flatMap(range -> range.without(other)).toList();
    }
    return left;
  }

  private Stream<AddressRange> without(AddressRange other) {
    if (!overlaps(other)) {
      return Stream.of(this);
    }
    Stream.Builder<AddressRange> pieces = Stream.builder();
    if (number(first) < number(other.first)) {
      pieces.add(new AddressRange(first, of(number(other.first) - 1)));
    }
    if (number(other.last) < number(last)) {
      pieces.add(new AddressRange(of(number(other.last) + 1), last));
    }
    return pieces.build();
  }

  public String firstText() {
    return first.getHostAddress();
  }

  public String lastText() {
    return last.getHostAddress();
  }

  private static long number(InetAddress address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }

  private static Inet4Address of(long number) {
    try {
      return (Inet4Address)
          InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) number).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }
}
