package id.gerbang.billing.term;

import id.gerbang.billing.charge.ChargeDao;
import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.charge.ChargeDao.Settled;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.Charged;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.subscription.SubscriptionRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What comes once beside the plan and no run has billed. Prepaid, it comes with the next renewal;
 * where nothing is to come that would have it, it is an invoice of its own. Charges of free
 * accounts stay as they are, as runs leave them.
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

  /** What is to be billed on a day; nothing happens. */
  Done wouldBill(Handle handle, SubscriptionRow subscription, LocalDate day) {
    List<Charge> charges = charges(handle, subscription);
    return charges.isEmpty() ? Done.FREE : Done.of(Charged.on(handle, day, lines(charges)));
  }

  /** One invoice of all of them, also of those that were agreed for a later day. */
  Done bill(Handle handle, SubscriptionRow subscription, Actor actor) {
    List<Charge> charges = charges(handle, subscription);
    if (charges.isEmpty()) {
      return Done.FREE;
    }
    LocalDate due =
        LocalDate.ofInstant(clock.instant(), zone).plusDays(BillingRules.of(handle).daysUntilDue());
    Issued issued =
        invoices
            .issue(
                handle,
                List.of(Bill.of(subscription.customerId(), subscription.id(), due, lines(charges))),
                actor)
            .get(0);
    settle(handle, charges, issued.id());
    return Done.of(issued);
  }

  static List<Charge> charges(Handle handle, SubscriptionRow subscription) {
    return handle.attach(ChargeDao.class).standingOnce(subscription.id());
  }

  /** Those that time from a day on has. */
  static List<Charge> comeBy(Handle handle, SubscriptionRow subscription, LocalDate day) {
    return charges(handle, subscription).stream().filter(it -> it.belongsTo(day)).toList();
  }

  static List<ValidLine> lines(List<Charge> charges) {
    return charges.stream()
        .map(charge -> new ValidLine(charge.lineKind(), charge.description(), charge.amount()))
        .toList();
  }

  static void settle(Handle handle, List<Charge> charges, long invoice) {
    handle
        .attach(ChargeDao.class)
        .settle(charges.stream().map(charge -> new Settled(charge.id(), invoice)).toList());
  }
}
