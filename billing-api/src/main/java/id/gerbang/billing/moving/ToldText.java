package id.gerbang.billing.moving;

import id.gerbang.billing.pop.Ipv4;
import id.gerbang.core.access.Ipv6Prefix;
import java.util.Optional;

/** Texts of the past as they can be kept. */
final class ToldText {

  private static final int LONGEST = 253;

  private ToldText() {}

  /** Without what no text of a database may have. */
  static String plain(String told) {
    String plain = told.replaceAll("\\p{Cntrl}", "").strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST));
  }

  static Optional<String> ipv4(Optional<String> told) {
    return told.filter(it -> Ipv4.parse(it).isPresent() && !it.equals("0.0.0.0"));
  }

  static Optional<String> ipv6(Optional<String> told) {
    try {
      return told.filter(it -> !it.isEmpty()).map(it -> Ipv6Prefix.parse(it).text());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whole and not negative. */
  static long number(String told) {
    return told.matches("[0-9]{1,18}") ? Long.parseLong(told) : 0;
  }
}
