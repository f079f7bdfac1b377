package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever is limited to an area or a router does not find what is outside, wherever they ask. */
class ReachHttpTest {

  private static final String KEY = "Idempotency-Key";
  private static int names;
  private static RunningBilling billing;
  private static long north;
  private static long south;
  private static long northInvoice;
  private static long southInvoice;
  private static long southSubscription;
  private static long plan;
  private static String limited;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    plan = billing.plan("10 Mega");
    north = customer("Ani", "utara");
    south = customer("Budi", "selatan");
    customer("Cici", null);
    subscription(north, "ani");
    southSubscription = subscription(south, "budi");
    northInvoice = invoice(north);
    southInvoice = invoice(south);
    pay(north);
    pay(south);
    limited = token("\"role\": \"owner\", \"areas\": [\"utara\", \"timur\"]");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void lists_have_what_is_within() {
    assertThat(texts("/customers", "name")).containsExactly("Ani");
    assertThat(texts("/customers?q=Budi", "name")).isEmpty();
    assertThat(texts("/subscriptions", "username")).containsExactly("ani");
    assertThat(texts("/invoices", "id")).containsExactly(Long.toString(northInvoice));
    assertThat(texts("/payments", "customerId")).containsExactly(Long.toString(north));
    assertThat(billing.get("/customers?q=Budi").json().get("items")).hasSize(1);
    assertThat(billing.get("/payments").json().get("items")).hasSize(2);
  }

  @Test
  void the_till_is_the_whole_isp_s_and_a_collector_s_own_book_stays() {
    for (String role : List.of("billing", "auditor", "owner")) {
      String one = token("\"role\": \"%s\", \"areas\": [\"utara\"]".formatted(role));
      for (String path :
          List.of(
              "/cash-book", "/cash-book?holder=staff:x", "/cash-handovers", "/cash-handovers/1")) {
        assertThat(billing.as(one, "GET", path, null).status()).as(role + path).isEqualTo(403);
      }
    }
    String cashier = token("\"role\": \"billing\", \"areas\": [\"utara\"]");
    assertThat(billing.as(cashier, "POST", "/cash-handovers", "{}").status()).isEqualTo(403);
    String collector = token("\"role\": \"collector\", \"areas\": [\"utara\"]");
    assertThat(billing.as(collector, "GET", "/cash-book", null).status()).isEqualTo(200);
    assertThat(billing.as(collector, "GET", "/cash-handovers", null).status()).isEqualTo(200);
  }

  @Test
  void what_came_of_a_disconnect_is_seen_within() {
    String order =
        "INSERT INTO disconnect_order (subscription_id, requested_by, requested_at)"
            + " SELECT id, 'x', now() FROM subscription WHERE username = '%s'";
    TestDatabase.execute(billing.database, order.formatted("ani") + ";" + order.formatted("budi"));
    assertThat(as("GET", "/disconnects/1", null).status()).isEqualTo(200);
    assertThat(as("GET", "/disconnects/2", null).status()).isEqualTo(404);
    assertThat(billing.get("/disconnects/2").status()).isEqualTo(200);
  }

