package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes once, and fees for late payment, come with the next renewal, and with one alone. */
class RenewalChargesHttpTest extends TermsOverHttp {

  @Test
  void what_comes_once_comes_with_the_next_renewal_and_with_no_other() {
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    charge(id, "\"kind\": \"one_off\", \"description\": \"ONT\", \"amount\": 350000");
    charge(id, "\"kind\": \"late_fee\", \"description\": \"Denda\", \"amount\": 5000");
    charge(
        id,
        "\"kind\": \"one_off\", \"description\": \"Kabel\", \"amount\": 99, \"from\": \"2027-02-11\"");
    Reply recurring =
        reply(id, "charges", "{\"kind\": \"addon\", \"description\": \"IP\", \"amount\": 1}");
    assertThat(recurring.status()).as(recurring.text()).isEqualTo(409);
    assertThat(recurring.field()).isEqualTo("kind");

    JsonNode rehearsed = post(id, "renew", "{\"dryRun\": true}").get("effect");
    assertThat(rehearsed.at("/amount/amount").asText()).isEqualTo("505000");
    assertThat(rehearsed.get("lines").findValuesAsText("description")).contains("ONT", "Denda");
    assertThat(settled(id)).containsExactly("null", "null", "null");

    long first = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    JsonNode bill = billing.get("/invoices/" + first).json();
    assertThat(bill.at("/total/amount").asText()).isEqualTo("505000");
    assertThat(bill.get("lines").findValuesAsText("kind"))
        .containsExactly("recurring", "one_off", "late_fee");
    assertThat(settled(id)).containsExactly("" + first, "" + first, "null");
    pay(first, 150_000);
    assertThat(end(id)).as("the whole is to be paid").isEqualTo("2027-02-10T03:00:00Z");
    pay(first, 355_000);
    assertThat(end(id)).isEqualTo("2027-03-10T03:00:00Z");

    JsonNode next = post(id, "renew", "{}");
    assertThat(next.at("/effect/amount/amount").asText())
        .as("each once; what is from the 11th on is now")
        .isEqualTo("150099");
  }

  @Test
  void what_comes_once_waits_again_when_the_order_is_taken_back_and_is_billed_at_the_end() {
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    charge(id, "\"kind\": \"one_off\", \"description\": \"ONT\", \"amount\": 350000");
    long first = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    takeBack(first);
    assertThat(settled(id)).containsExactly("null");
    long second = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    assertThat(settled(id)).containsExactly("" + second);
    JsonNode ended = post(id, "terminate", "{\"reason\": \"pindah\"}").get("effect");
    assertThat(billing.get("/invoices/" + second).json().get("status").asText()).isEqualTo("void");
    assertThat(ended.at("/amount/amount").asText()).isEqualTo("350000");
    assertThat(settled(id)).containsExactly(ended.get("invoiceId").asText());
    assertThat(
            reply(id, "charges", "{\"kind\": \"one_off\", \"description\": \"x\", \"amount\": 1}")
                .status())
        .isEqualTo(409);
  }

  @Test
  void what_a_paid_renewal_had_is_billed_by_itself_where_that_is_taken_back_after_the_end() {
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    charge(id, "\"kind\": \"one_off\", \"description\": \"ONT\", \"amount\": 350000");
    long renewal = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    pay(renewal, 500_000);
    post(id, "terminate", "{\"reason\": \"pindah\"}");
    assertThat(settled(id)).containsExactly("" + renewal);

    takeBack(renewal);
    JsonNode bill = billing.get("/invoices/" + settled(id).get(0)).json();
    assertThat(bill.get("lines").findValuesAsText("description")).containsExactly("ONT");
    assertThat(bill.at("/total/amount").asText()).isEqualTo("350000");
    assertThat(bill.get("status").asText())
        .as("by what the renewal was paid with")
        .isEqualTo("paid");
  }

  @Test
  void a_fee_for_late_payment_comes_with_the_next_renewal() {
    long id = subscribe("prepaid", "2027-03-10T03:00:00Z");
    Reply set =
        billing.put(
            "/settings", "{\"overdue\": {\"lateFee\": {\"daysAfterDue\": 2, \"percent\": 5}}}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.json().at("/overdue/lateFee/dueFrom").asText()).isEqualTo("2027-01-31");
    Reply late =
        billing.post(
            "/invoices",
            """
            {"customerId": 1, "subscriptionId": %d, "dueDate": "2027-02-03",
             "lines": [{"description": "ONT", "amount": 350000}]}"""
                .formatted(id),
            "Idempotency-Key",
            "late");
    assertThat(late.status()).as(late.text()).isEqualTo(201);
    JsonNode night =
        billing
            .post("/overdue-runs", "{\"date\": \"2027-02-06\", \"dryRun\": true}")
            .json()
            .get("lateFees");
    assertThat(night.at("/amount/amount").asText()).isEqualTo("17500");
    assertThat(night.at("/items/0/subscriptionId").asLong()).isEqualTo(id);

    clock.set("2027-02-05T16:59:59Z");
    billing.service.carryOut("overdue");
    assertThat(settled(id)).isEmpty();
    clock.set("2027-02-05T17:00:00Z");
    billing.service.carryOut("overdue");
    assertThat(settled(id)).containsExactly("null");
    pay(late.id(), 350_000);
    JsonNode effect = post(id, "renew", "{\"dryRun\": true}").get("effect");
    assertThat(effect.at("/amount/amount").asText()).isEqualTo("167500");
    assertThat(effect.at("/lines/1/description").asText())
        .isEqualTo("Denda keterlambatan " + late.json().get("number").asText());
    JsonNode renewed = post(id, "renew", "{}").get("effect");
    assertThat(renewed.get("amount")).isEqualTo(effect.get("amount"));

    takeBack(late.id());
    takeBack(renewed.get("invoiceId").asLong());
    assertThat(post(id, "renew", "{\"dryRun\": true}").at("/effect/amount/amount").asText())
        .as("no fee for what is no more")
        .isEqualTo("150000");
  }

  private void takeBack(long invoice) {
    Reply made =
        billing.post(
            "/invoices/" + invoice + "/void",
            "{\"reason\": \"salah\"}",
            "Idempotency-Key",
            "void-" + invoice);
    assertThat(made.status()).as(made.text()).isEqualTo(200);
  }

  private void charge(long id, String fields) {
    Reply made = reply(id, "charges", "{" + fields + "}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  /** On which invoice each charge stands. */
  private List<String> settled(long id) {
    return billing
        .get("/subscriptions/" + id + "/charges")
        .json()
        .get("items")
        .findValuesAsText("invoiceId");
  }
}
