package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collector's day: the round, cash at the door, the cashier's count. */
class CollectorHttpTest {

  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static long plan;
  private static String cashier;
  private static int tests;
  private String name;
  private String token;
  private String area;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    plan = billing.plan("10 Mega");
    cashier = billing.tokenOf("kasir", Role.BILLING);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void a_collector() {
    tests++;
    area = "Area %d".formatted(tests);
    name = "token:penagih%d".formatted(tests);
    token = billing.service.tokens().create("penagih%d".formatted(tests), Role.COLLECTOR);
  }

  /** With a subscription that is isolated for what it owes since the 10th. */
  private long house(String called, String address, long owes) {
    Reply made =
        billing.post(
            "/customers",
            """
            {"name": "%s", "address": "%s", "area": "%s", "confirmDuplicate": true,
             "mapPoint": {"latitude": -6.9, "longitude": 107.6},
             "subscription": {"planId": %d, "username": "%s", "password": "rahasia"}}"""
                .formatted(called, address, area, plan, called.toLowerCase(Locale.ROOT) + tests));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Reply issued =
        billing.post(
            "/invoices",
            "{\"customerId\": %d, \"dueDate\": \"2026-11-10\", \"lines\": [{\"description\": \"Internet\", \"amount\": %d}]}"
                .formatted(made.id(), owes));
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    return made.id();
  }

  private Reply collect(long customer, String more, String key) {
    return billing.as(
        token,
        "POST",
        "/payments",
        "{\"customerId\": %d, \"method\": \"cash\"%s}".formatted(customer, more),
        "Idempotency-Key",
        key);
  }

  private Reply handOver(String more, String key) {
    return handOver(cashier, more, key);
  }

  private Reply handOver(String receiver, String more, String key) {
    return billing.as(
        receiver,
        "POST",
        "/cash-handovers",
        "{\"collector\": \"%s\"%s}".formatted(name, more),
        "Idempotency-Key",
        key);
  }

  private static String amount(JsonNode json, String field) {
    return json.at("/" + field + "/amount").asText();
  }

  @Test
  void cash_is_counted_by_another_person_and_a_token_of_nobody_is_none() {
    long budi = house("Budi", "Jl. Melati 2", 150_000);
    String rani = "rani%d".formatted(tests);
    name = "token:" + rani;
    token = billing.tokenOf(rani, Role.COLLECTOR);
    assertThat(collect(budi, "", "rani-1").status()).isEqualTo(201);
    long id = billing.get("/staff?q=" + rani).json().at("/items/0/id").asLong();
    String own =
        billing
            .post(
                "/tokens",
                "{\"name\": \"own %s\", \"role\": \"billing\", \"staffId\": %d}"
                    .formatted(rani, id))
            .json()
            .get("token")
            .asText();
    assertThat(handOver(own, ", \"counted\": 150000", "rani-2").field()).isEqualTo("collector");
    String nobodys = billing.service.tokens().create("nobody's %s".formatted(rani), Role.OWNER);
    assertThat(handOver(nobodys, ", \"counted\": 150000", "rani-3").status()).isEqualTo(403);
    assertThat(handOver(", \"counted\": 150000", "rani-4").status()).isEqualTo(201);
  }

