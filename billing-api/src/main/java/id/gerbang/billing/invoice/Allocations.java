package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.AllocationDao.Credit;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.UncoveredRefundDao.Uncovered;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.overdue.OpenInvoice;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Which payment pays which invoice. The customer's row is locked by the caller. Credit never waits
 * beside an open invoice: it is used as soon as there is one.
 */
public final class Allocations {

  private final Clock clock;
  private final Ledger ledger;
  private final WhenPaid whenPaid;

  public Allocations(Clock clock, Ledger ledger, WhenPaid whenPaid) {
    this.clock = clock;
    this.ledger = ledger;
    this.whenPaid = whenPaid;
  }

  /** Pays invoices, in the order given, with what a payment has to give. */
  public Settlement settle(
      Handle handle, long paymentId, long amount, List<OpenInvoice> inOrder, Actor actor) {
    return settle(handle, paymentId, Settlement.of(amount, inOrder), inOrder, actor);
  }

  /** Pays them as it was settled. */
  public Settlement settle(
      Handle handle,
      long paymentId,
      Settlement settlement,
      List<OpenInvoice> inOrder,
      Actor actor) {
    AllocationDao allocations = handle.attach(AllocationDao.class);
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    for (Settlement.Share share : settlement.shares()) {
      allocations.allocate(paymentId, share.invoiceId(), share.amount(), clock.instant());
      invoices.pay(share.invoiceId(), share.amount());
    }
    inOrder.stream()
        .filter(invoice -> settlement.pays(invoice.id(), invoice.open()))
        .forEach(invoice -> whenPaid.paid(handle, invoice.id(), actor));
    return settlement;
  }

  /**
   * Takes back all that a payment pays: each share is undone by one below 0, and history stays.
   *
   * @return what is open again by that
   */
  public long release(Handle handle, long paymentId) {
    AllocationDao allocations = handle.attach(AllocationDao.class);
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long released = 0;
    for (Settlement.Share share : allocations.paidBy(paymentId)) {
      allocations.allocate(paymentId, share.invoiceId(), -share.amount(), clock.instant());
      invoices.pay(share.invoiceId(), -share.amount());
      released += share.amount();
    }
    return released;
  }

  /**
   * Takes an amount off an invoice: first off what is open, then off what was paid, which becomes
   * the customer's credit; of the latest payment first. What was paid in part and is settled by
   * this counts as paid.
   */
  public void credit(Handle handle, InvoiceRow invoice, long amount, Actor actor) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long settled = Math.min(amount, invoice.open());
    releaseOf(handle, invoice.id(), amount - settled);
    invoices.credit(invoice.id(), amount, settled);
    if (amount == invoice.total() - invoice.credited()) {
      whenPaid.takenBack(handle, invoice.id(), actor);
    } else if (settled > 0 && settled == invoice.open() && invoice.paidInMoney() > 0) {
      whenPaid.paid(handle, invoice.id(), actor);
    }
  }

  /** Gives up what is open. What was paid in part counts as paid. */
  void writeOff(Handle handle, InvoiceRow invoice, Actor actor) {
    handle.attach(InvoiceDao.class).writeOff(invoice.id(), invoice.open());
    if (invoice.paidInMoney() > 0) {
      whenPaid.paid(handle, invoice.id(), actor);
    }
  }

  /** An invoice is void by now. */
  void madeVoid(Handle handle, long invoiceId, Actor actor) {
    whenPaid.takenBack(handle, invoiceId, actor);
  }

  private void releaseOf(Handle handle, long invoiceId, long amount) {
    AllocationDao allocations = handle.attach(AllocationDao.class);
    long rest = amount;
    for (Credit payer : allocations.payersOf(invoiceId)) {
      long share = Math.min(rest, payer.rest());
      if (share > 0) {
        allocations.allocate(payer.paymentId(), invoiceId, -share, clock.instant());
        rest -= share;
      }
    }
    if (rest != 0) {
      throw new IllegalStateException(
          "invoice %d says %d more than it was paid".formatted(invoiceId, rest));
    }
  }

  /** Pays what is open with what earlier payments have left over, oldest payment first. */
  public void useCredit(Handle handle, long customerId, Actor actor) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    for (Credit credit : handle.attach(AllocationDao.class).credits(customerId)) {
      List<OpenInvoice> open = invoices.open(customerId);
      for (Settlement.Share share :
          settle(handle, credit.paymentId(), credit.rest(), open, actor).shares()) {
        ledger.post(
            handle,
            Entry.creditUsed(credit.paymentId(), share.invoiceId(), customerId, share.amount()),
            actor.name());
      }
    }
    coverRefunds(handle, customerId);
  }

  /**
   * What no invoice takes covers refunds out of payments that were taken back, before it is credit.
   * The ledger knows already: the customer's credit is that much lower.
   */
  public void coverRefunds(Handle handle, long customerId) {
    UncoveredRefundDao refunds = handle.attach(UncoveredRefundDao.class);
    if (refunds.of(customerId).isEmpty()) {
      return;
    }
    for (Credit credit : handle.attach(AllocationDao.class).credits(customerId)) {
      long rest = credit.rest();
      for (Uncovered refund : refunds.of(customerId)) {
        long share = Math.min(rest, refund.amount());
        if (share > 0) {
          refunds.insertPart(refund.refundId(), refund.paymentId(), -share);
          refunds.insertPart(refund.refundId(), credit.paymentId(), share);
          rest -= share;
        }
      }
    }
  }
}
