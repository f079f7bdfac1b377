package id.gerbang.billing.credit;

import id.gerbang.billing.credit.RefundDao.RefundRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund as the API shows it. */
public record RefundView(
    long id,
    @Nullable String externalId,
    long customerId,
    Money amount,
    String method,
    @Nullable String reference,
    String reason,
    Instant refundedAt,
    String refundedBy) {

  static RefundView of(RefundRow row) {
    return new RefundView(
        row.id(),
        row.externalId().orElse(null),
        row.customerId(),
        Money.rupiah(row.amount()),
        row.method(),
        row.reference().orElse(null),
        row.reason(),
        row.refundedAt(),
        row.refundedBy());
  }
}
