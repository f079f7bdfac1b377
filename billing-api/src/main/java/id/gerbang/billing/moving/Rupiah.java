package id.gerbang.billing.moving;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Amounts as other systems write them. */
final class Rupiah {

  private static final Set<String> CALLED = Set.of("", "rp", "idr", "rupiah");

  private Rupiah() {}

  /** Whether a currency is ours; where none is told it is. */
  static boolean is(String currency) {
    return CALLED.contains(currency.toLowerCase(Locale.ROOT).replaceAll("[^a-z$€]", ""));
  }

  /** A price; none where it costs nothing, or what is wrong with it is added. */
  static Optional<Long> price(String price, List<String> wrong) {
    if (price.matches("0*(\\.0*)?")) {
      return Optional.empty();
    }
    Optional<Long> whole = whole(price);
    if (whole.isEmpty()) {
      wrong.add("costs %s, which is no whole number of rupiah".formatted(price));
    }
    return whole;
  }

  /** Empty: it is no whole number. */
  static Optional<Long> whole(String amount) {
    return amount.matches("[0-9]{1,15}(\\.0*)?")
        ? Optional.of(Long.valueOf(amount.replaceFirst("\\..*", "")))
        : Optional.empty();
  }
}
