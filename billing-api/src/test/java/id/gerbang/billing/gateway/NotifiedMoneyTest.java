package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.gateway.WebhookInbox.Taken;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which money that is told of is believed, and where it goes when it does not fit what was asked
 * for.
 */
class NotifiedMoneyTest {

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "100000, underpaid, 100000, isolate, -66500",
    "200000, overpaid, 200000, , 33500",
  })
  void less_pays_a_part_and_more_is_credit(
      String paid, String review, String amount, String gate, long balance) {
    PaymentAttemptView attempt = counter.attempt();
    counter.provider.midtransOrder(attempt.reference()).put("gross_amount", paid + ".00");
    counter.settle(attempt);
    assertThat(counter.books.texts("SELECT amount::text FROM payment")).containsExactly(amount);
    assertThat(counter.reviews()).containsExactly(review);
    assertThat(counter.books.unpaid(counter.line).orElse(null)).isEqualTo(gate);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(balance);
  }

  @Test
  void another_currency_is_never_credited() {
    PaymentAttemptView attempt = counter.attempt();
    counter.provider.midtransOrder(attempt.reference()).put("currency", "USD");
    counter.settle(attempt);
    assertThat(counter.payments()).isZero();
    assertThat(counter.reviews()).containsExactly("wrong_currency");
  }

  @Test
  void money_for_a_paid_invoice_is_credit() {
    PaymentAttemptView attempt = counter.attempt();
    counter.books.pay(counter.budi, 166_500);
    counter.settle(attempt);
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
    PaymentAttemptView attempt = counter.attempt();
    counter.books.makeVoid(attempt.invoiceId());
    counter.settle(attempt);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(166_500);
    assertThat(counter.reviews()).containsExactly("paid_void_invoice");
  }

  @Test
  void another_amount_than_the_gateway_itself_says_is_not_believed() {
    PaymentAttemptView attempt = counter.attempt();
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
  void a_notification_that_the_gateway_does_not_confirm_credits_nothing() {
    PaymentAttemptView attempt = counter.attempt();
    counter.tell(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "settlement", "200"));
    for (int i = 0; i < 8; i++) {
      counter.process();
      counter.books.clock.move(Duration.ofMinutes(16));
    }
    assertThat(counter.payments()).isZero();
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    assertThat(counter.outcomes())
        .containsExactly(
            "unconfirmed: not confirmed: told settlement, asked midtrans says pending");
    assertThat(counter.reviews()).containsExactly("unconfirmed");
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "FAILS", "TALKS_HTML", "REDIRECTS"})
  void without_an_answer_it_stays_unknown_until_there_is_one(Mood mood) {
    PaymentAttemptView attempt = counter.attempt();
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
    PaymentAttemptView attempt = counter.attempt();
    counter.provider.mood = Mood.HANGS;
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "settlement", "200"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");

    counter.provider.mood = Mood.WELL;
    PaymentAttemptView closed = counter.attempt();
    counter.say(closed, "expire", "407");
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(closed.reference(), "settlement", "200"));
    assertThat(counter.view(closed).state()).isEqualTo("expired");
  }

  @Test
  void a_small_part_of_a_large_offer_is_asked_about() {
    counter.set("midtrans", ",\"statusCheckAbove\":100000");
    PaymentAttemptView attempt = counter.attempt();
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
}
