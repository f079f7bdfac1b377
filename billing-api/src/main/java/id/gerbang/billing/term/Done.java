package id.gerbang.billing.term;

import id.gerbang.billing.invoice.Charged;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operation did, as far as the subscription's row does not tell.
 *
 * @param lines what it costs, or gives back where negative, PPN among them where it comes on top
 * @param tax the PPN in what they sum to
 * @param invoiceId what it is to be paid by
 * @param activeUntil of prepaid: up to when it is good, once paid
 * @param from when it takes effect, where that is not now
 * @param price what a period costs before and after, where it changes that
 */
record Done(
    List<Line> lines,
    long tax,
    Optional<Long> invoiceId,
    Optional<Instant> activeUntil,
    Optional<Instant> from,
    Optional<PriceStep> price) {

  /** From one plan, or price of it, to another. */
  record PriceStep(Offer before, Offer after) {}

  /** A part of what it costs. */
  record Line(LineKind kind, String description, long amount) {

    static Line of(ValidLine line) {
      return new Line(line.kind(), line.description(), line.amount());
    }

    /** Of time on a plan, or off it. */
    Line(String description, long amount) {
      this(amount < 0 ? LineKind.DISCOUNT : LineKind.RECURRING, description, amount);
    }

    ValidLine forInvoice() {
      return new ValidLine(kind, description, amount);
    }
  }

  static final Done FREE = of(List.of(), 0);

  static Done of(List<Line> lines, long tax) {
    return new Done(
        lines, tax, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What an invoice would ask for. */
  static Done of(Charged charged) {
    return of(charged.lines().stream().map(Line::of).toList(), charged.ppn());
  }

  static Done of(Issued issued) {
    return of(issued.charged()).billed(Optional.of(issued.id()));
  }

  static Done until(Instant end) {
    return FREE.goodUntil(Optional.of(end));
  }

  Done billed(Optional<Long> invoice) {
    return new Done(lines, tax, invoice, activeUntil, from, price);
  }

  Done goodUntil(Optional<Instant> end) {
    return new Done(lines, tax, invoiceId, end, from, price);
  }

  /** With lines before its own that cost nothing. */
  Done after(List<Line> free) {
    return new Done(
        Stream.concat(free.stream(), lines.stream()).toList(),
        tax,
        invoiceId,
        activeUntil,
        from,
        price);
  }

  Done later(Instant due) {
    return new Done(lines, tax, invoiceId, activeUntil, Optional.of(due), price);
  }

  Done priced(Offer before, Offer after) {
    return new Done(
        lines, tax, invoiceId, activeUntil, from, Optional.of(new PriceStep(before, after)));
  }

  /** What is asked for, or given back where negative. */
  long amount() {
    return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
  }
}
