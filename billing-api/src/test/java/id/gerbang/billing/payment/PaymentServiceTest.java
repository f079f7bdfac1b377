package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentView.AllocationView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentServiceTest {

  private final Books books = new Books();
  private long budi;
  private long line;

  @BeforeEach
  void a_customer() {
    budi = books.customer("Budi");
    line = books.subscription(budi, "budi");
  }

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(books.standing()).isEmpty();
    books.close();
  }

  @Test
  void pays_the_oldest_due_first_and_keeps_what_is_over_as_credit() {
    InvoiceView november = books.issue(budi, 150_000, "2026-11-30");
    InvoiceView october = books.issue(budi, 100_000, "2026-10-31");
    PaymentView payment = books.pay(budi, 120_000);
    assertThat(payment.allocations())
        .containsExactly(
            new AllocationView(october.id(), october.number(), Money.rupiah(100_000)),
            new AllocationView(november.id(), november.number(), Money.rupiah(20_000)));
    assertThat(books.balance(budi)).isEqualTo(-130_000);
    assertThat(books.pay(budi, 200_000).credit()).isEqualTo(Money.rupiah(70_000));
    assertThat(books.balance(budi)).isEqualTo(70_000);
  }

  @Test
  void the_invoice_that_is_named_comes_first() {
    books.issue(budi, 100_000, "2026-10-31");
    InvoiceView november = books.issue(budi, 150_000, "2026-11-30");
    PaymentView payment =
        books.record(
            new RecordPayment(
                null, november.id(), Money.rupiah(160_000), "transfer", null, null, null, null));
    assertThat(payment.allocations())
        .extracting(allocation -> allocation.amount().amount())
        .containsExactly(150_000L, 10_000L);
  }

  @Test
  void without_an_amount_exactly_what_is_open_is_paid() {
    books.issue(budi, 100_000, "2026-10-31");
    InvoiceView november = books.issue(budi, 150_000, "2026-11-30");
    RecordPayment one =
        new RecordPayment(null, november.id(), null, "cash", null, null, null, null);
    assertThat(books.record(one).amount()).isEqualTo(Money.rupiah(150_000));
    RecordPayment rest = new RecordPayment(budi, null, null, "cash", null, null, null, null);
    assertThat(books.record(rest).amount()).isEqualTo(Money.rupiah(100_000));
    assertThatThrownBy(() -> books.record(rest))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(422))
        .hasMessageContaining("nothing is open");
  }

  @Test
  void one_rupiah_short_stays_isolated_and_the_last_one_opens() {
    books.issue(budi, 150_000, "2026-11-20");
    assertThat(books.unpaid(line)).contains("isolate");
    books.pay(budi, 149_999);
    assertThat(books.unpaid(line)).contains("isolate");
    books.pay(budi, 1);
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.texts("SELECT action FROM audit WHERE object = 'subscription:" + line + "'"))
        .containsExactly("overdue.isolate", "overdue.lift");
  }

  @Test
  void credit_pays_the_next_invoice_by_itself() {
    books.issue(budi, 150_000, "2026-11-20");
    books.pay(budi, 200_000);
    InvoiceView next = books.issue(budi, 150_000, "2026-11-21");
    assertThat(next.paid()).isEqualTo(Money.rupiah(50_000));
    assertThat(books.unpaid(line)).contains("isolate");
    books.pay(budi, 250_000);
    InvoiceView third = books.issue(budi, 150_000, "2026-11-21");
    assertThat(third.status()).isEqualTo("paid");
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.balance(budi)).isZero();
  }

  @Test
  void the_same_again_within_ten_minutes_needs_a_word() {
    RecordPayment payment =
        new RecordPayment(budi, null, Money.rupiah(150_000), "cash", null, null, null, null);
    long first = books.record(payment).id();
    assertThatThrownBy(() -> books.record(payment))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(409))
        .hasMessageContaining("payment " + first + " of Rp 150.000 by cash");
    books.clock.move(Duration.ofMinutes(10));
    assertThat(books.record(payment).id()).isGreaterThan(first);
  }

  @Test
  void cash_and_bank_are_kept_apart() {
    books.pay(budi, 10);
    books.record(new RecordPayment(budi, null, Money.rupiah(20), "qris", null, null, null, null));
    assertThat(
            books.texts(
                "SELECT account || ' ' || sum(amount) FROM report.posting GROUP BY account ORDER BY 1"))
        .containsExactly("bank 20", "cash 10", "customer_credit -30");
  }

  @Test
  void what_staff_did_stays_unless_it_was_until_paid() {
    long other = books.subscription(budi, "budi2");
    books.execute(
        "UPDATE subscription SET held_since = now(), held_reason = 'abuse' WHERE id = " + line);
    books.execute(
        "UPDATE subscription SET held_since = now(), held_until_paid = true WHERE id = " + other);
    books.issue(budi, 150_000, "2026-11-20");
    books.pay(budi, 149_999);
    assertThat(books.number("SELECT count(*) FROM subscription WHERE held_since IS NOT NULL"))
        .isEqualTo(2);
    books.pay(budi, 1);
    assertThat(books.texts("SELECT username FROM subscription WHERE held_since IS NOT NULL"))
        .containsExactly("budi");
    assertThat(books.unpaid(line)).isEmpty();
  }

  @Test
  void until_paid_means_that_nothing_is_owed_any_more_due_or_not() {
    books.execute(
        "UPDATE subscription SET held_since = now(), held_until_paid = true WHERE id = " + line);
    books.issue(budi, 150_000, "2026-12-10");
    books.pay(budi, 5);
    assertThat(books.number("SELECT count(*) FROM subscription WHERE held_since IS NOT NULL"))
        .isEqualTo(1);
    books.pay(budi, 149_995);
    assertThat(books.number("SELECT count(*) FROM subscription WHERE held_since IS NOT NULL"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, cash, 2026-11-22T05:00:00Z, amount",
    "-1, cash, 2026-11-22T05:00:00Z, amount",
    "1000000000001, cash, 2026-11-22T05:00:00Z, amount",
    "1, Cash, 2026-11-22T05:00:00Z, method",
    "1, '', 2026-11-22T05:00:00Z, method",
    "1, cash, 2026-11-22T05:00:01Z, receivedAt",
    "1, cash, 1999-12-31T00:00:00Z, receivedAt",
  })
  void what_is_not_allowed_is_refused_by_name(
      long amount, String method, Instant receivedAt, String field) {
    RecordPayment wrong =
        new RecordPayment(budi, null, Money.rupiah(amount), method, null, receivedAt, null, null);
    assertThatThrownBy(() -> books.record(wrong))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors()).extracting("field").containsExactly(field);
            });
  }

  @Test
  void another_customers_invoice_is_not_paid_by_mistake() {
    long sari = books.customer("Sari");
    InvoiceView hers = books.issue(sari, 100, "2026-11-30");
    assertThatThrownBy(
            () ->
                books.record(
                    new RecordPayment(budi, hers.id(), null, "cash", null, null, null, null)))
        .hasMessageContaining("another customer");
    assertThatThrownBy(
            () ->
                books.record(
                    new RecordPayment(99L, null, Money.rupiah(1), "cash", null, null, null, null)))
        .hasMessageContaining("customerId");
  }

  @Test
  void fifty_payments_at_once_go_one_after_the_other() throws Exception {
    for (int i = 0; i < 10; i++) {
      books.issue(budi, 1_000, "2026-11-20");
    }
    assertThat(atOnce(50, () -> books.pay(budi, 300).id())).isEqualTo(50);
    assertThat(books.balance(budi)).isEqualTo(5_000);
    assertThat(books.number("SELECT sum(paid) FROM invoice")).isEqualTo(10_000);
    assertThat(books.unpaid(line)).isEmpty();
  }

  @Test
  void of_fifty_equal_payments_at_once_one_is_taken() throws Exception {
    RecordPayment payment =
        new RecordPayment(budi, null, Money.rupiah(150_000), "cash", null, null, null, null);
    assertThat(atOnce(50, () -> books.record(payment).id())).isEqualTo(1);
    assertThat(books.balance(budi)).isEqualTo(150_000);
  }

  /** How many of so many copies went through; the others were refused as 409. */
  private static int atOnce(int copies, Callable<Long> work) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<Future<Long>> all = threads.invokeAll(Collections.nCopies(copies, work));
      int done = 0;
      for (Future<Long> one : all) {
        try {
          one.get();
          done++;
        } catch (ExecutionException refused) {
          assertThat(refused.getCause())
              .isInstanceOfSatisfying(
                  Problem.class, problem -> assertThat(problem.status()).isEqualTo(409));
        }
      }
      return done;
    } finally {
      threads.shutdown();
    }
  }
}
