package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.gateway.WebhookInbox.Taken;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways tell, in every order, and what it does to the books. */
class NotificationsTest {

  private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted";

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  private PaymentAttemptView attempt() {
    return counter.attempt("midtrans", "bca_va");
  }

  private void settle(PaymentAttemptView attempt) {
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
  }

  private void say(PaymentAttemptView attempt, String status, String code) {
    counter.provider.midtransSays(attempt.reference(), status, code);
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
  }

  private List<String> outcomes() {
    return counter.books.texts("SELECT state || ': ' || outcome FROM webhook_event ORDER BY id");
  }

  @Test
  void settled_becomes_a_payment_and_the_gate_opens() {
    PaymentAttemptView attempt = attempt();
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    settle(attempt);
    PaymentAttemptView paid = counter.view(attempt);
    assertThat(paid.state()).isEqualTo("paid");
    assertThat(paid.paidAt()).isEqualTo("2026-11-22T05:00:00Z");
    assertThat(paid.gross()).isEqualTo(Money.rupiah(166_500));
    assertThat(paid.fee()).isEqualTo(Money.rupiah(4_000));
    assertThat(paid.net()).isEqualTo(Money.rupiah(162_500));
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
    assertThat(counter.books.texts("SELECT method || ' ' || reference FROM payment"))
        .containsExactly("midtrans " + attempt.reference());
    assertThat(counter.accounts())
        .containsExactly("gateway_clearing 162500", "gateway_fee 4000", "revenue -166500");
    assertThat(counter.reviews()).isEmpty();
  }

