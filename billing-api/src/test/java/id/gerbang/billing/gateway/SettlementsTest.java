package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.credit.CreateRefund;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gateways hold for us leaves them: to the bank, or back to who paid it. */
class SettlementsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    counter.close();
  }

  /** Rp 166.500, of which the gateway was to keep 4.000. */
  private PaymentAttemptView paid() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.moneyIn.attempts().check(attempt.id());
    return attempt;
  }

  private SettlementView note(long amount, Long fee, LocalDate date, String reference) {
    NoteSettlement note =
        new NoteSettlement(
            Money.rupiah(amount), fee == null ? null : Money.rupiah(fee), date, reference);
    return counter.books.jdbi.inTransaction(
        handle -> counter.books.settlements.note(handle, "midtrans", note, Counter.CASHIER));
  }

  private static void refused(ThrowingCallable call, int status, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status))
        .hasMessageContaining(words);
  }

  @ParameterizedTest(name = "{0} and a fee of {1}")
  @CsvSource({"162500, , 4000", "162000, 500, 4500", "163500, -1000, 3000"})
  void what_was_paid_out_is_in_the_bank_and_what_it_kept_is_its_fee(
      long amount, Long fee, long inAll) {
    paid();
    SettlementView noted = note(amount, fee, TODAY, "PO-1");
    assertThat(noted.amount()).isEqualTo(Money.rupiah(amount));
    assertThat(counter.accounts())
        .containsExactly("bank " + amount, "gateway_fee " + inAll, "revenue -166500");
  }

  @Test
  void a_part_leaves_the_rest_with_the_gateway() {
    paid();
    note(100_000, null, TODAY, "PO-1");
    assertThat(counter.accounts())
        .containsExactly(
            "bank 100000", "gateway_clearing 62500", "gateway_fee 4000", "revenue -166500");
  }

  @Test
  void never_more_than_stands_there_and_each_once() {
    refused(() -> note(1, null, TODAY, "PO-0"), 409, "Rp 0");
    paid();
    refused(() -> note(162_501, null, TODAY, "PO-1"), 409, "Rp 162.500");
    refused(() -> note(162_500, 1L, TODAY, "PO-1"), 409, "Rp 162.500");
    note(100_000, null, TODAY, "PO-1");
    refused(() -> note(1, null, TODAY, "PO-1"), 409, "reference");
  }

  @Test
  void a_mistake_is_taken_back_by_the_opposite() {
    paid();
    note(100_000, 700L, TODAY, "PO-1");
    note(-100_000, -700L, TODAY, "PO-1 taken back");
    assertThat(counter.accounts())
        .containsExactly("gateway_clearing 162500", "gateway_fee 4000", "revenue -166500");
  }

  @Test
  void a_day_is_one_of_the_isps_zone_and_none_to_come() {
    paid();
    counter.books.clock.move(Duration.ofHours(12)); // midnight in Jakarta
    note(1_000, null, TODAY.plusDays(1), "PO-1");
    refused(() -> note(1_000, null, TODAY.plusDays(2), "PO-2"), 422, "date");
    refused(() -> note(0, null, TODAY, "PO-3"), 422, "amount");
  }

  private void refund(long amount) {
    CreateRefund create =
        new CreateRefund(
            counter.budi, Money.rupiah(amount), "gateway", null, "paid twice", null, null);
    counter.books.jdbi.useTransaction(
        handle -> counter.books.refunds.refund(handle, create, Counter.CASHIER));
  }

  @Test
  void what_a_gateway_gives_back_came_through_one_and_no_longer_stands_there() {
    counter.books.pay(counter.budi, 30_000);
    refused(() -> refund(1), 409, "Rp 0");
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.books.makeVoid(attempt.invoiceId());
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.moneyIn.attempts().check(attempt.id());
    refused(() -> refund(136_501), 409, "that came through gateways");
    refund(50_000);
    assertThat(counter.accounts())
        .as("its fee stays as it was taken")
        .containsExactly(
            "cash 30000", "customer_credit -116500", "gateway_clearing 82500", "gateway_fee 4000");
    assertThat(
            counter.books.texts(
                "SELECT p.method || ' ' || r.amount FROM refund_part r JOIN payment p ON p.id = r.payment_id"))
        .containsExactly("midtrans 50000");
  }
}
