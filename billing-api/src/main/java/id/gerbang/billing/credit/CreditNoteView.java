package id.gerbang.billing.credit;

import id.gerbang.billing.credit.CreditNoteDao.LineRow;
import id.gerbang.billing.credit.CreditNoteDao.NoteRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as the API shows it.
 *
 * @param tax of the amount: the invoice's PPN that goes with it
 * @param released of the amount: had been paid, and became the customer's credit
 */
public record CreditNoteView(
    long id,
    String number,
    @Nullable String externalId,
    long invoiceId,
    String invoiceNumber,
    long customerId,
    List<CreditLineView> lines,
    Money amount,
    Money tax,
    Money released,
    String reason,
    Instant issuedAt,
    String issuedBy) {

  /** A part of it. */
  public record CreditLineView(String description, Money amount) {}

  static CreditNoteView of(NoteRow row, List<LineRow> lines) {
    return new CreditNoteView(
        row.id(),
        row.number(),
        row.externalId().orElse(null),
        row.invoiceId(),
        row.invoiceNumber(),
        row.customerId(),
        lines.stream()
            .map(line -> new CreditLineView(line.description(), Money.rupiah(line.amount())))
            .toList(),
        Money.rupiah(row.amount()),
        Money.rupiah(row.tax()),
        Money.rupiah(row.released()),
        row.reason(),
        row.issuedAt(),
        row.issuedBy());
  }
}
