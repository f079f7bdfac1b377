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
 * @param status {@code open}, {@code paid}, {@code credited} (all of it), {@code written_off} or
 *     {@code void}
 * @param paid in money
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
    Money credited,
    Money writtenOff,
    Money open,
    @Nullable TaxView tax,
    @Nullable String taxInvoiceNumber,
    @Nullable Instant voidedAt,
    @Nullable String voidReason,
    String payUrl) {

  /** The lines but that of the tax, where readers are shown the tax beside its base. */
  public List<LineView> priced() {
    return lines.stream().filter(line -> !line.kind().equals("tax")).toList();
  }

  /** A line of it. */
  public record LineView(String kind, String description, Money amount) {}

  /**
   * Its PPN.
   *
   * @param base what is taxed, without the tax
   * @param mode {@code exclusive}: a line of its own; {@code inclusive}: in the lines
   * @param rule since when the rule that was used holds
   */
  public record TaxView(Money base, Money amount, String mode, LocalDate rule) {}

  static InvoiceView of(InvoiceRow row, List<LineRow> lines, PublicUrl publicUrl) {
    return new InvoiceView(
        row.id(),
        row.number(),
        row.externalId().orElse(null),
        row.customerId(),
        row.subscriptionId().orElse(null),
        row.issuedAt(),
        row.dueDate(),
        status(row),
        lines.stream()
            .map(line -> new LineView(line.kind(), line.description(), Money.rupiah(line.amount())))
            .toList(),
        Money.rupiah(row.total()),
        Money.rupiah(row.paidInMoney()),
        Money.rupiah(row.credited()),
        Money.rupiah(row.writtenOff()),
        Money.rupiah(row.open()),
        row.taxBase()
            .map(
                base ->
                    new TaxView(
                        Money.rupiah(base),
                        Money.rupiah(row.tax()),
                        row.taxMode().orElseThrow(),
                        row.taxRule().orElseThrow()))
            .orElse(null),
        row.taxInvoiceNumber().orElse(null),
        row.voidedAt().orElse(null),
        row.voidReason().orElse(null),
        publicUrl.of("/pay/" + row.payCode()));
  }

  private static String status(InvoiceRow row) {
    if (!row.status().equals("paid")) {
      return row.status();
    }
    if (row.writtenOff() > 0) {
      return "written_off";
    }
    return row.credited() == row.total() ? "credited" : "paid";
  }
}
