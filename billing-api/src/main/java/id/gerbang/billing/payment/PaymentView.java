package id.gerbang.billing.payment;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentDao.AllocationRow;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import id.gerbang.billing.payment.ReversalDao.ReversalRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the API shows it.
 *
 * @param refunded what of it was given back in money
 * @param credit what of it no invoice has taken and is still here; below 0 where it was reversed
 *     after some was refunded, which the customer owes until another payment covers it
 * @param reversal the last request to take it back, if there was one
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
    Money refunded,
    Money credit,
    @Nullable String receiptNumber,
    @Nullable ReversalView reversal) {

  /** What an invoice got of it. */
  public record AllocationView(long invoiceId, String invoiceNumber, Money amount) {}

  /**
   * How it is taken back.
   *
   * @param state {@code pending} (it waits for a second person), {@code reversed} or {@code
   *     refused}
   */
  public record ReversalView(
      String state,
      String reason,
      Instant requestedAt,
      String requestedBy,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy) {

    static ReversalView of(ReversalRow row) {
      return new ReversalView(
          row.state(),
          row.reason(),
          row.requestedAt(),
          row.requestedBy(),
          row.decidedAt().orElse(null),
          row.decidedBy().orElse(null));
    }
  }

  static PaymentView of(
      PaymentRow row,
      List<AllocationRow> allocations,
      long refunded,
      Optional<ReversalRow> reversal,
      @Nullable String receiptNumber) {
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
        Money.rupiah(refunded),
        Money.rupiah(
            reversal.filter(ReversalRow::reversed).isPresent()
                ? -refunded
                : row.amount() - allocated - refunded),
        receiptNumber,
        reversal.map(ReversalView::of).orElse(null));
  }
}
