package id.gerbang.billing.tax;

import id.gerbang.billing.tax.TaxRule.Taxed;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How a PKP's invoices of a day are taxed. */
public record Taxation(TaxRule rule, Mode mode) {

  /** Whether prices are meant without or with the tax. */
  public enum Mode {
    EXCLUSIVE,
    INCLUSIVE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Absent: the ISP is no PKP, and there is no PPN at all. */
  public static Optional<Taxation> on(Handle handle, LocalDate day) {
    TaxDao dao = handle.attach(TaxDao.class);
    return dao.settings()
        .filter(TaxSettings::pkp)
        .map(
            settings ->
                new Taxation(
                    dao.rule(day)
                        .orElseThrow(
                            () -> new IllegalStateException("no rule of PPN holds on " + day)),
                    Mode.of(settings.mode())));
  }

  public Taxed tax(long prices) {
    return switch (mode) {
      case EXCLUSIVE -> rule.onTopOf(prices);
      case INCLUSIVE -> rule.within(prices);
    };
  }
}
