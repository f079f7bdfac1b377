package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.credit.RefundView;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is held for a customer pays an invoice or is given back, and never more than is held. */
class DepositsTest {

  private final Books books = new Books();
  private long budi;

  @BeforeEach
  void a_customer() {
    budi = books.customer("Budi");
    books.subscription(budi, "budi");
  }

  @AfterEach
  void every_rupiah_is_explained() {
    assertThat(books.unexplained()).isEqualTo(Books.NOTHING);
    assertThat(books.standing()).isEmpty();
    books.close();
  }

  @Test
  void a_deposit_is_held_once_it_is_paid_and_the_rest_of_its_invoice_is_paid_first() {
    books.issueWithDeposit(budi, 100_000, 200_000, "2026-11-30");
    assertThat(books.depositHeld(budi)).isZero();
    books.pay(budi, 100_000);
    assertThat(books.depositHeld(budi)).isZero();
    books.pay(budi, 150_000);
    assertThat(books.depositHeld(budi)).isEqualTo(150_000);
    books.pay(budi, 60_000);
    assertThat(books.depositHeld(budi)).isEqualTo(200_000);
    assertThat(books.balance(budi)).as("a deposit is no credit").isEqualTo(10_000);
  }

  @Test
  void at_the_end_it_pays_the_last_invoice_and_what_is_left_is_given_back() {
    held(200_000);
    long last = books.issue(budi, 150_000, "2026-11-20").id();
    PaymentView paid = books.payByDeposit(budi, null);
    assertThat(paid.amount()).isEqualTo(Money.rupiah(150_000));
    assertThat(paid.receiptNumber()).as("no money came in").isNull();
    assertThat(books.texts("SELECT sum(amount) FROM report.payment WHERE NOT of_deposit"))
        .as("what came in")
        .containsExactly("300000");
    assertThat(books.invoice(last).status()).isEqualTo("paid");
    assertThat(books.depositHeld(budi)).isEqualTo(50_000);
    assertThat(books.account("bank")).isZero();

    RefundView refund = books.refundDeposit(budi, 50_000);
    assertThat(refund.number()).isEqualTo("RF-2611-000001");
    assertThat(refund.source()).isEqualTo("deposit");
    assertThat(books.depositHeld(budi)).isZero();
    assertThat(books.account("deposit")).isZero();
    assertThat(books.account("cash")).isEqualTo(250_000);
    assertThat(books.texts("SELECT kind FROM ledger_entry ORDER BY id DESC LIMIT 2"))
        .containsExactly("deposit", "payment");
  }

  @Test
  void it_does_not_pay_the_invoice_that_it_is_on() {
    long own = books.issueWithDeposit(budi, 100_000, 200_000, "2026-11-20").id();
    books.pay(budi, 200_000);
    assertThat(books.depositHeld(budi)).isEqualTo(100_000);
    long last = books.issue(budi, 150_000, "2026-11-30").id();
    assertThat(books.payByDeposit(budi, null).amount()).isEqualTo(Money.rupiah(100_000));
    assertThat(books.depositHeld(budi)).isZero();
    assertThat(books.invoice(own).open()).isEqualTo(Money.rupiah(100_000));
    assertThat(books.invoice(last).open()).isEqualTo(Money.rupiah(50_000));
  }

  @Test
  void never_more_than_is_held_and_never_into_credit() {
    held(200_000);
    refused(() -> books.payByDeposit(budi, 1L), "is open");
    refused(() -> books.payByDeposit(budi, null), "nothing is open", 422);
    refused(() -> books.refundDeposit(budi, 200_001), "deposit of Rp 200.000 that is held");
    refused(() -> books.refund(budi, 1), "credit of Rp 0");
    books.issue(budi, 500_000, "2026-11-30");
    refused(() -> books.payByDeposit(budi, 200_001L), "deposit of Rp 200.000 that is held");
    assertThat(books.payByDeposit(budi, null).amount()).isEqualTo(Money.rupiah(200_000));
    refused(() -> books.payByDeposit(budi, null), "deposit of Rp 0 that is held");
    refused(() -> books.refundDeposit(budi, 1), "deposit of Rp 0 that is held");
  }

  @Test
  void a_payment_by_deposit_that_is_reversed_is_held_again() {
    held(200_000);
    long invoice = books.issue(budi, 150_000, "2026-11-30").id();
    books.reverse(books.payByDeposit(budi, 120_000L).id());
    assertThat(books.depositHeld(budi)).isEqualTo(200_000);
    assertThat(books.invoice(invoice).open()).isEqualTo(Money.rupiah(150_000));
    assertThat(books.account("deposit")).isEqualTo(-200_000);
  }

  @Test
  void the_payment_of_a_deposit_bounces_after_it_was_given_back_and_the_customer_owes_it() {
    books.issueWithDeposit(budi, 50_000, 200_000, "2026-11-30");
    long payment = books.pay(budi, 250_000).id();
    books.refundDeposit(budi, 200_000);
    books.reverse(payment);
    assertThat(books.balance(budi)).isEqualTo(-250_000);
    refused(() -> books.refundDeposit(budi, 1), "deposit of Rp 0 that is held");
    books.pay(budi, 250_000);
    assertThat(books.depositHeld(budi)).isZero();
    assertThat(books.balance(budi)).isZero();
  }

  @Test
  void an_invoice_whose_deposit_is_gone_can_not_be_made_void() {
    long invoice = books.issueWithDeposit(budi, 50_000, 200_000, "2026-11-30").id();
    books.pay(budi, 250_000);
    books.refundDeposit(budi, 1);
    refused(() -> books.makeVoid(invoice), "is used or given back");
    books.credit(invoice, 50_000);
    assertThat(books.balance(budi)).isEqualTo(50_000);
  }

  @Test
  void an_invoice_whose_deposit_is_there_can() {
    long invoice = held(200_000);
    books.makeVoid(invoice);
    assertThat(books.depositHeld(budi)).isZero();
    assertThat(books.balance(budi)).isEqualTo(300_000);
  }

  @Test
  void what_a_cashier_once_called_deposit_is_money_that_came_in() {
    books.execute(
        """
        INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
        VALUES (%d, 500, 'deposit', now(), now(), 'staff:siti')"""
            .formatted(budi));
    books.execute(
        """
        WITH entry AS (INSERT INTO ledger_entry (kind, payment_id, posted_at, posted_by)
                       SELECT 'payment', id, now(), 'staff:siti' FROM payment WHERE method = 'deposit' RETURNING id)
        INSERT INTO ledger_posting (entry_id, account, customer_id, amount, currency)
        SELECT id, 'bank', NULL, 500, 'IDR' FROM entry
        UNION ALL SELECT id, 'customer_credit', %d, -500, 'IDR' FROM entry"""
            .formatted(budi));
    assertThat(books.depositHeld(budi)).isZero();
    assertThat(books.balance(budi)).isEqualTo(500);
  }

  /** Paid, with an installation of Rp 100,000 beside it. */
  private long held(long deposit) {
    long invoice = books.issueWithDeposit(budi, 100_000, deposit, "2026-11-30").id();
    books.pay(budi, 100_000 + deposit);
    return invoice;
  }

  private static void refused(Runnable attempt, String words) {
    refused(attempt, words, 409);
  }

  private static void refused(Runnable attempt, String words, int status) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status))
        .hasMessageContaining(words);
  }
}
