package id.gerbang.billing.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.invoice.CreateInvoice.Line;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The PPN of an invoice goes back with what is credited of it, to the rupiah. */
class CreditedTaxTest {

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
    books.close();
  }

  @ParameterizedTest
  @CsvSource({"inclusive, 350000, 34685", "exclusive, 388500, 38500"})
  void a_whole_one_takes_it_all(String mode, long total, long tax) {
    books.pkp(mode);
    InvoiceView invoice = books.issue(budi, 350_000, "2026-11-30");
    CreditNoteView note = books.credit(invoice.id(), total);
    assertThat(note.tax()).isEqualTo(Money.rupiah(tax)).isEqualTo(invoice.tax().amount());
    assertThat(books.account("tax_payable")).isZero();
    assertThat(books.account("revenue")).isZero();
    assertThat(books.account("receivable")).isZero();
    assertThat(books.invoice(invoice.id()).status()).isEqualTo("credited");
  }

  @ParameterizedTest
  @CsvSource({"inclusive, 9910", "exclusive, 9910"})
  void a_part_takes_its_share(String mode, long tax) {
    books.pkp(mode);
    InvoiceView invoice = books.issue(budi, 350_000, "2026-11-30");
    long before = books.account("tax_payable");
    assertThat(books.credit(invoice.id(), 100_000).tax())
        .as("11/111 of what is to be paid, either way")
        .isEqualTo(Money.rupiah(tax));
    assertThat(books.account("tax_payable") - before).isEqualTo(tax);
    assertThat(books.account("revenue")).isEqualTo(100_000 - tax - invoice.tax().base().amount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inclusive", "exclusive"})
  void parts_that_make_up_the_whole_take_it_all_and_each_its_share(String mode) {
    books.pkp(mode);
    InvoiceView invoice = books.issue(budi, 333_331, "2026-11-30");
    long total = invoice.total().amount();
    long[] parts = {1, 99_999, 1, 33_333, 7, 100_001, 0};
    parts[6] = total - Arrays.stream(parts).sum();
    long credited = 0;
    for (long part : parts) {
      CreditNoteView note = books.credit(invoice.id(), part);
      credited += note.tax().amount();
      assertThat(note.tax().amount())
          .isBetween(part * 11 / 111, part * 11 / 111 + 1)
          .isLessThanOrEqualTo(part);
    }
    assertThat(credited).isEqualTo(invoice.tax().amount().amount());
    assertThat(books.account("tax_payable")).isZero();
    assertThat(books.account("revenue")).isZero();
    assertThatThrownBy(() -> books.credit(invoice.id(), 1)).hasMessageContaining("at most Rp 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inclusive", "exclusive"})
  void lines_of_all_kinds_and_a_deposit_that_is_not_credited(String mode) {
    books.pkp(mode);
    InvoiceView invoice =
        books.issue(
            budi,
            "2026-11-30",
            new Line("recurring", "Internet", Money.rupiah(150_001)),
            new Line("addon", "IP", Money.rupiah(25_003)),
            new Line("discount", "Diskon", Money.rupiah(-10_007)),
            new Line("deposit", "ONT", Money.rupiah(300_000)));
    books.pay(budi, 400_000);
    long taxed = invoice.total().amount() - 300_000;
    long first = books.credit(invoice.id(), 50_000).tax().amount();
    long rest = books.credit(invoice.id(), taxed - 50_000).tax().amount();
    assertThat(first + rest).isEqualTo(invoice.tax().amount().amount());
    assertThat(books.account("tax_payable")).isZero();
    assertThat(books.account("revenue")).isZero();
    assertThat(books.account("deposit")).isEqualTo(-300_000);
    assertThat(books.balance(budi)).as("paid beyond the deposit").isEqualTo(100_000);
  }
}
