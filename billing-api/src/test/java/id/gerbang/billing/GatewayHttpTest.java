package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.gateway.StandInProvider;
import id.gerbang.billing.http.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways over real HTTP: settings, attempts, notifications, and what a person decides. */
class GatewayHttpTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RunningBilling billing;
  private static StandInProvider provider;
  private static long plan;
  private static long customer;
  private static int keys;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    provider = new StandInProvider();
    plan = billing.plan("10 Mega");
    assertThat(set("\"enabled\":true").status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    billing.close();
    provider.close();
  }

  private static Reply set(String more) {
    return billing.put(
        "/gateways/midtrans",
        "{\"apiUrl\":\"%1$s\",\"checkoutUrl\":\"%1$s\",\"apiKey\":\"%2$s\",\"channels\":[{\"code\":\"qris\"}],%3$s}"
            .formatted(provider.url(), StandInProvider.KEY, more));
  }

  /** An overdue one of a new customer. */
  private static long invoice() {
    customer = billing.post("/customers", "{\"name\":\"Budi %d\"}".formatted(keys)).id();
    billing.post(
        "/subscriptions",
        "{\"customerId\":%1$d,\"planId\":%2$d,\"username\":\"budi%1$d\",\"password\":\"rahasia\"}"
            .formatted(customer, plan));
    return billing
        .post(
            "/invoices",
            "{\"customerId\":%d,\"dueDate\":\"2026-01-01\",\"lines\":[{\"description\":\"x\",\"amount\":166500}]}"
                .formatted(customer),
            "Idempotency-Key",
            "invoice-" + keys++)
        .id();
  }

  private static Reply attempt() {
    return billing.post(
        "/payment-attempts",
        "{\"invoiceId\":%d,\"gateway\":\"midtrans\",\"channel\":\"qris\"}".formatted(invoice()),
        "Idempotency-Key",
        "attempt-" + keys++);
  }

  private static HttpResponse<String> notify(String name, byte[] body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + billing.service.httpPort() + "/webhooks/" + name))
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  private static long unpaid() {
    return count(
        "SELECT count(*) FROM subscription WHERE unpaid_since IS NOT NULL AND customer_id = "
            + customer);
  }

  private static long count(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  @Test
  void what_is_written_down_by_hand_stands_with_the_gateway_until_it_pays_out() {
    long invoice = invoice();
    String stands =
        "SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting WHERE account = '%s'";
    long clearing = count(stands.formatted("gateway_clearing"));
    long bank = count(stands.formatted("bank"));
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\":%d,\"amount\":166500,\"method\":\"midtrans\"}".formatted(invoice),
            "Idempotency-Key",
            "by-hand-" + keys++);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(count(stands.formatted("gateway_clearing")) - clearing).isEqualTo(166_500);
    assertThat(count(stands.formatted("bank"))).isEqualTo(bank);
  }

  @Test
  void from_offer_to_notification_to_open_gate() throws Exception {
    Reply attempt = attempt();
    assertThat(attempt.status()).as(attempt.text()).isEqualTo(201);
    String reference = attempt.json().get("reference").asText();
    assertThat(attempt.json().get("qrString").asText()).startsWith("000201");
    assertThat(billing.get("/payment-attempts/external:" + reference).text())
        .isEqualTo(attempt.text());
    assertThat(unpaid()).isEqualTo(1);

    provider.midtransSays(reference, "settlement", "200");
    HttpResponse<String> answer = notify("midtrans", provider.midtransTells(reference));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        billing
                            .get("/payment-attempts/" + attempt.id())
                            .json()
                            .get("state")
                            .asText())
                    .isEqualTo("paid"));
    assertThat(unpaid()).isZero();

    Reply events = billing.get("/webhook-events?reference=" + reference);
    assertThat(events.json().at("/items/0/state").asText()).isEqualTo("processed");
    long event = events.json().at("/items/0/id").asLong();
    assertThat(billing.get("/webhook-events/" + event).json().get("body").asText())
        .contains("signature_key");
    assertThat(billing.post("/webhook-events/" + event + "/replay", "{}").status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(billing.get("/webhook-events/" + event).json().get("state").asText())
                    .isEqualTo("processed"));
    assertThat(count("SELECT count(*) FROM payment WHERE reference = '" + reference + "'"))
        .isEqualTo(1);
  }

  @Test
  void under_one_key_there_is_one_attempt_and_money_needs_a_key() {
    Reply first = attempt();
    String body =
        "{\"invoiceId\":%d,\"gateway\":\"midtrans\",\"channel\":\"qris\"}"
            .formatted(first.json().get("invoiceId").asLong());
    String key = "attempt-" + (keys - 1);
    assertThat(billing.post("/payment-attempts", body, "Idempotency-Key", key).text())
        .isEqualTo(first.text());
    assertThat(billing.post("/payment-attempts", body).status()).isEqualTo(400);
    assertThat(billing.post("/payment-attempts/" + first.id() + "/check", "{}").status())
        .isEqualTo(200);
    assertThat(
            billing
                .post("/payment-attempts/" + first.id() + "/cancel", "{}")
                .json()
                .get("state")
                .asText())
        .isEqualTo("cancelled");
    assertThat(billing.post("/payment-attempts/" + first.id() + "/cancel", "{}").status())
        .isEqualTo(409);
  }

  @Test
  void forged_truncated_oversize_and_strange_leave_a_counter_and_no_trace() throws Exception {
    String reference = attempt().json().get("reference").asText();
    long before = count("SELECT count(*) FROM webhook_event");
    byte[] genuine = provider.midtransTells(reference);
    String text = new String(genuine, UTF_8);
    assertThat(notify("midtrans", text.replace("166500.00", "1.00").getBytes(UTF_8)).statusCode())
        .isEqualTo(401);
    assertThat(
            notify("midtrans", text.substring(0, text.length() / 2).getBytes(UTF_8)).statusCode())
        .isEqualTo(401);
    assertThat(notify("midtrans", new byte[(64 << 10) + 1]).statusCode()).isEqualTo(413);
    assertThat(notify("xendit", genuine).statusCode()).isEqualTo(401);
    assertThat(notify("paypal", genuine).statusCode()).isEqualTo(404);
    assertThat(count("SELECT count(*) FROM webhook_event")).isEqualTo(before);
    assertThat(billing.admin("/metrics").text())
        .contains("gerbang_webhooks_total{gateway=\"midtrans\",kind=\"forged\"} 2")
        .contains("gerbang_webhooks_total{gateway=\"midtrans\",kind=\"oversize\"} 1")
        .contains("gerbang_payment_attempts_open_long 0");
  }

  @Test
  void what_was_paid_out_is_noted_once_under_one_key() {
    String reference = attempt().json().get("reference").asText();
    provider.midtransSays(reference, "settlement", "200");
    billing.post("/payment-attempts/external:" + reference + "/check", "{}");
    String path = "/gateways/midtrans/settlements";
    String body = "{\"amount\":1000,\"date\":\"2026-01-02\",\"reference\":\"PO-1\"}";
    assertThat(billing.post(path, body).status()).isEqualTo(400);
    Reply noted = billing.post(path, body, "Idempotency-Key", "po-1");
    assertThat(noted.status()).as(noted.text()).isEqualTo(201);
    assertThat(billing.post(path, body, "Idempotency-Key", "po-1").text()).isEqualTo(noted.text());
    assertThat(billing.get(path + "/" + noted.id()).text()).isEqualTo(noted.text());
    assertThat(billing.get(path + "?q=PO").json().get("items")).hasSize(1);
    assertThat(billing.get("/gateways/xendit/settlements/" + noted.id()).status()).isEqualTo(404);
    assertThat(billing.post(path, "{}", "Idempotency-Key", "po-2").field()).isEqualTo("amount");
  }

  @Test
  void what_a_person_decides_is_decided_once() throws Exception {
    String reference = attempt().json().get("reference").asText();
    provider.midtransOrder(reference).put("gross_amount", "100000.00");
    provider.midtransSays(reference, "settlement", "200");
    notify("midtrans", provider.midtransTells(reference));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        billing.get("/review-items?state=open&kind=underpaid").json().get("items"))
                    .hasSize(1));
    long item =
        billing.get("/review-items?state=open&kind=underpaid").json().at("/items/0/id").asLong();
    String path = "/review-items/" + item + "/resolve";
    assertThat(billing.post(path, "{}").field()).isEqualTo("resolution");
    assertThat(billing.post(path, "{\"resolution\":\"he pays the rest\"}").status()).isEqualTo(200);
    assertThat(billing.post(path, "{\"resolution\":\"again\"}").status()).isEqualTo(409);
    assertThat(billing.get("/review-items/" + item).json().get("resolvedBy").asText())
        .isEqualTo("token:test");
  }

  @Test
  void keys_go_in_and_never_come_out() {
    Reply seen = billing.get("/gateways/midtrans");
    assertThat(seen.json().get("apiKeySet").asBoolean()).isTrue();
    assertThat(seen.text() + billing.get("/gateways").text() + billing.get("/audit").text())
        .doesNotContain(StandInProvider.KEY);
    assertThat(
            count(
                "SELECT count(*) FROM gateway WHERE position('%s'::bytea IN api_key_sealed) > 0"
                    .formatted(StandInProvider.KEY)))
        .isZero();
    assertThat(billing.post("/gateways/midtrans/test", "{}").json().get("passed").asBoolean())
        .isTrue();
    assertThat(billing.post("/gateways/xendit/test", "{}").json().get("passed").asBoolean())
        .isFalse();
    assertThat(billing.get("/audit?q=gateway.test").text()).contains(provider.url());
  }

  @Test
  void two_people_do_not_overwrite_each_other_and_only_the_owner_sets_keys() {
    String tag = billing.get("/gateways/midtrans").header("ETag");
    assertThat(set("\"enabled\":true").status()).isEqualTo(200);
    assertThat(billing.put("/gateways/midtrans", "{\"enabled\":true}", "If-Match", tag).status())
        .isEqualTo(412);
    String cashier = billing.service.tokens().create("kasir", Role.BILLING);
    assertThat(billing.as(cashier, "PUT", "/gateways/midtrans", "{}").status()).isEqualTo(403);
    assertThat(billing.as(cashier, "GET", "/gateways/midtrans", null).status()).isEqualTo(200);
  }

  /** Whoever has an owner's session for a minute could have our key sent to any address. */
  @Test
  void another_address_needs_the_key_anew() {
    String elsewhere = "{'apiUrl':'https://elsewhere.example'}".replace('\'', '"');
    assertThat(billing.put("/gateways/midtrans", elsewhere).field()).isEqualTo("apiKey");
    String checkout = elsewhere.replace("apiUrl", "checkoutUrl");
    assertThat(billing.put("/gateways/midtrans", checkout).field()).isEqualTo("apiKey");
    assertThat(billing.get("/gateways/midtrans").json().get("apiUrl").asText())
        .isEqualTo(provider.url());
    String same =
        "{'enabled':true,'apiUrl':'%1$s','checkoutUrl':'%1$s','channels':[{'code':'qris'}]}";
    assertThat(
            billing
                .put("/gateways/midtrans", same.formatted(provider.url()).replace('\'', '"'))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_collector_sees_what_she_asked_for_herself() {
    Reply others = attempt();
    String collector = billing.service.tokens().create("kolektor", Role.COLLECTOR);
    String path = "/payment-attempts/";
    assertThat(billing.as(collector, "GET", path + others.id(), null).status()).isEqualTo(404);
    Reply own =
        billing.as(
            collector,
            "POST",
            "/payment-attempts",
            "{\"invoiceId\":%d,\"gateway\":\"midtrans\",\"channel\":\"qris\"}".formatted(invoice()),
            "Idempotency-Key",
            "attempt-" + keys++);
    assertThat(billing.as(collector, "GET", path + own.id(), null).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "apiUrl | {'apiUrl':'http://api.example.com'}",
        "apiUrl | {'apiUrl':'https://user@api.example.com'}",
        "apiUrl | {'apiUrl':'https://api.example.com/'}",
        "apiUrl | {'apiUrl':'file:///etc/passwd'}",
        "environment | {'environment':'test'}",
        "feeBearer | {'feeBearer':'bank'}",
        "apiKey | {'apiKey':'short'}",
        "callbackToken | {'callbackToken':'midtrans-has-none'}",
        "channels[0].code | {'channels':[{'code':'paypal'}]}",
        "channels[1].code | {'channels':[{'code':'qris'},{'code':'qris'}]}",
        "channels[0].maxAmount | {'channels':[{'code':'qris','minAmount':2,'maxAmount':1}]}",
        "channels[0].feeBasisPoints | {'channels':[{'code':'qris','feeBasisPoints':10000}]}",
      })
  void what_is_wrong_is_named(String field, String body) {
    Reply refused = billing.put("/gateways/midtrans", body.replace('\'', '"'));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(billing.put("/gateways/xendit", "{\"enabled\":true}").field()).isEqualTo("apiKey");
    assertThat(billing.put("/gateways/xendit", "{\"statusCheckAbove\":1}").field())
        .as("a token that covers nothing credits nothing")
        .isEqualTo("statusCheckAbove");
  }
}
