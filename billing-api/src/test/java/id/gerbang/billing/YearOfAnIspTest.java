package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A made-up ISP day by day over its API, against figures of each customer and month that were
 * reckoned by hand: the README beside the CSV says how.
 */
class YearOfAnIspTest extends MadeUpIsp {

  private static final int YEAR = 2027;

  @Test
  void each_month_ends_with_what_was_reckoned_of_each_customer() throws IOException {
    theYear();

    List<String> all = expected();
    LocalDate day = LocalDate.of(YEAR, 1, 1);
    for (int number = 1; number <= 12; number++) {
      YearMonth month = YearMonth.of(YEAR, number);
      for (; !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
        play(day);
      }
      assertThat(figures(month))
          .isEqualTo(all.stream().filter(row -> row.startsWith(month + ",")).toList());
      assertBooksAreInOrder(month);
    }
  }

  private void theYear() {
    postpaid("Ani", 1);
    pays("Ani", 166_500, monthly(1, 12, 5));

    postpaid("Budi", 1);
    pays("Budi", 166_500, day(1, 20));
    pays("Budi", 166_500, monthly(2, 12, 5));
    isolated(day(1, 12), "Budi", "Dedi");
    isolated(day(1, 20), "Dedi");

    postpaid("Cici", 1);
    pays("Cici", 200_000, day(1, 5));
    pays("Cici", 133_000, day(2, 5));
    pays("Cici", 166_500, monthly(3, 12, 5));

    postpaid("Dedi", 1);
    pays("Dedi", 100_000, day(1, 5));
    pays("Dedi", 66_500, day(1, 25));
    isolated(day(1, 25));
    pays("Dedi", 166_500, day(2, 5));
    on(
        day(2, 9),
        () -> post("/payments/" + last("payment", "Dedi") + "/reverse", "reason", "bounced"));
    isolated(day(2, 11));
    isolated(day(2, 12), "Dedi");
    isolated(day(3, 9), "Dedi");
    on(
        day(3, 10),
        () -> post("/invoices/" + last("invoice", "Dedi") + "/write-off", "reason", "given up"));
    isolated(day(3, 10));
    isolated(day(3, 22), "Dedi");
    pays("Dedi", 112_790, day(4, 6));
    pays("Dedi", 133_200, day(4, 10));
    pays("Dedi", 166_500, monthly(5, 12, 5));

    postpaid("Eka", 15);
    pays("Eka", 166_500, monthly(1, 12, 20));
    on(
        day(2, 25),
        () ->
            post(
                "/credit-notes",
                "invoiceId",
                last("invoice", "Eka"),
                "amount",
                50_000,
                "reason",
                "was down"));
    on(
        day(3, 3),
        () ->
            post(
                "/refunds",
                "customerId",
                customers.get("Eka"),
                "amount",
                50_000,
                "method",
                "cash",
                "reason",
                "asked for it"));

    postpaid("Fitri", 31);
    pays("Fitri", 166_500, monthly(2, 12, 5));

    postpaid("Gita", 1);
    pays("Gita", 166_500, monthly(1, 4, 5));
    on(day(4, 10), () -> order("Gita", "pause", "reason", "travels"));
    on(day(5, 10), () -> order("Gita", "resume", "reason", "is back"));
    pays("Gita", 171_871, day(6, 5));
    pays("Gita", 166_500, monthly(7, 12, 5));

    postpaid("Hadi", 1);
    pays("Hadi", 166_500, monthly(1, 6, 5));
    on(day(6, 16), () -> order("Hadi", "change-plan", "planId", 2, "when", "now"));
    pays("Hadi", 83_250, day(6, 20));
    pays("Hadi", 333_000, monthly(7, 9, 5));
    on(day(9, 16), () -> order("Hadi", "change-plan", "planId", 1, "when", "now"));
    pays("Hadi", 83_250, day(10, 5));
    pays("Hadi", 166_500, monthly(11, 12, 5));

    postpaid("Indah", 10);
    pays("Indah", 166_500, monthly(1, 4, 12));
    on(
        day(4, 20),
        () ->
            charge(
                "Indah",
                "kind",
                "discount",
                "description",
                "Promo",
                "amount",
                50_000,
                "from",
                "2027-05-01",
                "until",
                "2027-08-01"));
    pays("Indah", 111_000, monthly(5, 7, 12));
    on(
        day(8, 2),
        () -> charge("Indah", "kind", "one_off", "description", "Router", "amount", 350_000));
    pays("Indah", 555_000, day(8, 12));
    pays("Indah", 166_500, monthly(9, 12, 12));

    postpaid("Joko", 1);
    pays("Joko", 166_500, monthly(1, 10, 5));
    on(day(10, 20), () -> order("Joko", "terminate", "reason", "moves"));
    on(day(12, 10), () -> order("Joko", "reactivate", "reason", "moved back"));
    pays("Joko", 118_162, day(12, 15));

    prepaid("Kiki");
    renews("Kiki", day(1, 5), 1, 0, 166_500);
    renews("Kiki", day(2, 3), 1, 0, 166_500);
    renews("Kiki", day(3, 20), 3, 50_000, 444_000);
    renews("Kiki", day(6, 18), 6, 0, 999_000);
    state(day(1, 4), "Kiki", "expired");
    state(day(3, 4), "Kiki", "active");
    state(day(3, 6), "Kiki", "expired");
    state(day(12, 19), "Kiki", "active");

    postpaid("Lestari", 1, "gratis");

    postpaid("Maya", 1);
    pays("Maya", 166_500, monthly(1, 7, 5));
    on(
        day(8, 10),
        () ->
            post(
                "/promises",
                "customerId",
                customers.get("Maya"),
                "until",
                "2027-08-20",
                "note",
                "is paid on the 19th"));
    isolated(day(8, 18));
    pays("Maya", 166_500, day(8, 19));
    pays("Maya", 166_500, monthly(9, 12, 5));

    postpaid("Oki", 1);
    pays("Oki", 166_500, monthly(1, 10, 5));
    isolated(day(11, 12), "Oki");
    on(
        day(11, 12),
        () -> charge("Oki", "kind", "late_fee", "description", "Denda", "amount", 25_000));
    pays("Oki", 166_500, day(11, 25));
    isolated(day(11, 25));
    pays("Oki", 194_250, day(12, 5));
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(YEAR, month, day);
  }

  private static LocalDate[] monthly(int first, int last, int day) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(month -> day(month, day))
        .toArray(LocalDate[]::new);
  }

  private static List<String> expected() throws IOException {
    try (InputStream csv = YearOfAnIspTest.class.getResourceAsStream("year-of-an-isp.csv")) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }
}
