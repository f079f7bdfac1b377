package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is shown of a subscription: what it pays, how long it is so, and what is to become of it.
 */
class SubscriptionViewHttpTest extends OneServiceOverHttp {

  @Test
  void it_says_what_its_own_price_is_and_what_is_to_change() {
    long id = subscribe("postpaid", "");
    billing.patch("/plans/" + plan, "{\"price\": 175000}");
    assertThat(read(id).at("/price/amount").asText()).isEqualTo("150000");
    assertThat(read(id).get("scheduled")).isEmpty();
    String tag = billing.get("/subscriptions/" + id).header("ETag");

    post(
        id,
        "change-plan",
        "{\"planId\": %d, \"when\": \"2027-02-10\", \"reason\": \"naik\"}".formatted(plan));
    post(id, "terminate", "{\"at\": \"2027-03-01\"}");
    JsonNode scheduled = read(id).get("scheduled");
    assertThat(scheduled).hasSize(2);
    assertThat(scheduled.at("/0/what").asText()).isEqualTo("change_plan");
    assertThat(scheduled.at("/0/due").asText()).isEqualTo("2027-02-09T17:00:00Z");
    assertThat(scheduled.at("/0/price/amount").asText()).isEqualTo("175000");
    assertThat(scheduled.at("/0/reason").asText()).isEqualTo("naik");
    assertThat(scheduled.at("/0/askedBy").asText()).isEqualTo("token:test");
    assertThat(billing.get("/subscriptions/" + id).header("ETag")).isNotEqualTo(tag);

    String path = "/subscriptions/%d/scheduled/%d".formatted(id, scheduled.at("/0/id").asLong());
    assertThat(billing.delete("/subscriptions/%d/scheduled/999999".formatted(id)).status())
        .isEqualTo(404);
    assertThat(billing.delete(path).status()).isEqualTo(204);
    assertThat(billing.delete(path).status()).isEqualTo(404);
    clock.set("2027-02-11T00:00:00Z");
    billing.carryOutWhatIsDue();
    JsonNode after = read(id);
    assertThat(after.at("/price/amount").asText())
        .as("the old price is not lost")
        .isEqualTo("150000");
    assertThat(after.get("scheduled")).hasSize(1);
    assertThat(what(id)).startsWith("change_plan_withdrawn");
  }

  @Test
  void it_says_which_invoice_a_renewal_waits_for() {
    long id = subscribe("prepaid", ", \"activeUntil\": \"2027-02-15T00:00:00Z\"");
    assertThat(read(id).get("renewal").isNull()).isTrue();
    JsonNode ordered = post(id, "renew", "{\"periods\": 2}");
    assertThat(ordered.at("/renewal/invoiceId")).isEqualTo(ordered.at("/effect/invoiceId"));
    assertThat(ordered.at("/renewal/number").asText()).startsWith("INV-");
    assertThat(ordered.at("/renewal/amount/amount").asText()).isEqualTo("300000");
    pay(ordered.at("/renewal/invoiceId").asLong(), 300_000);
    assertThat(read(id).get("renewal").isNull()).isTrue();
  }

  @Test
  void it_says_that_it_waits_for_its_first_login() {
    long id = subscribe("prepaid", ", \"validity\": \"firstLogin\"");
    assertThat(read(id).get("validity").asText()).isEqualTo("firstLogin");
    assertThat(read(subscribe("prepaid", ", \"validity\": \"now\"")).get("validity").isNull())
        .isTrue();
  }

  @Test
  void every_state_has_its_since_and_until() {
    long id = subscribe("prepaid", ", \"activeUntil\": \"2027-02-02T00:00:00Z\"");
    is(id, "ACTIVE", "2027-01-31T03:00:00Z", "2027-02-02T00:00:00Z");
    billing.post("/subscriptions/" + id + "/isolate", "{\"until\": \"2027-01-31T05:00:00Z\"}");
    is(id, "ISOLATED_BY_STAFF", "2027-01-31T03:00:00Z", "2027-01-31T05:00:00Z");
    clock.set("2027-01-31T06:00:00Z");
    is(id, "ACTIVE", "2027-01-31T05:00:00Z", "2027-02-02T00:00:00Z");
    clock.set("2027-02-03T00:00:00Z");
    is(id, "ISOLATED_EXPIRED", "2027-02-02T00:00:00Z", null);
    pay(post(id, "renew", "{}").at("/effect/invoiceId").asLong(), 150_000);
    is(id, "ACTIVE", "2027-02-03T00:00:00Z", "2027-03-03T00:00:00Z");
    clock.set("2027-02-05T00:00:00Z");
    pay(post(id, "renew", "{}").at("/effect/invoiceId").asLong(), 150_000);
    is(id, "ACTIVE", "2027-02-03T00:00:00Z", "2027-04-03T00:00:00Z");
    post(id, "pause", "{\"reason\": \"mudik\", \"until\": \"2027-02-10T00:00:00Z\"}");
    is(id, "PAUSED", "2027-02-05T00:00:00Z", "2027-02-10T00:00:00Z");
    clock.set("2027-02-06T00:00:00Z");
    post(id, "resume", "{}");
    is(id, "ACTIVE", "2027-02-06T00:00:00Z", "2027-04-04T00:00:00Z");
    post(id, "terminate", "{}");
    is(id, "TERMINATED", "2027-02-06T00:00:00Z", null);
  }

  private void is(long id, String reason, String since, String until) {
    JsonNode now = read(id);
    assertThat(now.get("reason").asText()).isEqualTo(reason);
    assertThat(now.get("since").asText()).as(reason).isEqualTo(since);
    assertThat(now.get("until").textValue()).as(reason).isEqualTo(until);
  }

  private JsonNode read(long id) {
    return billing.get("/subscriptions/" + id).json();
  }

  private List<String> what(long id) {
    return billing
        .get("/subscriptions/" + id + "/history")
        .json()
        .get("items")
        .findValuesAsText("what");
  }

  private void pay(long invoice, long amount) {
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"amount\": %d, \"method\": \"cash\", \"confirmDuplicate\": true}"
                .formatted(invoice, amount),
            "Idempotency-Key",
            "pay-" + next());
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }

  private JsonNode post(long id, String operation, String body) {
    Reply reply =
        billing.post(
            "/subscriptions/" + id + "/" + operation, body, "Idempotency-Key", "key-" + next());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }
}
