package id.gerbang.billing.payment;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentDao.AllocationRow;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the API shows it.
 *
 * @param credit what of it no invoice has taken
 */
public record PaymentView(
    long id,
    @Nullable String externalId,
    long customerId,
    Money amount,
    String method,
    @Nullable String reference,
    Instant receivedAt,
    Instant recordedAt,
    String recordedBy,
    List<AllocationView> allocations,
    Money credit) {

  /** What an invoice got of it. */
  public record AllocationView(long invoiceId, String invoiceNumber, Money amount) {}

  static PaymentView of(PaymentRow row, List<AllocationRow> allocations) {
    long allocated = allocations.stream().mapToLong(AllocationRow::amount).sum();
    return new PaymentView(
        row.id(),
        row.externalId().orElse(null),
        row.customerId(),
        Money.rupiah(row.amount()),
        row.method(),
        row.reference().orElse(null),
        row.receivedAt(),
        row.recordedAt(),
        row.recordedBy(),
        allocations.stream()
            .map(
                allocation ->
                    new AllocationView(
                        allocation.invoiceId(),
                        allocation.number(),
                        Money.rupiah(allocation.amount())))
            .toList(),
        Money.rupiah(row.amount() - allocated));
  }
}
