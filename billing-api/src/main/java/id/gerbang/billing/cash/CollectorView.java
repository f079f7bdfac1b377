package id.gerbang.billing.cash;

import id.gerbang.billing.cash.CollectorDao.CollectorRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collector as the API shows one.
 *
 * @param name as the audit has it, such as {@code staff:budi}
 * @param cashLimit most in hand
 * @param paymentLimit most at one door
 * @param inHand by the ledger
 */
public record CollectorView(
    String name,
    Money cashLimit,
    Money paymentLimit,
    Money inHand,
    @Nullable Instant handedOverAt,
    int version) {

  static CollectorView of(CollectorRow row) {
    return new CollectorView(
        row.name(),
        Money.rupiah(row.cashLimit()),
        Money.rupiah(row.paymentLimit()),
        Money.rupiah(row.inHand()),
        row.handedOverAt().orElse(null),
        row.version());
  }
}
