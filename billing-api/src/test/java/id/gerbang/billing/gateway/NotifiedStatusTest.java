package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each word of a gateway makes of an attempt, and of the books. */
class NotifiedStatusTest {

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  @Test
  void settled_becomes_a_payment_and_the_gate_opens() {
    PaymentAttemptView attempt = counter.attempt();
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    counter.settle(attempt);
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
    PaymentAttemptView attempt = counter.attempt();
    assertThat(attempt.total()).isEqualTo(Money.rupiah(170_500));
    counter.settle(attempt);
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
    PaymentAttemptView attempt = counter.attempt();
    if (fraud != null) {
      counter.provider.midtransOrder(attempt.reference()).put("fraud_status", fraud);
    }
    counter.say(attempt, status, code);
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
    assertThat(counter.view(attempt).state()).as("%s", counter.outcomes()).isEqualTo(state);
    assertThat(counter.payments()).isEqualTo(state.equals("paid") ? 1 : 0);
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
    assertThat(counter.outcomes())
        .filteredOn(text -> text.equals("processed: known already"))
        .hasSize(2);
  }

  @Test
  void refunds_in_parts_are_each_looked_at_and_the_payment_stays() {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.provider.midtransOrder(attempt.reference()).put("refund_amount", "10000.00");
    counter.say(attempt, "partial_refund", "200");
    counter.provider.midtransOrder(attempt.reference()).put("refund_amount", "30000.00");
    counter.say(attempt, "partial_refund", "200");
    counter.say(attempt, "refund", "200");
    assertThat(counter.view(attempt).state()).isEqualTo("refunded");
    assertThat(counter.reviews()).containsExactly("partly_refunded", "partly_refunded", "refunded");
    assertThat(counter.payments()).isEqualTo(1);
  }

  @Test
  void what_is_no_payment_is_kept_and_does_nothing() {
    counter.tellAndProcess(
        "xendit",
        "{\"event\":\"payment_method.activated\",\"data\":{\"id\":\"pm\",\"status\":\"ACTIVE\"}}"
            .getBytes(UTF_8));
    assertThat(counter.outcomes()).containsExactly("processed: is about no payment of ours");
  }

  private byte[] xenditTells(PaymentAttemptView attempt) {
    String object = counter.provider.xenditObject(attempt.reference()).toString();
    return (attempt.channel().equals("invoice")
            ? object
            : "{\"event\":\"payment.succeeded\",\"business_id\":\"b\",\"data\":" + object + "}")
        .getBytes(UTF_8);
  }
}
