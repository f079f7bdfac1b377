package id.gerbang.billing.term;

import id.gerbang.billing.credit.CreateCreditNote;
import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.tax.TaxRule;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/**
 * Gives back what was billed of a period and costs less by now: by credit notes on the invoices
 * that have it, the newest first, and no more than is left of them.
 */
final class GivenBack {

  private final CreditNoteService creditNotes;

  GivenBack(CreditNoteService creditNotes) {
    this.creditNotes = creditNotes;
  }

  /**
   * Answers what of it could not be given back, since it had been before.
   *
   * @param amount as lines of an invoice say it: without PPN where that comes on top
   */
  long credit(
      Handle handle, long subscription, LocalDate starts, long amount, String reason, Actor actor) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long rest = amount;
    for (long id : handle.attach(PlanChangeDao.class).invoicesOf(subscription, starts)) {
      InvoiceRow invoice = invoices.byId(id).orElseThrow();
      long creditable = invoice.creditable();
      long given = Math.min(creditable, withTax(invoice, rest));
      if (given > 0) {
        creditNotes.issue(
            handle, new CreateCreditNote(id, null, Money.rupiah(given), reason, null), actor);
        rest = given < creditable ? 0 : Math.max(0, rest - withoutTax(invoice, given));
      }
    }
    return rest;
  }

  private static long withTax(InvoiceRow invoice, long amount) {
    return isOnTop(invoice) ? TaxRule.rounded(amount, taxed(invoice), untaxed(invoice)) : amount;
  }

  private static long withoutTax(InvoiceRow invoice, long amount) {
    return isOnTop(invoice) ? TaxRule.rounded(amount, untaxed(invoice), taxed(invoice)) : amount;
  }

  private static boolean isOnTop(InvoiceRow invoice) {
    return invoice.taxMode().filter("exclusive"::equals).isPresent() && untaxed(invoice) > 0;
  }

  private static long taxed(InvoiceRow invoice) {
    return invoice.total() - invoice.deposit();
  }

  private static long untaxed(InvoiceRow invoice) {
    return taxed(invoice) - invoice.tax();
  }
}
