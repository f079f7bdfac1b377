package id.gerbang.billing.customer;

import java.util.Optional;

/** Telephone numbers as E.164 digits: {@code 0812-3456-7890} is {@code 6281234567890}. */
final class Phone {

  private static final String INDONESIA = "62";

  private Phone() {}

  /** Empty when it is no number that can be called. */
  static Optional<String> normalise(String written) {
    String digits = international(written);
    if (digits.startsWith("8") && !written.matches("\\s*([+]|00).*")) {
      digits = INDONESIA + digits;
    }
    return digits.matches("[1-9][0-9]{7,14}") ? Optional.of(digits) : Optional.empty();
  }

  /**
   * The digits that a part of a number has in any of them, when it was written as people dial it:
   * {@code 0812-34} and {@code +62 812 34} are {@code 6281234}. Empty when it is written as it is
   * kept, or is no part of a number.
   */
  static Optional<String> part(String written) {
    if (!written.matches("[+(0-9][0-9\\s()./-]{2,24}")) {
      return Optional.empty();
    }
    String kept = international(written);
    return kept.isEmpty() || kept.equals(written) ? Optional.empty() : Optional.of(kept);
  }

  /**
   * Without what only a dialler needs: {@code +}, {@code 00}, the 0 before an area, also where it
   * follows the country, as forms have it: {@code +62 (0)812}.
   */
  private static String international(String written) {
    String digits = written.replaceAll("[\\s()./-]", "");
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    } else if (digits.startsWith("00")) {
      digits = digits.substring(2);
    } else if (digits.matches("0[1-9][0-9]*")) {
      digits = INDONESIA + digits.substring(1);
    }
    return digits.startsWith(INDONESIA + "0")
        ? INDONESIA + digits.substring(INDONESIA.length()).replaceFirst("^0+", "")
        : digits;
  }
}
