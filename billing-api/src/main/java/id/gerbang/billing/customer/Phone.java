package id.gerbang.billing.customer;

import java.util.Optional;

/** Telephone numbers as E.164 digits: {@code 0812-3456-7890} is {@code 6281234567890}. */
final class Phone {

  private static final String INDONESIA = "62";

  private Phone() {}

  /** Empty when it is no number that can be called. */
  static Optional<String> normalise(String written) {
    String digits = written.replaceAll("[\\s().-]", "");
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    } else if (digits.startsWith("00")) {
      digits = digits.substring(2);
    } else if (digits.startsWith("0")) {
      digits = INDONESIA + digits.substring(1);
    } else if (digits.startsWith("8")) {
      digits = INDONESIA + digits;
    }
    return digits.matches("[1-9][0-9]{7,14}") ? Optional.of(digits) : Optional.empty();
  }
}
