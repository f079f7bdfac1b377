package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.RecordPayment.ChosenAllocation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which invoices a payment pays is the cashier's choice; what is not chosen goes oldest first. */
class AllocationsByChoiceTest {

  private final Books books = new Books();
  private long budi;
  private long line;
  private long october;
  private long november;
  private long december;

  @BeforeEach
  void three_open_invoices() {
    budi = books.customer("Budi");
    line = books.subscription(budi, "budi");
    october = books.issue(budi, 100_000, "2026-10-31").id();
    november = books.issue(budi, 150_000, "2026-11-30").id();
    december = books.issue(budi, 200_000, "2026-12-31").id();
  }

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(books.standing()).isEmpty();
    books.close();
  }

  @Test
  void each_gets_what_was_chosen_and_the_rest_goes_to_the_oldest() {
    pay(330_000L, to(december, 150_000), to(november, 50_000));
    assertThat(open()).containsExactly(0L, 70_000L, 50_000L);
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.balance(budi)).isEqualTo(-120_000);
  }

  @Test
  void what_no_invoice_takes_is_credit() {
    PaymentView payment = pay(500_000L, to(december, 200_000));
    assertThat(open()).containsExactly(0L, 0L, 0L);
    assertThat(payment.credit()).isEqualTo(Money.rupiah(50_000));
  }

  @Test
  void without_an_amount_it_is_their_sum() {
    PaymentView payment = pay(null, to(november, 150_000), to(december, 30_000));
    assertThat(payment.amount()).isEqualTo(Money.rupiah(180_000));
    assertThat(open()).containsExactly(100_000L, 0L, 170_000L);
    assertThat(books.unpaid(line)).contains("isolate");
  }

  @Test
  void a_reversal_opens_what_was_chosen() {
    books.reverse(pay(330_000L, to(december, 150_000)).id());
    assertThat(open()).containsExactly(100_000L, 150_000L, 200_000L);
  }

  @Test
  void what_can_not_be_is_named() {
    long siti = books.issue(books.customer("Siti"), 50_000, "2026-11-30").id();
    long paid = books.issue(budi, 10_000, "2026-09-30").id();
    pay(null, to(paid, 10_000));
    refused("allocations[1].invoiceId", null, to(october, 1), to(siti, 1));
    refused("allocations[0].invoiceId", null, to(paid, 1));
    refused("allocations[0].invoiceId", null, to(999_999, 1));
    refused("allocations[0].amount", null, to(october, 100_001));
    refused("allocations[1].invoiceId", null, to(october, 1), to(october, 1));
    refused("allocations[0].amount", null, to(october, 0));
    refused("allocations[0].amount", null, new ChosenAllocation(october, null));
    refused("allocations[0].invoiceId", null, new ChosenAllocation(null, Money.rupiah(1)));
    refused("allocations", 99_999L, to(october, 50_000), to(november, 50_000));
    assertThat(open()).containsExactly(100_000L, 150_000L, 200_000L);
  }

  private void refused(String field, Long amount, ChosenAllocation... chosen) {
    assertThatThrownBy(() -> pay(amount, chosen))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors()).extracting("field").containsExactly(field);
            });
  }

  private PaymentView pay(Long amount, ChosenAllocation... chosen) {
    return books.record(
        new RecordPayment(
            budi,
            null,
            amount == null ? null : Money.rupiah(amount),
            "cash",
            null,
            null,
            null,
            true,
            List.of(chosen)));
  }

  private static ChosenAllocation to(long invoice, long amount) {
    return new ChosenAllocation(invoice, Money.rupiah(amount));
  }

  private List<Long> open() {
    return List.of(october, november, december).stream()
        .map(invoice -> books.invoice(invoice).open().amount())
        .toList();
  }
}
