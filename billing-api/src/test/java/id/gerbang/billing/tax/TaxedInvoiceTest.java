package id.gerbang.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.invoice.CreateInvoice.Line;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.InvoiceView.TaxView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PPN on invoices, credit notes and in the ledger. */
class TaxedInvoiceTest {

  private static final LocalDate RULE = LocalDate.of(2025, 1, 1);

  private final Books books = new Books();
  private long budi;

  @BeforeEach
  void a_customer() {
    budi = books.customer("Budi");
    books.subscription(budi, "budi");
  }

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(books.standing()).isEmpty();
    books.close();
  }

  @Test
  void who_is_no_pkp_has_no_ppn_at_all() {
    InvoiceView invoice = books.issue(budi, 150_000, "2026-11-30");
    assertThat(invoice.tax()).isNull();
    assertThat(invoice.lines()).hasSize(1);
    assertThat(invoice.total()).isEqualTo(Money.rupiah(150_000));
    assertThat(books.account("tax_payable")).isZero();
  }

  @Test
  void exclusive_it_is_a_line_on_top() {
    books.pkp("exclusive");
    InvoiceView invoice = books.issue(budi, 333_333, "2026-11-30");
    assertThat(invoice.total()).isEqualTo(Money.rupiah(370_000));
    assertThat(invoice.lines())
        .extracting(line -> line.kind() + " " + line.description() + " " + line.amount().amount())
        .containsExactly("one_off Internet 333333", "tax PPN 12 % × 11/12 36667");
    assertThat(invoice.tax())
        .isEqualTo(new TaxView(Money.rupiah(333_333), Money.rupiah(36_667), "exclusive", RULE));
    assertThat(books.account("tax_payable")).isEqualTo(-36_667);
    assertThat(books.account("revenue")).isEqualTo(-333_333);
    books.makeVoid(invoice.id());
    assertThat(books.account("tax_payable")).isZero();
  }

  @Test
  void inclusive_it_is_in_the_lines() {
    books.pkp("inclusive");
    InvoiceView invoice = books.issue(budi, 350_000, "2026-11-30");
    assertThat(invoice.total()).isEqualTo(Money.rupiah(350_000));
    assertThat(invoice.lines()).hasSize(1);
    assertThat(invoice.tax())
        .isEqualTo(new TaxView(Money.rupiah(315_315), Money.rupiah(34_685), "inclusive", RULE));
    assertThat(books.account("revenue")).isEqualTo(-315_315);
  }

  @Test
  void the_rule_is_that_of_the_day_in_the_isps_zone() {
    books.pkp("exclusive");
    books.clock.set("2024-12-31T16:59:59Z");
    assertThat(books.issue(budi, 100, "2025-01-30").tax().rule())
        .isEqualTo(LocalDate.of(2022, 4, 1));
    books.clock.set("2024-12-31T17:00:00Z");
    assertThat(books.issue(budi, 100, "2025-01-30").tax().rule()).isEqualTo(RULE);
  }

  @Test
  void rounded_once_for_all_lines_after_discounts_and_not_on_a_deposit() {
    books.pkp("exclusive");
    InvoiceView invoice =
        books.issue(
            budi,
            "2026-11-30",
            new Line("recurring", "Internet", Money.rupiah(105)),
            new Line("addon", "IP", Money.rupiah(5)),
            new Line("discount", "Diskon", Money.rupiah(-5)),
            new Line("deposit", "ONT", Money.rupiah(500)));
    assertThat(invoice.total()).isEqualTo(Money.rupiah(105 + 12 + 500));
    assertThat(books.account("deposit")).isEqualTo(-500);
    assertThat(books.account("revenue")).isEqualTo(-105);
    books.credit(invoice.id(), 117);
    assertThat(books.account("tax_payable")).isZero();
    assertThat(books.account("deposit")).isEqualTo(-500);
  }

  @Test
  void credit_notes_of_a_whole_invoice_take_its_whole_tax_however_it_is_divided() {
    books.pkp("inclusive");
    InvoiceView invoice = books.issue(budi, 1_000, "2026-11-30");
    long left = 1_000;
    for (long part = 1; left > 0; part++) {
      long amount = Math.min(part, left);
      books.credit(invoice.id(), amount);
      left -= amount;
      assertThat(books.account("tax_payable")).isBetween(-99L, 0L);
    }
    assertThat(books.account("tax_payable")).isZero();
    assertThat(books.account("revenue")).isZero();
    assertThat(books.invoice(invoice.id()).status()).isEqualTo("credited");
  }
}
