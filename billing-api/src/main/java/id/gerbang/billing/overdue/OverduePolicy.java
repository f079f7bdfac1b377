package id.gerbang.billing.overdue;

import id.gerbang.core.access.Entitlement.Unpaid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the ISP does about late payers: so many days of grace after the due date, then this. A pure
 * rule over invoices, balance and time.
 */
public record OverduePolicy(int graceDays, Unpaid action) {

  public static final OverduePolicy DEFAULT = new OverduePolicy(0, Unpaid.ISOLATE);
  static final int MOST_GRACE_DAYS = 60;

  public OverduePolicy {
    if (graceDays < 0 || graceDays > MOST_GRACE_DAYS) {
      throw new IllegalArgumentException("graceDays is 0 to " + MOST_GRACE_DAYS);
    }
  }

  /**
   * What is overdue for one subscription; absent: nothing.
   *
   * @param open the customer's open invoices; those for other subscriptions are passed over
   * @param balance the customer's credit less all that is open: nobody is cut who owes nothing
   */
  public Optional<Overdue> evaluate(
      long subscriptionId, List<OpenInvoice> open, long balance, Instant now, ZoneId zone) {
    if (balance >= 0) {
      return Optional.empty();
    }
    List<OpenInvoice> overdue =
        open.stream()
            .filter(invoice -> invoice.concerns(subscriptionId))
            .filter(invoice -> !now.isBefore(overdueFrom(invoice.dueDate(), zone)))
            .sorted(Comparator.comparing(OpenInvoice::dueDate).thenComparing(OpenInvoice::id))
            .toList();
    return overdue.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Overdue(
                overdueFrom(overdue.get(0).dueDate(), zone),
                action,
                overdue.stream().map(OpenInvoice::number).toList()));
  }

  /** The start of the day after the last day on which one may pay. */
  public Instant overdueFrom(LocalDate dueDate, ZoneId zone) {
    return dueDate.plusDays(graceDays + 1L).atStartOfDay(zone).toInstant();
  }

  String actionWord() {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /** An invoice due before this day is overdue now. */
  LocalDate overdueIfDueBefore(Instant now, ZoneId zone) {
    return LocalDate.ofInstant(now, zone).minusDays(graceDays);
  }
}
