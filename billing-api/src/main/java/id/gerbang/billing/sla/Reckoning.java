package id.gerbang.billing.sla;

import id.gerbang.billing.tax.TaxRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A subscription's month.
 *
 * @param measured minutes that count
 * @param out of these
 * @param broken whether less was up than promised; never where nothing is promised
 * @param credit in whole rupiah, what is due in all
 */
record Reckoning(long measured, long out, boolean broken, long credit) {

  private static final int DIGITS = 3;

  /**
   * @param price of the month, PPN included
   */
  static Reckoning of(Optional<SlaRules> rules, Minutes measured, Minutes out, long price) {
    long of = measured.count();
    long was = out.within(measured).count();
    if (rules.isEmpty() || of == 0) {
      return new Reckoning(of, was, false, 0);
    }
    return new Reckoning(
        of,
        was,
        rules.get().broken(was, of),
        rules
            .get()
            .credit(was, of)
            .map(hundredths -> TaxRule.rounded(price, hundredths, 100))
            .orElseGet(() -> TaxRule.rounded(price, was, of)));
  }

  /** How much was up, in percent, rounded down: 99.999 is never shown as 100. */
  static BigDecimal percent(long out, long measured) {
    return measured == 0
        ? BigDecimal.valueOf(100)
        : BigDecimal.valueOf((measured - out) * 100)
            .divide(BigDecimal.valueOf(measured), DIGITS, RoundingMode.DOWN);
  }

  BigDecimal percent() {
    return percent(out, measured);
  }
}
