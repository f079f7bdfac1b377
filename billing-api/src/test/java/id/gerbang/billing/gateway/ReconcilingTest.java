package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.payment.Books;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts of which nothing was heard. */
class ReconcilingTest {

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  @Test
  void a_payment_whose_notification_was_lost_is_found_after_a_quarter_of_an_hour() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "qris");
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.books.clock.move(Duration.ofMinutes(14));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("pending");
    counter.books.clock.move(Duration.ofMinutes(1));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  @Test
  void what_the_gateway_never_heard_of_is_over_ten_minutes_after_it_expires() {
    counter.provider.mood = Mood.HANGS;
    PaymentAttemptView attempt = counter.attempt("midtrans", "qris");
    counter.provider.mood = Mood.WELL;
    counter.books.clock.move(Duration.ofHours(24).plusMinutes(9));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("created");
    counter.books.clock.move(Duration.ofMinutes(1));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("expired");
  }

  @Test
  void unknown_stays_unknown_is_counted_after_a_day_and_asked_until_it_is_known() {
    PaymentAttemptView attempt = counter.attempt("xendit", "bri_va");
    counter.provider.mood = Mood.FAILS;
    for (int hour = 0; hour < 30; hour++) {
      counter.books.clock.move(Duration.ofHours(1));
      counter.ask();
    }
    assertThat(counter.view(attempt).state()).isEqualTo("pending");
    assertThat(counter.view(attempt).trouble()).isEqualTo("answered 500");
    assertThat(counter.moneyIn.metrics()).contains("gerbang_payment_attempts_open_long 1\n");

    counter.provider.mood = Mood.WELL;
    counter.provider.xenditObject(attempt.reference()).put("status", "SUCCEEDED");
    counter.books.clock.move(Duration.ofHours(2));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.moneyIn.metrics()).contains("gerbang_payment_attempts_open_long 0\n");
  }

  /**
   * Snap lets another way be picked where a card was denied, and ours is not the only line that
   * fails.
   */
  @ParameterizedTest
  @CsvSource({"deny, 202", "cancel, 200", "expire, 407"})
  void what_ended_is_asked_about_once_more_when_nobody_can_pay_it_any_more(
      String status, String code) {
    PaymentAttemptView attempt = counter.attempt("midtrans", "qris");
    counter.provider.midtransSays(attempt.reference(), status, code);
    counter.tellAndProcess("midtrans", counter.provider.midtransTells(attempt.reference()));
    counter.provider.midtransSays(attempt.reference(), "settlement", "200");
    counter.books.clock.move(Duration.ofHours(24).plusMinutes(9));
    counter.ask();
    assertThat(counter.payments()).isZero();
    counter.books.clock.move(Duration.ofMinutes(1));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  @Test
  void a_denial_that_was_asked_for_is_asked_about_once_more_too_and_then_no_longer() {
    PaymentAttemptView attempt = counter.attempt("midtrans", "qris");
    counter.provider.midtransSays(attempt.reference(), "deny", "202");
    counter.books.clock.move(Duration.ofMinutes(15));
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("failed");
    counter.books.clock.move(Duration.ofHours(24));
    counter.ask();
    int calls = counter.provider.calls.size();
    counter.books.clock.move(Duration.ofDays(2));
    counter.ask();
    assertThat(counter.provider.calls).hasSize(calls);
  }

  @Test
  void an_end_that_is_told_after_the_end_is_asked_about_at_once() {
    PaymentAttemptView attempt = counter.attempt("xendit", "invoice");
    counter.provider.mood = Mood.HANGS;
    counter.books.clock.move(Duration.ofHours(25));
    ObjectNode invoice = counter.provider.xenditObject(attempt.reference());
    byte[] expired = invoice.deepCopy().put("status", "EXPIRED").toString().getBytes(UTF_8);
    counter.tellAndProcess("xendit", expired);
    assertThat(counter.view(attempt).state()).isEqualTo("expired");
    counter.provider.mood = Mood.WELL;
    invoice.put("status", "PAID");
    counter.ask();
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
  }
}