  @Test
  void one_session_is_ended_within() {
    long router =
        billing
            .post(
                "/routers",
                "{\"name\": \"BRAS-9\", \"address\": \"10.99.0.9\", \"secret\": \"rahasia-router\"}")
            .id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
        SELECT %d, username, username, id, now(), now(), now() FROM subscription WHERE username IN ('ani', 'budi')
        UNION ALL SELECT %d, 'stranger', 'stranger', NULL, now(), now(), now()"""
            .formatted(router, router));
    String technician = token("\"role\": \"technician\", \"areas\": [\"utara\"]");
    String elsewhere = token("\"role\": \"technician\", \"routers\": [%d]".formatted(router + 1));
    Reply all = billing.as(elsewhere, "POST", "/subscriptions/username:ani/disconnect", "{}");
    assertThat(all.status()).isEqualTo(409);
    assertThat(all.text()).contains("ani has no open session on a router of yours");
    for (String whose : List.of("ani", "budi", "stranger")) {
      String path =
          "/sessions/%d/disconnect"
              .formatted(
                  billing.get("/sessions?username=" + whose).json().at("/items/0/id").asLong());
      assertThat(billing.as(elsewhere, "POST", path, "{}").status()).as(whose).isEqualTo(404);
      assertThat(billing.as(technician, "POST", path, "{}").status())
          .as(whose)
          .isEqualTo(whose.equals("ani") ? 202 : 404);
    }
  }

  @Test
  void what_an_operation_does_is_reckoned_on_a_router_outside_too() {
    long within = router("BRAS-03", "10.0.0.3");
    long outside =
        billing
            .post(
                "/routers",
                "{\"name\": \"BRAS-04\", \"address\": \"10.0.0.4\", \"secret\": \"rahasia-router\", \"isolation\": \"reject\"}")
            .id();
    long id = subscription(customer("Dian", "jauh"), "dian");
    TestDatabase.execute(
        billing.database,
        """
        UPDATE subscription SET billing = 'prepaid', billing_day = NULL, billed_until = NULL, active_until = now() - interval '1 hour' WHERE id = %d;
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
        VALUES (%d, 'dian', 'dian', %d, now(), now(), now())"""
            .formatted(id, outside, id));
    String path = "/subscriptions/" + id + "/extend";
    String body = "{\"days\": 3, \"reason\": \"x\", \"dryRun\": true}";
    JsonNode whole = billing.post(path, body, KEY, "extend-whole").json().get("effect");
    assertThat(whole.at("/before/reason").asText()).isEqualTo("EXPIRED");
    String token = token("\"role\": \"owner\", \"routers\": [%d]".formatted(within));
    Reply seen = billing.as(token, "POST", path, body, KEY, "extend-limited");
    assertThat(seen.status()).as(seen.text()).isEqualTo(200);
    assertThat(seen.json().at("/effect/before")).isEqualTo(whole.get("before"));
    assertThat(seen.json().at("/effect/after")).isEqualTo(whole.get("after"));
    assertThat(seen.json().at("/effect/session")).isEqualTo(whole.get("session"));
    assertThat(seen.text()).as("and which router that is is not said").doesNotContain("BRAS");
    assertThat(billing.as(token, "GET", "/routers/" + outside, null).status()).isEqualTo(404);
  }

  @Test
  void what_is_promised_outside_is_refused_without_saying_whose() {
    String path = "/subscriptions/" + southSubscription;
    assertThat(
            billing
                .patch(
                    path,
                    "{\"routes\": [\"10.9.0.0/24\"], \"ipv6\": {\"delegatedPrefix\": \"2001:db8:9::/56\"}}")
                .status())
        .isEqualTo(200);
    long own = billing.get("/subscriptions/username:ani").id();
    for (String wanted :
        List.of(
            "{\"routes\": [\"10.9.0.128/25\"]}",
            "{\"staticIp\": \"10.9.0.7\"}",
            "{\"ipv6\": {\"delegatedPrefix\": \"2001:db8:9::/60\"}}")) {
      Reply refused = as("PATCH", "/subscriptions/" + own, wanted);
      assertThat(refused.status()).as(wanted + refused.text()).isEqualTo(422);
      assertThat(refused.text()).contains("somebody else").doesNotContain("budi");
    }
    assertThat(as("PATCH", "/subscriptions/" + own, "{\"routes\": [\"10.10.0.0/24\"]}").status())
        .isEqualTo(200);
  }

  @Test
  void an_id_outside_is_not_there() {
    for (String path :
        List.of(
            "/customers/" + south,
            "/customers/username:budi",
            "/subscriptions/" + southSubscription,
            "/subscriptions/username:budi/preview",
            "/invoices/" + southInvoice)) {
      assertThat(as("GET", path, null).status()).as(path).isEqualTo(404);
      assertThat(billing.get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(as("GET", "/customers/" + north, null).status()).isEqualTo(200);
    assertThat(as("GET", "/invoices/" + northInvoice, null).status()).isEqualTo(200);
  }

  @Test
  void nothing_outside_is_changed() {
    assertThat(as("PATCH", "/customers/" + south, "{\"name\": \"x\"}").status()).isEqualTo(404);
    assertThat(as("DELETE", "/customers/" + south, null).status()).isEqualTo(404);
    assertThat(
            as("POST", "/subscriptions/" + southSubscription + "/isolate", "{\"until\": \"paid\"}")
                .status())
        .isEqualTo(404);
    assertThat(
            as(
                    "POST",
                    "/subscriptions",
                    "{\"customerId\": %d, \"planId\": %d, \"username\": \"x\", \"password\": \"rahasia\"}"
                        .formatted(south, plan))
                .status())
        .isIn(404, 422);
    assertThat(billing.get("/customers/" + south).json().get("name").asText()).isEqualTo("Budi");
  }

  @Test
  void nobody_is_taken_in_or_moved_outside() {
    String west = token("\"role\": \"billing\", \"areas\": [\"barat\"]");
    Reply taken =
        billing.as(west, "POST", "/customers", "{\"name\": \"Dedi\", \"area\": \"barat\"}");
    assertThat(taken.status()).isEqualTo(201);
    for (String body :
        List.of("{\"name\": \"Eka\", \"area\": \"selatan\"}", "{\"name\": \"Eka\"}")) {
      Reply refused = billing.as(west, "POST", "/customers", body);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("outside");
    }
    String path = "/customers/" + taken.id();
    assertThat(billing.as(west, "PATCH", path, "{\"area\": \"selatan\"}").status()).isEqualTo(403);
    assertThat(billing.delete(path).status()).isEqualTo(204);
  }

  @Test
  void what_is_not_narrowed_is_closed() {
    for (String path : List.of("/staff", "/audit", "/access-events", "/differences", "/usage")) {
      assertThat(as("GET", path, null).status()).as(path).isEqualTo(403);
    }
  }

  @Test
  void routers_are_those_within() {
    long one = router("BRAS-01", "10.0.0.1");
    long two = router("BRAS-02", "10.0.0.2");
    String token = token("\"role\": \"technician\", \"routers\": [%d]".formatted(one));
    assertThat(billing.as(token, "GET", "/routers", null).json().get("items")).hasSize(1);
    assertThat(billing.as(token, "GET", "/routers/" + one, null).status()).isEqualTo(200);
    assertThat(billing.as(token, "GET", "/routers/" + two, null).status()).isEqualTo(404);
    assertThat(billing.get("/routers").json().get("items").findValuesAsText("name"))
        .contains("BRAS-01", "BRAS-02");
  }

  @Test
  void a_connection_that_was_narrowed_is_whole_again() {
    List<Integer> seen = new ArrayList<>();
    IntStream.range(0, 60)
        .parallel()
        .mapToObj(
            i ->
                i % 2 == 0
                    ? texts("/invoices", "id").size()
                    : billing.get("/invoices").json().get("items").size() + 100)
        .forEachOrdered(seen::add);
    assertThat(seen).containsOnly(1, 102);
  }

  private static Reply as(String verb, String path, String body) {
    return billing.as(limited, verb, path, body);
  }

  private static List<String> texts(String path, String field) {
    List<String> texts = new ArrayList<>();
    JsonNode items = as("GET", path, null).json().get("items");
    items.forEach(item -> texts.add(item.get(field).asText()));
    return texts;
  }

  private static long customer(String name, String area) {
    return billing
        .post(
            "/customers",
            area == null
                ? "{\"name\": \"%s\"}".formatted(name)
                : "{\"name\": \"%s\", \"area\": \"%s\"}".formatted(name, area))
        .id();
  }

  private static long subscription(long customer, String username) {
    return billing
        .post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"rahasia\"}"
                .formatted(customer, plan, username))
        .id();
  }

  private static long invoice(long customer) {
    return billing
        .post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2099-01-01",
             "lines": [{"description": "November", "amount": 150000}]}"""
                .formatted(customer),
            KEY,
            "invoice-" + customer)
        .id();
  }

  private static void pay(long customer) {
    assertThat(
            billing
                .post(
                    "/payments",
                    "{\"customerId\": %d, \"amount\": 100000, \"method\": \"cash\"}"
                        .formatted(customer),
                    KEY,
                    "payment-" + customer)
                .status())
        .isEqualTo(201);
  }

  private static long router(String name, String address) {
    return billing
        .post(
            "/routers",
            "{\"name\": \"%s\", \"address\": \"%s\", \"secret\": \"rahasia-router\"}"
                .formatted(name, address))
        .id();
  }

  private static String token(String fields) {
    return billing
        .post("/tokens", "{\"name\": \"t%d\", %s}".formatted(names++, fields))
        .json()
        .get("token")
        .asText();
  }
}
