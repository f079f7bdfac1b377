package id.gerbang.billing.cash;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.cash.CashBookDao.Totals;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.Books;
import id.gerbang.billing.payment.RecordPayment;
import id.gerbang.core.database.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CashClosingsTest {

  private static final Actor COLLECTOR = new Actor("staff:budi", Role.COLLECTOR);
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);

  private final Books books = new Books();
  private final CashClosings closings = new CashClosings(books.jdbi, books.clock, Books.WIB);
  private long customer;

  @BeforeEach
  void a_customer() {
    customer = books.customer("Budi");
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void the_cash_book_of_any_day_is_the_same_once_it_is_closed() {
    pays("2026-11-22T05:00:00Z", 100_000, Books.CASHIER);
    pays("2026-11-30T16:59:59Z", 20_000, COLLECTOR); // the last second of the day in WIB
    pays("2026-11-30T17:00:00Z", 3_000, COLLECTOR); // the first of the next
    pays("2027-02-10T05:00:00Z", 400_000, Books.CASHIER); // after a month without any
    books.clock.set("2027-03-05T05:00:00Z");
    List<Totals> before = everyDay();

    assertThat(closings.run()).isEqualTo("days closed: 103");
    assertThat(everyDay()).isEqualTo(before);
    assertThat(
            books.texts(
                "SELECT concat_ws(' ', (at AT TIME ZONE 'Asia/Jakarta')::date, account, balance) FROM cash_closing WHERE extract(day FROM at AT TIME ZONE 'Asia/Jakarta') = 1 ORDER BY at, account"))
        .containsExactly(
            "2026-12-01 cash 100000",
            "2026-12-01 collector_cash 20000",
            "2027-01-01 cash 100000",
            "2027-01-01 collector_cash 23000",
            "2027-02-01 cash 100000",
            "2027-02-01 collector_cash 23000",
            "2027-03-01 cash 500000",
            "2027-03-01 collector_cash 23000");
    assertThat(closings.run()).isEqualTo("days closed: 0");
  }

  @Test
  void what_is_closed_is_not_read_again() {
    pays("2026-11-22T05:00:00Z", 100_000, Books.CASHIER);
    books.clock.set("2026-12-05T05:00:00Z");
    closings.run();
    TestDatabase.execute(
        books.database,
        "ALTER TABLE cash_closing DISABLE TRIGGER ALL; UPDATE cash_closing SET balance = 1");
    assertThat(totals(CashBookDao.TILL, LocalDate.of(2026, 12, 5)).opening()).isEqualTo(1);
  }

  @Test
  void a_day_is_closed_once_what_was_begun_in_it_is_over_and_not_before() {
    pays("2026-11-22T05:00:00Z", 100_000, Books.CASHIER);
    books.clock.set("2026-11-22T17:59:59Z");
    assertThat(closings.run()).isEqualTo("days closed: 0");
    books.clock.set("2026-11-22T18:00:00Z");
    assertThat(closings.run()).isEqualTo("days closed: 1");
  }

  @Test
  void days_without_cash_are_closed_too() {
    books.issue(customer, 150_000, "2026-12-01");
    books.clock.set("2027-02-05T05:00:00Z");
    assertThat(closings.run()).isEqualTo("days closed: 75");
  }

  private void pays(String at, long amount, Actor actor) {
    books.clock.set(at);
    books.record(
        new RecordPayment(customer, null, Money.rupiah(amount), "cash", null, null, null, true),
        actor);
  }

  private List<Totals> everyDay() {
    List<Totals> days = new ArrayList<>();
    for (LocalDate day = FIRST; day.isBefore(LocalDate.of(2027, 3, 6)); day = day.plusDays(1)) {
      days.add(totals(CashBookDao.TILL, day));
      days.add(totals(CashBookDao.COLLECTOR, day));
    }
    return days;
  }

  private Totals totals(String whose, LocalDate day) {
    return books.jdbi.withExtension(
        CashBookDao.class,
        dao -> dao.totals(whose, COLLECTOR.name(), start(day), start(day.plusDays(1))));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(Books.WIB).toInstant();
  }
}
