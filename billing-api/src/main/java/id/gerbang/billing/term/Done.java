package id.gerbang.billing.term;

import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operation did, as far as the subscription's row does not tell.
 *
 * @param lines what it costs, or gives back where negative
 * @param invoiceId what it is to be paid by
 * @param activeUntil of prepaid: up to when it is good, once paid
 * @param from when it takes effect, where that is not now
 * @param price what a period costs before and after, where it changes that
 */
record Done(
    List<Line> lines,
    Optional<Long> invoiceId,
    Optional<Instant> activeUntil,
    Optional<Instant> from,
    Optional<PriceStep> price) {

  Done(
      List<Line> lines,
      Optional<Long> invoiceId,
      Optional<Instant> activeUntil,
      Optional<Instant> from) {
    this(lines, invoiceId, activeUntil, from, Optional.empty());
  }

  /** From one plan, or price of it, to another. */
  record PriceStep(Offer before, Offer after) {}

  /** A part of what it costs. */
  record Line(LineKind kind, String description, long amount) {

    /** Of time on a plan, or off it. */
    Line(String description, long amount) {
      this(amount < 0 ? LineKind.DISCOUNT : LineKind.RECURRING, description, amount);
    }

    ValidLine forInvoice() {
      return new ValidLine(kind, description, amount);
    }
  }

  static final Done FREE =
      new Done(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  static Done from(Instant later, List<Line> lines) {
    return new Done(lines, Optional.empty(), Optional.empty(), Optional.of(later));
  }

  static Done until(Instant end) {
    return new Done(List.of(), Optional.empty(), Optional.of(end), Optional.empty());
  }

  Done goodUntil(Optional<Instant> end) {
    return new Done(lines, invoiceId, end, from, price);
  }

  Done priced(Offer before, Offer after) {
    return new Done(lines, invoiceId, activeUntil, from, Optional.of(new PriceStep(before, after)));
  }

  long amount() {
    return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
  }
}
