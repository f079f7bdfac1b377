package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to pay that a gateway offers, and to whom the ISP shows it.
 *
 * @param label what customers read; null: the code
 * @param areas of which customers; null or empty: of all
 * @param feeFixed what the gateway keeps of each payment
 * @param feeBasisPoints and of its amount, in hundredths of a percent: 70 is 0.7 %
 */
public record Channel(
    @Nullable String code,
    @Nullable String label,
    @Nullable Money minAmount,
    @Nullable Money maxAmount,
    @Nullable List<String> areas,
    @Nullable Money feeFixed,
    @Nullable Integer feeBasisPoints) {

  private static final int WHOLE = 10_000;

  void check(Checks checks, String path, Set<String> offered) {
    if (checks.text(code, path + "code", 40)) {
      checks.that(offered.contains(code()), path + "code", "is none of " + offered);
    }
    checks.optionalText(label, path + "label", 100);
    amount(checks, minAmount, path + "minAmount");
    amount(checks, maxAmount, path + "maxAmount");
    amount(checks, feeFixed, path + "feeFixed");
    checks.that(
        minAmount == null || maxAmount == null || minAmount.amount() <= maxAmount.amount(),
        path + "maxAmount",
        "is below minAmount");
    checks.that(
        feeBasisPoints == null || (feeBasisPoints >= 0 && feeBasisPoints < WHOLE),
        path + "feeBasisPoints",
        "is from 0 to 9999");
    List<String> named = areas == null ? List.of() : areas;
    if (checks.that(named.size() <= 200, path + "areas", "has at most 200")) {
      named.forEach(area -> checks.text(area, path + "areas", 100));
    }
  }

  private static void amount(Checks checks, @Nullable Money money, String field) {
    checks.that(
        money == null
            || (money.currency().equals(Money.RUPIAH)
                && money.amount() >= 0
                && money.amount() <= Money.MOST),
        field,
        "is from Rp 0 to " + Money.rupiah(Money.MOST).text());
  }

  String name() {
    return String.valueOf(code);
  }

  boolean fits(long amount, Optional<String> area) {
    return (minAmount == null || amount >= minAmount.amount())
        && (maxAmount == null || amount <= maxAmount.amount())
        && (areas == null || areas.isEmpty() || area.filter(areas::contains).isPresent());
  }

  /** What the gateway keeps, rounded up. */
  long fee(long amount) {
    long share = Math.multiplyExact(amount, feeBasisPoints == null ? 0L : feeBasisPoints);
    return (feeFixed == null ? 0 : feeFixed.amount()) + (share + WHOLE - 1) / WHOLE;
  }
}
