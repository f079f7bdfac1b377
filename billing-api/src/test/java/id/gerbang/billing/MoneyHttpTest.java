package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.seal.SealingKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invoices, payments and settings over real HTTP. */
class MoneyHttpTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static BillingService service;
  private static String owner;
  private static int keys;
  private long customer;
  private long line;

  @BeforeAll
  static void start(@TempDir Path folder) {
    DatabaseConfig database = TestDatabase.fresh();
    TestDatabase.execute(
        database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)""");
    service =
        BillingService.start(
            new BillingConfig(
                database,
                SealingKey.create(folder.resolve("seal.key")),
                ZoneId.of("Asia/Jakarta"),
                Locale.forLanguageTag("id"),
                new HttpConfig(0, Optional.empty(), 0),
                RunningBilling.DICTIONARY,
                Optional.empty()),
            CLOCK,
            List.of());
    owner = service.tokens().create("owner", Role.OWNER);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void a_customer() {
    customer =
        number(
            "INSERT INTO customer (number, name) SELECT 'C-' || count(*), 'Budi' FROM customer RETURNING id");
    line =
        number(
            "INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)"
                + " VALUES (%d, 1, 1, 'budi%d', '\\x00') RETURNING id"
                    .formatted(customer, customer));
  }

  @Test
  void from_invoice_to_isolation_to_payment_to_open_gate() throws Exception {
    HttpResponse<String> issued = issue(150_000, "2026-11-20");
    assertThat(issued.statusCode()).isEqualTo(201);
    JsonNode invoice = JSON.readTree(issued.body());
    assertThat(issued.headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(at).endsWith("/api/v1/invoices/" + invoice.get("id")));
    assertThat(invoice.get("total").toString())
        .isEqualTo("{\"amount\":\"150000\",\"currency\":\"IDR\"}");
    assertThat(invoice.get("status").asText()).isEqualTo("open");
    assertThat(invoice.get("dueDate").asText()).isEqualTo("2026-11-20");
    assertThat(unpaid()).isEqualTo(1);

    HttpResponse<String> paid =
        post("/payments", "{\"customerId\":%d,\"method\":\"cash\"}".formatted(customer), key());
    assertThat(paid.statusCode()).isEqualTo(201);
    JsonNode payment = JSON.readTree(paid.body());
    assertThat(payment.get("amount").get("amount").asText()).isEqualTo("150000");
    assertThat(payment.get("recordedBy").asText()).isEqualTo("token:owner");
    assertThat(unpaid()).isZero();

    String byNumber = "/invoices/number:" + invoice.get("number").asText();
    assertThat(get(byNumber).get("status").asText()).isEqualTo("paid");
    assertThat(get("/payments/" + payment.get("id")).get("allocations")).hasSize(1);
  }

  @Test
  void fifty_copies_under_one_key_pay_once_and_hear_the_same() throws Exception {
    issue(150_000, "2026-11-30");
    String body =
        "{\"customerId\":%d,\"amount\":100000,\"method\":\"transfer\"}".formatted(customer);
    String key = key();
    List<CompletableFuture<HttpResponse<String>>> copies =
        IntStream.range(0, 50)
            .mapToObj(
                n -> CLIENT.sendAsync(posting("/payments", body, key), BodyHandlers.ofString()))
            .toList();
    List<HttpResponse<String>> answers = copies.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 409);
    assertThat(
            answers.stream().filter(answer -> answer.statusCode() == 201).map(HttpResponse::body))
        .isNotEmpty()
        .containsOnly(post("/payments", body, key).body());
    assertThat(number("SELECT count(*) FROM payment WHERE customer_id = " + customer)).isEqualTo(1);
  }

  @Test
  void a_payment_says_which_invoices_it_is_for_once_under_its_key() throws Exception {
    issue(100_000, "2026-11-30");
    JsonNode chosen = JSON.readTree(issue(150_000, "2026-12-31").body());
    String body =
        "{\"customerId\":%d,\"method\":\"cash\",\"allocations\":[{\"invoiceId\":%s,\"amount\":150000}]}"
            .formatted(customer, chosen.get("id"));
    String key = key();
    HttpResponse<String> paid = post("/payments", body, key);
    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
    assertThat(JSON.readTree(paid.body()).at("/allocations/0/invoiceNumber"))
        .isEqualTo(chosen.get("number"));
    assertThat(post("/payments", body, key).body()).isEqualTo(paid.body());
    assertThat(post("/payments", body.replace("150000", "150001"), key).statusCode())
        .isEqualTo(422);
    assertThat(get("/invoices/" + chosen.get("id")).get("status").asText()).isEqualTo("paid");
    HttpResponse<String> again = post("/payments", body, key());
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("allocations[0].invoiceId");
  }

  @Test
  void the_same_under_another_key_is_asked_about() throws Exception {
    String body = "{\"customerId\":%d,\"amount\":\"5\",\"method\":\"cash\"}".formatted(customer);
    JsonNode first = JSON.readTree(post("/payments", body, key()).body());
    HttpResponse<String> second = post("/payments", body, key());
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("payment " + first.get("id")).contains("confirmDuplicate");
    String confirmed = body.replace("}", ",\"confirmDuplicate\":true}");
    assertThat(post("/payments", confirmed, key()).statusCode()).isEqualTo(201);
  }

  @Test
  void a_key_is_for_one_body_and_money_needs_one() throws Exception {
    String body = "{\"customerId\":%d,\"amount\":7,\"method\":\"cash\"}".formatted(customer);
    String key = key();
    post("/payments", body, key);
    assertThat(post("/payments", body.replace("7", "8"), key).statusCode()).isEqualTo(422);
    HttpResponse<String> without = post("/payments", body, null);
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("Idempotency-Key");
  }

  @ParameterizedTest(name = "{1}: {2} of {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/invoices | 400 | lines[0].amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'description':'x','amount':1.5}]}",
        "/invoices | 400 | lines[0].amount.amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'description':'x','amount':{'amount':'1,5'}}]}",
        "/invoices | 400 | dueDate | {'customerId':C,'dueDate':'20-11-2026','lines':[{'description':'x','amount':1}]}",
        "/invoices | 400 | tax | {'customerId':C,'tax':1}",
        "/invoices | 422 | customerId | ",
        "/invoices | 422 | lines | {'customerId':C,'dueDate':'2026-11-20','lines':[]}",
        "/invoices | 422 | customerId | {'customerId':999999,'dueDate':'2026-11-20','lines':[{'description':'x','amount':1}]}",
        "/invoices | 422 | lines | {'customerId':C,'dueDate':'2026-11-20','lines':[{'kind':'one_off','description':'x','amount':50000},{'description':'y','amount':-100000},{'kind':'deposit','description':'z','amount':200000}]}",
        "/invoices | 422 | lines[0].amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'kind':'deposit','description':'x','amount':-5}]}",
        "/payments | 422 | amount | {'customerId':C,'amount':-5,'method':'cash'}",
        "/payments | 422 | amount | {'customerId':C,'method':'cash'}",
        "/payments | 400 | amount | {'customerId':C,'amount':99999999999999999999,'method':'cash'}",
        "/payments | 422 | method | {'customerId':C,'amount':5,'method':'Bank BCA'}",
        "/payments | 422 | customerId | {'amount':5,'method':'cash'}",
        "/payments | 422 | receivedAt | {'customerId':C,'amount':5,'method':'cash','receivedAt':'2027-01-01T00:00:00Z'}",
        "/payments | 422 | invoiceId | {'invoiceId':999999,'amount':5,'method':'cash'}",
      })
  void what_is_wrong_is_named(String path, int status, String field, String body) throws Exception {
    String json = body == null ? "" : body.replace('\'', '"').replace(":C", ":" + customer);
    HttpResponse<String> answer = post(path, json, key());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void lists_filter_and_page_oldest_first() throws Exception {
    for (int i = 1; i <= 3; i++) {
      issue(i * 100, "2026-11-30");
    }
    post(
        "/payments",
        "{\"customerId\":%d,\"amount\":100,\"method\":\"cash\"}".formatted(customer),
        key());
    String mine = "/invoices?customerId=" + customer;
    JsonNode page = get(mine + "&limit=2");
    assertThat(page.get("items")).hasSize(2);
    assertThat(page.at("/items/0/total/amount").asText()).isEqualTo("100");
    JsonNode rest = get(mine + "&limit=2&cursor=" + page.get("next").asText());
    assertThat(rest.at("/items/0/total/amount").asText()).isEqualTo("300");
    assertThat(rest.get("next").isNull()).isTrue();
    assertThat(get(mine + "&status=paid").get("items")).hasSize(1);
    assertThat(get(mine + "&sort=-issuedAt").at("/items/0/total/amount").asText()).isEqualTo("300");
    assertThat(get(mine + "&q=" + page.at("/items/1/number").asText()).get("items")).hasSize(1);
    assertThat(get("/payments?customerId=" + customer).get("items")).hasSize(1);
    assertThat(status("GET", "/invoices?status=late", owner)).isEqualTo(422);
  }

  @Test
  void a_void_invoice_says_why() throws Exception {
    JsonNode invoice = JSON.readTree(issue(100, "2026-11-20").body());
    String path = "/invoices/" + invoice.get("id") + "/void";
    assertThat(post(path, "{}", key()).statusCode()).isEqualTo(422);
    HttpResponse<String> gone = post(path, "{\"reason\":\"wrong plan\"}", key());
    assertThat(JSON.readTree(gone.body()).get("status").asText()).isEqualTo("void");
    assertThat(gone.body()).contains("wrong plan");
    assertThat(unpaid()).isZero();
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
  }

  @Test
  void a_late_payer_s_new_subscription_is_isolated_from_the_first_and_paid_free_with_the_others()
      throws Exception {
    issue(100, "2026-11-20");
    HttpResponse<String> made =
        post(
            "/subscriptions",
            "{\"customerId\":%d,\"planId\":1,\"username\":\"baru%d\",\"password\":\"rahasia\"}"
                .formatted(customer, customer),
            null);
    JsonNode subscription = JSON.readTree(made.body());
    assertThat(subscription.get("status").asText()).as(made.body()).isEqualTo("isolated");
    assertThat(subscription.get("unpaidSince").asText()).isEqualTo("2026-11-20T17:00:00Z");

    post("/payments", "{\"customerId\":%d,\"method\":\"cash\"}".formatted(customer), key());
    assertThat(get("/subscriptions/" + subscription.get("id")).get("status").asText())
        .isEqualTo("active");
  }

  @Test
  void settings_change_the_policy_for_everybody_at_once() throws Exception {
    issue(100, "2026-11-20");
    String body = "{\"ispName\":\"RT Net\",\"overdue\":{\"graceDays\":%d,\"action\":\"isolate\"}}";
    assertThat(put("/settings", body.formatted(30)).statusCode()).isEqualTo(200);
    assertThat(unpaid()).isZero();
    assertThat(put("/settings", body.formatted(0)).statusCode()).isEqualTo(200);
    assertThat(unpaid()).isEqualTo(1);
    assertThat(get("/settings").get("ispName").asText()).isEqualTo("RT Net");
    assertThat(get("/settings").get("zone").asText()).isEqualTo("Asia/Jakarta");
    assertThat(get("/settings").at("/overdue/graceDays").asInt()).isZero();
    assertThat(get("/settings").at("/billing").toString())
        .isEqualTo(
            "{\"dueDays\":10,\"automatic\":true,\"runAt\":\"01:00\",\"daysAhead\":0,\"noBillWhileSuspended\":true}");
    assertThat(put("/settings", "{\"billing\":{\"runAt\":\"03:30\",\"dueDays\":5}}").body())
        .contains("\"dueDays\":5,\"automatic\":true,\"runAt\":\"03:30\"");
    assertThat(put("/settings", "{\"billing\":{\"dueDays\":61}}").body())
        .contains("billing.dueDays");
    assertThat(put("/settings", body.formatted(61)).body()).contains("overdue.graceDays");
  }

  @Test
  void a_payment_above_the_limit_is_taken_back_by_two_people() throws Exception {
    String name = "tagihan" + customer;
    long siti =
        JSON.readTree(
                post("/staff", "{\"name\":\"%s\",\"role\":\"billing\"}".formatted(name), key())
                    .body())
            .at("/staff/id")
            .asLong();
    String billing =
        JSON.readTree(
                post(
                        "/tokens",
                        "{\"name\":\"%s\",\"role\":\"billing\",\"staffId\":%d}"
                            .formatted(name, siti),
                        key())
                    .body())
            .get("token")
            .asText();
    assertThat(put("/settings", "{\"reversalLimit\":100000}").statusCode()).isEqualTo(200);
    issue(150_000, "2026-11-20");
    long payment =
        JSON.readTree(
                post(
                        "/payments",
                        "{\"customerId\":%d,\"method\":\"transfer\"}".formatted(customer),
                        key())
                    .body())
            .get("id")
            .asLong();
    assertThat(unpaid()).isZero();
    String path = "/payments/" + payment + "/reverse";
    assertThat(post(path, "{}", key()).body()).contains("reason");
    assertThat(post(path + "/approve", "", key()).statusCode()).isEqualTo(409);

    HttpResponse<String> asked = post(path, "{\"reason\":\"never arrived\"}", key());
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(JSON.readTree(asked.body()).at("/reversal/state").asText()).isEqualTo("pending");
    assertThat(unpaid()).isZero();
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
    assertThat(get("/payments?reversal=pending").get("items")).hasSize(1);
    assertThat(post(path + "/approve", "", key()).statusCode()).isEqualTo(403);

    HttpResponse<String> approved = send(posting(path + "/approve", "", key(), billing));
    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    JsonNode reversal = JSON.readTree(approved.body()).get("reversal");
    assertThat(reversal.get("state").asText()).isEqualTo("reversed");
    assertThat(reversal.get("decidedBy").asText()).isEqualTo("token:tagihan" + customer);
    assertThat(unpaid()).isEqualTo(1);
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
    assertThat(put("/settings", "{\"reversalLimit\":1000000000000}").statusCode()).isEqualTo(200);
  }

  @Test
  void each_role_gets_its_own() throws Exception {
    String cashier = service.tokens().create("kasir" + customer, Role.BILLING);
    String technician = service.tokens().create("teknisi" + customer, Role.TECHNICIAN);
    String viewer = service.tokens().create("viewer" + customer, Role.AUDITOR);
    assertThat(status("GET", "/invoices", cashier)).isEqualTo(200);
    assertThat(status("GET", "/payments", viewer)).isEqualTo(200);
    assertThat(status("POST", "/payments", viewer)).isEqualTo(403);
    assertThat(status("GET", "/invoices", technician)).isEqualTo(403);
    assertThat(status("POST", "/invoices/1/void", cashier)).isEqualTo(403);
    assertThat(status("PUT", "/settings", cashier)).isEqualTo(403);
    assertThat(status("GET", "/invoices", "gbg_wrong")).isEqualTo(401);
    assertThat(status("GET", "/invoices/999999", owner)).isEqualTo(404);
    assertThat(status("GET", "/payments/external:none", owner)).isEqualTo(404);
  }

  private HttpResponse<String> issue(long amount, String dueDate) throws Exception {
    return post(
        "/invoices",
        "{\"customerId\":%d,\"dueDate\":\"%s\",\"lines\":[{\"description\":\"Internet\",\"amount\":%d}]}"
            .formatted(customer, dueDate, amount),
        key());
  }

  private long unpaid() {
    return number(
        "SELECT count(*) FROM subscription WHERE unpaid_since IS NOT NULL AND id = " + line);
  }

  private static String key() {
    return "key-" + keys++;
  }

  private static long number(String sql) {
    return service.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  private static HttpResponse<String> post(String path, String body, String key) throws Exception {
    return CLIENT.send(posting(path, body, key), BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest posting(String path, String body, String key) {
    return posting(path, body, key, owner);
  }

  private static HttpRequest posting(String path, String body, String key, String token) {
    HttpRequest.Builder request = request(path, token).POST(BodyPublishers.ofString(body));
    return (key == null ? request : request.header("Idempotency-Key", key)).build();
  }

  private static HttpResponse<String> put(String path, String body) throws Exception {
    return CLIENT.send(
        request(path, owner).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(request(path, owner).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static int status(String method, String path, String token) throws Exception {
    return CLIENT
        .send(
            request(path, token).method(method, BodyPublishers.ofString("{}")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + service.httpPort() + "/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }
}
