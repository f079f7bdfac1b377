package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.http.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** F19: one gateway takes every call and answers none. */
class HangingGatewayTest {

  private static final int AT_ONCE = 4;

  @Test
  void one_that_hangs_holds_up_no_other_and_its_own_people_not_its_notifications() {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (StandInProvider xendit = new StandInProvider();
        Counter counter = new Counter(Duration.ofMinutes(10))) {
      counter.save(
          "xendit",
          """
          {"enabled":true,"apiUrl":"%s","apiKey":"%s","callbackToken":"%s","channels":[{"code":"invoice"}]}"""
              .formatted(xendit.url(), StandInProvider.KEY, StandInProvider.TOKEN));
      List<PaymentAttemptView> attempts = new ArrayList<>();
      for (int i = 0; i <= 2 * AT_ONCE; i++) {
        attempts.add(counter.attempt("midtrans", "qris"));
      }
      int before = counter.provider.calls.size();
      counter.provider.mood = Mood.HANGS;
      for (PaymentAttemptView attempt : attempts.subList(0, AT_ONCE)) {
        threads.execute(() -> counter.moneyIn.attempts().check(attempt.id()));
      }
      await().until(() -> counter.provider.calls.size() == before + AT_ONCE);
      assertThatThrownBy(() -> counter.moneyIn.attempts().check(attempts.get(2 * AT_ONCE).id()))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
      for (PaymentAttemptView attempt : attempts.subList(AT_ONCE, 2 * AT_ONCE)) {
        counter.provider.midtransSays(attempt.reference(), "settlement", "200");
        counter.tell("midtrans", counter.provider.midtransTells(attempt.reference()));
        threads.execute(() -> counter.moneyIn.workers().processDue("midtrans"));
      }
      await().until(() -> counter.provider.calls.size() == before + 2 * AT_ONCE);

      PaymentAttemptView other = counter.attempt("xendit", "invoice");
      xendit.xenditObject(other.reference()).put("status", "PAID");
      assertThat(counter.moneyIn.attempts().check(other.id()).state()).isEqualTo("paid");
    } finally {
      threads.shutdownNow();
    }
  }
}
