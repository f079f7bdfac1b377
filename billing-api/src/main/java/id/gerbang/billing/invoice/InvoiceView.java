package id.gerbang.billing.invoice;

import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.InvoiceDao.LineRow;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the API shows it.
 *
 * @param status {@code open}, {@code paid} or {@code void}
 * @param open what is still to pay
 * @param payUrl where whoever has it sees this invoice and how to pay it, without signing in
 */
public record InvoiceView(
    long id,
    String number,
    @Nullable String externalId,
    long customerId,
    @Nullable Long subscriptionId,
    Instant issuedAt,
    LocalDate dueDate,
    String status,
    List<LineView> lines,
    Money total,
    Money paid,
    Money open,
    @Nullable Instant voidedAt,
    @Nullable String voidReason,
    String payUrl) {

  /** A line of it. */
  public record LineView(String description, Money amount) {}

  static InvoiceView of(InvoiceRow row, List<LineRow> lines, PublicUrl publicUrl) {
    long open = row.voidedAt().isPresent() ? 0 : row.total() - row.paid();
    return new InvoiceView(
        row.id(),
        row.number(),
        row.externalId().orElse(null),
        row.customerId(),
        row.subscriptionId().orElse(null),
        row.issuedAt(),
        row.dueDate(),
        row.status(),
        lines.stream()
            .map(line -> new LineView(line.description(), Money.rupiah(line.amount())))
            .toList(),
        Money.rupiah(row.total()),
        Money.rupiah(row.paid()),
        Money.rupiah(open),
        row.voidedAt().orElse(null),
        row.voidReason().orElse(null),
        publicUrl.of("/pay/" + row.payCode()));
  }
}
