package id.gerbang.billing.cash;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a collector may carry.
 *
 * @param cashLimit most in hand; 0: takes no cash
 * @param paymentLimit most at one door
 */
public record SaveCollector(@Nullable Money cashLimit, @Nullable Money paymentLimit) {

  void check() {
    Checks checks = new Checks();
    check(checks, cashLimit, "cashLimit");
    check(checks, paymentLimit, "paymentLimit");
    checks.done();
  }

  private static void check(Checks checks, @Nullable Money limit, String field) {
    if (checks.that(limit != null, field, "is missing") && limit != null) {
      checks.that(
          limit.currency().equals(Money.RUPIAH)
              && limit.amount() >= 0
              && limit.amount() <= Money.MOST,
          field,
          "is from Rp 0 to " + Money.rupiah(Money.MOST).text());
    }
  }
}
