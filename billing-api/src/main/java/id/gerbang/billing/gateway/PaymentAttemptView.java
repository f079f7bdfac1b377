package id.gerbang.billing.gateway;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to pay as the API shows it.
 *
 * @param state {@code created}: the gateway has not answered, so nothing is known yet; {@code
 *     pending}, {@code paid}, {@code partly_refunded}, {@code refunded}, {@code charged_back},
 *     {@code expired}, {@code failed}, {@code cancelled}
 * @param amount of the invoice
 * @param customerFee on top of it
 * @param total what the customer is to pay
 * @param trouble why the last question to the gateway had no answer
 * @param gross what the customer paid; the gateway keeps {@code fee} of it
 */
public record PaymentAttemptView(
    long id,
    String reference,
    long invoiceId,
    long customerId,
    String gateway,
    String channel,
    String state,
    Money amount,
    Money customerFee,
    Money total,
    @Nullable String link,
    @Nullable String qrString,
    @Nullable String bank,
    @Nullable String vaNumber,
    @Nullable String billerCode,
    @Nullable String paymentCode,
    Instant expiresAt,
    Instant createdAt,
    String createdBy,
    @Nullable String providerId,
    @Nullable Instant checkedAt,
    @Nullable String trouble,
    @Nullable Instant paidAt,
    @Nullable Money gross,
    @Nullable Money fee,
    @Nullable Money net,
    @Nullable Long paymentId) {

  static PaymentAttemptView of(AttemptRow row) {
    return new PaymentAttemptView(
        row.id(),
        row.reference(),
        row.invoiceId(),
        row.customerId(),
        row.gateway(),
        row.channel(),
        row.state(),
        Money.rupiah(row.amount()),
        Money.rupiah(row.customerFee()),
        Money.rupiah(row.charged()),
        row.link().orElse(null),
        row.qrString().orElse(null),
        row.bank().orElse(null),
        row.vaNumber().orElse(null),
        row.billerCode().orElse(null),
        row.paymentCode().orElse(null),
        row.expiresAt(),
        row.createdAt(),
        row.createdBy(),
        row.providerId().orElse(null),
        row.checkedAt().orElse(null),
        row.trouble().orElse(null),
        row.paidAt().orElse(null),
        row.gross().map(Money::rupiah).orElse(null),
        row.fee().map(Money::rupiah).orElse(null),
        row.net().map(Money::rupiah).orElse(null),
        row.paymentId().orElse(null));
  }
}
