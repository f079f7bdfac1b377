package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer's word to pay.
 *
 * @param until the last day
 * @param amount null: all that is open
 */
public record MakePromise(
    @Nullable Long customerId,
    @Nullable LocalDate until,
    @Nullable Money amount,
    @Nullable String note) {

  private static final int MOST_DAYS = 31;

  void check(LocalDate today) {
    Checks checks = new Checks();
    checks.that(customerId != null, "customerId", "is missing");
    checks.that(until != null, "until", "is missing");
    checks.that(
        until == null || (!until.isBefore(today) && !until.isAfter(today.plusDays(MOST_DAYS))),
        "until",
        "is from today, " + today + ", to " + MOST_DAYS + " days ahead");
    checks.that(
        amount == null || (amount.currency().equals(Money.RUPIAH) && amount.amount() > 0),
        "amount",
        "is more than Rp 0");
    checks.optionalText(note, "note", 500);
    checks.done();
  }
}
