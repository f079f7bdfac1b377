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

/**
 * What an invoice comes to: its lines with PPN where there is any, rounded once for all of them.
 *
 * @param deposit of the total: held for the customer, and not taxed
 * @param tax absent: no PPN at all
 */
record Charged(List<ValidLine> lines, long total, long deposit, Optional<InvoiceTax> tax) {

  /** The PPN of an invoice and how it was reckoned; base, amount and deposit sum to the total. */
  record InvoiceTax(long base, long amount, LocalDate rule, String mode) {}

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

  Entry.Parts parts() {
    return new Entry.Parts(total, tax.map(InvoiceTax::amount).orElse(0L), deposit);
  }

  private static long sum(Stream<ValidLine> lines) {
    return lines.mapToLong(ValidLine::amount).reduce(0, Math::addExact);
  }
}
