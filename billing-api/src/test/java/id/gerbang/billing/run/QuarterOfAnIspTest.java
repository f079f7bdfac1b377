package id.gerbang.billing.run;

import static id.gerbang.billing.payment.Books.NOTHING;
import static id.gerbang.billing.payment.Books.WIB;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.books.BookReports;
import id.gerbang.billing.books.BookReports.Ageing;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.payment.Books;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A made-up ISP day by day, against figures reckoned by hand: the README beside the CSV says how.
 */
class QuarterOfAnIspTest {

  private static final LocalDate FIRST = LocalDate.of(2027, 1, 1);

  private final Books books = new Books();
  private final BillingRuns runs = new BillingRuns(books.jdbi, books.clock, WIB, books.invoices);
  private final DailyBilling daily = new DailyBilling(books.jdbi, books.clock, WIB, runs);
  private final BookReports reports = new BookReports(books.jdbi, books.clock, WIB);
  private final Map<LocalDate, List<Runnable>> doings = new HashMap<>();

  @AfterEach
  void close() {
    runs.close();
    books.close();
  }

  @Test
  void each_month_ends_with_the_figures_reckoned_by_hand() throws IOException {
    books.clock.set("2026-12-31T10:00:00Z");
    books.pkp("exclusive");
    long ani = customer("Ani", 1);
    long budi = customer("Budi", 1);
    long cici = customer("Cici", 1);
    long dedi = customer("Dedi", 1);
    long eka = customer("Eka", 15);

    pays(ani, 166_500, "2027-01-05", "2027-02-05", "2027-03-05");
    pays(budi, 166_500, "2027-01-20", "2027-02-05", "2027-03-05");
    pays(cici, 200_000, "2027-01-05");
    pays(cici, 133_000, "2027-02-05");
    pays(cici, 166_500, "2027-03-05");
    pays(dedi, 100_000, "2027-01-05");
    pays(dedi, 66_500, "2027-01-25");
    pays(dedi, 166_500, "2027-02-05");
    on("2027-02-09", () -> books.reverse(last("payment", dedi)));
    on("2027-03-10", () -> books.writeOff(last("invoice", dedi)));
    pays(eka, 166_500, "2027-01-20", "2027-02-20", "2027-03-20");
    on("2027-02-25", () -> books.credit(last("invoice", eka), 50_000));
    on("2027-03-03", () -> books.refund(eka, 50_000));
    isolated("2027-01-12", budi, dedi);
    isolated("2027-01-20", dedi);
    isolated("2027-01-25");
    isolated("2027-02-11");
    isolated("2027-02-12", dedi);
    isolated("2027-03-09", dedi);
    isolated("2027-03-10");
    isolated("2027-03-21");
    isolated("2027-03-22", dedi);

    List<String> figures = expected();
    LocalDate day = FIRST;
    for (String month : figures) {
      YearMonth of = YearMonth.parse(month.substring(0, 7));
      for (; !day.isAfter(of.atEndOfMonth()); day = day.plusDays(1)) {
        play(day);
      }
      assertThat(figures(of)).isEqualTo(month);
      assertBooksAreInOrder(of);
    }
  }

  private void play(LocalDate day) {
    at(day, 0);
    books.run.carryOut(Books.CASHIER);
    at(day, 1);
    daily.run();
    at(day, 10);
    doings.getOrDefault(day, List.of()).forEach(Runnable::run);
    at(day, 23);
    books.run.carryOut(Books.CASHIER);
  }

  private void at(LocalDate day, int hour) {
    books.clock.set(day.atTime(hour, 0).atZone(WIB).toInstant().toString());
  }

  private long customer(String name, int billingDay) {
    long id = books.customer(name);
    long line = books.subscription(id, name.toLowerCase(Locale.ROOT));
    books.execute(
        "UPDATE subscription SET billing_day = %d, billed_until = '2027-01-%02d' WHERE id = %d"
            .formatted(billingDay, billingDay, line));
    return id;
  }

  private void on(String day, Runnable doing) {
    doings.computeIfAbsent(LocalDate.parse(day), any -> new ArrayList<>()).add(doing);
  }

  private void pays(long customer, long amount, String... days) {
    for (String day : days) {
      on(day, () -> books.pay(customer, amount));
    }
  }

  /** Who is isolated by then, after what was done on that day before. */
  private void isolated(String day, long... customers) {
    on(
        day,
        () ->
            assertThat(
                    books.texts(
                        "SELECT customer_id::text FROM subscription"
                            + " WHERE unpaid_action = 'isolate' ORDER BY customer_id"))
                .as("isolated on " + day)
                .isEqualTo(LongStream.of(customers).mapToObj(Long::toString).toList()));
  }

  private long last(String document, long customer) {
    return books.number(
        "SELECT max(id) FROM %s WHERE customer_id = %d".formatted(document, customer));
  }

  private String figures(YearMonth month) {
    return LongStream.of(
            moved(month, "receivable", "invoice"),
            -moved(month, "tax_payable", "invoice', 'credit_note"),
            moved(month, "cash", "payment', 'reversal"),
            -moved(month, "cash", "refund"),
            moved(month, "write_off", "write_off"),
            stands("receivable"),
            -stands("customer_credit"),
            books.number("SELECT count(*) FROM subscription WHERE unpaid_action = 'isolate'"))
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", month + ",", ""));
  }

  private long moved(YearMonth month, String account, String kinds) {
    return books.number(
        """
        SELECT coalesce(sum(p.amount), 0)::bigint
        FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
        WHERE p.account = '%s' AND e.kind IN ('%s')
          AND to_char(e.posted_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') = '%s'"""
            .formatted(account, kinds, month));
  }

  private long stands(String account) {
    return books.number(
        "SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting WHERE account = '%s'"
            .formatted(account));
  }

  private void assertBooksAreInOrder(YearMonth month) {
    assertThat(books.unexplained()).as("unexplained in " + month).isEqualTo(NOTHING);
    assertThat(books.standing()).as("paid but blocked, unpaid but online in " + month).isEmpty();
    Ageing ageing = reports.receivablesAgeing(new ListQuery(), null);
    assertThat(ageing.total().total().amount()).isEqualTo(stands("receivable"));
  }

  private static List<String> expected() throws IOException {
    try (InputStream csv = QuarterOfAnIspTest.class.getResourceAsStream("quarter-of-an-isp.csv")) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }
}
