package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a new customer to the invoices of its months. */
class BillingRunHttpTest {

  private final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());

  @BeforeEach
  void a_customer() {
    billing.tenMega();
    Reply made =
        billing.post(
            "/customers",
            """
            {"name": "Budi", "subscription": {"planId": 1, "username": "budi", "password": "rahasia"}}""");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @AfterEach
  void close() {
    billing.close();
  }

  @Test
  void each_month_is_one_invoice_from_the_day_of_the_subscription_on() {
    JsonNode subscription = billing.get("/subscriptions/1").json();
    assertThat(subscription.get("billingDay").asInt()).as("the day in WIB").isEqualTo(11);
    assertThat(subscription.get("billedUntil").asText()).isEqualTo("2026-11-11");

    JsonNode rehearsed = billing.post("/billing-runs", run("2026-11-11", true)).json();
    assertThat(rehearsed.get("state").asText()).isEqualTo("rehearsed");
    assertThat(rehearsed.at("/total/amount").asText()).isEqualTo("150000");
    assertThat(billing.get("/invoices").json().get("items")).isEmpty();

    Reply asked = billing.post("/billing-runs", run("2026-11-11", false), "Idempotency-Key", "a");
    assertThat(asked.status()).isEqualTo(202);
    assertThat(billing.post("/billing-runs", run("2026-11-11", false), "Idempotency-Key", "a").id())
        .isEqualTo(asked.id());
    JsonNode done = done(asked.id());
    assertThat(done.at("/items/0/until").asText()).isEqualTo("2026-12-10");
    JsonNode invoice = billing.get("/invoices").json().at("/items/0");
    assertThat(invoice.get("id").asLong()).isEqualTo(done.at("/items/0/invoiceId").asLong());
    assertThat(invoice.get("dueDate").asText()).isEqualTo("2026-11-21");
    assertThat(invoice.at("/lines/0/description").asText())
        .isEqualTo("10 Mega, budi, 2026-11-11 – 2026-12-10");

    done(billing.post("/billing-runs", run("2026-11-11", false)).id());
    assertThat(billing.get("/invoices").json().get("items")).hasSize(1);
  }

  @Test
  void add_ons_and_discounts_come_with_each_period_and_other_charges_once() {
    long addon = charge("{'kind': 'addon', 'description': 'IP publik', 'amount': 25000}");
    charge("{'kind': 'discount', 'description': 'Promo', 'amount': 15000, 'until': '2026-12-11'}");
    long once = charge("{'kind': 'one_off', 'description': 'Pasang', 'amount': 100000}");

    JsonNode first = done(billing.post("/billing-runs", run("2026-11-11", false)).id());
    assertThat(first.at("/total/amount").asText()).isEqualTo("260000");
    JsonNode invoice = billing.get("/invoices").json().at("/items/0");
    assertThat(invoice.at("/total/amount").asText()).isEqualTo("260000");
    assertThat(invoice.get("lines").findValuesAsText("description"))
        .containsExactly("10 Mega, budi, 2026-11-11 – 2026-12-10", "IP publik", "Pasang", "Promo");
    assertThat(billing.delete("/subscriptions/1/charges/" + once).status())
        .as("it stands on an invoice")
        .isEqualTo(409);

    JsonNode second = done(billing.post("/billing-runs", run("2026-12-11", false)).id());
    assertThat(second.at("/total/amount").asText()).isEqualTo("175000");
    assertThat(billing.delete("/subscriptions/1/charges/" + addon).status()).isEqualTo(200);
    clock.set("2027-01-10T17:30:00Z");
    JsonNode third = done(billing.post("/billing-runs", run("2027-01-11", false)).id());
    assertThat(third.at("/total/amount").asText()).isEqualTo("150000");
    assertThat(billing.get("/subscriptions/1/charges").json().get("items")).hasSize(3);
  }

  @Test
  void a_charge_that_makes_no_sense_is_refused_by_name() {
    assertThat(
            billing
                .post(
                    "/subscriptions/1/charges",
                    "{\"kind\": \"tip\", \"description\": \" \", \"amount\": 0}",
                    "Idempotency-Key",
                    "x")
                .json()
                .get("errors")
                .findValuesAsText("field"))
        .containsExactly("kind", "description", "amount");
    assertThat(billing.post("/subscriptions/1/charges", "{}").status())
        .as("without a key")
        .isEqualTo(400);
  }

  @Test
  void the_billing_day_moves_by_a_bridge_and_what_is_billed_stays() {
    done(billing.post("/billing-runs", run("2026-11-11", false)).id());
    Reply moved = day("{\"day\": 1}");
    assertThat(moved.json().get("billingDay").asInt()).isEqualTo(1);
    assertThat(moved.json().get("billedUntil").asText()).isEqualTo("2026-12-11");
    assertThat(day("{\"day\": 1, \"from\": \"2026-12-01\"}").field()).isEqualTo("from");

    clock.set("2027-01-01T00:00:00Z");
    JsonNode items =
        done(billing.post("/billing-runs", run("2027-01-01", false)).id()).get("items");
    assertThat(items.findValuesAsText("from")).containsExactly("2026-12-11", "2027-01-01");
    assertThat(items.at("/0/amount/amount").asText()).isEqualTo("101613");
    assertThat(items.at("/1/amount/amount").asText()).isEqualTo("150000");
  }

  @Test
  void who_was_prepaid_for_a_while_is_not_billed_for_it() {
    done(billing.post("/billing-runs", run("2026-11-11", false)).id());
    billed("prepaid");
    billed("postpaid");
    assertThat(billing.get("/subscriptions/1").json().get("billedUntil").asText())
        .as("what is billed stays billed")
        .isEqualTo("2026-12-11");

    billed("prepaid");
    clock.set("2027-03-14T17:30:00Z");
    JsonNode back = billed("postpaid").json();
    assertThat(back.get("billingDay").asInt()).isEqualTo(15);
    assertThat(back.get("billedUntil").asText()).isEqualTo("2027-03-15");
    Reply later = day("{\"day\": 1, \"from\": \"2027-04-01\", \"reason\": \"kembali\"}");
    assertThat(later.json().get("billedUntil").asText()).isEqualTo("2027-04-01");
  }

  @Test
  void what_makes_no_sense_is_refused_by_name() {
    assertThat(billing.post("/billing-runs", "{}").field()).isEqualTo("date");
    assertThat(billing.post("/billing-runs", run("2062-11-11", true)).field()).isEqualTo("date");
    assertThat(
            billing.post("/billing-runs", "{\"date\": \"2026-11-11\", \"customerId\": 99}").field())
        .isEqualTo("customerId");
    assertThat(billing.get("/billing-runs/99").status()).isEqualTo(404);
    assertThat(day("{\"day\": 32}").field()).isEqualTo("day");
    billed("prepaid");
    assertThat(day("{\"day\": 1}").status()).isEqualTo(409);
    assertThat(billing.get("/subscriptions/1").json().get("billingDay").isNull()).isTrue();
  }

  @Test
  void a_billing_day_is_priced_before_it_is_moved_and_gives_no_months_away() {
    done(billing.post("/billing-runs", run("2026-11-11", false)).id());
    JsonNode rehearsed = day("{\"day\": 1, \"dryRun\": true}").json();
    assertThat(rehearsed.at("/effect/amount/amount").asText()).isEqualTo("101613");
    assertThat(rehearsed.at("/effect/lines/0/description").asText())
        .endsWith("2026-12-11 – 2026-12-31");
    assertThat(rehearsed.at("/effect/from").asText()).isEqualTo("2026-12-10T17:00:00Z");
    assertThat(billing.get("/subscriptions/1").json().get("billingDay").asInt()).isEqualTo(11);

    assertThat(day("{\"day\": 1, \"from\": \"2027-01-01\"}").field()).isEqualTo("reason");
    Reply far = day("{\"day\": 1, \"from\": \"2027-11-01\", \"reason\": \"gratis\"}");
    assertThat(far.field()).as("no free months").isEqualTo("from");
    JsonNode given =
        day("{\"day\": 1, \"from\": \"2027-01-01\", \"reason\": \"ganti rugi\", \"dryRun\": true}")
            .json();
    assertThat(given.at("/effect/lines/0/description").asText())
        .startsWith("Tidak ditagih")
        .endsWith("2026-12-11 – 2026-12-31");
    assertThat(given.at("/effect/amount/amount").asText()).isEqualTo("0");
    assertThat(billing.post("/subscriptions/1/billing-day", "{\"day\": 1}").status())
        .as("without a key")
        .isEqualTo(400);

    billing.post(
        "/subscriptions/1/terminate", "{}", "Idempotency-Key", UUID.randomUUID().toString());
    assertThat(day("{\"day\": 1}").status()).isEqualTo(409);
  }

  @Test
  void what_is_sold_by_days_has_no_billing_day_to_move() {
    TestDatabase.execute(billing.database, "UPDATE plan_version SET period = 'P30D'");
    Reply refused = day("{\"day\": 1}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("30 days");
  }

  private Reply day(String body) {
    return billing.post(
        "/subscriptions/1/billing-day", body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private Reply billed(String kind) {
    Reply reply =
        billing.post(
            "/subscriptions/1/change-plan",
            "{\"billing\": \"" + kind + "\"}",
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private JsonNode done(long run) {
    await()
        .until(
            () -> billing.get("/billing-runs/" + run).json().at("/state").asText().equals("done"));
    return billing.get("/billing-runs/" + run).json();
  }

  private static String run(String date, boolean dryRun) {
    return "{\"date\": \"%s\", \"dryRun\": %s}".formatted(date, dryRun);
  }

  private long charge(String json) {
    Reply added =
        billing.post(
            "/subscriptions/1/charges",
            json.replace('\'', '"'),
            "Idempotency-Key",
            "charge " + json.hashCode());
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.id();
  }
}
