package id.gerbang.billing.cash;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.gerbang.billing.cash.CashBookDao.Line;
import id.gerbang.billing.cash.CashBookDao.Totals;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day of somebody's cash; opening, what came and what went make closing.
 *
 * @param holder {@code till}, or a collector
 * @param items a page of the day, in the order of the ledger
 * @param next the cursor of the following page; null: this is the last
 */
public record CashBookView(
    String holder,
    LocalDate date,
    Money opening,
    Money came,
    Money went,
    Money closing,
    List<CashMovementView> items,
    @Nullable String next) {

  /**
   * A movement.
   *
   * @param kind of the ledger's entry: {@code payment}, {@code handover}, {@code reversal}, …
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CashMovementView(
      Instant at,
      String kind,
      Money amount,
      @Nullable Long paymentId,
      @Nullable String receiptNumber,
      @Nullable String refundNumber,
      @Nullable String customerNumber,
      @Nullable Long handoverId,
      @Nullable String collector,
      String by) {

    static CashMovementView of(Line line) {
      return new CashMovementView(
          line.at(),
          line.kind(),
          Money.rupiah(line.amount()),
          line.paymentId().orElse(null),
          line.receipt().orElse(null),
          line.refund().orElse(null),
          line.customer().orElse(null),
          line.handoverId().orElse(null),
          line.collector().isEmpty() ? null : line.collector(),
          line.by());
    }
  }

  static CashBookView of(String holder, LocalDate date, Totals totals, Page<Line> lines) {
    return new CashBookView(
        holder,
        date,
        Money.rupiah(totals.opening()),
        Money.rupiah(totals.came()),
        Money.rupiah(-totals.went()),
        Money.rupiah(totals.opening() + totals.came() + totals.went()),
        lines.items().stream().map(CashMovementView::of).toList(),
        lines.next());
  }
}
