package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody of a plan to its present price, or to another plan. */
class PlanMovesHttpTest extends OneServiceOverHttp {

  @Test
  void everybody_pays_the_new_price_from_the_next_billing_date_on() {
    long postpaid = subscribe("postpaid", "");
    run("2027-01-31");
    long prepaid = subscribe("prepaid", ", \"activeUntil\": \"2027-02-15T00:00:00Z\"");
    long orders = subscribe("prepaid", ", \"activeUntil\": \"2027-02-15T00:00:00Z\"");
    long ordered =
        post("/subscriptions/" + orders + "/renew", "{}", 200).at("/effect/invoiceId").asLong();
    billing.patch("/plans/" + plan, "{\"price\": 175000}");
    long late = subscribe("postpaid", "");

    String path = "/plans/" + plan + "/move-price";
    assertThat(billing.post(path, "{\"dryRun\": true}").field()).isEqualTo("reason");
    JsonNode rehearsed = post(path, "{\"reason\": \"Naik\", \"dryRun\": true}", 200);
    assertThat(rehearsed.get("subscriptions").asInt())
        .as("who pays it already is not meant")
        .isEqualTo(3);
    assertThat(rehearsed.get("refused").asInt()).isEqualTo(0);
    assertThat(rehearsed.at("/items/0/effect/price/after/amount").asText()).isEqualTo("175000");
    assertThat(rehearsed.at("/items/0/effect/from").asText()).isEqualTo("2027-02-27T17:00:00Z");
    assertThat(rehearsed.at("/perMonth/before/amount").asText()).isEqualTo("450000");
    assertThat(rehearsed.at("/perMonth/after/amount").asText()).isEqualTo("525000");
    assertThat(notices()).isEmpty();

    assertThat(billing.post(path, "{\"reason\": \"Naik\"}").status()).isEqualTo(400);
    JsonNode asked = post(path, "{\"reason\": \"Naik\"}", 202);
    billing.carryOutWhatIsDue();
    JsonNode done = billing.get("/bulk-actions/" + asked.get("id").asLong()).json();
    assertThat(done.get("done").asInt()).isEqualTo(3);
    assertThat(done.get("amount").get("amount").asText())
        .as("nothing is billed for it")
        .isEqualTo("0");
    assertThat(notices()).containsExactly(postpaid, prepaid, orders);
    assertThat(read(prepaid).get("activeUntil").asText())
        .as("what is paid for stays")
        .isEqualTo("2027-02-15T00:00:00Z");
    assertThat(amount(rehearse(prepaid, "renew", "{}"))).isEqualTo("175000");
    assertThat(billedOn("2027-02-28", postpaid)).isEqualTo("175000");
    assertThat(billedOn("2027-02-28", late)).isEqualTo("175000");
    JsonNode listed = billing.get("/bulk-actions?limit=1").json().at("/items/0");
    assertThat(listed.get("id")).isEqualTo(asked.get("id"));
    assertThat(listed.get("reason").asText()).isEqualTo("Naik");
    assertThat(listed.get("refused").asInt()).isEqualTo(0);

    pay(ordered);
    assertThat(read(orders).get("activeUntil").asText())
        .as("what was ordered at the old price is delivered")
        .isEqualTo("2027-03-15T00:00:00Z");
    post("/invoices/" + ordered + "/void", "{\"reason\": \"salah\"}", 200);
    assertThat(read(orders).get("activeUntil").asText())
        .as("and goes with its money")
        .isEqualTo("2027-02-15T00:00:00Z");
  }

  @Test
  void those_of_one_price_or_tag_are_moved_alone() {
    long first = subscribe("prepaid", "");
    billing.patch("/plans/" + plan, "{\"price\": 160000}");
    long second = subscribe("prepaid", "");
    billing.patch("/plans/" + plan, "{\"price\": 170000}");
    String path = "/plans/" + plan + "/move-price";
    String asked = "{\"filter\": {%s}, \"reason\": \"Naik\", \"dryRun\": true}";
    assertThat(ids(post(path, asked.formatted("\"priceVersion\": 1"), 200))).containsExactly(first);
    assertThat(ids(post(path, asked.formatted("\"priceVersion\": 2"), 200)))
        .containsExactly(second);
    assertThat(ids(post(path, asked.formatted("\"tag\": \"lama\""), 200))).isEmpty();
    assertThat(billing.post(path, asked.formatted("\"planId\": 999999")).field())
        .isEqualTo("filter.planId");
    post("/subscriptions/" + first + "/terminate", "{}", 200);
    assertThat(ids(post(path, asked.formatted(""), 200))).containsExactly(second);
  }

