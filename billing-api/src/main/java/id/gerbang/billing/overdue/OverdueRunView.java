package id.gerbang.billing.overdue;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverdueEvaluation.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day's overdue run as the API shows it.
 *
 * @param id null: a rehearsal, of which nothing is kept
 * @param state {@code done}, {@code held} until somebody approves, or {@code rehearsed}
 * @param cut subscriptions that it cut or slowed and that had more before
 * @param wouldCut those that it would cut now
 * @param wouldCharge late fees that it would charge now
 * @param reasons why it is held, or would be
 * @param items the first of what it would change now
 * @param lateFees that it charged, or of a rehearsal would
 */
public record OverdueRunView(
    @Nullable Long id,
    LocalDate date,
    boolean dryRun,
    String state,
    long evaluated,
    long cut,
    long wouldCut,
    long wouldCharge,
    List<String> reasons,
    @Nullable Instant heldAt,
    @Nullable Instant approvedAt,
    @Nullable String approvedBy,
    List<OverdueItemView> items,
    LateFeesView lateFees) {

  static final int MOST_ITEMS = 500;

  /**
   * What changes for a subscription.
   *
   * @param before and {@code after}: {@code open}, {@code slow}, {@code isolate} or {@code suspend}
   * @param open of the customer's invoices
   */
  public record OverdueItemView(
      long customerId,
      long subscriptionId,
      String username,
      String before,
      String after,
      @Nullable Instant since,
      Money open,
      List<String> invoices) {

    static OverdueItemView of(Finding finding) {
      return new OverdueItemView(
          finding.subscription().customerId(),
          finding.subscription().id(),
          finding.subscription().username(),
          finding.subscription().unpaidAction().orElse("open"),
          finding.mark().action().orElse("open"),
          finding.mark().since().orElse(null),
          Money.rupiah(finding.owed()),
          finding.overdue().map(Overdue::invoices).orElse(List.of()));
    }
  }

  /**
   * Fees for late payment, before PPN.
   *
   * @param items the first {@value #MOST_ITEMS} of them
   */
  public record LateFeesView(long invoices, Money amount, List<LateFeeItemView> items) {

    static LateFeesView of(OverdueRun.Fees fees) {
      return new LateFeesView(
          fees.invoices(),
          Money.rupiah(fees.amount()),
          fees.first().stream().map(LateFeeItemView::of).toList());
    }
  }

  /**
   * A fee for an invoice that is not paid in time.
   *
   * @param number of the invoice
   * @param subscriptionId whose next invoice has it; null: it is an invoice by itself
   */
  public record LateFeeItemView(
      long customerId, long invoiceId, String number, Money amount, @Nullable Long subscriptionId) {

    static LateFeeItemView of(DueFee fee) {
      return new LateFeeItemView(
          fee.customerId(),
          fee.invoiceId(),
          fee.number(),
          Money.rupiah(fee.amount()),
          fee.comesWith().orElse(null));
    }
  }

  static OverdueRunView rehearsed(LocalDate date, OverdueRun.Plan plan, List<String> reasons) {
    return new OverdueRunView(
        null,
        date,
        true,
        "rehearsed",
        plan.evaluated(),
        0,
        plan.cuts(),
        plan.fees().invoices(),
        reasons,
        null,
        null,
        null,
        plan.changes().stream().map(OverdueItemView::of).toList(),
        LateFeesView.of(plan.fees()));
  }

  static OverdueRunView of(OverdueRunDao.Row row, List<Finding> changes, List<DueFee> charged) {
    boolean held = row.heldAt().isPresent();
    return new OverdueRunView(
        row.id(),
        row.date(),
        false,
        held ? "held" : "done",
        row.evaluated(),
        row.cut(),
        row.cutsWaiting(),
        row.feesWaiting(),
        held ? row.heldReasons() : List.of(),
        row.heldAt().orElse(null),
        row.approvedAt().orElse(null),
        row.approvedBy().orElse(null),
        changes.stream().map(OverdueItemView::of).toList(),
        LateFeesView.of(row.charged(charged)));
  }
}
