package id.gerbang.billing.term;

import id.gerbang.billing.credit.CreateCreditNote;
import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.credit.CreditNoteView;
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
   * What was given back.
   *
   * @param amount of the credit notes, with PPN
   * @param tax the PPN in it
   * @param rest what, as lines say it, could not be, since it had been before
   */
  record Given(long amount, long tax, long rest) {}

  /**
   * Gives back as much as is left.
   *
   * @param amount as lines of an invoice say it: without PPN where that comes on top
   */
  Given credit(
      Handle handle, long subscription, LocalDate starts, long amount, String reason, Actor actor) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long rest = amount;
    long sum = 0;
    long tax = 0;
    for (long id : handle.attach(PlanChangeDao.class).invoicesOf(subscription, starts)) {
      InvoiceRow invoice = invoices.byId(id).orElseThrow();
      long creditable = invoice.creditable();
      long given = Math.min(creditable, withTax(invoice, rest));
      if (given > 0) {
        CreditNoteView note =
            creditNotes.issue(
                handle, new CreateCreditNote(id, null, Money.rupiah(given), reason, null), actor);
        sum += given;
        tax += note.tax().amount();
        rest = given < creditable ? 0 : Math.max(0, rest - withoutTax(invoice, given));
      }
    }
    return new Given(sum, tax, rest);
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
