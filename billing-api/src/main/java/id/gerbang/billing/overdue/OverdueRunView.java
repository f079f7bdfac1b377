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
 * @param reasons why it is held, or would be
 * @param items the first of what it would change now
 */
public record OverdueRunView(
    @Nullable Long id,
    LocalDate date,
    boolean dryRun,
    String state,
    long evaluated,
    long cut,
    long wouldCut,
    List<String> reasons,
    @Nullable Instant heldAt,
    @Nullable Instant approvedAt,
    @Nullable String approvedBy,
    List<OverdueItemView> items) {

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

  static OverdueRunView rehearsed(LocalDate date, OverdueRun.Plan plan, List<String> reasons) {
    return new OverdueRunView(
        null,
        date,
        true,
        "rehearsed",
        plan.evaluated(),
        0,
        plan.cuts(),
        reasons,
        null,
        null,
        null,
        plan.changes().stream().map(OverdueItemView::of).toList());
  }

  static OverdueRunView of(OverdueRunDao.Row row, List<Finding> changes) {
    boolean held = row.heldAt().isPresent();
    return new OverdueRunView(
        row.id(),
        row.date(),
        false,
        held ? "held" : "done",
        row.evaluated(),
        row.cut(),
        row.waiting(),
        held ? row.heldReasons() : List.of(),
        row.heldAt().orElse(null),
        row.approvedAt().orElse(null),
        row.approvedBy().orElse(null),
        changes.stream().map(OverdueItemView::of).toList());
  }
}
