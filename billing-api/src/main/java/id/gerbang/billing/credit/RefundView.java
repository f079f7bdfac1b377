package id.gerbang.billing.credit;

import id.gerbang.billing.credit.RefundDao.RefundRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the API shows it.
 *
 * @param number null: from before refunds were numbered
 * @param gateway out of what stands there; null: out of cash or the bank
 * @param source what was given back, {@code credit} or {@code deposit}
 */
public record RefundView(
    long id,
    @Nullable String number,
    @Nullable String externalId,
    long customerId,
    String source,
    Money amount,
    String method,
    @Nullable String gateway,
    @Nullable String reference,
    String reason,
    Instant refundedAt,
    String refundedBy) {

  static RefundView of(RefundRow row) {
    return new RefundView(
        row.id(),
        row.number().orElse(null),
        row.externalId().orElse(null),
        row.customerId(),
        row.source(),
        Money.rupiah(row.amount()),
        row.method(),
        row.gateway().orElse(null),
        row.reference().orElse(null),
        row.reason(),
        row.refundedAt(),
        row.refundedBy());
  }
}