  @Test
  void a_round_from_the_list_of_houses_to_the_cashier() {
    long budi = house("Budi", "Jl. Melati 2", 150_000);
    long ani = house("Ani", "Jl. Anggrek 9", 175_000);

    JsonNode round = billing.as(token, "GET", "/due-houses?area=" + area, null).json();
    assertThat(round.get("items")).hasSize(2);
    JsonNode next = round.at("/items/0");
    assertThat(next.get("customerId").asLong()).isEqualTo(ani);
    assertThat(next.get("since").asText()).isEqualTo("2026-11-10");
    assertThat(amount(next, "due")).isEqualTo("175000");
    assertThat(next.get("invoices")).hasSize(1);
    assertThat(next.at("/mapPoint/latitude").asDouble()).isEqualTo(-6.9);
    assertThat(status("ani")).isEqualTo("isolated");

    Reply paid = collect(ani, "", "ani" + tests);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(status("ani")).isEqualTo("active");
    assertThat(paid.json().get("receiptNumber").asText()).matches("KW-2611-\\d{6}");
    assertThat(billing.as(token, "GET", "/due-houses?area=" + area, null).json().get("items"))
        .hasSize(1);
    collect(budi, ", \"amount\": 100000", "budi" + tests);

    JsonNode receipt = billing.as(token, "GET", "/payments/" + paid.id() + "/receipt", null).json();
    assertThat(receipt.get("number")).isEqualTo(paid.json().get("receiptNumber"));
    assertThat(receipt.at("/customer/name").asText()).isEqualTo("Ani");
    assertThat(amount(receipt, "amount")).isEqualTo("175000");
    assertThat(receipt.get("receivedBy").asText()).isEqualTo(name);
    assertThat(receipt.get("invoices")).hasSize(1);

    JsonNode mine = billing.as(token, "GET", "/cash-book", null).json();
    assertThat(mine.get("holder").asText()).isEqualTo(name);
    assertThat(amount(mine, "closing")).isEqualTo("275000");
    assertThat(mine.get("items")).hasSize(2);
    assertThat(mine.at("/items/0/receiptNumber")).isEqualTo(receipt.get("number"));

    String till = amount(billing.get("/cash-book").json(), "closing");
    Reply taken =
        handOver(
            ", \"denominations\": {\"100000\": 2, \"50000\": 1, \"20000\": 1}, \"note\": \"kurang\"",
            "hand" + tests);
    assertThat(taken.status()).as(taken.text()).isEqualTo(201);
    assertThat(amount(taken.json(), "expected")).isEqualTo("275000");
    assertThat(amount(taken.json(), "counted")).isEqualTo("270000");
    assertThat(amount(taken.json(), "difference")).isEqualTo("-5000");
    assertThat(taken.json().get("collector").asText()).isEqualTo(name);
    assertThat(taken.json().get("receivedBy").asText()).isEqualTo("token:kasir");

    JsonNode after = billing.get("/cash-book?holder=" + name).json();
    assertThat(amount(after, "closing")).isEqualTo("0");
    assertThat(amount(after, "went")).isEqualTo("275000");
    assertThat(after.at("/items/2/handoverId").asLong()).isEqualTo(taken.id());
    assertThat(Long.parseLong(amount(billing.get("/cash-book").json(), "closing")))
        .isEqualTo(Long.parseLong(till) + 270_000);
    assertThat(
            billing
                .as(token, "GET", "/cash-handovers/" + taken.id(), null)
                .json()
                .get("note")
                .asText())
        .isEqualTo("kurang");
    JsonNode collector = billing.as(token, "GET", "/collectors", null).json();
    assertThat(collector.get("items")).hasSize(1);
    assertThat(amount(collector.at("/items/0"), "inHand")).isEqualTo("0");
  }

  private static String status(String username) {
    return billing.get("/subscriptions/username:" + username + tests).json().get("status").asText();
  }

  @Test
  void a_collector_carries_no_more_than_the_limits() {
    long budi = house("Budi", "Jl. Melati 2", 900_000);
    assertThat(billing.put("/collectors/token:nobody", limits(1, 1)).status()).isEqualTo(404);
    Reply set = billing.put("/collectors/" + name, limits(200_000, 150_000));
    assertThat(set.status()).as(set.text()).isEqualTo(200);

    Reply atOnce = collect(budi, ", \"amount\": 150001", "a" + tests);
    assertThat(atOnce.status()).isEqualTo(422);
    assertThat(atOnce.field()).isEqualTo("amount");
    assertThat(collect(budi, ", \"amount\": 150000", "b" + tests).status()).isEqualTo(201);
    Reply inHand = collect(budi, ", \"amount\": 50001", "c" + tests);
    assertThat(inHand.status()).isEqualTo(409);
    assertThat(inHand.text()).contains("hand over first");
    assertThat(handOver(", \"counted\": 150000", "d" + tests).status()).isEqualTo(201);
    assertThat(collect(budi, ", \"amount\": 50001", "e" + tests).status()).isEqualTo(201);
  }

