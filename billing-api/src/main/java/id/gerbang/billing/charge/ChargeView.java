package id.gerbang.billing.charge;

import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A charge as the API shows it.
 *
 * @param amount what an invoice has: negative of a discount
 * @param invoiceId of what comes once: where it stands; null: not billed yet
 * @param endedAt when somebody ended it
 */
public record ChargeView(
    long id,
    String kind,
    String description,
    Money amount,
    LocalDate from,
    @Nullable LocalDate until,
    Instant addedAt,
    String addedBy,
    @Nullable Long invoiceId,
    @Nullable Instant endedAt,
    @Nullable String endedBy) {

  static ChargeView of(Charge charge) {
    return new ChargeView(
        charge.id(),
        charge.kind(),
        charge.description(),
        Money.rupiah(charge.amount()),
        charge.starts(),
        charge.ends().orElse(null),
        charge.addedAt(),
        charge.addedBy(),
        charge.invoiceId().orElse(null),
        charge.endedAt().orElse(null),
        charge.endedBy().orElse(null));
  }
}
