package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * More periods for a prepaid subscription.
 *
 * @param periods 1 where it is left out
 * @param discount off the price of all of them
 */
public record RenewRequest(
    @Nullable Integer periods,
    @Nullable Money discount,
    @Nullable String reason,
    @Nullable Boolean dryRun) {

  private static final int MOST_PERIODS = 36;

  int checkedPeriods() {
    int wanted = Objects.requireNonNullElse(periods, 1);
    Checks checks = new Checks();
    checks.that(wanted >= 1 && wanted <= MOST_PERIODS, "periods", "is from 1 to " + MOST_PERIODS);
    checks.that(
        discount == null || discount.currency().equals(Money.RUPIAH), "discount", "is in IDR");
    checks.that(
        discount == null || (discount.amount() >= 0 && discount.amount() <= Money.MOST),
        "discount",
        "is from 0 to the price");
    checks.optionalText(reason, "reason", 500);
    checks.done();
    return wanted;
  }

  long off() {
    return discount == null ? 0 : discount.amount();
  }
}
