package id.gerbang.billing.run;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A billing run as the API shows it.
 *
 * @param id null: a rehearsal, of which nothing is kept
 * @param state {@code running}, {@code done} or {@code rehearsed}
 * @param periods how many of subscriptions; those that cost nothing get no invoice
 * @param total what the customers are asked for
 * @param tax the PPN in it
 * @param leftOver ids of customers who could not be billed; the log says why, and the next run
 *     tries them again
 * @param items the first {@value #MOST_ITEMS} of the periods
 */
public record BillingRunView(
    @Nullable Long id,
    LocalDate date,
    @Nullable Long customerId,
    boolean dryRun,
    String state,
    Instant askedAt,
    String askedBy,
    @Nullable Instant finishedAt,
    long periods,
    long invoices,
    Money total,
    Money tax,
    List<Long> leftOver,
    List<BilledItemView> items) {

  static final int MOST_ITEMS = 500;

  /**
   * A period of a subscription.
   *
   * @param until its last day
   * @param amount that is asked for
   * @param tax the PPN in it
   * @param reason why it costs nothing where its plan does: {@code suspended}, {@code free}
   */
  public record BilledItemView(
      long customerId,
      long subscriptionId,
      String username,
      LocalDate from,
      LocalDate until,
      Money amount,
      Money tax,
      @Nullable String reason,
      @Nullable Long invoiceId) {

    static BilledItemView of(BillingRunDao.Billed billed) {
      return new BilledItemView(
          billed.customerId(),
          billed.subscriptionId(),
          billed.username(),
          billed.starts(),
          billed.ends().minusDays(1),
          Money.rupiah(billed.total()),
          Money.rupiah(billed.tax()),
          billed.reason().orElse(null),
          billed.invoiceId().orElse(null));
    }
  }

  static BillingRunView of(
      BillingRunDao.RunRow row, BillingRunDao.Sums sums, List<BillingRunDao.Billed> billed) {
    return new BillingRunView(
        row.id(),
        row.date(),
        row.customerId().orElse(null),
        false,
        row.finishedAt().isPresent() ? "done" : "running",
        row.askedAt(),
        row.askedBy(),
        row.finishedAt().orElse(null),
        sums.periods(),
        sums.invoices(),
        Money.rupiah(sums.total()),
        Money.rupiah(sums.tax()),
        row.leftOver(),
        billed.stream().map(BilledItemView::of).toList());
  }

  /** Of a run that was taken back. */
  BillingRunView rehearsed() {
    return new BillingRunView(
        null,
        date,
        customerId,
        true,
        "rehearsed",
        askedAt,
        askedBy,
        finishedAt,
        periods,
        invoices,
        total,
        tax,
        leftOver,
        items.stream()
            .map(
                it ->
                    new BilledItemView(
                        it.customerId(),
                        it.subscriptionId(),
                        it.username(),
                        it.from(),
                        it.until(),
                        it.amount(),
                        it.tax(),
                        it.reason(),
                        null))
            .toList());
  }
}
