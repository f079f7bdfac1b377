package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.WhenPaid;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;

/**
 * Bills what comes once and stood beside a renewal that is made void after its subscription has
 * ended, as the end would have: no renewal comes that could have it.
 */
public final class EndedCharges implements WhenPaid {

  private final OnceCharges charges;

  /**
   * @param invoices issue, and take nothing back
   */
  public EndedCharges(Clock clock, ZoneId zone, InvoiceService invoices) {
    charges = new OnceCharges(clock, zone, invoices);
  }

  @Override
  public void paid(Handle handle, long invoiceId, Actor actor) {}

  @Override
  public void takenBack(Handle handle, long invoiceId, Actor actor) {
    handle
        .attach(RenewalDao.class)
        .endedOf(invoiceId)
        .map(id -> SubscriptionService.lockWithCustomer(handle, Ref.id(id)))
        .ifPresent(subscription -> charges.bill(handle, subscription, actor));
  }
}
