package id.gerbang.billing.sla;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.sla.CreditDao.CreditRow;
import id.gerbang.billing.sla.CreditDao.LineRow;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit for an outage, as the API shows it.
 *
 * @param state {@code proposed}, {@code approved}, {@code refused}, or {@code withdrawn}: it was
 *     reckoned anew
 * @param creditNoteId what was issued, once it is approved
 */
public record OutageCreditView(
    long id,
    Money amount,
    String state,
    List<CreditMonth> months,
    Instant proposedAt,
    String proposedBy,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String reason,
    @Nullable Long creditNoteId) {

  /**
   * For a month of a subscription.
   *
   * @param outMinutes of the month by then, by all incidents
   */
  public record CreditMonth(long subscriptionId, String month, long outMinutes, Money amount) {}

  static OutageCreditView of(CreditRow row, List<LineRow> lines) {
    return new OutageCreditView(
        row.id(),
        Money.rupiah(row.amount()),
        row.state(),
        lines.stream()
            .map(
                line ->
                    new CreditMonth(
                        line.subscriptionId(),
                        YearMonth.from(line.month()).toString(),
                        line.outMinutes(),
                        Money.rupiah(line.amount())))
            .toList(),
        row.proposedAt(),
        row.proposedBy(),
        row.decidedAt().orElse(null),
        row.decidedBy().orElse(null),
        row.reason().orElse(null),
        row.creditNoteId().orElse(null));
  }
}
