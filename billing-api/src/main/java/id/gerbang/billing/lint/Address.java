package id.gerbang.billing.lint;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** IPv4 addresses as a configuration writes them: one, or ranges of a pool. */
final class Address {

  private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  private Address() {}

  static boolean isOne(String text) {
    return number(text).isPresent();
  }

  /** Whether ranges such as {@code 10.0.0.2-10.0.0.9,10.1.0.0/24} hold it. */
  static boolean isIn(String address, String ranges) {
    OptionalLong number = number(address);
    if (number.isEmpty()) {
      return false;
    }
    for (String range : ranges.split(",", -1)) {
      if (holds(range.strip(), number.getAsLong())) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String range, long number) {
    int slash = range.indexOf('/');
    if (slash > 0 && range.substring(slash + 1).matches("\\d{1,2}")) {
      int host = 32 - Math.min(32, Integer.parseInt(range.substring(slash + 1)));
      OptionalLong network = number(range.substring(0, slash));
      return network.isPresent() && network.getAsLong() >> host == number >> host;
    }
    String[] ends = range.split("-", 2);
    OptionalLong first = number(ends[0].strip());
    OptionalLong last = number(ends[ends.length - 1].strip());
    return first.isPresent()
        && last.isPresent()
        && first.getAsLong() <= number
        && number <= last.getAsLong();
  }

  private static OptionalLong number(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (String octet : text.split("\\.", -1)) {
      if (Integer.parseInt(octet) > 255) {
        return OptionalLong.empty();
      }
      number = number << 8 | Integer.parseInt(octet);
    }
    return OptionalLong.of(number);
  }
}
