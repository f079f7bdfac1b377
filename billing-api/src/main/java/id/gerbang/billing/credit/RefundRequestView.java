package id.gerbang.billing.credit;

import id.gerbang.billing.credit.RefundRequestDao.RequestRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund that was asked for, as the API shows it.
 *
 * @param state {@code pending}, {@code paid} or {@code refused}
 * @param source what is to be given back, {@code credit} or {@code deposit}
 * @param gateway by which it is to be given back; null: by none
 * @param refundId the refund, once it is paid
 */
public record RefundRequestView(
    long id,
    long customerId,
    String source,
    Money amount,
    String method,
    @Nullable String gateway,
    @Nullable String reference,
    String reason,
    String state,
    Instant requestedAt,
    String requestedBy,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable Long refundId) {

  static RefundRequestView of(RequestRow row) {
    return new RefundRequestView(
        row.id(),
        row.customerId(),
        row.source(),
        Money.rupiah(row.amount()),
        row.method(),
        row.gateway().orElse(null),
        row.reference().orElse(null),
        row.reason(),
        row.state(),
        row.requestedAt(),
        row.requestedBy(),
        row.decidedAt().orElse(null),
        row.decidedBy().orElse(null),
        row.refundId().orElse(null));
  }
}
