package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two charges under one reference, as a call that hangs and is carried out late makes them. What is
 * paid twice is kept, and is the customer's.
 */
class PaidTwiceTest {

  private static final List<String> BOTH_IN_THE_BOOKS =
      List.of(
          "customer_credit -166500",
          "gateway_clearing 325000",
          "gateway_fee 8000",
          "revenue -166500");

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    counter.close();
  }

  private byte[] tells(String channel, ObjectNode object) {
    return (channel.equals("invoice")
            ? object.toString()
            : "{\"event\":\"payment.succeeded\",\"business_id\":\"b\",\"data\":" + object + "}")
        .getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"invoice, PAID", "bri_va, SUCCEEDED"})
  void the_second_is_the_customers_credit_and_is_looked_at(String channel, String paid) {
    PaymentAttemptView attempt = counter.attempt("xendit", channel);
    ObjectNode first = counter.provider.xenditObject(attempt.reference());
    ObjectNode second = counter.provider.xenditMakesAnother(attempt.reference());
    counter.tellAndProcess("xendit", tells(channel, first.put("status", paid)));
    counter.tellAndProcess("xendit", tells(channel, second.put("status", paid)));
    assertThat(counter.payments()).as("%s", counter.outcomes()).isEqualTo(2);
    assertThat(counter.books.balance(counter.budi)).isEqualTo(166_500);
    assertThat(counter.accounts()).isEqualTo(BOTH_IN_THE_BOOKS);
    assertThat(counter.reviewsOfMoney()).containsExactly("paid_twice 166500");
    assertThat(counter.view(attempt).providerId()).isEqualTo(first.get("id").asText());

    counter.books.execute(
        "UPDATE webhook_event SET state = 'stored', try_at = '2026-11-22T05:00:00Z', processed_at = NULL");
    counter.process();
    counter.moneyIn.attempts().check(attempt.id());
    assertThat(counter.payments()).as("told and asked again").isEqualTo(2);
    assertThat(counter.reviews()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 'which stands: look at xendit whether it has that money; if not, reverse that payment'",
    "true, 'whose reversal was asked for already'"
  })
  void what_undoes_the_second_says_to_a_person_which_payment_and_what_to_do(
      boolean reversed, String words) {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    ObjectNode first = counter.provider.xenditObject(attempt.reference());
    ObjectNode second = counter.provider.xenditMakesAnother(attempt.reference());
    counter.tellAndProcess("xendit", tells("invoice", first.put("status", "PAID")));
    counter.tellAndProcess("xendit", tells("invoice", second.put("status", "PAID")));
    long payment = counter.books.number("SELECT max(id) FROM payment");
    if (reversed) {
      counter.books.reverse(payment);
    }
    counter.tellAndProcess("xendit", tells("invoice", second.put("status", "EXPIRED")));
    assertThat(counter.reviews()).containsExactly("paid_twice", "contradiction");
    assertThat(counter.books.texts("SELECT detail FROM review_item WHERE kind = 'contradiction'"))
        .singleElement(STRING)
        .contains("a second charge that was paid; charge inv-2 is payment " + payment)
        .contains(words);
  }

  @Test
  void one_question_finds_both() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditMakesAnother(attempt.reference()).put("status", "PAID");
    counter.provider.xenditObject(attempt.reference()).put("status", "SETTLED");
    counter.moneyIn.attempts().check(attempt.id());
    assertThat(counter.accounts()).isEqualTo(BOTH_IN_THE_BOOKS);
    assertThat(counter.reviewsOfMoney()).containsExactly("paid_twice 166500");
  }

  @Test
  void one_notification_finds_both() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditMakesAnother(attempt.reference()).put("status", "PAID");
    ObjectNode first = counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", tells("invoice", first));
    assertThat(counter.accounts()).isEqualTo(BOTH_IN_THE_BOOKS);
  }

  @Test
  void a_second_that_was_made_late_is_asked_for_when_it_has_ended_though_the_first_is_paid() {
    counter.provider.mood = Mood.HANGS;
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.mood = Mood.WELL;
    counter.books.clock.move(Duration.ofSeconds(31));
    counter.moneyIn.attempts().create(attempt.invoiceId(), "xendit", "invoice", Counter.CASHIER);
    ObjectNode shown = counter.provider.xenditObject(attempt.reference());
    ObjectNode late = counter.provider.xenditMakesAnother(attempt.reference());
    counter.tellAndProcess("xendit", tells("invoice", shown.put("status", "PAID")));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    late.put("status", "PAID");
    counter.books.clock.move(Duration.ofHours(24).plusMinutes(10));
    counter.ask();
    assertThat(counter.payments()).isEqualTo(2);
    assertThat(counter.books.number("SELECT count(check_at) FROM payment_attempt")).isZero();
  }

  @Test
  void the_one_that_the_customer_was_shown_stays_shown() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditMakesAnother(attempt.reference());
    counter.books.execute("UPDATE payment_attempt SET provider_id = 'inv-2', link = 'https://two'");
    counter.moneyIn.attempts().check(attempt.id());
    assertThat(counter.view(attempt).providerId()).isEqualTo("inv-2");
  }

  @Test
  void a_second_that_the_gateway_does_not_know_of_is_not_believed() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    ObjectNode first = counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", tells("invoice", first));
    counter.tell("xendit", tells("invoice", first.deepCopy().put("id", "inv-made-up")));
    for (int i = 0; i < 8; i++) {
      counter.process();
      counter.books.clock.move(Duration.ofMinutes(16));
    }
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.reviewsOfMoney()).containsExactly("unconfirmed 166500");
  }

  /** Accounts tell their payments by names that Xendit does not answer with. */
  @Test
  void a_payment_into_its_account_is_the_same_money_and_another_one_is_looked_at() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", accountPaid(attempt, "p-1"));
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.reviews()).isEmpty();
    counter.tellAndProcess("xendit", accountPaid(attempt, "p-2"));
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.reviewsOfMoney()).containsExactly("paid_twice 166500");
  }

  @Test
  void two_payments_into_accounts_are_those_of_two_charges() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", accountPaid(attempt, "p-1"));
    counter.provider.xenditMakesAnother(attempt.reference());
    counter.tellAndProcess("xendit", accountPaid(attempt, "p-2"));
    assertThat(counter.accounts()).isEqualTo(BOTH_IN_THE_BOOKS);
    assertThat(counter.reviews()).containsExactly("paid_twice");
  }

  private static byte[] accountPaid(PaymentAttemptView attempt, String payment) {
    return """
        {"external_id":"%s","callback_virtual_account_id":"va-1","payment_id":"%s","account_number":"1",
         "bank_code":"BRI","amount":166500}"""
        .formatted(attempt.reference(), payment)
        .getBytes(UTF_8);
  }

  @Test
  void what_ends_unpaid_beside_it_undoes_nothing_and_calls_nobody() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    ObjectNode first = counter.provider.xenditObject(attempt.reference());
    ObjectNode second = counter.provider.xenditMakesAnother(attempt.reference());
    counter.tellAndProcess("xendit", tells("invoice", first.put("status", "PAID")));
    counter.tellAndProcess("xendit", tells("invoice", second.put("status", "EXPIRED")));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.reviews()).isEmpty();
  }

  /** Snap: a card is denied, another method is picked on the same page and paid. */
  @Test
  void a_denial_of_a_card_that_comes_after_the_payment_by_other_means_takes_nothing_back() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "snap");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    ObjectNode order = counter.provider.midtransOrder(attempt.reference());
    order.put("gross_amount", "166500.00");
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
    ObjectNode card = order.deepCopy().put("transaction_id", "tx-card");
    card.put("transaction_status", "deny").put("status_code", "202");
    counter.tellAndProcess("midtrans", StandInProvider.midtransTells(card));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
    assertThat(counter.reviews()).isEmpty();
  }
}