  private static String limits(long cash, long payment) {
    return "{\"cashLimit\": %d, \"paymentLimit\": %d}".formatted(cash, payment);
  }

  @Test
  void ten_doors_at_once_do_not_pass_the_limit_together() {
    billing.put("/collectors/" + name, limits(300_000, 100_000));
    List<Long> houses =
        IntStream.range(0, 10).mapToObj(i -> house("H" + i, "Jl. " + i, 100_000)).toList();
    List<CompletableFuture<Integer>> answers =
        houses.stream()
            .map(
                id ->
                    CompletableFuture.supplyAsync(
                        () -> collect(id, "", "h%d-%d".formatted(id, tests)).status()))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).filter(code -> code == 201))
        .hasSize(3);
    assertThat(amount(billing.get("/cash-book?holder=" + name).json(), "closing"))
        .isEqualTo("300000");
  }

  @Test
  void ten_hand_overs_at_once_are_one() throws SQLException {
    long budi = house("Budi", "Jl. Melati 2", 150_000);
    collect(budi, "", "x" + tests);
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            handOver(", \"counted\": 150000", "o%d-%d".formatted(i, tests))
                                .status()))
            .toList();
    List<Integer> statuses =
        new ArrayList<>(answers.stream().map(CompletableFuture::join).toList());
    assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    assertThat(one("SELECT count(*) FROM cash_handover WHERE collector = '%s'".formatted(name)))
        .isEqualTo(1);
    assertThat(
            one(
                "SELECT count(*) FROM ledger_posting WHERE account = 'cash_difference' AND entry_id IN"
                    + " (SELECT entry_id FROM cash_handover WHERE collector = '%s')"
                        .formatted(name)))
        .isZero();
  }

  @Test
  void what_came_in_meanwhile_is_not_counted_as_too_much() {
    long budi = house("Budi", "Jl. Melati 2", 150_000);
    collect(budi, ", \"amount\": 100000", "y" + tests);
    CLOCK.move(Duration.ofMinutes(11));
    collect(budi, ", \"amount\": 50000", "z" + tests);
    Reply stale = handOver(", \"expected\": 100000, \"counted\": 100000", "s" + tests);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.field()).isEqualTo("expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"counted\": -1|counted",
        "\"note\": \"x\"|counted",
        "\"counted\": 5, \"denominations\": {\"100\": 1}|denominations",
        "\"denominations\": {\"300\": 1}|denominations.300",
        "\"denominations\": {\"100\": -1}|denominations.100"
      })
  void a_count_that_can_t_be_is_refused_by_its_field(String fields, String field) {
    Reply reply = handOver(", " + fields, field + tests);
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void a_collector_takes_cash_only_and_sees_nobody_elses() {
    long budi = house("Budi", "Jl. Melati 2", 150_000);
    Reply transfer =
        billing.as(
            token,
            "POST",
            "/payments",
            "{\"customerId\": %d, \"method\": \"transfer\"}".formatted(budi),
            "Idempotency-Key",
            "t" + tests);
    assertThat(transfer.field()).isEqualTo("method");
    long others =
        billing
            .post(
                "/payments",
                "{\"customerId\": %d, \"method\": \"cash\"}".formatted(budi),
                "Idempotency-Key",
                "u" + tests)
            .id();
    assertThat(billing.as(token, "GET", "/payments/" + others + "/receipt", null).status())
        .isEqualTo(404);
    assertThat(billing.get("/payments/" + others + "/receipt").status()).isEqualTo(200);
    assertThat(billing.as(token, "GET", "/cash-book?holder=till", null).status()).isEqualTo(403);
    assertThat(billing.as(token, "GET", "/payments", null).status()).isEqualTo(403);
    assertThat(billing.as(token, "POST", "/cash-handovers", "{}").status()).isEqualTo(403);
    assertThat(billing.as(token, "GET", "/cash-handovers?collector=x", null).json().get("items"))
        .isEmpty();
  }

  private static long one(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(billing.database);
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
