package id.gerbang.billing.cash;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.cash.CashBookDao.Line;
import id.gerbang.billing.cash.CashBookDao.Totals;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.billing.payment.PaymentView;
import id.gerbang.billing.payment.RecordPayment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever collectors and cashiers do in whatever order, each cash book is what the hands hold. */
class CashReconcilesTest {

  private static final int STEPS = 120;
  private static final String TILL = "till";

  private final Random random;
  private final Books books = new Books();
  private final List<Actor> collectors =
      List.of(new Actor("staff:budi", Role.COLLECTOR), new Actor("staff:siti", Role.COLLECTOR));

  /** What a person would count in each pair of hands, and who had which payment. */
  private final Map<String, Long> hands = new HashMap<>();

  private final Map<Long, String> whose = new HashMap<>();
  private final List<PaymentView> standing = new ArrayList<>();

  CashReconcilesTest() {
    random = new Random();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void collect_reverse_and_hand_over_in_any_order(long seed) {
    random.setSeed(seed);
    try (books) {
      long customer = books.customer("Budi");
      books.subscription(customer, "budi");
      LocalDate first = today();
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(8)) {
          case 0, 1 -> books.issue(customer, 1 + random.nextInt(300_000), today().toString());
          case 2, 3, 4 -> pay(customer, collectors.get(random.nextInt(2)));
          case 5 -> pay(customer, Books.CASHIER);
          case 6 -> reverse();
          default -> handOver(collectors.get(random.nextInt(2)).name());
        }
        assertThat(books.unexplained()).as("step %d", step).isEqualTo(Books.NOTHING);
        for (String holder : List.of("staff:budi", "staff:siti", TILL)) {
          assertThat(closing(holder, today()))
              .as("step %d, %s", step, holder)
              .isEqualTo(hands.getOrDefault(holder, 0L));
        }
        books.clock.move(Duration.ofMinutes(random.nextInt(300)));
      }
      for (LocalDate day = first; day.isBefore(today()); day = day.plusDays(1)) {
        for (String holder : List.of("staff:budi", "staff:siti", TILL)) {
          assertThat(totals(holder, day.plusDays(1)).opening()).isEqualTo(closing(holder, day));
          Totals totals = totals(holder, day);
          assertThat(lines(holder, day).stream().mapToLong(Line::amount).sum())
              .isEqualTo(totals.came() + totals.went());
        }
      }
      assertThat(
              books.number(
                  "SELECT sum(amount) FROM ledger_posting WHERE account = 'collector_cash'"))
          .isEqualTo(hands.getOrDefault("staff:budi", 0L) + hands.getOrDefault("staff:siti", 0L));
      assertThat(books.number("SELECT count(*) FROM receipt"))
          .isEqualTo(books.number("SELECT max(right(number, 6)::bigint) FROM receipt"))
          .isEqualTo(books.number("SELECT count(*) FROM payment"));
    }
  }

  private void pay(long customer, Actor actor) {
    long amount = 1 + random.nextInt(40_000);
    PaymentView payment =
        books.record(
            new RecordPayment(customer, null, Money.rupiah(amount), "cash", null, null, null, true),
            actor);
    String holder = actor.role() == Role.COLLECTOR ? actor.name() : TILL;
    hands.merge(holder, amount, Long::sum);
    whose.put(payment.id(), holder);
    standing.add(payment);
  }

  private void reverse() {
    if (!standing.isEmpty()) {
      PaymentView payment = standing.remove(random.nextInt(standing.size()));
      books.reverse(payment.id());
      hands.merge(whose.get(payment.id()), -payment.amount().amount(), Long::sum);
    }
  }

  private void handOver(String collector) {
    long expected = hands.getOrDefault(collector, 0L);
    if (expected == 0) {
      return;
    }
    long counted = Math.max(0, expected + random.nextInt(3) * 1000 - 1000);
    HandoverView view =
        books.jdbi.inTransaction(
            handle ->
                books.handovers.take(
                    handle,
                    new TakeHandover(
                        collector, Money.rupiah(expected), Money.rupiah(counted), null, null),
                    Books.CASHIER));
    assertThat(view.difference().amount()).isEqualTo(counted - expected);
    hands.put(collector, 0L);
    hands.merge(TILL, counted, Long::sum);
    whose.replaceAll((payment, holder) -> holder.equals(collector) ? TILL : holder);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(books.clock.instant(), Books.WIB);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(Books.WIB).toInstant();
  }

  private static String postings(String holder) {
    return holder.equals(TILL) ? CashBookDao.TILL : CashBookDao.COLLECTOR;
  }

  private Totals totals(String holder, LocalDate day) {
    return books.jdbi.withExtension(
        CashBookDao.class,
        dao -> dao.totals(postings(holder), holder, start(day), start(day.plusDays(1))));
  }

  private long closing(String holder, LocalDate day) {
    Totals totals = totals(holder, day);
    return totals.opening() + totals.came() + totals.went();
  }

  private List<Line> lines(String holder, LocalDate day) {
    return books.jdbi.withExtension(
        CashBookDao.class,
        dao -> dao.lines(postings(holder), holder, start(day), start(day.plusDays(1)), -1, 500));
  }
}
