package id.gerbang.billing.lint;

import id.gerbang.billing.pop.Ipv4;
import java.util.Optional;

/** IPv4 addresses as a configuration writes them: one, or ranges of a pool. */
final class Address {

  private Address() {}

  static boolean isOne(String text) {
    return number(text).isPresent();
  }

  /** Whether ranges such as {@code 10.0.0.2-10.0.0.9,10.1.0.0/24} hold it. */
  static boolean isIn(String address, String ranges) {
    Optional<Long> number = number(address);
    if (number.isEmpty()) {
      return false;
    }
    for (String range : ranges.split(",", -1)) {
      if (holds(range.strip(), number.get())) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String range, long number) {
    int slash = range.indexOf('/');
    if (slash > 0 && range.substring(slash + 1).matches("\\d{1,2}")) {
      int host = 32 - Math.min(32, Integer.parseInt(range.substring(slash + 1)));
      Optional<Long> network = number(range.substring(0, slash));
      return network.isPresent() && network.get() >> host == number >> host;
    }
    String[] ends = range.split("-", 2);
    Optional<Long> first = number(ends[0].strip());
    Optional<Long> last = number(ends[ends.length - 1].strip());
    return first.isPresent() && last.isPresent() && first.get() <= number && number <= last.get();
  }

  private static Optional<Long> number(String text) {
    return Ipv4.parse(text).map(Ipv4::number);
  }
}