  @Test
  void a_fee_that_the_customer_bears_is_no_turnover() {
    counter.set("midtrans", ",\"feeBearer\":\"customer\"");
    PaymentAttemptView attempt = attempt();
    assertThat(attempt.total()).isEqualTo(Money.rupiah(170_500));
    settle(attempt);
    assertThat(counter.books.texts("SELECT amount::text FROM payment")).containsExactly("166500");
    assertThat(counter.accounts())
        .containsExactly(
            "fee_income -4000", "gateway_clearing 166500", "gateway_fee 4000", "revenue -166500");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "pending, 201, , pending",
    "settlement, 200, , paid",
    "settlement, 201, , pending",
    "capture, 200, accept, paid",
    "capture, 201, challenge, pending",
    "capture, 200, challenge, pending",
    "capture, 200, deny, pending",
    "authorize, 201, , pending",
    "deny, 202, , failed",
    "cancel, 200, , cancelled",
    "expire, 407, , expired",
    "failure, 202, , failed",
    "refund, 200, , refunded",
    "partial_refund, 200, , partly_refunded",
    "chargeback, 200, , charged_back",
    "partial_chargeback, 200, , charged_back",
    "new_word, 200, , pending",
  })
  void every_status_of_midtrans(String status, String code, String fraud, String state) {
    PaymentAttemptView attempt = attempt();
    if (fraud != null) {
      counter.provider.midtransOrder(attempt.reference()).put("fraud_status", fraud);
    }
    say(attempt, status, code);
    assertThat(counter.view(attempt).state()).isEqualTo(state);
    boolean came = List.of("paid", "refunded", "partly_refunded", "charged_back").contains(state);
    assertThat(counter.payments()).isEqualTo(came ? 1 : 0);
    assertThat(counter.books.unpaid(counter.line).isEmpty()).isEqualTo(came);
    assertThat(counter.reviews())
        .hasSize(status.equals("new_word") || (came && !state.equals("paid")) ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "invoice, PENDING, pending",
    "invoice, PAID, paid",
    "invoice, SETTLED, paid",
    "invoice, EXPIRED, expired",
    "invoice, NEW_WORD, pending",
    "bri_va, REQUIRES_ACTION, pending",
    "bri_va, SUCCEEDED, paid",
    "bri_va, FAILED, failed",
    "bri_va, CANCELED, cancelled",
    "bri_va, EXPIRED, expired",
    "qris, SUCCEEDED, paid",
    "qris, AWAITING_CAPTURE, pending",
  })
  void every_status_of_xendit(String channel, String status, String state) {
    PaymentAttemptView attempt = counter.attempt("xendit", channel);
    counter.provider.xenditObject(attempt.reference()).put("status", status);
    counter.tellAndProcess("xendit", xenditTells(attempt));
    assertThat(counter.view(attempt).state()).as("%s", outcomes()).isEqualTo(state);
    assertThat(counter.payments()).isEqualTo(state.equals("paid") ? 1 : 0);
  }

  private byte[] xenditTells(PaymentAttemptView attempt) {
    String object = counter.provider.xenditObject(attempt.reference()).toString();
    return (attempt.channel().equals("invoice")
            ? object
            : "{\"event\":\"payment.succeeded\",\"business_id\":\"b\",\"data\":" + object + "}")
        .getBytes(UTF_8);
  }

  @Test
  void settled_after_paid_is_no_second_payment_and_a_paid_account_tells_the_same() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", xenditTells(attempt));
    counter.provider.xenditObject(attempt.reference()).put("status", "SETTLED");
    counter.tellAndProcess("xendit", xenditTells(attempt));
    counter.tellAndProcess(
        "xendit",
        """
        {"external_id":"%s","callback_virtual_account_id":"va-1","payment_id":"p-1","account_number":"1",
         "bank_code":"BRI","amount":166500}"""
            .formatted(attempt.reference())
            .getBytes(UTF_8));
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(outcomes()).filteredOn(text -> text.equals("processed: known already")).hasSize(2);
  }

  @Test
  void what_is_no_payment_is_kept_and_does_nothing() {
    counter.tellAndProcess(
        "xendit",
        "{\"event\":\"payment_method.activated\",\"data\":{\"id\":\"pm\",\"status\":\"ACTIVE\"}}"
            .getBytes(UTF_8));
    assertThat(outcomes()).containsExactly("processed: is about no payment of ours");
  }

  @Test
  void twice_is_once() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    settle(attempt);
    counter.books.clock.move(Duration.ofDays(7));
    settle(attempt);
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.books.number("SELECT copies FROM webhook_event")).isEqualTo(3);
  }

  @Test
  void fifty_copies_at_once_shuffled_with_all_that_came_before_are_one_payment() throws Exception {
    PaymentAttemptView attempt = attempt();
    String reference = attempt.reference();
    counter.provider.midtransSays(reference, "settlement", "200");
    List<byte[]> told = new ArrayList<>();
    told.addAll(Collections.nCopies(50, counter.provider.midtransTells(reference)));
    told.addAll(
        Collections.nCopies(10, counter.provider.midtransTells(reference, "pending", "201")));
    told.addAll(
        Collections.nCopies(10, counter.provider.midtransTells(reference, "expire", "407")));
    Collections.shuffle(told, new Random(4));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (byte[] body : told) {
        work.add(
            () -> {
              counter.tellAndProcess("midtrans", body);
              return null;
            });
      }
      for (Future<Void> one : threads.invokeAll(work)) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
    assertThat(counter.books.number("SELECT count(*) FROM webhook_event")).isEqualTo(3);
    assertThat(counter.books.number("SELECT sum(copies) FROM webhook_event")).isEqualTo(70);
  }

  @Test
  void a_late_pending_undoes_nothing() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "pending", "201"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(outcomes()).contains("processed: late: it is paid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expire", "cancel"})
  void what_contradicts_a_payment_is_looked_at_and_changes_nothing(String status) {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), status, "200"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.reviews()).containsExactly("contradiction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expire", "cancel", "deny"})
  void late_money_is_taken_and_restores_service(String before) {
    PaymentAttemptView attempt = attempt();
    say(attempt, before, "202");
    counter.books.clock.move(Duration.ofDays(3));
    settle(attempt);
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  @Test
  void the_same_name_with_other_content_is_flagged_and_changes_nothing() {
    PaymentAttemptView attempt = attempt();
    byte[] pending = counter.provider.midtransTells(attempt.reference());
    counter.tellAndProcess("midtrans", pending);
    counter.provider.midtransOrder(attempt.reference()).put("gross_amount", "1.00");
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "pending", "201"));
    assertThat(counter.books.texts("SELECT state FROM webhook_event ORDER BY id"))
        .containsExactly("processed", "conflicting");
    assertThat(counter.reviews()).containsExactly("conflicting_event");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "100000, underpaid, 100000, isolate, -66500",
    "200000, overpaid, 200000, , 33500",
  })
  void less_pays_a_part_and_more_is_credit(
      String paid, String review, String amount, String gate, long balance) {
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransOrder(attempt.reference()).put("gross_amount", paid + ".00");
    settle(attempt);
    assertThat(counter.books.texts("SELECT amount::text FROM payment")).containsExactly(amount);
    assertThat(counter.reviews()).containsExactly(review);
    assertThat(counter.books.unpaid(counter.line).orElse(null)).isEqualTo(gate);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(balance);
  }

  @Test
  void another_amount_than_the_gateway_itself_says_is_not_believed() {
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    byte[] inflated =
        StandInProvider.midtransTells(
            counter
                .provider
                .midtransOrder(attempt.reference())
                .deepCopy()
                .put("gross_amount", "9999999.00"));
    counter.tellAndProcess("midtrans", inflated);
    assertThat(counter.books.texts("SELECT amount::text FROM payment")).containsExactly("166500");
  }

  @Test
  void another_currency_is_never_credited() {
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransOrder(attempt.reference()).put("currency", "USD");
    settle(attempt);
    assertThat(counter.payments()).isZero();
    assertThat(counter.reviews()).containsExactly("wrong_currency");
  }

  @Test
  void money_for_a_paid_invoice_is_credit() {
    PaymentAttemptView attempt = attempt();
    counter.books.pay(counter.budi, 166_500);
    settle(attempt);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(166_500);
    assertThat(counter.reviews()).containsExactly("paid_paid_invoice");
    assertThat(counter.books.texts("SELECT detail FROM review_item"))
        .singleElement()
        .asString()
        .contains(
            "it was paid by payment 1 (KW-2611-000001) before: where that is the same money, reverse it, otherwise payment 2 can be refunded");
    counter.books.reverse(1);
    assertThat(counter.books.balance(counter.budi)).as("it was the same money").isZero();
    assertThat(counter.books.invoice(attempt.invoiceId()).status()).isEqualTo("paid");
  }

  @Test
  void money_for_a_void_invoice_is_credit() {
    PaymentAttemptView attempt = attempt();
    counter.books.makeVoid(attempt.invoiceId());
    settle(attempt);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(166_500);
    assertThat(counter.reviews()).containsExactly("paid_void_invoice");
  }

  @Test
  void a_notification_that_the_gateway_does_not_confirm_credits_nothing() {
    PaymentAttemptView attempt = attempt();
    counter.tell(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "settlement", "200"));
    for (int i = 0; i < 8; i++) {
      counter.process();
      counter.books.clock.move(Duration.ofMinutes(16));
    }
    assertThat(counter.payments()).isZero();
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    assertThat(outcomes())
        .containsExactly(
            "unconfirmed: not confirmed: told settlement, asked midtrans says pending");
    assertThat(counter.reviews()).containsExactly("unconfirmed");
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "FAILS", "TALKS_HTML", "REDIRECTS"})
  void without_an_answer_it_stays_unknown_until_there_is_one(Mood mood) {
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.provider.mood = mood;
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
    assertThat(counter.view(attempt).state()).isEqualTo("pending");
    assertThat(counter.books.texts("SELECT state FROM webhook_event")).containsExactly("stored");

    counter.provider.mood = Mood.WELL;
    counter.books.clock.move(Duration.ofSeconds(5));
    counter.process();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.provider.calls).noneMatch(call -> call.contains("elsewhere"));
  }

  @Test
  void small_amounts_may_be_believed_by_setting_but_not_after_it_was_closed() {
    counter.set("midtrans", ",\"statusCheckAbove\":200000");
    PaymentAttemptView attempt = attempt();
    counter.provider.mood = Mood.HANGS;
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "settlement", "200"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");

    counter.provider.mood = Mood.WELL;
    PaymentAttemptView closed = attempt();
    say(closed, "expire", "407");
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(closed.reference(), "settlement", "200"));
    assertThat(counter.view(closed).state()).isEqualTo("expired");
  }

  @Test
  void a_small_part_of_a_large_offer_is_asked_about() {
    counter.set("midtrans", ",\"statusCheckAbove\":100000");
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransOrder(attempt.reference()).put("gross_amount", "100000.00");
    counter.provider.mood = Mood.HANGS;
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "settlement", "200"));
    assertThat(counter.payments()).isZero();
  }

  @Test
  void an_order_that_nobody_knows_is_parked_and_looked_at() {
    counter.provider.midtransSays("INV-2611-999999-1", "settlement", "200");
    counter.provider.midtransOrder("INV-2611-999999-1").put("gross_amount", "5.00");
    assertThat(counter.tell("midtrans", counter.provider.midtransTells("INV-2611-999999-1")))
        .isEqualTo(Taken.STORED);
    counter.process();
    assertThat(counter.books.texts("SELECT state FROM webhook_event")).containsExactly("parked");
    assertThat(counter.reviews()).containsExactly("unknown_order");
  }

  @Test
  void a_settlement_that_is_denied_within_minutes_is_taken_back() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.books.clock.move(Duration.ofMinutes(5));
    say(attempt, "deny", "202");
    assertThat(counter.view(attempt).state()).isEqualTo("failed");
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    assertThat(counter.accounts()).containsExactly("receivable 166500", "revenue -166500");
    assertThat(counter.reviews()).containsExactly("denied");
  }

  @Test
  void a_denial_later_than_that_is_for_a_person() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.books.clock.move(Duration.ofMinutes(11));
    say(attempt, "deny", "202");
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
    assertThat(counter.reviews()).containsExactly("contradiction");
  }

  @Test
  void refunds_in_parts_are_each_looked_at_and_the_payment_stays() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.provider.midtransOrder(attempt.reference()).put("refund_amount", "10000.00");
    say(attempt, "partial_refund", "200");
    counter.provider.midtransOrder(attempt.reference()).put("refund_amount", "30000.00");
    say(attempt, "partial_refund", "200");
    say(attempt, "refund", "200");
    assertThat(counter.view(attempt).state()).isEqualTo("refunded");
    assertThat(counter.reviews()).containsExactly("partly_refunded", "partly_refunded", "refunded");
    assertThat(counter.payments()).isEqualTo(1);
  }

  @Test
  void a_crash_between_storing_and_processing_costs_nothing() {
    PaymentAttemptView attempt = attempt();
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
    // A worker that took it and died: its lease runs out.
    counter.books.execute("UPDATE webhook_event SET tries = 1, try_at = '2026-11-22T05:01:00Z'");
    counter.process();
    assertThat(counter.payments()).isZero();
    counter.books.clock.move(Duration.ofMinutes(1));
    counter.process();
    assertThat(counter.payments()).isEqualTo(1);
  }

  @Test
  void replayed_it_does_nothing_twice() {
    PaymentAttemptView attempt = attempt();
    settle(attempt);
    counter.books.execute(
        "UPDATE webhook_event SET state = 'stored', try_at = '2026-11-22T05:00:00Z', processed_at = NULL");
    counter.process();
    assertThat(counter.payments()).isEqualTo(1);
  }

  /**
   * The worker that is told of the denial reads the attempt, waits for its lock, and finds it paid.
   */
  @Test
  void a_denial_that_waited_for_its_settlement_is_asked_about_before_it_takes_anything_back() {
    PaymentAttemptView attempt = attempt();
    AttemptRow pending = counter.row(attempt);
    settle(attempt);
    Report denied =
        counter
            .moneyIn
            .gateways()
            .named("midtrans")
            .read(counter.provider.midtransTells(attempt.reference(), "deny", "202"))
            .report()
            .orElseThrow();
    Instant now = counter.books.clock.instant();
    assertThat(
            counter.apply(
                pending,
                denied,
                new Heard(now, Optional.empty(), Optional.of(999_999L), Optional.empty())))
        .isEmpty();
    assertThat(counter.apply(pending, denied, Heard.asked(now.minusSeconds(1), now)))
        .as("what was answered before it was paid is asked again")
        .isEmpty();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  /** P17: whoever waits for the customer holds nothing that the other will want. */
  @Test
  void an_answer_locks_the_customer_before_the_attempt_as_notifications_do() throws Exception {
    PaymentAttemptView attempt = attempt();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<PaymentAttemptView> answer =
          counter.books.jdbi.inTransaction(
              handle -> {
                handle.attach(InvoiceDao.class).lockAnyCustomer(counter.budi);
                Future<PaymentAttemptView> checked =
                    other.submit(() -> counter.moneyIn.attempts().check(attempt.id()));
                await().until(() -> counter.books.number(WAITING) == 1);
                handle.execute(
                    "SELECT 1 FROM payment_attempt WHERE id = ? FOR UPDATE NOWAIT", attempt.id());
                return checked;
              });
      assertThat(answer.get().state()).isEqualTo("pending");
    } finally {
      other.shutdownNow();
    }
  }
}
