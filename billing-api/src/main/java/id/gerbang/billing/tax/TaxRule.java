package id.gerbang.billing.tax;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * A rule of PPN that holds from a day on: a percentage of a part of the price. Since PMK 131/2024
 * that is 12 % of 11/12.
 */
public record TaxRule(
    LocalDate starts, String name, int percent, int baseNumerator, int baseDenominator) {

  /** What the price of something divides into; base and tax sum to what is to be paid for it. */
  public record Taxed(long base, long tax) {}

  /** The tax comes on top of the price. Rounded to the rupiah, half up. */
  Taxed onTopOf(long price) {
    return new Taxed(price, rounded(price, percentParts(), wholeParts()));
  }

  /** The tax is in the price; it takes what the rounded base leaves. */
  Taxed within(long total) {
    long base = rounded(total, wholeParts(), wholeParts() + percentParts());
    return new Taxed(base, total - base);
  }

  private long percentParts() {
    return (long) percent * baseNumerator;
  }

  private long wholeParts() {
    return 100L * baseDenominator;
  }

  /**
   * The share of an amount, rounded half up: the one rounding of everything about tax.
   *
   * @param amount 0 or more
   */
  public static long rounded(long amount, long numerator, long denominator) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(numerator))
        .multiply(BigInteger.TWO)
        .add(BigInteger.valueOf(denominator))
        .divide(BigInteger.valueOf(denominator).multiply(BigInteger.TWO))
        .longValueExact();
  }
}
