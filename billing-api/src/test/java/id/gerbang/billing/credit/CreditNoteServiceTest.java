package id.gerbang.billing.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.billing.payment.PaymentView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credit notes, refunds and write-offs. */
class CreditNoteServiceTest {

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
  void less_is_open_and_the_gate_opens_when_nothing_is() {
    InvoiceView invoice = books.issue(budi, 150_000, "2026-11-20");
    books.pay(budi, 100_000);
    CreditNoteView note = books.credit(invoice.id(), 20_000);
    assertThat(note.number()).isEqualTo("CN-2611-000001");
    assertThat(note.released()).isEqualTo(Money.rupiah(0));
    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(books.invoice(invoice.id()).open()).isEqualTo(Money.rupiah(30_000));
    books.credit(invoice.id(), 30_000);
    assertThat(books.unpaid(line)).isEmpty();
    InvoiceView settled = books.invoice(invoice.id());
    assertThat(settled.status()).isEqualTo("paid");
    assertThat(settled.paid()).isEqualTo(Money.rupiah(100_000));
    assertThat(settled.credited()).isEqualTo(Money.rupiah(50_000));
  }

  @Test
  void what_was_paid_beyond_becomes_credit_and_pays_the_next() {
    InvoiceView invoice = books.issue(budi, 150_000, "2026-11-20");
    PaymentView payment = books.pay(budi, 120_000);
    CreditNoteView note = books.credit(invoice.id(), 100_000);
    assertThat(note.released()).isEqualTo(Money.rupiah(70_000));
    assertThat(books.balance(budi)).isEqualTo(70_000);
    assertThat(books.payment(payment.id()).credit()).isEqualTo(Money.rupiah(70_000));
    assertThat(books.issue(budi, 80_000, "2026-12-20").paid()).isEqualTo(Money.rupiah(70_000));
  }

  @Test
  void together_they_never_exceed_the_invoice() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-30");
    books.credit(invoice.id(), 60);
    refused(() -> books.credit(invoice.id(), 41), "is at most Rp 40");
    List<Long> credited =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(
                n -> {
                  try {
                    return books.credit(invoice.id(), 30).amount().amount();
                  } catch (Problem refused) {
                    return 0L;
                  }
                })
            .toList();
    assertThat(credited.stream().mapToLong(Long::longValue).sum()).isEqualTo(30);
    refused(() -> books.makeVoid(invoice.id()), "credit note");
    assertThat(books.texts("SELECT number FROM credit_note ORDER BY id"))
        .as("no gap where one was refused")
        .containsExactly("CN-2611-000001", "CN-2611-000002");
  }

  @Test
  void a_void_invoice_has_nothing_to_credit() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-30");
    books.makeVoid(invoice.id());
    refused(() -> books.credit(invoice.id(), 1), "is void");
  }

  @Test
  void credit_is_refunded_up_to_what_there_is() {
    books.issue(budi, 100, "2026-11-30");
    PaymentView payment = books.pay(budi, 150);
    refused(() -> books.refund(budi, 51), "credit of Rp 50");
    books.refund(budi, 50);
    assertThat(books.balance(budi)).isZero();
    assertThat(books.payment(payment.id()).refunded()).isEqualTo(Money.rupiah(50));
    assertThat(books.payment(payment.id()).credit()).isEqualTo(Money.rupiah(0));
    assertThat(books.issue(budi, 10, "2026-11-30").paid()).isEqualTo(Money.rupiah(0));
  }

  @Test
  void two_refunds_at_once_share_what_there_is() {
    books.pay(budi, 100);
    long refunded =
        IntStream.range(0, 6)
            .parallel()
            .filter(
                n -> {
                  try {
                    books.refund(budi, 40);
                    return true;
                  } catch (Problem refused) {
                    return false;
                  }
                })
            .count();
    assertThat(refunded).isEqualTo(2);
    assertThat(books.balance(budi)).isEqualTo(20);
  }

  @Test
  void a_write_off_is_undone_all_of_it_and_the_invoice_is_open_as_it_was() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-20");
    long payment = books.pay(budi, 30).id();
    refused(() -> books.undoWriteOff(invoice.id()), "is not written off");
    books.writeOff(invoice.id());
    books.reverse(payment);
    books.writeOff(invoice.id());
    assertThat(books.unpaid(line)).isEmpty();

    books.undoWriteOff(invoice.id());
    InvoiceView open = books.invoice(invoice.id());
    assertThat(open.status()).isEqualTo("open");
    assertThat(open.open()).isEqualTo(Money.rupiah(100));
    assertThat(open.writtenOff()).isEqualTo(Money.rupiah(0));
    assertThat(books.unpaid(line)).contains("isolate");
    assertThat(
            books.number(
                "SELECT sum(amount)::bigint FROM ledger_posting WHERE account = 'write_off'"))
        .isZero();
    assertThat(
            books.texts("SELECT concat_ws(' ', amount, undoes, reason) FROM write_off ORDER BY id"))
        .containsExactly("70 gone", "30 gone", "-70 1 pays after all", "-30 2 pays after all");
    refused(() -> books.undoWriteOff(invoice.id()), "is not written off");
    books.pay(budi, 100);
    assertThat(books.unpaid(line)).isEmpty();
  }

  @Test
  void credit_that_came_meanwhile_pays_what_is_open_again() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-20");
    books.writeOff(invoice.id());
    books.pay(budi, 60);
    books.undoWriteOff(invoice.id());
    assertThat(books.invoice(invoice.id()).paid()).isEqualTo(Money.rupiah(60));
    assertThat(books.balance(budi)).isEqualTo(-40);
    books.writeOff(invoice.id());
    assertThat(books.invoice(invoice.id()).writtenOff()).isEqualTo(Money.rupiah(40));
  }

  @Test
  void what_is_written_off_is_an_expense_and_no_payment() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-20");
    long payment = books.pay(budi, 30).id();
    books.writeOff(invoice.id());
    InvoiceView gone = books.invoice(invoice.id());
    assertThat(gone.status()).isEqualTo("written_off");
    assertThat(gone.paid()).isEqualTo(Money.rupiah(30));
    assertThat(gone.writtenOff()).isEqualTo(Money.rupiah(70));
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(
            books.number(
                "SELECT sum(amount)::bigint FROM ledger_posting WHERE account = 'write_off'"))
        .isEqualTo(70);
    refused(() -> books.writeOff(invoice.id()), "Nothing is open");
    books.reverse(payment);
    assertThat(books.invoice(invoice.id()).open()).isEqualTo(Money.rupiah(30));
    books.writeOff(invoice.id());
    assertThat(books.balance(budi)).isZero();
  }

  @Test
  void the_database_keeps_documents_as_they_are() {
    InvoiceView invoice = books.issue(budi, 100, "2026-11-30");
    books.pay(budi, 100);
    books.credit(invoice.id(), 10);
    for (String sql :
        List.of(
            "UPDATE credit_note SET amount = 1",
            "DELETE FROM credit_note_line",
            "UPDATE refund SET amount = 1",
            "UPDATE write_off SET amount = 1",
            "UPDATE invoice SET credited = 0",
            "UPDATE invoice SET credited = 101, paid = 100",
            "UPDATE invoice SET tax = 1",
            "UPDATE invoice SET total = 1")) {
      assertThatThrownBy(() -> books.execute(sql)).as(sql).isInstanceOf(RuntimeException.class);
    }
  }

  private static void refused(Runnable attempt, String words) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(409))
        .hasMessageContaining(words);
  }
}
