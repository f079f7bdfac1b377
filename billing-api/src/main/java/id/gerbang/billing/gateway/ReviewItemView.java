package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.ReviewItemDao.ReviewRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person must decide, as the API shows it.
 *
 * @param subject what it is about, such as {@code payment_attempt:12}
 */
public record ReviewItemView(
    long id,
    String kind,
    String subject,
    @Nullable Long customerId,
    @Nullable Money amount,
    String detail,
    Instant openedAt,
    @Nullable Instant resolvedAt,
    @Nullable String resolvedBy,
    @Nullable String resolution) {

  static ReviewItemView of(ReviewRow row) {
    return new ReviewItemView(
        row.id(),
        row.kind(),
        row.subject(),
        row.customerId().orElse(null),
        row.amount().map(Money::rupiah).orElse(null),
        row.detail(),
        row.openedAt(),
        row.resolvedAt().orElse(null),
        row.resolvedBy().orElse(null),
        row.resolution().orElse(null));
  }
}
