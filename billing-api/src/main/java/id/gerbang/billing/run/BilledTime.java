package id.gerbang.billing.run;

import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.run.BillingRunDao.Billed;
import id.gerbang.billing.run.BillingRunDao.ToBill;
import id.gerbang.billing.run.Rhythm.Charge;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A period of a subscription, what it is billed for, and why nothing. */
record BilledTime(ToBill of, Charge charge, PeriodLines lines, Optional<String> reason) {

  static BilledTime free(ToBill of, Charge charge, String reason) {
    return new BilledTime(
        of, charge, new PeriodLines(List.of(), 0, List.of()), Optional.of(reason));
  }

  boolean costs() {
    return !lines.lines().isEmpty();
  }

  /**
   * Due some days after it begins, or after today where that is later: a run may be completed late.
   */
  Bill bill(LocalDate today, int daysUntilDue) {
    LocalDate begins = charge.starts().isAfter(today) ? charge.starts() : today;
    return Bill.of(of.customerId(), of.id(), begins.plusDays(daysUntilDue), lines.lines());
  }

  Billed billed(Optional<Issued> invoice) {
    return new Billed(
        of.id(),
        of.customerId(),
        of.username(),
        charge.starts(),
        charge.ends(),
        charge.amount(),
        lines.beside(),
        reason,
        invoice.map(Issued::id),
        invoice.map(issued -> issued.charged().total()).orElse(0L),
        invoice.map(issued -> issued.charged().ppn()).orElse(0L));
  }
}
