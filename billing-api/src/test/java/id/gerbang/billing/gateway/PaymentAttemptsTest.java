package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentAttemptsTest {

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "midtrans, snap, https://app.sandbox.midtrans.com/snap/v4/redirection/INV-2611-000001-1, -, -, -, -, -",
        "midtrans, qris, -, 00020101021226620014COM.GO-JEK.WWW, -, -, -, -",
        "midtrans, gopay, gojek://gopay/merchanttransfer?tref=1, -, -, -, -, -",
        "midtrans, bca_va, -, -, bca, 880081, -, -",
        "midtrans, permata_va, -, -, permata, 8562000000000001, -, -",
        "midtrans, mandiri_bill, -, -, mandiri, 990000000260, 70012, -",
        "midtrans, alfamart, -, -, -, -, -, 25709650945026",
        "xendit, invoice, https://checkout-staging.xendit.co/web/inv-1, -, -, -, -, -",
        "xendit, ovo, https://checkout-staging.xendit.co/web/inv-1, -, -, -, -, -",
        "xendit, qris, -, 00020101021226580013ID.XENDIT, -, -, -, -",
        "xendit, bri_va, -, -, BRI, 9262181920, -, -",
        "xendit, indomaret, -, -, -, -, -, TEST123",
      })
  void each_channel_answers_how_to_pay(
      String gateway,
      String channel,
      String link,
      String qr,
      String bank,
      String account,
      String biller,
      String code) {
    PaymentAttemptView attempt = counter.attempt(gateway, channel);
    assertThat(attempt.state()).as(attempt.toString()).isEqualTo("pending");
    assertThat(attempt.reference()).isEqualTo("INV-2611-000001-1");
    assertThat(attempt.total()).isEqualTo(Money.rupiah(166_500));
    assertThat(attempt.link()).isEqualTo(link);
    assertThat(attempt.qrString()).isEqualTo(qr);
    assertThat(attempt.bank()).isEqualTo(bank);
    assertThat(attempt.vaNumber()).isEqualTo(account);
    assertThat(attempt.billerCode()).isEqualTo(biller);
    assertThat(attempt.paymentCode()).isEqualTo(code);
    assertThat(attempt.expiresAt()).isEqualTo("2026-11-23T05:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "midtrans, snap, /callbacks/finish",
    "midtrans, gopay, /gopay/callback_url",
    "xendit, invoice, /success_redirect_url",
    "xendit, dana, /failure_redirect_url"
  })
  void who_is_led_to_the_provider_is_led_back_to_the_payment_link(
      String gateway, String channel, String field) throws Exception {
    counter.attempt(gateway, channel);
    String code = counter.books.texts("SELECT pay_code FROM invoice").get(0);
    assertThat(Json.mapper().readTree(counter.provider.bodies.get(0)).at(field).asText())
        .isEqualTo("https://bayar.example.net/pay/" + code);
  }

  @Test
  void the_same_way_again_is_the_same_attempt_and_another_way_another() {
    PaymentAttemptView first = counter.attempt("midtrans", "qris");
    long invoice = first.invoiceId();
    PaymentAttempts attempts = counter.moneyIn.attempts();
    assertThat(attempts.create(invoice, "midtrans", "qris", Counter.CASHIER)).isEqualTo(first);
    assertThat(attempts.create(invoice, "midtrans", "bca_va", Counter.CASHIER).reference())
        .isEqualTo("INV-2611-000001-2");
    assertThat(attempts.ofInvoice(invoice)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"WELL", "REFUSES"},
      mode = EnumSource.Mode.EXCLUDE)
  void no_answer_leaves_it_unknown_and_it_is_asked_for_before_it_is_made_again(Mood mood) {
    counter.provider.mood = mood;
    PaymentAttemptView unknown = counter.attempt("xendit", "invoice");
    assertThat(unknown.state()).isEqualTo("created");
    assertThat(unknown.trouble()).isNotBlank();

    counter.provider.mood = Mood.WELL;
    counter.books.clock.move(Duration.ofSeconds(31));
    PaymentAttemptView again =
        counter
            .moneyIn
            .attempts()
            .create(unknown.invoiceId(), "xendit", "invoice", Counter.CASHIER);
    assertThat(again.id()).isEqualTo(unknown.id());
    assertThat(again.state()).isEqualTo("pending");
    assertThat(again.link()).contains("checkout-staging");
    assertThat(counter.provider.xenditMade(unknown.reference())).isEqualTo(1);
  }

  @Test
  void two_at_once_ask_the_gateway_once() {
    counter.provider.mood = Mood.HANGS;
    PaymentAttemptView unknown = counter.attempt("midtrans", "qris");
    int calls = counter.provider.calls.size();
    counter.moneyIn.attempts().create(unknown.invoiceId(), "midtrans", "qris", Counter.CASHIER);
    assertThat(counter.provider.calls).hasSize(calls);
  }

  @Test
  void a_refusal_is_no_silence_and_uses_none_of_a_days_offers_up() {
    counter.provider.mood = Mood.REFUSES;
    PaymentAttemptView refused = counter.attempt("midtrans", "qris");
    assertThat(refused.state()).isEqualTo("failed");
    assertThat(refused.trouble()).isEqualTo("400: not so");
    PaymentAttempts attempts = counter.moneyIn.attempts();
    for (int i = 0; i < 20; i++) {
      attempts.create(refused.invoiceId(), "midtrans", "qris", Counter.CASHIER);
    }
    counter.provider.mood = Mood.WELL;
    assertThat(attempts.create(refused.invoiceId(), "midtrans", "qris", Counter.CASHIER).state())
        .isEqualTo("pending");
  }

  @Test
  void what_comes_to_nothing_is_bounded_too() {
    counter.provider.mood = Mood.REFUSES;
    PaymentAttemptView refused = counter.attempt("midtrans", "qris");
    counter.books.execute(
        """
        INSERT INTO payment_attempt (reference, invoice_id, number, customer_id, gateway, channel, amount, customer_fee, gateway_fee,
                                     created_at, created_by, state, expires_at)
        SELECT reference || '-' || n, invoice_id, n, customer_id, gateway, channel, amount, 0, 0, created_at, created_by, state, expires_at
        FROM payment_attempt, generate_series(2, 100) AS n""");
    assertThatThrownBy(
            () ->
                counter
                    .moneyIn
                    .attempts()
                    .create(refused.invoiceId(), "midtrans", "qris", Counter.CASHIER))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("100 times");
  }

  @Test
  void a_wrong_key_is_a_trouble_of_ours_and_not_the_end_of_an_offer() {
    counter.save(
        "midtrans",
        """
        {"enabled":true,"apiUrl":"%s","apiKey":"another-key","channels":[{"code":"qris"}]}"""
            .formatted(counter.provider.url()));
    PaymentAttemptView unknown = counter.attempt("midtrans", "qris");
    assertThat(unknown.state()).isEqualTo("created");
    assertThat(unknown.trouble()).isEqualTo("401: Unknown key");
    counter.set("midtrans", "");
    counter.books.clock.move(Duration.ofSeconds(31));
    PaymentAttemptView again =
        counter.moneyIn.attempts().create(unknown.invoiceId(), "midtrans", "qris", Counter.CASHIER);
    assertThat(again.id()).isEqualTo(unknown.id());
    assertThat(again.state()).isEqualTo("pending");
  }

  @Test
  void channels_are_for_an_area_and_an_amount_and_the_fee_is_for_whom_it_is_set() {
    counter.books.execute("UPDATE customer SET area = 'Timur'");
    counter.save("xendit", "{\"enabled\":false}");
    counter.save(
        "midtrans",
        """
        {"enabled":true,"feeBearer":"customer","channels":[
          {"code":"qris","label":"QRIS","maxAmount":200000,"feeBasisPoints":70},
          {"code":"bca_va","minAmount":200000},
          {"code":"bni_va","areas":["Barat"]},
          {"code":"bri_va","areas":["Timur"],"feeFixed":4000}]}""");
    long invoice = counter.invoice();
    assertThat(counter.moneyIn.attempts().channels(invoice))
        .containsExactly(
            new PaymentChannel(
                "midtrans", "qris", "QRIS", Money.rupiah(1_166), Money.rupiah(167_666)),
            new PaymentChannel(
                "midtrans", "bri_va", "bri_va", Money.rupiah(4_000), Money.rupiah(170_500)));
    assertThatThrownBy(
            () -> counter.moneyIn.attempts().create(invoice, "midtrans", "bni_va", Counter.CASHIER))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("channel");
    counter.books.makeVoid(invoice);
    assertThat(counter.moneyIn.attempts().channels(invoice)).isEmpty();
  }

  @Test
  void cancelled_at_the_gateway_and_here() {
    PaymentAttemptView midtrans = counter.attempt("midtrans", "bca_va");
    assertThat(counter.moneyIn.attempts().cancel(midtrans.id(), Counter.CASHIER).state())
        .isEqualTo("cancelled");
    PaymentAttemptView xendit = counter.attempt("xendit", "invoice");
    assertThat(counter.moneyIn.attempts().cancel(xendit.id(), Counter.CASHIER).state())
        .isEqualTo("expired");
  }

  @Test
  void two_that_were_made_under_one_reference_are_both_ended() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    ObjectNode another = counter.provider.xenditMakesAnother(attempt.reference());
    counter.moneyIn.attempts().cancel(attempt.id(), Counter.CASHIER);
    assertThat(another.get("status").asText()).isEqualTo("EXPIRED");
    assertThat(counter.view(attempt).state()).isEqualTo("expired");
  }

  @Test
  void a_page_on_which_nothing_was_picked_yet_is_ended_here() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "snap");
    assertThat(counter.moneyIn.attempts().cancel(attempt.id(), Counter.CASHIER).state())
        .isEqualTo("cancelled");
  }

  @Test
  void who_asked_for_an_end_is_known_also_where_nothing_was_answered() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "bca_va");
    counter.provider.mood = Mood.HANGS;
    assertThatThrownBy(() -> counter.moneyIn.attempts().cancel(attempt.id(), Counter.CASHIER))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    assertThat(
            counter.books.texts(
                "SELECT action FROM audit WHERE action LIKE 'payment_attempt.cancel%'"))
        .containsExactly("payment_attempt.cancel.ask");
  }

  @Test
  void what_was_paid_meanwhile_is_not_cancelled_but_settled() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "qris");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    assertThat(counter.moneyIn.attempts().cancel(attempt.id(), Counter.CASHIER).state())
        .isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }
}
