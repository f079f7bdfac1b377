package id.gerbang.billing.payment;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentView.AllocationView;
import id.gerbang.billing.payment.ReceiptDao.ReceiptRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer gets for a payment.
 *
 * @param isp who received it
 * @param invoices what it paid
 * @param credit what of it is left over for later
 * @param reversed whether it was taken back since: then it is no proof of payment
 */
public record ReceiptView(
    String number,
    long paymentId,
    @Nullable String isp,
    Payer customer,
    Money amount,
    String method,
    @Nullable String reference,
    Instant receivedAt,
    String receivedBy,
    Instant issuedAt,
    List<AllocationView> invoices,
    Money credit,
    boolean reversed) {

  /** Whose payment it is. */
  public record Payer(long id, String number, String name, @Nullable String address) {}

  static ReceiptView of(ReceiptRow row, PaymentView payment) {
    return new ReceiptView(
        row.number(),
        payment.id(),
        row.isp(),
        new Payer(
            payment.customerId(), row.customerNumber(), row.customerName(), row.customerAddress()),
        payment.amount(),
        payment.method(),
        payment.reference(),
        payment.receivedAt(),
        payment.recordedBy(),
        row.issuedAt(),
        payment.allocations(),
        payment.credit(),
        payment.reversal() != null && payment.reversal().state().equals("reversed"));
  }
}
