package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fee for late payment as it is set, kept and shown; nothing said: there is none.
 *
 * @param daysAfterDue and after the days of grace, as steps count them
 * @param amount in rupiah; null: {@code percent}
 * @param percent of what is open
 * @param minAmount what must be open for it; null: anything
 * @param dueFrom of invoices that are due on this day or later: nobody owes a fee that nobody had
 *     told of; left out: from the day on which it is set
 */
public record LateFeeRule(
    @Nullable Integer daysAfterDue,
    @Nullable Money amount,
    @Nullable Integer percent,
    @Nullable Money minAmount,
    @Nullable LocalDate dueFrom) {

  static final LateFeeRule NONE = new LateFeeRule(null, null, null, null, null);

  private static final int MOST_DAYS = 365;
  private static final int MOST_PERCENT = 100;

  void check(Checks checks) {
    if (equals(NONE)) {
      return;
    }
    checks.that(
        daysAfterDue != null && daysAfterDue >= 0 && daysAfterDue <= MOST_DAYS,
        "overdue.lateFee.daysAfterDue",
        "is from 0 to " + MOST_DAYS);
    checks.that(
        (amount == null) != (percent == null),
        "overdue.lateFee.amount",
        "is said, or percent is: one of them");
    checks.that(
        amount == null
            || (amount.currency().equals(Money.RUPIAH)
                && amount.amount() > 0
                && amount.amount() <= Money.MOST),
        "overdue.lateFee.amount",
        "is more than Rp 0");
    checks.that(
        percent == null || (percent > 0 && percent <= MOST_PERCENT),
        "overdue.lateFee.percent",
        "is from 1 to " + MOST_PERCENT);
    checks.that(
        minAmount == null || (minAmount.currency().equals(Money.RUPIAH) && minAmount.amount() >= 0),
        "overdue.lateFee.minAmount",
        "is Rp 0 or more");
  }

  /** The day on which it begins stays where it is not said anew. */
  LateFeeRule setOn(LocalDate today, LateFeeRule before) {
    return equals(NONE) || dueFrom != null
        ? this
        : new LateFeeRule(
            daysAfterDue,
            amount,
            percent,
            minAmount,
            Objects.requireNonNullElse(before.dueFrom(), today));
  }

  Optional<LateFee> fee() {
    return equals(NONE)
        ? Optional.empty()
        : Optional.of(
            new LateFee(
                Objects.requireNonNull(daysAfterDue),
                amount == null ? 0 : amount.amount(),
                percent == null ? 0 : percent,
                minAmount == null ? 0 : minAmount.amount(),
                Objects.requireNonNull(dueFrom)));
  }
}
