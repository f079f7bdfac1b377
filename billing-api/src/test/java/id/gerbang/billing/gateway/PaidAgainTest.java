package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A gateway takes a payment back, and is paid by the same charge all the same. What it holds in the
 * end is in the books, once, in whatever order and however often it is told.
 */
class PaidAgainTest {

  private static final List<String> ONCE_IN_THE_BOOKS =
      List.of("gateway_clearing 162500", "gateway_fee 4000", "revenue -166500");
  private static final List<String> NOTHING_CAME = List.of("receivable 166500", "revenue -166500");

  private final Counter counter = new Counter();
  private final PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
  private final byte[] paid = told("settlement", "200");
  private final byte[] denied = told("deny", "202");

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    counter.close();
  }

  private byte[] told(String word, String code) {
    counter.provider.midtransSays(attempt.reference(), word, code);
    return counter.provider.midtransTells(attempt.reference());
  }

  /** It is so at the gateway, and nobody tells. */
  private void becomes(byte[] state) {
    boolean isPaid = state == paid;
    counter.provider.midtransSays(
        attempt.reference(), isPaid ? "settlement" : "deny", isPaid ? "200" : "202");
  }

  private void tell(byte[] state) {
    counter.books.clock.move(Duration.ofMinutes(1));
    counter.tellAndProcess("midtrans", state);
  }

  private void isAndTells(byte[] state) {
    becomes(state);
    tell(state);
  }

  private void processForLong() {
    for (int i = 0; i < 10; i++) {
      counter.process();
      counter.books.clock.move(Duration.ofMinutes(16));
    }
  }

  private List<String> payments() {
    return counter.books.texts(
        """
        SELECT p.external_id || ' ' || p.amount || coalesce(' ' || r.state, '')
        FROM payment p LEFT JOIN payment_reversal r ON r.payment_id = p.id ORDER BY p.id""");
  }

  private String name() {
    return "midtrans:" + attempt.reference();
  }

  private void paidOnceAfterItWasTakenBack() {
    assertThat(payments()).containsExactly(name() + " 166500 reversed", name() + ":after:1 166500");
    assertThat(counter.accounts()).isEqualTo(ONCE_IN_THE_BOOKS);
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.view(attempt).paymentId()).isEqualTo(2);
    assertThat(counter.books.invoice(attempt.invoiceId()).status()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  @Test
  void paid_taken_back_and_paid_is_a_payment_of_its_own() {
    isAndTells(paid);
    isAndTells(denied);
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    isAndTells(paid);
    paidOnceAfterItWasTakenBack();
    assertThat(counter.reviewsOfMoney()).containsExactly("denied 166500", "paid_again 166500");
    assertThat(counter.books.texts("SELECT detail FROM review_item WHERE kind = 'paid_again'"))
        .singleElement()
        .asString()
        .contains("payment 1 was taken back, payment 2 is what came since");
  }

  @Test
  void it_is_one_payment_however_often_it_is_told_and_asked() {
    isAndTells(paid);
    isAndTells(denied);
    isAndTells(paid);
    tell(paid);
    tell(paid);
    counter.moneyIn.attempts().check(attempt.id());
    counter.books.execute(
        "UPDATE webhook_event SET state = 'stored', try_at = '2026-11-22T05:00:00Z', processed_at = NULL");
    processForLong();
    counter.books.clock.move(Duration.ofDays(2));
    counter.ask();
    paidOnceAfterItWasTakenBack();
  }

  @Test
  void nobody_tells_of_it_and_the_gateway_is_asked_in_the_end() {
    isAndTells(paid);
    isAndTells(denied);
    becomes(paid);
    counter.books.clock.move(Duration.ofHours(25));
    counter.ask();
    paidOnceAfterItWasTakenBack();
    tell(paid);
    counter.moneyIn.attempts().check(attempt.id());
    paidOnceAfterItWasTakenBack();
  }

  @Test
  void it_is_told_long_after_the_gateway_was_asked_for_the_last_time() {
    isAndTells(paid);
    isAndTells(denied);
    counter.books.clock.move(Duration.ofHours(25));
    counter.ask();
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    counter.books.execute("UPDATE webhook_event SET body = NULL");
    isAndTells(paid);
    paidOnceAfterItWasTakenBack();
  }

  @Test
  void paid_paid_and_taken_back_leaves_nothing() {
    isAndTells(paid);
    isAndTells(paid);
    isAndTells(denied);
    assertThat(payments()).containsExactly(name() + " 166500 reversed");
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    assertThat(counter.view(attempt).state()).isEqualTo("failed");
    assertThat(counter.reviews()).containsExactly("denied");
  }

  @Test
  void a_late_copy_of_the_first_payment_brings_nothing_back() {
    isAndTells(paid);
    isAndTells(denied);
    tell(paid);
    processForLong();
    counter.books.clock.move(Duration.ofHours(25));
    counter.ask();
    assertThat(payments()).containsExactly(name() + " 166500 reversed");
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    assertThat(counter.reviews())
        .as("somebody is to know")
        .containsExactly("denied", "unconfirmed");
  }

  @Test
  void the_denial_is_told_last_of_what_is_paid_in_the_end() {
    isAndTells(paid);
    becomes(denied);
    becomes(paid);
    tell(paid);
    tell(denied);
    processForLong();
    assertThat(payments()).containsExactly(name() + " 166500");
    assertThat(counter.accounts()).isEqualTo(ONCE_IN_THE_BOOKS);
  }

  @Test
  void the_denial_is_told_first() {
    becomes(paid);
    tell(denied);
    tell(paid);
    tell(paid);
    processForLong();
    assertThat(payments()).containsExactly(name() + " 166500");
    assertThat(counter.accounts()).isEqualTo(ONCE_IN_THE_BOOKS);
  }

  @Test
  void it_is_taken_back_a_second_time() {
    isAndTells(paid);
    isAndTells(denied);
    isAndTells(paid);
    isAndTells(denied);
    assertThat(payments())
        .containsExactly(name() + " 166500 reversed", name() + ":after:1 166500 reversed");
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    isAndTells(paid);
    assertThat(payments()).hasSize(3).contains(name() + ":after:2 166500");
    assertThat(counter.accounts()).isEqualTo(ONCE_IN_THE_BOOKS);
  }

  @Test
  void an_answer_from_before_it_was_taken_back_pays_nothing() {
    isAndTells(paid);
    Instant before = counter.books.clock.instant();
    isAndTells(denied);
    Report settled = counter.moneyIn.gateways().named("midtrans").read(paid).report().orElseThrow();
    Instant now = counter.books.clock.instant();
    assertThat(counter.apply(counter.row(attempt), settled, Heard.asked(before, now))).isEmpty();
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    assertThat(counter.apply(counter.row(attempt), settled, Heard.asked(now, now))).isPresent();
    paidOnceAfterItWasTakenBack();
  }

  @Test
  void where_its_reversal_only_waits_for_a_second_person_the_first_payment_is_the_money() {
    isAndTells(paid);
    counter.books.execute(
        """
        INSERT INTO payment_reversal (payment_id, reason, requested_at, requested_by, state)
        VALUES (1, 'denied, they say', '2026-11-22T05:00:00Z', 'sari', 'pending')""");
    isAndTells(denied);
    assertThat(counter.accounts())
        .as("nothing that the gateway could keep its fee of")
        .containsExactly("gateway_clearing 166500", "revenue -166500");
    isAndTells(paid);
    assertThat(payments()).containsExactly(name() + " 166500 pending");
    assertThat(counter.accounts()).isEqualTo(ONCE_IN_THE_BOOKS);
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.reviews()).containsExactly("denied", "paid_again");
  }

  @Test
  void a_person_was_quicker_than_the_denial_and_the_fee_is_given_back_all_the_same() {
    isAndTells(paid);
    counter.books.reverse(1);
    assertThat(counter.accounts())
        .as("the gateway keeps its fee until it says otherwise")
        .containsExactly(
            "gateway_clearing -4000", "gateway_fee 4000", "receivable 166500", "revenue -166500");
    isAndTells(denied);
    assertThat(counter.accounts()).isEqualTo(NOTHING_CAME);
    isAndTells(paid);
    paidOnceAfterItWasTakenBack();
  }
}