  @Test
  void a_plan_is_replaced_by_another_and_sold_no_more() {
    long other = billing.plan("Pengganti " + next());
    long postpaid = subscribe("postpaid", "");
    long expired = subscribe("prepaid", "");
    String path = "/plans/" + plan + "/replace";
    String asked = "{\"to\": %d, \"reason\": \"Ganti paket\"%s}";
    assertThat(billing.post(path, "{\"to\": 999999, \"reason\": \"x\"}").field()).isEqualTo("to");
    assertThat(billing.post(path, asked.formatted(plan, "")).field()).isEqualTo("to");
    assertThat(billing.post(path, asked.formatted(other, ", \"at\": \"dulu\"")).field())
        .isEqualTo("at");
    JsonNode rehearsed = post(path, asked.formatted(other, ", \"dryRun\": true"), 200);
    assertThat(rehearsed.get("refused").asInt()).as(rehearsed.toString()).isEqualTo(0);
    assertThat(billing.get("/plans/" + plan).json().get("retiredAt").isNull()).isTrue();

    post(path, asked.formatted(other, ""), 202);
    billing.carryOutWhatIsDue();
    assertThat(billing.get("/plans/" + plan).json().get("retiredAt").isNull()).isFalse();
    assertThat(read(expired).get("planId").asLong()).as("its period has ended").isEqualTo(other);
    assertThat(read(postpaid).get("planId").asLong()).isEqualTo(plan);
    clock.set("2027-02-27T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(read(postpaid).get("planId").asLong())
        .as("where the period ends that has begun")
        .isEqualTo(other);
    assertThat(notices()).containsExactly(postpaid, expired);
    JsonNode told = billing.get("/notices?kind=plan&planId=" + other).json().at("/items/0");
    assertThat(told.get("subscriptionId").asLong()).isEqualTo(postpaid);
    assertThat(told.get("plan").asText()).startsWith("Pengganti");
    assertThat(told.at("/price/amount").asText()).isEqualTo("150000");
    assertThat(told.get("effectiveFrom").asText()).isEqualTo("2027-02-27T17:00:00Z");
    assertThat(billing.get("/notices", "Accept", "text/csv").text()).contains("phone", "username");
    assertThat(billing.get("/notices?kind=x").field()).isEqualTo("kind");
    assertThat(billing.post("/plans/" + other + "/replace", asked.formatted(plan, "")).field())
        .as("who was retired")
        .isEqualTo("to");
  }

  @Test
  void the_end_of_a_period_moves_with_days_that_are_given() {
    long id = subscribe("postpaid", "");
    run("2027-01-31");
    billing.patch("/plans/" + plan, "{\"price\": 300000}");
    String change = "{\"planId\": %d, \"when\": \"periodEnd\"}".formatted(plan);
    post("/subscriptions/" + id + "/change-plan", change, 200);
    post("/subscriptions/" + id + "/extend", "{\"days\": 5, \"reason\": \"gangguan\"}", 200);
    clock.set("2027-02-28T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(invoices()).as("the days that were given cost nothing more").hasSize(1);
    clock.set("2027-03-05T01:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(amount(rehearse(id, "change-plan", change)))
        .as("the present price already")
        .isEqualTo("0");
    assertThat(read(id).get("billedUntil").asText()).isNotEqualTo("2027-02-28");
  }

  private void pay(long invoice) {
    post("/payments", "{\"invoiceId\": %d, \"method\": \"cash\"}".formatted(invoice), 201);
  }

  private JsonNode read(long id) {
    return billing.get("/subscriptions/" + id).json();
  }

  private JsonNode rehearse(long id, String operation, String body) {
    return post(
        "/subscriptions/" + id + "/" + operation,
        body.replaceFirst("}$", (body.equals("{}") ? "" : ", ") + "\"dryRun\": true}"),
        200);
  }

  private String amount(JsonNode outcome) {
    return outcome.at("/effect/amount/amount").asText();
  }

  private String billedOn(String date, long subscription) {
    JsonNode run =
        post("/billing-runs", "{\"date\": \"%s\", \"dryRun\": true}".formatted(date), 200);
    for (JsonNode item : run.get("items")) {
      if (item.get("subscriptionId").asLong() == subscription
          && item.get("from").asText().equals(date)) {
        return item.at("/amount/amount").asText();
      }
    }
    return run.toString();
  }

  private List<Long> ids(JsonNode action) {
    return action.findValues("subscriptionId").stream().map(JsonNode::asLong).toList();
  }

  private List<Long> notices() {
    return billing
        .service
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT subscription_id FROM notice WHERE customer_id = :customer ORDER BY 1")
                    .bind("customer", customer)
                    .mapTo(Long.class)
                    .list());
  }

  private JsonNode invoices() {
    return billing.get("/invoices?customerId=" + customer).json().get("items");
  }

  private void run(String date) {
    long run = billing.post("/billing-runs", "{\"date\": \"%s\"}".formatted(date)).id();
    await()
        .until(
            () -> billing.get("/billing-runs/" + run).json().get("state").asText().equals("done"));
  }

  private JsonNode post(String path, String body, int status) {
    String key = body.contains("dryRun") ? "" : "key-" + next();
    Reply reply =
        key.isEmpty() ? billing.post(path, body) : billing.post(path, body, "Idempotency-Key", key);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json();
  }
}
