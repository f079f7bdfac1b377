package id.gerbang.billing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.invoice.InvoiceDao;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Notifications that come more than once, at once, late, or against each other: the money is in the
 * books once, and what contradicts it is for a person.
 */
class NotificationOrderTest {

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
          + " WHERE datname = current_database() AND NOT granted";

  private final Counter counter = new Counter();

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(counter.books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(counter.books.standing()).isEmpty();
    counter.close();
  }

  @Test
  void twice_is_once() {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.settle(attempt);
    counter.books.clock.move(Duration.ofDays(7));
    counter.settle(attempt);
    assertThat(counter.payments()).isEqualTo(1);
    assertThat(counter.books.number("SELECT copies FROM webhook_event")).isEqualTo(3);
  }

  @Test
  void replayed_it_does_nothing_twice() {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.books.execute(
        "UPDATE webhook_event SET state = 'stored', try_at = '2026-11-22T05:00:00Z', processed_at = NULL");
    counter.process();
    assertThat(counter.payments()).isEqualTo(1);
  }

  @Test
  void a_crash_between_storing_and_processing_costs_nothing() {
    PaymentAttemptView attempt = counter.attempt();
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
  void fifty_copies_at_once_shuffled_with_all_that_came_before_are_one_payment() throws Exception {
    PaymentAttemptView attempt = counter.attempt();
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
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "pending", "201"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.outcomes()).contains("processed: late: it is paid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expire", "cancel", "deny"})
  void late_money_is_taken_and_restores_service(String before) {
    PaymentAttemptView attempt = counter.attempt();
    counter.say(attempt, before, "202");
    counter.books.clock.move(Duration.ofDays(3));
    counter.settle(attempt);
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"expire", "cancel"})
  void what_contradicts_a_payment_is_looked_at_and_changes_nothing(String status) {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), status, "200"));
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.reviews()).containsExactly("contradiction");
  }

  @Test
  void the_same_name_with_other_content_is_flagged_and_changes_nothing() {
    PaymentAttemptView attempt = counter.attempt();
    byte[] pending = counter.provider.midtransTells(attempt.reference());
    counter.tellAndProcess("midtrans", pending);
    counter.provider.midtransOrder(attempt.reference()).put("gross_amount", "1.00");
    counter.tellAndProcess(
        "midtrans", counter.provider.midtransTells(attempt.reference(), "pending", "201"));
    assertThat(counter.books.texts("SELECT state FROM webhook_event ORDER BY id"))
        .containsExactly("processed", "conflicting");
    assertThat(counter.reviews()).containsExactly("conflicting_event");
  }

  @Test
  void a_settlement_that_is_denied_within_minutes_is_taken_back() {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.books.clock.move(Duration.ofMinutes(5));
    counter.say(attempt, "deny", "202");
    assertThat(counter.view(attempt).state()).isEqualTo("failed");
    assertThat(counter.books.unpaid(counter.line)).contains("isolate");
    assertThat(counter.accounts()).containsExactly("receivable 166500", "revenue -166500");
    assertThat(counter.reviews()).containsExactly("denied");
  }

  @Test
  void a_denial_later_than_that_is_for_a_person() {
    PaymentAttemptView attempt = counter.attempt();
    counter.settle(attempt);
    counter.books.clock.move(Duration.ofMinutes(11));
    counter.say(attempt, "deny", "202");
    assertThat(counter.view(attempt).state()).isEqualTo("paid");
    assertThat(counter.books.unpaid(counter.line)).isEmpty();
    assertThat(counter.reviews()).containsExactly("contradiction");
    assertThat(counter.books.texts("SELECT detail FROM review_item"))
        .singleElement(STRING)
        .contains(
            "it is one that is paid; charge ", " is payment 1, which stands: look at midtrans");
  }

  /**
   * The worker that is told of the denial reads the attempt, waits for its lock, and finds it paid.
   */
  @Test
  void a_denial_that_waited_for_its_settlement_is_asked_about_before_it_takes_anything_back() {
    PaymentAttemptView attempt = counter.attempt();
    AttemptRow pending = counter.row(attempt);
    counter.settle(attempt);
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
    PaymentAttemptView attempt = counter.attempt();
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
