package id.gerbang.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.CreateInvoice.Line;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvoiceServiceTest {

  private static final LocalDate DUE = LocalDate.parse("2026-11-30");

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
  void numbers_follow_the_isps_calendar_and_begin_anew_each_year() {
    books.clock.set("2026-11-30T16:59:59Z");
    assertThat(books.issue(budi, 1, "2026-12-31").number()).isEqualTo("INV-2611-000001");
    books.clock.set("2026-11-30T17:00:00Z");
    assertThat(books.issue(budi, 1, "2026-12-31").number()).isEqualTo("INV-2612-000002");
    books.clock.set("2026-12-31T17:00:00Z");
    assertThat(books.issue(budi, 1, "2027-01-31").number()).isEqualTo("INV-2701-000001");
  }

  @Test
  void a_refused_invoice_leaves_no_gap_also_when_many_are_issued_at_once() {
    assertThatThrownBy(
            () ->
                books.jdbi.useTransaction(
                    handle -> {
                      books.invoices.issue(handle, one(budi, 100), Books.CASHIER);
                      throw new IllegalStateException("the power goes");
                    }))
        .hasMessage("the power goes");
    List<Long> customers =
        IntStream.range(0, 8).mapToObj(n -> books.customer("customer" + n)).toList();
    customers.parallelStream()
        .forEach(
            customer -> {
              for (int i = 0; i < 5; i++) {
                books.issue(customer, 100, "2026-11-30");
              }
            });
    assertThat(books.texts("SELECT right(number, 6)::int::text FROM invoice ORDER BY number"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList());
  }

  @Test
  void a_discount_is_a_line_below_zero_but_a_bill_is_not() {
    CreateInvoice discounted =
        new CreateInvoice(
            budi,
            null,
            List.of(
                new Line("Internet", Money.rupiah(150_000)),
                new Line("Diskon", Money.rupiah(-50_000))),
            DUE,
            null);
    InvoiceView invoice =
        books.jdbi.inTransaction(handle -> books.invoices.issue(handle, discounted, Books.CASHIER));
    assertThat(invoice.total()).isEqualTo(Money.rupiah(100_000));
    assertThat(invoice.lines()).hasSize(2);
    refused(one(budi, 0), "lines");
    refused(one(budi, -1), "lines");
  }

  @Test
  void each_field_that_is_wrong_is_named() {
    refused(new CreateInvoice(null, null, List.of(), null, null), "customerId", "dueDate", "lines");
    refused(
        new CreateInvoice(budi, null, List.of(new Line(" ", null)), DUE, null),
        "lines[0].description",
        "lines[0].amount");
    refused(
        new CreateInvoice(budi, null, List.of(new Line("x", new Money(1, "USD"))), DUE, "a\u0000b"),
        "externalId",
        "lines[0].amount");
    refused(one(99, 100), "customerId");
    long other = books.subscription(books.customer("Sari"), "sari");
    refused(
        new CreateInvoice(budi, other, List.of(new Line("x", Money.rupiah(1))), DUE, null),
        "subscriptionId");
  }

  @Test
  void a_void_invoice_opens_the_gate_and_what_was_paid_is_credit() {
    InvoiceView invoice = books.issue(budi, 150_000, "2026-11-20");
    books.pay(budi, 60_000);
    assertThat(books.unpaid(line)).contains("isolate");
    InvoiceView gone = books.makeVoid(invoice.id());
    assertThat(gone.status()).isEqualTo("void");
    assertThat(gone.open()).isEqualTo(Money.rupiah(0));
    assertThat(books.unpaid(line)).isEmpty();
    assertThat(books.balance(budi)).isEqualTo(60_000);
    assertThat(books.issue(budi, 150_000, "2026-11-30").paid()).isEqualTo(Money.rupiah(60_000));
    assertThatThrownBy(() -> books.makeVoid(invoice.id())).hasMessageContaining("void already");
  }

  @Test
  void credit_set_free_goes_to_what_is_open_also_twice_from_one_payment() {
    InvoiceView first = books.issue(budi, 100, "2026-11-25");
    InvoiceView second = books.issue(budi, 100, "2026-11-26");
    books.pay(budi, 150);
    books.makeVoid(first.id());
    assertThat(books.texts("SELECT status FROM invoice WHERE id = " + second.id()))
        .containsExactly("paid");
    assertThat(books.balance(budi)).isEqualTo(50);
  }

  @Test
  void an_invoice_for_one_line_isolates_that_line_alone() {
    long other = books.subscription(budi, "budi2");
    books.issue(budi, other, 100, "2026-11-20");
    assertThat(books.unpaid(other)).contains("isolate");
    assertThat(books.unpaid(line)).isEmpty();
  }

  private void refused(CreateInvoice create, String... fields) {
    assertThatThrownBy(
            () ->
                books.jdbi.useTransaction(
                    handle -> books.invoices.issue(handle, create, Books.CASHIER)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors()).extracting("field").containsExactly((Object[]) fields);
            });
  }

  private static CreateInvoice one(long customer, long amount) {
    return new CreateInvoice(
        customer, null, List.of(new Line("Internet", Money.rupiah(amount))), DUE, null);
  }
}
