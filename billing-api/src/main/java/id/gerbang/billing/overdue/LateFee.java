package id.gerbang.billing.overdue;

import id.gerbang.billing.tax.TaxRule;
import java.time.LocalDate;

/**
 * What an invoice that is paid late costs beside.
 *
 * @param daysAfterDue and after the days of grace
 * @param amount in rupiah; 0: {@code percent} of what is open
 * @param minAmount what must be open for it
 * @param dueFrom of invoices that are due on this day or later
 */
public record LateFee(
    int daysAfterDue, long amount, int percent, long minAmount, LocalDate dueFrom) {

  /**
   * Whole rupiah, half up.
   *
   * @param open of the invoice, without deposits and earlier fees
   */
  public long of(long open) {
    if (open <= 0 || open < minAmount) {
      return 0;
    }
    return amount > 0 ? amount : TaxRule.rounded(open, percent, 100);
  }
}
