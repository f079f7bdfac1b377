package id.gerbang.billing.invoice;

import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.tax.TaxRule;
import id.gerbang.billing.tax.TaxRule.Taxed;
import id.gerbang.billing.tax.Taxation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What an invoice comes to: its lines with PPN where there is any, rounded once for all of them.
 *
 * @param deposit of the total: held for the customer, and not taxed
 * @param tax absent: no PPN at all
 */
public record Charged(List<ValidLine> lines, long total, long deposit, Optional<InvoiceTax> tax) {

  /** The PPN of an invoice and how it was reckoned; base, amount and deposit sum to the total. */
  public record InvoiceTax(long base, long amount, LocalDate rule, String mode) {}

  /** What lines would come to on an invoice of a day. */
  public static Charged on(Handle handle, LocalDate day, List<ValidLine> lines) {
    return of(lines, Taxation.on(handle, day));
  }

  static Charged of(List<ValidLine> lines, Optional<Taxation> taxation) {
    long deposit = sum(lines.stream().filter(line -> line.kind() == LineKind.DEPOSIT));
    long prices = sum(lines.stream()) - deposit;
    if (taxation.isEmpty() || prices <= 0) {
      return new Charged(lines, prices + deposit, deposit, Optional.empty());
    }
    TaxRule rule = taxation.get().rule();
    Taxed taxed = taxation.get().tax(prices);
    List<ValidLine> all =
        switch (taxation.get().mode()) {
          case INCLUSIVE -> lines;
          case EXCLUSIVE ->
              Stream.concat(
                      lines.stream(),
                      Stream.of(new ValidLine(LineKind.TAX, rule.name(), taxed.tax())))
                  .toList();
        };
    return new Charged(
        all,
        taxed.base() + taxed.tax() + deposit,
        deposit,
        Optional.of(
            new InvoiceTax(
                taxed.base(), taxed.tax(), rule.starts(), taxation.get().mode().word())));
  }

  /** The PPN in the total; 0 where there is none. */
  public long ppn() {
    return tax.map(InvoiceTax::amount).orElse(0L);
  }

  Entry.Parts parts() {
    return new Entry.Parts(total, ppn(), deposit);
  }

  private static long sum(Stream<ValidLine> lines) {
    return lines.mapToLong(ValidLine::amount).reduce(0, Math::addExact);
  }
}
