package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.database.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A made-up ISP day by day over its API, against figures of each customer and month that were
 * reckoned by hand: the README beside the CSV says how.
 */
class YearOfAnIspTest {

  private static final int YEAR = 2027;

  private final MovableClock clock = new MovableClock("2026-12-31T03:00:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  private final Map<String, Long> customers = new LinkedHashMap<>();
  private final Map<String, Long> lines = new HashMap<>();
  private final Map<LocalDate, List<Runnable>> doings = new HashMap<>();
  private int keys;

  @AfterEach
  void close() {
    billing.close();
  }

  @Test
  void each_month_ends_with_what_was_reckoned_of_each_customer() throws IOException {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega'), ('20 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload)
        VALUES (1, 1, 150000, 10000000, 10000000), (2, 1, 300000, 20000000, 20000000)""");
    Reply pkp = billing.put("/settings", "{\"tax\": {\"pkp\": true, \"mode\": \"exclusive\"}}");
    assertThat(pkp.status()).as(pkp.text()).isEqualTo(200);
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

  private void play(LocalDate day) {
    at(day, 0);
    billing.service.carryOut("overdue");
    at(day, 1);
    billing.service.carryOut("scheduled-changes");
    billing.service.carryOut("billing-run");
    at(day, 10);
    doings.getOrDefault(day, List.of()).forEach(Runnable::run);
    at(day, 23);
    billing.service.carryOut("overdue");
  }

  private void at(LocalDate day, int hour) {
    clock.set(day.atTime(hour, 0).atZone(Books.WIB).toInstant().toString());
  }

  private void postpaid(String name, int billingDay, String... tags) {
    subscribe(name, "postpaid", tags);
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET billing_day = %d, billed_until = '2027-01-%02d' WHERE id = %d"
            .formatted(billingDay, billingDay, lines.get(name)));
  }

  private void prepaid(String name) {
    subscribe(name, "prepaid");
  }

  private void subscribe(String name, String kind, String... tags) {
    customers.put(name, post("/customers", "name", name, "tags", tags).get("id").asLong());
    lines.put(
        name,
        post(
                "/subscriptions",
                "customerId",
                customers.get(name),
                "planId",
                1,
                "username",
                name.toLowerCase(Locale.ROOT),
                "password",
                "rahasia",
                "billing",
                kind)
            .get("id")
            .asLong());
  }

  private void on(LocalDate day, Runnable doing) {
    doings.computeIfAbsent(day, any -> new ArrayList<>()).add(doing);
  }

  private void pays(String name, long amount, LocalDate... days) {
    for (LocalDate day : days) {
      on(
          day,
          () ->
              post(
                  "/payments",
                  "customerId",
                  customers.get(name),
                  "amount",
                  amount,
                  "method",
                  "cash"));
    }
  }

  private void renews(String name, LocalDate day, int periods, long discount, long amount) {
    on(day, () -> order(name, "renew", "periods", periods, "discount", discount));
    pays(name, amount, day);
  }

  private void order(String name, String operation, Object... fields) {
    post("/subscriptions/" + lines.get(name) + "/" + operation, fields);
  }

  private void charge(String name, Object... fields) {
    order(name, "charges", fields);
  }

  /** Who is isolated by then, after what was done on that day before. */
  private void isolated(LocalDate day, String... names) {
    on(
        day,
        () ->
            assertThat(states().entrySet().stream().filter(of -> of.getValue().equals("isolated")))
                .as("isolated on " + day)
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(names));
  }

  private void state(LocalDate day, String name, String expected) {
    on(day, () -> assertThat(states().get(name)).as(name + " on " + day).isEqualTo(expected));
  }

  private Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    for (JsonNode line : billing.get("/subscriptions?limit=100").json().get("items")) {
      lines.forEach(
          (name, id) -> {
            if (id == line.get("id").asLong()) {
              states.put(name, line.get("status").asText());
            }
          });
    }
    return states;
  }

  private JsonNode post(String path, Object... fields) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      body.put((String) fields[i], fields[i + 1]);
    }
    Reply reply = billing.post(path, json(body), "Idempotency-Key", "key-" + keys++);
    assertThat(reply.status()).as(path + " " + body + ": " + reply.text()).isBetween(200, 201);
    return reply.json();
  }

  private static String json(Object body) {
    try {
      return Json.mapper().writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private long last(String document, String name) {
    return numbers(
            "SELECT max(id) FROM %s WHERE customer_id = %d"
                .formatted(document, customers.get(name)))
        .get(0);
  }

  private List<Long> numbers(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).list());
  }

  /** As the rows of the CSV. */
  private List<String> figures(YearMonth month) {
    Map<String, String> states = states();
    return customers.entrySet().stream()
        .map(
            of ->
                Stream.concat(
                        Stream.of(month, of.getKey()),
                        Stream.concat(
                            amounts(month, of.getValue()).stream(),
                            Stream.of(states.get(of.getKey()))))
                    .map(Object::toString)
                    .reduce((left, right) -> left + "," + right)
                    .orElseThrow())
        .toList();
  }

  private List<Long> amounts(YearMonth month, long customer) {
    return numbers(
        """
        WITH posting AS (
          SELECT e.kind, p.account, p.amount, p.customer_id,
                 to_char(e.posted_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') AS month
          FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
          WHERE e.id IN (SELECT entry_id FROM ledger_posting WHERE customer_id = %d)),
        figure AS (
          SELECT sum(amount) FILTER (WHERE month = '%2$s' AND kind = 'invoice' AND account = 'receivable') AS invoiced,
                 -sum(amount) FILTER (WHERE month = '%2$s' AND account = 'tax_payable') AS ppn,
                 sum(amount) FILTER (WHERE month = '%2$s' AND account = 'cash' AND kind IN ('payment', 'reversal')) AS received,
                 -sum(amount) FILTER (WHERE month = '%2$s' AND account = 'cash' AND kind = 'refund') AS refunded,
                 sum(amount) FILTER (WHERE month = '%2$s' AND account = 'write_off') AS written_off,
                 sum(amount) FILTER (WHERE account = 'receivable') AS receivable,
                 -sum(amount) FILTER (WHERE account = 'customer_credit') AS credit
          FROM posting)
        SELECT coalesce(amount, 0)
        FROM figure, unnest(ARRAY[invoiced, ppn, received, refunded, written_off, receivable, credit]) AS amount"""
            .formatted(customer, month));
  }

  private void assertBooksAreInOrder(YearMonth month) {
    assertThat(billing.service.jdbi().withExtension(LedgerDao.class, LedgerDao::unexplained))
        .as("unexplained in " + month)
        .isEqualTo(Books.NOTHING);
    for (String list : List.of("paid-but-blocked", "unpaid-but-online")) {
      assertThat(billing.get("/standing-lists/" + list).json().get("items"))
          .as(list + " in " + month)
          .isEmpty();
    }
    long receivable =
        numbers("SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = 'receivable'")
            .get(0);
    assertThat(billing.get("/reports/receivables-ageing").json().at("/total/total/amount").asLong())
        .isEqualTo(receivable);
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
