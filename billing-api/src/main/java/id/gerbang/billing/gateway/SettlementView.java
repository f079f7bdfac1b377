package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.SettlementDao.SettlementRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a gateway paid out, as the API shows it.
 *
 * @param amount what came to the bank
 * @param fee what it kept beyond what was booked with the payments
 */
public record SettlementView(
    long id,
    String gateway,
    Money amount,
    Money fee,
    LocalDate date,
    String reference,
    Instant notedAt,
    String notedBy) {

  static SettlementView of(SettlementRow row) {
    return new SettlementView(
        row.id(),
        row.gateway(),
        Money.rupiah(row.amount()),
        Money.rupiah(row.fee()),
        row.paidOut(),
        row.reference(),
        row.notedAt(),
        row.notedBy());
  }
}
