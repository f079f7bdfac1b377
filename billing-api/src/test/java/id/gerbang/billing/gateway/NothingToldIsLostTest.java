package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.gateway.WebhookInbox.Taken;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.billing.payment.RecordPayment;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway told is kept and comes before a person, also where it can't be read or done. */
class NothingToldIsLostTest {

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    counter.close();
  }

  /** As often as it is tried, and an hour and more. */
  private void processForLong() {
    for (int i = 0; i < 10; i++) {
      counter.process();
      counter.books.clock.move(Duration.ofMinutes(16));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "not JSON",
        "{\"event\":\"payment.succeeded\",\"data\":[1]}",
        "{\"id\":\"i\",\"external_id\":\"INV-2611-000001-1\",\"status\":\"PAID\",\"amount\":166500.5}",
        "{\"id\":\"\\u0000\",\"external_id\":\"INV-2611-000001-1\",\"status\":\"PAID\",\"amount\":1}",
        "{\"something\":\"new\"}"
      })
  void what_is_genuine_and_cant_be_read_is_kept_once_and_looked_at(String body) {
    assertThat(counter.tell("xendit", body.getBytes(UTF_8))).isEqualTo(Taken.STORED);
    assertThat(counter.tell("xendit", body.getBytes(UTF_8))).isEqualTo(Taken.STORED);
    counter.process();
    assertThat(counter.books.texts("SELECT state || ' ' || copies FROM webhook_event"))
        .containsExactly("unreadable 2");
    assertThat(counter.books.texts("SELECT convert_from(body, 'UTF8') FROM webhook_event"))
        .containsExactly(body);
    assertThat(counter.reviews()).containsExactly("unreadable");
    assertThat(counter.moneyIn.metrics())
        .contains("gerbang_webhooks_total{gateway=\"xendit\",kind=\"unreadable\"} 2\n");
  }

  @Test
  void a_name_as_long_as_a_book_is_kept_too() {
    String body =
        "{\"id\":\"%s\",\"external_id\":\"x\",\"status\":\"PAID\",\"amount\":1}"
            .formatted("i".repeat(5_000));
    assertThat(counter.tell("xendit", body.getBytes(UTF_8))).isEqualTo(Taken.STORED);
    assertThat(counter.reviews()).containsExactly("unreadable");
  }

  @Test
  void what_could_not_be_read_is_read_when_it_is_replayed_and_can_be() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    ObjectNode invoice = counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tell("xendit", "{\"something\":\"new\"}".getBytes(UTF_8));
    counter.books.jdbi.useHandle(
        handle -> {
          WebhookEventDao events = handle.attach(WebhookEventDao.class);
          WebhookEventDao.EventRow kept =
              events.list(null, "unreadable", null, "%", Long.MAX_VALUE, 1).get(0);
          assertThat(events.replay(kept.id(), counter.books.clock.instant())).isEqualTo(1);
        });
    counter.process();
    assertThat(counter.outcomes())
        .as("still not")
        .containsExactly("unreadable: no kind that Xendit documents");
    counter.tellAndProcess("xendit", invoice.toString().getBytes(UTF_8));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
  }

  @Test
  void in_the_end_its_words_are_forgotten_but_not_of_what_waits_for_a_person() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.settle(attempt);
    counter.tell("xendit", "[]".getBytes(UTF_8));
    counter.tell("xendit", "[1]".getBytes(UTF_8));
    counter.books.execute(
        "UPDATE review_item SET resolved_at = now(), resolved_by = 'x', resolution = 'x' WHERE id = 2");
    counter.books.clock.move(Duration.ofDays(180));
    counter.moneyIn.jobs().forEach(job -> assertThat(job.run()).startsWith("0 "));
    counter.provider.midtransSays(attempt.reference(), "chargeback", "200");
    counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
    counter.books.clock.move(Duration.ofSeconds(1));
    counter.moneyIn.jobs().forEach(job -> assertThat(job.run()).startsWith("2 "));
    assertThat(
            counter.books.texts(
                "SELECT state FROM webhook_event WHERE body IS NOT NULL ORDER BY id"))
        .containsExactly("unreadable", "stored");
    counter.books.jdbi.useExtension(
        WebhookEventDao.class,
        dao -> assertThat(dao.replay(1, counter.books.clock.instant())).isZero());
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
    assertThat(counter.books.number("SELECT copies FROM webhook_event WHERE id = 1"))
        .as("the same again is still known")
        .isEqualTo(2);
  }

  private static byte[] refund(String id, String charge) {
    return """
        {"event":"refund.succeeded","business_id":"b","created":"2026-11-22T05:00:00Z",
         "data":{"id":"%s",%s,"reference_id":"the refund's own","amount":50000,"currency":"IDR","status":"SUCCEEDED"}}"""
        .formatted(id, charge)
        .getBytes(UTF_8);
  }

  @Test
  void refunds_of_xendit_are_found_by_their_charge_and_each_is_looked_at() {
    PaymentAttemptView attempt = counter.attempt("xendit", "bri_va");
    counter.provider.xenditObject(attempt.reference()).put("status", "SUCCEEDED");
    counter.moneyIn.attempts().check(attempt.id());
    counter.tellAndProcess("xendit", refund("rfd-1", "\"payment_request_id\":\"pr-1\""));
    assertThat(counter.view(attempt).state())
        .as("%s", counter.outcomes())
        .isEqualTo("partly_refunded");
    counter.books.execute(
        "UPDATE review_item SET resolved_at = now(), resolved_by = 'x', resolution = 'x'");
    counter.tellAndProcess("xendit", refund("rfd-2", "\"payment_request_id\":\"pr-1\""));
    counter.tellAndProcess("xendit", refund("rfd-2", "\"payment_request_id\":\"pr-1\""));
    assertThat(counter.reviewsOfMoney())
        .as("the same amount twice is two refunds")
        .containsExactly("partly_refunded 50000", "partly_refunded 50000");
    assertThat(counter.payments()).isEqualTo(1);
  }

  @Test
  void a_refund_of_an_invoice_as_xendits_own_example_nests_it() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.moneyIn.attempts().check(attempt.id());
    String told = new String(refund("rfd-1", "\"invoice_id\":\"inv-1\""), UTF_8);
    counter.tellAndProcess(
        "xendit", told.replace("\"data\":{", "\"data\":{\"data\":{").concat("}").getBytes(UTF_8));
    assertThat(counter.view(attempt).state())
        .as("%s", counter.outcomes())
        .isEqualTo("partly_refunded");
  }

  @Test
  void a_refund_that_comes_before_its_payment_was_heard_of_brings_that_too() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.tellAndProcess("xendit", refund("rfd-1", "\"invoice_id\":\"inv-1\""));
    assertThat(counter.payments()).as("%s", counter.outcomes()).isEqualTo(1);
    assertThat(counter.view(attempt).gross()).isEqualTo(Money.rupiah(166_500));
    assertThat(counter.reviewsOfMoney()).containsExactly("partly_refunded 50000");
  }

  @Test
  void a_refund_of_the_second_charge_leaves_the_attempt_as_it_is() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.xenditObject(attempt.reference()).put("status", "PAID");
    counter.provider.xenditMakesAnother(attempt.reference());
    counter.moneyIn.attempts().check(attempt.id());
    counter.tellAndProcess("xendit", refund("rfd-1", "\"invoice_id\":\"inv-2\""));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.reviews()).containsExactly("paid_twice", "partly_refunded");
  }

  @Test
  void money_goes_back_twice_where_it_is_charged_back_and_refunded() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.settle(attempt);
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "chargeback", "200"));
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "refund", "200"));
    assertThat(counter.view(attempt).state()).isEqualTo("charged_back");
    assertThat(counter.reviews()).containsExactly("charged_back", "refunded");
  }

  @Test
  void what_cant_be_done_ends_with_a_person_and_holds_up_nobody() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    // Recorded before such names were refused.
    RecordPayment typed =
        new RecordPayment(
            counter.budi,
            null,
            Money.rupiah(1),
            "midtrans",
            null,
            null,
            "midtrans:" + attempt.reference(),
            true);
    counter.books.jdbi.useTransaction(
        handle -> counter.books.payments.recordFromGateway(handle, typed, 0, Counter.CASHIER));
    PaymentAttemptView other = counter.attempt("midtrans", "bca_va");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.provider.midtransSays(other.reference(), "settlement", "200");
    counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
    counter.tell("midtrans", counter.provider.midtransTells(other.reference()));
    counter.process();
    assertThat(counter.view(other).state()).as("in the same round").isEqualTo("paid");
    processForLong();
    assertThat(counter.outcomes().get(0)).startsWith("failed: ").contains("externalId");
    assertThat(counter.reviews()).containsExactly("failed");

    counter.books.clock.move(Duration.ofDays(1));
    counter.ask();
    assertThat(counter.view(attempt).trouble()).contains("externalId");
    assertThat(counter.reviews()).containsExactly("failed", "failed");
  }

  @Test
  void names_of_what_gateways_tell_are_kept_for_them() {
    RecordPayment typed =
        new RecordPayment(
            counter.budi, null, Money.rupiah(1), "transfer", null, null, "midtrans:INV-1-1", true);
    assertThatThrownBy(() -> counter.books.record(typed))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("externalId");
    assertThat(
            counter
                .books
                .record(
                    new RecordPayment(
                        counter.budi,
                        null,
                        Money.rupiah(1),
                        "transfer",
                        null,
                        null,
                        "midtrans-1",
                        true))
                .externalId())
        .isEqualTo("midtrans-1");
  }

  @Test
  void a_denial_of_what_was_refunded_takes_the_payment_back_and_the_customer_owes_the_rest() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.books.makeVoid(attempt.invoiceId());
    counter.settle(attempt);
    counter.books.refund(counter.budi, 20_000);
    counter.provider.midtransSays(attempt.reference(), "deny", "202");
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
    assertThat(counter.view(attempt).state()).as("%s", counter.outcomes()).isEqualTo("failed");
    assertThat(counter.reviews()).containsExactly("paid_void_invoice", "denied");
    assertThat(counter.books.balance(counter.budi)).isEqualTo(-20_000);
    assertThat(counter.books.texts("SELECT detail FROM review_item WHERE kind = 'denied'"))
        .singleElement()
        .asString()
        .contains("is reversed; Rp 20.000 of it was refunded, which the customer owes");
  }

  @Test
  void a_gateway_that_never_answers_is_looked_at_and_asked_on() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
    counter.provider.mood = Mood.FAILS;
    processForLong();
    assertThat(counter.reviews()).containsExactly("unanswered");
    assertThat(counter.books.texts("SELECT state FROM webhook_event")).containsExactly("stored");
    counter.provider.mood = Mood.WELL;
    counter.process();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
  }
}
