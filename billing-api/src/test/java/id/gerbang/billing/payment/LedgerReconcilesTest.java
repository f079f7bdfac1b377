package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.books.BooksDao;
import id.gerbang.billing.books.BooksDao.Aged;
import id.gerbang.billing.credit.CreateRefund;
import id.gerbang.billing.gateway.NoteSettlement;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, every rupiah is explained. */
class LedgerReconcilesTest {

  private static final int STEPS = 150;
  private static final Set<String> DONE = new TreeSet<>();

  /** A step that a rule always refuses would show nothing. */
  @AfterAll
  static void each_kind_of_step_was_done() {
    assertThat(DONE)
        .containsExactly(
            "credit note",
            "pay by deposit",
            "pay out",
            "refund",
            "refund by gateway",
            "refund deposit",
            "reverse",
            "undo write-off",
            "void",
            "write off");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void whatever_is_done_to_money_in_whatever_order(long seed) {
    Random random = new Random(seed);
    try (Books books = new Books()) {
      List<Long> customers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        customers.add(books.customer("customer" + i));
        books.subscription(customers.get(i), "line" + i);
      }
      books.execute(
          """
          INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
          VALUES ('midtrans', true, 'sandbox', '[]', 'isp', now()), ('xendit', true, 'sandbox', '[]', 'isp', now())""");
      List<Long> invoices = new ArrayList<>();
      List<Long> payments = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        long customer = customers.get(random.nextInt(customers.size()));
        String reference = "step-" + step;
        int choice = random.nextInt(19);
        switch (choice) {
          case 0, 1, 2 ->
              invoices.add(
                  books
                      .issue(
                          customer,
                          1 + random.nextInt(300_000),
                          "2026-11-" + (10 + random.nextInt(20)))
                      .id());
          case 3, 4, 5 -> payments.add(books.pay(customer, 1 + random.nextInt(400_000)).id());
          case 6 -> tried("reverse", () -> books.reverse(any(payments, random)));
          case 7 -> tried("void", () -> books.makeVoid(any(invoices, random)));
          case 8, 9 ->
              tried(
                  "credit note",
                  () -> books.credit(any(invoices, random), 1 + random.nextInt(200_000)));
          case 10 -> {
            long amount = 1 + random.nextInt(100_000);
            tried("refund", () -> books.refund(customer, amount));
            tried("refund by gateway", () -> refundByGateway(books, customer, amount / 2 + 1));
          }
          case 11, 12 -> payments.add(throughGateway(books, customer, random, step));
          case 13 -> tried("pay out", () -> payOut(books, random, reference));
          case 14 ->
              invoices.add(
                  books
                      .issueWithDeposit(
                          customer,
                          1 + random.nextInt(100_000),
                          1 + random.nextInt(200_000),
                          "2026-11-25")
                      .id());
          case 15 -> {
            Long amount = random.nextBoolean() ? null : 1 + random.nextLong(100_000);
            tried("pay by deposit", () -> payments.add(books.payByDeposit(customer, amount).id()));
          }
          case 16 ->
              tried(
                  "refund deposit",
                  () -> books.refundDeposit(customer, 1 + random.nextInt(100_000)));
          case 17 -> tried("undo write-off", () -> books.undoWriteOff(any(invoices, random)));
          default -> tried("write off", () -> books.writeOff(any(invoices, random)));
        }
        if (step == STEPS / 3) {
          books.pkp(seed % 2 == 0 ? "exclusive" : "inclusive");
        }
        books.clock.move(Duration.ofMinutes(random.nextInt(600)));
        assertThat(books.unexplained()).as("step %d", step).isEqualTo(Books.NOTHING);
        if (step % 10 == 0) {
          assertThat(books.standing()).as("step %d", step).isEmpty();
          receivablesOfThePastReconcile(books);
        }
      }
      // Nobody has credit beside an open invoice.
      assertThat(
              books.number(
                  """
                  SELECT count(*) FROM customer c
                  WHERE EXISTS (SELECT FROM invoice i WHERE i.customer_id = c.id AND i.status = 'open')
                    AND (SELECT sum(amount) FROM ledger_posting p WHERE p.customer_id = c.id AND account = 'customer_credit') < 0"""))
          .isZero();
    }
  }

  /** With what the customer bears of the gateway's fee, or without. */
  private static long throughGateway(Books books, long customer, Random random, int step) {
    String gateway = anyGateway(random);
    RecordPayment payment =
        new RecordPayment(
            customer,
            null,
            Money.rupiah(5_000 + random.nextInt(300_000)),
            gateway,
            null,
            null,
            gateway + ":" + step,
            true);
    long fee = random.nextInt(2) * 4_000L;
    return books.jdbi.inTransaction(
        handle -> {
          long id = books.payments.recordFromGateway(handle, payment, fee, Books.CASHIER).id();
          new Ledger(books.clock)
              .post(handle, Entry.gatewayFee(gateway, id, 4_000), "gateway:" + gateway);
          return id;
        });
  }

  private static void payOut(Books books, Random random, String reference) {
    String gateway = anyGateway(random);
    NoteSettlement note =
        new NoteSettlement(
            Money.rupiah(random.nextInt(400_000) - 50_000),
            Money.rupiah(random.nextInt(3_000) - 1_500),
            LocalDate.of(2026, 11, 22),
            reference);
    books.jdbi.useTransaction(
        handle -> books.settlements.note(handle, gateway, note, Books.CASHIER));
  }

  private static void refundByGateway(Books books, long customer, long amount) {
    String gateway = amount % 2 == 0 ? "midtrans" : "xendit";
    CreateRefund create =
        new CreateRefund(
            customer, Money.rupiah(amount), "gateway", null, "paid twice", null, null, gateway);
    books.jdbi.useTransaction(handle -> books.refunds.refund(handle, create, Books.CASHIER));
  }

  private static String anyGateway(Random random) {
    return random.nextBoolean() ? "midtrans" : "xendit";
  }

  /** At any day's end, seen from now, what was open of invoices is what the account said. */
  private static void receivablesOfThePastReconcile(Books books) {
    LocalDate day = LocalDate.of(2026, 11, 23);
    LocalDate today = LocalDate.ofInstant(books.clock.instant(), Books.WIB);
    for (; !day.isAfter(today); day = day.plusDays(7)) {
      LocalDate at = day;
      Instant until = at.plusDays(1).atStartOfDay(Books.WIB).toInstant();
      books.jdbi.useExtension(
          BooksDao.class,
          dao -> {
            Aged all = dao.agedInAll(until, at);
            assertThat(all.total()).as("at the end of %s", at).isEqualTo(dao.receivable(until));
            assertThat(
                    all.notDue()
                        + all.days1to30()
                        + all.days31to60()
                        + all.days61to90()
                        + all.over90())
                .isEqualTo(all.total());
            assertThat(dao.aged(until, at, 0, 500).stream().mapToLong(Aged::total).sum())
                .isEqualTo(all.total());
          });
    }
  }

  /** Where a rule refuses it, nothing is done. */
  private static void tried(String kind, Runnable step) {
    try {
      step.run();
      DONE.add(kind);
    } catch (Problem refused) {
      assertThat(refused.status()).isIn(404, 409, 422);
    }
  }

  private static long any(List<Long> ids, Random random) {
    return ids.isEmpty() ? 0 : ids.get(random.nextInt(ids.size()));
  }
}
