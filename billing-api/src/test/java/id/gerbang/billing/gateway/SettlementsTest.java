package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.credit.CreateRefund;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.billing.payment.RecordPayment;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    return note("midtrans", amount, fee, date, reference);
  }

  private SettlementView note(
      String gateway, long amount, Long fee, LocalDate date, String reference) {
    NoteSettlement note =
        new NoteSettlement(
            Money.rupiah(amount), fee == null ? null : Money.rupiah(fee), date, reference);
    return counter.books.jdbi.inTransaction(
        handle -> counter.books.settlements.note(handle, gateway, note, Counter.CASHIER));
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
  void a_payment_does_not_wait_for_one_that_is_being_noted() {
    paid();
    counter.books.jdbi.useTransaction(
        noting -> {
          NoteSettlement note = new NoteSettlement(Money.rupiah(100_000), null, TODAY, "PO-1");
          counter.books.settlements.note(noting, "midtrans", note, Counter.CASHIER);
          CompletableFuture.runAsync(this::payOrGiveUp).join();
        });
    assertThat(standing()).containsExactly("midtrans 112500");
  }

  private void payOrGiveUp() {
    RecordPayment typed =
        new RecordPayment(
            counter.budi, null, Money.rupiah(50_000), "midtrans", null, null, null, true);
    counter.books.jdbi.useTransaction(
        paying -> {
          paying.execute("SET LOCAL lock_timeout = '2s'");
          counter.books.payments.record(paying, typed, Counter.CASHIER);
        });
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

  @Test
  void what_stands_with_one_gateway_is_not_paid_out_by_another() {
    paid();
    refused(() -> note("xendit", 1, null, TODAY, "PO-1"), 409, "Rp 0 that stand with xendit");
    note("midtrans", 162_500, null, TODAY, "PO-1");
    assertThat(standing()).isEmpty();
  }

  /** Without it, the books would agree in all and not in each. */
  @Test
  void gateways_cash_and_bank_hide_no_difference_of_each_other() {
    paid();
    misplace("'gateway_clearing', 'midtrans', -500", "'gateway_clearing', 'xendit', 500");
    misplace("'cash', NULL, -70", "'bank', NULL, 70");
    assertThat(counter.books.unexplained().parts())
        .isEqualTo(Map.of("cash", -70L, "bank", 70L, "gateways", 1_000L));
    misplace("'gateway_clearing', 'xendit', -500", "'gateway_clearing', 'midtrans', 500");
    misplace("'bank', NULL, -70", "'cash', NULL, 70");
  }

  private void misplace(String one, String other) {
    counter.books.execute(
        """
        WITH entry AS (INSERT INTO ledger_entry (kind, posted_at, posted_by) VALUES ('settlement', '2026-11-22T05:00:00Z', 'x') RETURNING id),
             sides (account, holder, amount) AS (VALUES (%s), (%s))
        INSERT INTO ledger_posting (entry_id, account, holder, amount, currency)
        SELECT id, account, holder, amount, 'IDR' FROM entry, sides"""
            .formatted(one, other));
  }

  private List<String> standing() {
    return counter.books.texts(
        """
        SELECT holder || ' ' || sum(amount) FROM ledger_posting WHERE account = 'gateway_clearing'
        GROUP BY holder HAVING sum(amount) <> 0 ORDER BY 1""");
  }

  @Test
  void each_gateway_gives_back_what_came_through_it() {
    creditThroughBoth();
    refused(() -> refund(200_000), 409, "midtrans Rp 166.500, xendit Rp 166.500");
    refund(100_000, "xendit");
    refund(100_000);
    assertThat(standing()).containsExactly("midtrans 62500", "xendit 62500");
    assertThat(counter.books.texts("SELECT gateway FROM refund ORDER BY id"))
        .containsExactly("xendit", "midtrans");
  }

  /** Credit of Rp 166.500 with each. */
  private void creditThroughBoth() {
    PaymentAttemptView one = counter.attempt("midtrans", "bca_va");
    PaymentAttemptView two = counter.attempt("xendit", "invoice");
    counter.books.makeVoid(one.invoiceId());
    counter.books.makeVoid(two.invoiceId());
    counter.provider.midtransSays(one.reference(), "settlement", "200");
    counter.provider.xenditObject(two.reference()).put("status", "PAID");
    counter.moneyIn.attempts().check(one.id());
    counter.moneyIn.attempts().check(two.id());
  }

  @Test
  void a_person_says_by_which_gateway_where_several_could_have_given_it_back() {
    creditThroughBoth();
    refused(() -> refund(100_000), 422, "gateway: is missing");
    refused(() -> refund(100_000), 422, "midtrans Rp 166.500, xendit Rp 166.500");
    refund(100_000, "xendit");
    assertThat(standing()).containsExactly("midtrans 162500", "xendit 62500");
    refused(() -> refund(100_000, "xendit"), 422, "midtrans Rp 166.500, xendit Rp 66.500");
    refused(() -> refund(1, "doku"), 422, "gateway: holds less than that");
    refused(() -> refund(1, "cash", "xendit"), 422, "gateway: goes with the method gateway");
  }

  /** Nobody calls the gateway for a refund: it is what a person did there. */
  @Test
  void what_a_person_wrote_down_by_a_gateways_name_is_given_back_there_too() {
    RecordPayment typed =
        new RecordPayment(
            counter.budi, null, Money.rupiah(50_000), "midtrans", null, null, null, true);
    counter.books.record(typed);
    refund(50_000);
    assertThat(counter.accounts()).isEmpty();
  }

  private void refund(long amount) {
    refund(amount, null);
  }

  private void refund(long amount, String gateway) {
    refund(amount, "gateway", gateway);
  }

  private void refund(long amount, String method, String gateway) {
    CreateRefund create =
        new CreateRefund(
            counter.budi, Money.rupiah(amount), method, null, "paid twice", null, null, gateway);
    counter.books.jdbi.useTransaction(
        handle -> counter.books.refunds.refund(handle, create, Counter.CASHIER));
  }

  @Test
  void what_a_gateway_gives_back_came_through_one_and_no_longer_stands_there() {
    counter.books.pay(counter.budi, 30_000);
    refused(() -> refund(1), 409, "nothing, so that it is given back in cash or by transfer");
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.books.makeVoid(attempt.invoiceId());
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.moneyIn.attempts().check(attempt.id());
    refused(() -> refund(136_501), 409, "midtrans Rp 136.500");
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
