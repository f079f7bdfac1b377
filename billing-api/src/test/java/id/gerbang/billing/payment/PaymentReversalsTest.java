package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Reach;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentReversalsTest {

  private static final Actor SITI = person("siti", Role.BILLING, 1);
  private static final Actor AGUS = person("agus", Role.OWNER, 2);

  private final Books books = new Books();
  private long budi;
  private long line;

  @BeforeEach
  void a_customer() {
    books.execute(
        "INSERT INTO staff (name, role, password_hash) VALUES ('siti', 'billing', ''), ('agus', 'owner', '')");
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
  void what_was_paid_is_open_again_and_the_policy_has_its_say_at_once() {
    InvoiceView invoice = books.issue(budi, 150_000, "2026-11-20");
    PaymentView payment = books.pay(budi, 200_000);
    assertThat(books.unpaid(line)).isEmpty();

    books.reverse(payment.id());

    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(books.balance(budi)).isEqualTo(-150_000);
    PaymentView reversed = books.payment(payment.id());
    assertThat(reversed.allocations()).isEmpty();
    assertThat(reversed.credit()).isEqualTo(Money.rupiah(0));
    assertThat(reversed.amount()).isEqualTo(Money.rupiah(200_000));
    assertThat(books.number("SELECT paid FROM invoice WHERE id = " + invoice.id())).isZero();
    assertThat(books.texts("SELECT amount::text FROM payment_allocation ORDER BY id"))
        .as("history is kept")
        .containsExactly("150000", "-150000");
    assertThat(
            books.number("SELECT sum(amount)::bigint FROM ledger_posting WHERE account = 'cash'"))
        .isZero();
  }

  @Test
  void credit_of_another_payment_steps_in() {
    books.issue(budi, 100, "2026-11-20");
    long first = books.pay(budi, 100).id();
    PaymentView second = books.pay(budi, 60);
    books.reverse(first);
    assertThat(books.payment(second.id()).allocations())
        .extracting(allocation -> allocation.amount().amount())
        .containsExactly(60L);
    assertThat(books.balance(budi)).isEqualTo(-40);
  }

  @Test
  void a_reversed_payment_is_no_credit_and_no_duplicate() {
    RecordPayment typed =
        new RecordPayment(budi, null, Money.rupiah(500), "cash", null, null, null, null);
    books.reverse(books.record(typed).id());
    books.record(typed);
    assertThat(books.issue(budi, 800, "2026-11-30").paid()).isEqualTo(Money.rupiah(500));
  }

  @Test
  void what_a_void_invoice_had_got_goes_back_as_credit_alone() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-30");
    long payment = books.pay(budi, 100).id();
    books.makeVoid(invoice.id());
    books.reverse(payment);
    assertThat(books.balance(budi)).isZero();
  }

  @Test
  void what_was_refunded_of_a_payment_that_bounces_is_owed_until_another_covers_it() {
    InvoiceView invoice = books.issue(budi, 200_000, "2026-11-20");
    long bounced = transfer(300_000);
    books.refund(budi, 20_000);
    assertThat(books.balance(budi)).isEqualTo(80_000);

    books.reverse(bounced);
    assertThat(books.balance(budi)).isEqualTo(-220_000);
    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(books.payment(bounced).credit()).isEqualTo(Money.rupiah(-20_000));
    assertThat(books.account("bank")).as("the bank took all of it back").isZero();
    assertThat(books.account("cash")).as("what was refunded is gone").isEqualTo(-20_000);

    long next = books.pay(budi, 205_000).id();
    assertThat(books.invoice(invoice.id()).status()).as("invoices first").isEqualTo("paid");
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.balance(budi)).isEqualTo(-15_000);
    assertThat(books.payment(next).credit()).isEqualTo(Money.rupiah(0));
    assertThat(books.payment(next).refunded()).isEqualTo(Money.rupiah(5_000));
    assertThat(books.payment(bounced).credit()).isEqualTo(Money.rupiah(-15_000));

    long last = books.pay(budi, 50_000).id();
    assertThat(books.balance(budi)).isEqualTo(35_000);
    assertThat(books.payment(last).credit()).isEqualTo(Money.rupiah(35_000));
    assertThat(books.payment(bounced).credit()).isEqualTo(Money.rupiah(0));
    assertThat(
            books.texts(
                "SELECT amount::text FROM refund_part WHERE payment_id = %d ORDER BY id"
                    .formatted(bounced)))
        .as("history is kept")
        .containsExactly("20000", "-5000", "-15000");
    books.refund(budi, 35_000);
    refused(409, () -> books.refund(budi, 1));
  }

  @Test
  void other_credit_covers_it_at_once_and_what_covers_it_may_bounce_too() {
    long bounced = transfer(100_000);
    books.refund(budi, 60_000);
    long other = transfer(70_000);
    books.reverse(bounced);
    assertThat(books.balance(budi)).isEqualTo(10_000);
    assertThat(books.payment(other).refunded()).isEqualTo(Money.rupiah(60_000));
    books.reverse(other);
    assertThat(books.balance(budi)).isEqualTo(-60_000);
    assertThat(books.payment(other).credit()).isEqualTo(Money.rupiah(-60_000));
    InvoiceView invoice = books.issue(budi, 100_000, "2026-11-30");
    assertThat(invoice.open()).as("credit below 0 pays nothing").isEqualTo(Money.rupiah(100_000));
    books.pay(budi, 160_000);
    assertThat(books.balance(budi)).isZero();
  }

  private long transfer(long amount) {
    return books
        .record(
            new RecordPayment(budi, null, Money.rupiah(amount), "transfer", null, null, null, true))
        .id();
  }

  @Test
  void two_reversals_at_once_are_one() throws Exception {
    books.issue(budi, 100, "2026-11-20");
    long payment = books.pay(budi, 100).id();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> reversal =
          () -> {
            try {
              books.reverse(payment);
              return true;
            } catch (Problem refused) {
              assertThat(refused.status()).isEqualTo(409);
              return false;
            }
          };
      int done = 0;
      for (Future<Boolean> one : threads.invokeAll(java.util.Collections.nCopies(8, reversal))) {
        done += one.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(books.number("SELECT count(*) FROM ledger_entry WHERE kind = 'reversal'"))
        .isEqualTo(1);
    assertThat(books.balance(budi)).isEqualTo(-100);
  }

  @Test
  void above_the_limit_a_second_person_decides() {
    books.execute(
        "INSERT INTO setting (name, value, updated_at) VALUES ('payments', '{\"reversalLimit\": 99}', now())");
    long small = books.pay(budi, 99).id();
    long large = books.pay(budi, 100).id();
    assertThat(ask(small, SITI)).isTrue();
    assertThat(ask(large, SITI)).isFalse();
    assertThat(books.balance(budi)).isEqualTo(100);
    refused(403, () -> approve(large, SITI));
    refused(409, () -> ask(large, AGUS));
    refuse(large, AGUS);
    refused(409, () -> approve(large, AGUS));
    assertThat(books.payment(large).reversal().state()).isEqualTo("refused");

    assertThat(ask(large, AGUS)).isFalse();
    approve(large, SITI);
    assertThat(books.balance(budi)).isZero();
    refused(409, () -> approve(large, SITI));
    assertThat(
            books.texts(
                "SELECT action || ' ' || actor FROM audit WHERE object = 'payment:"
                    + large
                    + "' ORDER BY id"))
        .containsExactly(
            "payment.record cli",
            "payment.reverse.ask staff:siti",
            "payment.reverse.refuse staff:agus",
            "payment.reverse.ask staff:agus",
            "payment.reverse staff:siti");
  }

  @Test
  void a_person_s_token_is_that_person_and_a_token_of_nobody_is_no_person() {
    books.execute(
        "INSERT INTO setting (name, value, updated_at) VALUES ('payments', '{\"reversalLimit\": 99}', now())");
    long payment = books.pay(budi, 100).id();
    Actor laptop = new Actor("token:siti-laptop", Role.BILLING, Reach.EVERYTHING, 1L);
    ask(payment, SITI);
    refused(403, () -> approve(payment, laptop));
    refused(403, () -> approve(payment, new Actor("token:script", Role.OWNER)));
    refuse(payment, AGUS);

    ask(payment, laptop);
    refused(403, () -> approve(payment, SITI));
    approve(payment, AGUS);
    assertThat(books.balance(budi)).isZero();
  }

  @Test
  void the_database_keeps_a_decision_as_it_is() {
    long payment = books.pay(budi, 100).id();
    books.reverse(payment);
    for (String sql :
        List.of(
            "UPDATE payment_reversal SET state = 'refused'",
            "UPDATE payment_reversal SET reason = 'x'",
            "DELETE FROM payment_reversal",
            "UPDATE payment_allocation SET amount = 1",
            "INSERT INTO payment_reversal (payment_id, reason, requested_at, requested_by, state) VALUES (%d, 'x', now(), 'x', 'pending')"
                .formatted(payment))) {
      assertThatThrownBy(() -> books.execute(sql)).as(sql).isInstanceOf(RuntimeException.class);
    }
  }

  private static Actor person(String name, Role role, long id) {
    return new Actor("staff:" + name, role, Reach.EVERYTHING, id);
  }

  private boolean ask(long payment, Actor actor) {
    return books.jdbi.inTransaction(
        handle -> books.reversals.ask(handle, payment, "never arrived", actor));
  }

  private void approve(long payment, Actor actor) {
    books.jdbi.useTransaction(handle -> books.reversals.approve(handle, payment, actor));
  }

  private void refuse(long payment, Actor actor) {
    books.jdbi.useTransaction(handle -> books.reversals.refuse(handle, payment, actor));
  }

  private static void refused(int status, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
  }
}
