package id.gerbang.billing.term;

import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.LineKind;
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
 */
record Done(
    List<Line> lines,
    Optional<Long> invoiceId,
    Optional<Instant> activeUntil,
    Optional<Instant> from) {

  /** A part of what it costs. */
  record Line(String description, long amount) {

    ValidLine forInvoice() {
      return new ValidLine(
          amount < 0 ? LineKind.DISCOUNT : LineKind.RECURRING, description, amount);
    }
  }

  static final Done FREE =
      new Done(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  static Done from(Instant later) {
    return new Done(List.of(), Optional.empty(), Optional.empty(), Optional.of(later));
  }

  static Done until(Instant end) {
    return new Done(List.of(), Optional.empty(), Optional.of(end), Optional.empty());
  }

  Done goodUntil(Optional<Instant> end) {
    return new Done(lines, invoiceId, end, from);
  }

  long amount() {
    return lines.stream().mapToLong(Line::amount).reduce(0, Math::addExact);
  }
}
