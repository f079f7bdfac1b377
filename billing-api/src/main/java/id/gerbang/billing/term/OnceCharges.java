package id.gerbang.billing.term;

import id.gerbang.billing.charge.ChargeDao;
import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.charge.ChargeDao.Settled;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.subscription.SubscriptionRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What comes once beside the plan and no run has billed, where no period is to come that would have
 * it: an invoice of its own. Charges of free accounts stay as they are, as runs leave them.
 */
final class OnceCharges {

  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;

  OnceCharges(Clock clock, ZoneId zone, InvoiceService invoices) {
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
  }

  /** What is to be billed, and when; nothing happens. */
  List<Done.Line> lines(Handle handle, SubscriptionRow subscription) {
    return charges(handle, subscription).stream().map(OnceCharges::line).toList();
  }

  /** One invoice of all of them, also of those that were agreed for a later day. */
  Done bill(Handle handle, SubscriptionRow subscription, Actor actor) {
    List<Charge> charges = charges(handle, subscription);
    if (charges.isEmpty()) {
      return Done.FREE;
    }
    List<Done.Line> lines = charges.stream().map(OnceCharges::line).toList();
    LocalDate due =
        LocalDate.ofInstant(clock.instant(), zone).plusDays(BillingRules.of(handle).daysUntilDue());
    long invoice =
        invoices
            .issue(
                handle,
                List.of(
                    Bill.of(
                        subscription.customerId(),
                        subscription.id(),
                        due,
                        lines.stream().map(Done.Line::forInvoice).toList())),
                actor)[0];
    settle(handle, charges, invoice);
    return new Done(lines, Optional.of(invoice), Optional.empty(), Optional.empty());
  }

  static List<Charge> charges(Handle handle, SubscriptionRow subscription) {
    return handle.attach(ChargeDao.class).standingOnce(subscription.id());
  }

  static Done.Line line(Charge charge) {
    return new Done.Line(charge.lineKind(), charge.description(), charge.amount());
  }

  static void settle(Handle handle, List<Charge> charges, long invoice) {
    handle
        .attach(ChargeDao.class)
        .settle(charges.stream().map(charge -> new Settled(charge.id(), invoice)).toList());
  }
}
