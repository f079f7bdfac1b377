package id.gerbang.billing.charge;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be billed beside the plan.
 *
 * @param kind {@code addon} and {@code discount} come with every period; {@code one_off} and {@code
 *     late_fee} once, with the next, or with the next renewal of prepaid
 * @param amount more than 0, also of a discount
 * @param from with periods that begin on this day or later; left out: today
 * @param until with periods that begin before this day; left out: until it is ended
 */
public record AddCharge(
    @Nullable String kind,
    @Nullable String description,
    @Nullable Money amount,
    @Nullable LocalDate from,
    @Nullable LocalDate until) {

  /** What was asked for, and is allowed. */
  record Checked(
      Kind kind, String description, long amount, LocalDate from, @Nullable LocalDate until) {

    Map<String, Object> detail() {
      Map<String, Object> detail = new HashMap<>();
      detail.put("kind", kind.word());
      detail.put("description", description);
      detail.put("amount", amount);
      detail.put("from", from);
      detail.put("until", until);
      return detail;
    }
  }

  Checked checked(LocalDate today) {
    Checks checks = new Checks();
    checks.that(Kind.of(kind).isPresent(), "kind", "is addon, discount, one_off or late_fee");
    checks.text(description, "description", 200);
    checks.that(
        amount != null
            && amount.currency().equals(Money.RUPIAH)
            && amount.amount() > 0
            && amount.amount() <= Money.MOST,
        "amount",
        "is more than Rp 0");
    checks.done();
    LocalDate begins = Objects.requireNonNullElse(from, today);
    Kind wanted = Kind.of(kind).orElseThrow();
    checks.that(until == null || until.isAfter(begins), "until", "is after from, " + begins);
    checks.that(until == null || wanted.recurs(), "until", "is for what comes with every period");
    checks.done();
    long positive = Objects.requireNonNull(amount).amount();
    return new Checked(
        wanted,
        Objects.requireNonNull(description),
        wanted == Kind.DISCOUNT ? -positive : positive,
        begins,
        until);
  }
}
