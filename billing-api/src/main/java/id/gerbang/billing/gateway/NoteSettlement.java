package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway paid out, as its report and the bank have it.
 *
 * @param amount what came to the bank; below Rp 0: an earlier one is taken back
 * @param fee what it kept of it beyond the fees that were booked with the payments, below Rp 0:
 *     less than these; null: nothing
 * @param date when it came to the bank
 * @param reference the gateway's name for it: each is noted once
 */
public record NoteSettlement(
    @Nullable Money amount,
    @Nullable Money fee,
    @Nullable LocalDate date,
    @Nullable String reference) {

  /** As it is booked. */
  record Valid(long amount, long fee, LocalDate date, String reference) {

    /** What no longer stands with the gateway. */
    long leaves() {
      return Math.addExact(amount, fee);
    }
  }

  /** Refuses what no settlement may say. */
  Valid check(LocalDate today) {
    Checks checks = new Checks();
    checks.that(amount != null, "amount", "is missing");
    inRange(checks, amount, "amount");
    inRange(checks, fee, "fee");
    if (checks.that(date != null, "date", "is missing") && date != null) {
      checks.that(!date.isAfter(today), "date", "is in the future");
      checks.that(date.getYear() >= 2000, "date", "is before the year 2000");
    }
    checks.text(reference, "reference", 200);
    long kept = fee == null ? 0 : fee.amount();
    checks.that(
        amount == null || amount.amount() != 0 || kept != 0, "amount", "is not Rp 0 without a fee");
    checks.done();
    return new Valid(
        Objects.requireNonNull(amount).amount(),
        kept,
        Objects.requireNonNull(date),
        Objects.requireNonNull(reference));
  }

  private static void inRange(Checks checks, @Nullable Money money, String field) {
    checks.that(
        money == null
            || (money.currency().equals(Money.RUPIAH)
                && money.amount() <= Money.MOST
                && money.amount() >= -Money.MOST),
        field,
        "is at most " + Money.rupiah(Money.MOST).text() + ", either way");
  }
}
