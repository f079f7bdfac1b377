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
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A PKP with two plans on a clock that moves, what is said to its API on which day, and what then
 * stands in its books.
 */
abstract class MadeUpIsp {

  private final MovableClock clock = new MovableClock("2026-12-31T03:00:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  final Map<String, Long> customers = new LinkedHashMap<>();
  private final Map<String, Long> lines = new HashMap<>();
  private final Map<LocalDate, List<Runnable>> doings = new HashMap<>();
  private int keys;

  @BeforeEach
  void plans_and_ppn() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega'), ('20 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload)
        VALUES (1, 1, 150000, 10000000, 10000000), (2, 1, 300000, 20000000, 20000000)""");
    Reply pkp = billing.put("/settings", "{\"tax\": {\"pkp\": true, \"mode\": \"exclusive\"}}");
    assertThat(pkp.status()).as(pkp.text()).isEqualTo(200);
  }

  @AfterEach
  void close() {
    billing.close();
  }

  void play(LocalDate day) {
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

  void postpaid(String name, int billingDay, String... tags) {
    subscribe(name, "postpaid", tags);
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET billing_day = %d, billed_until = '2027-01-%02d' WHERE id = %d"
            .formatted(billingDay, billingDay, lines.get(name)));
  }

  void prepaid(String name) {
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

  void on(LocalDate day, Runnable doing) {
    doings.computeIfAbsent(day, any -> new ArrayList<>()).add(doing);
  }

  void pays(String name, long amount, LocalDate... days) {
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

  void renews(String name, LocalDate day, int periods, long discount, long amount) {
    on(day, () -> order(name, "renew", "periods", periods, "discount", discount));
    pays(name, amount, day);
  }

  void order(String name, String operation, Object... fields) {
    post("/subscriptions/" + lines.get(name) + "/" + operation, fields);
  }

  void charge(String name, Object... fields) {
    order(name, "charges", fields);
  }

  /** Who is isolated by then, after what was done on that day before. */
  void isolated(LocalDate day, String... names) {
    on(
        day,
        () ->
            assertThat(states().entrySet().stream().filter(of -> of.getValue().equals("isolated")))
                .as("isolated on " + day)
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(names));
  }

  void state(LocalDate day, String name, String expected) {
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

  JsonNode post(String path, Object... fields) {
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

  long last(String document, String name) {
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
  List<String> figures(YearMonth month) {
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

  void assertBooksAreInOrder(YearMonth month) {
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
}
