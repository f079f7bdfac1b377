package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a subscription is sold as: changed now, at the end of its period or at a day, and priced.
 */
class ChangePlanHttpTest extends TermsOverHttp {

  @Test
  void a_dearer_plan_costs_the_difference_of_the_days_that_are_billed() {
    dearer();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-14T00:00:00Z");
    pay(billing.get("/invoices").json().at("/items/0/id").asLong(), 150_000);
    JsonNode rehearsed = post(id, "change-plan", "{\"planId\": 2, \"dryRun\": true}");
    assertThat(rehearsed.at("/effect/amount/amount").asText())
        .as("half of 28 days, of 300,000 and of 150,000")
        .isEqualTo("75000");
    assertThat(rehearsed.at("/effect/lines/0/amount/amount").asText()).isEqualTo("150000");
    assertThat(rehearsed.at("/effect/lines/1/amount/amount").asText()).isEqualTo("-75000");
    assertThat(rehearsed.at("/effect/before/rateLimit").asText()).isEqualTo("10M/10M");
    assertThat(rehearsed.at("/effect/after/rateLimit").asText()).isEqualTo("20M/20M");
    assertThat(billing.get("/subscriptions/" + id).json().get("planId").asLong()).isEqualTo(1);

    JsonNode changed = post(id, "change-plan", "{\"planId\": 2}");
    assertThat(changed.get("planId").asLong()).isEqualTo(2);
    JsonNode invoice = billing.get("/invoices/" + changed.at("/effect/invoiceId").asLong()).json();
    assertThat(invoice.at("/total/amount").asText()).isEqualTo("75000");
    assertThat(post(id, "change-plan", "{\"planId\": 2}").at("/effect/amount/amount").asText())
        .as("it has it already")
        .isEqualTo("0");
    JsonNode items = rehearsedRun("2027-02-28").get("items");
    assertThat(items.at("/0/amount/amount").asText()).isEqualTo("300000");
    assertThat(history(id)).startsWith("change_plan");
  }

  @Test
  void a_change_at_the_end_of_the_period_is_billed_from_then_on() {
    dearer();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    JsonNode asked = post(id, "change-plan", "{\"planId\": 2, \"when\": \"periodEnd\"}");
    assertThat(asked.at("/effect/from").asText()).isEqualTo("2027-02-27T17:00:00Z");
    assertThat(asked.get("planId").asLong()).isEqualTo(1);
    run("2027-02-28");
    assertThat(amounts()).as("billed before the day").containsExactly("150000", "300000");

    clock.set("2027-02-27T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(billing.get("/subscriptions/" + id).json().get("planId").asLong()).isEqualTo(2);
    assertThat(amounts()).as("and not once more").containsExactly("150000", "300000");
  }

  @Test
  void what_was_not_billed_yet_is_billed_on_the_old_terms_first() {
    dearer();
    long id = subscribe("postpaid", null);
    post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-14\"}");
    clock.set("2027-02-13T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(outcomes()).containsExactly("done");
    assertThat(amounts())
        .as("half of the period on the old terms, half on the new")
        .containsExactlyInAnyOrder("75000", "150000");
    assertThat(billing.get("/subscriptions/" + id).json().get("billedUntil").asText())
        .isEqualTo("2027-02-28");
  }

  @Test
  void of_prepaid_the_time_that_is_left_is_worth_the_same() {
    dearer();
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    JsonNode changed = post(id, "change-plan", "{\"planId\": 2}");
    assertThat(changed.get("activeUntil").asText())
        .as("ten days of 150,000 are five of 300,000")
        .isEqualTo("2027-02-05T03:00:00Z");
    assertThat(billing.get("/invoices").json().get("items")).isEmpty();
    assertThat(reply(id, "change-plan", "{\"planId\": 9}").field()).isEqualTo("planId");
    assertThat(reply(id, "change-plan", "{\"planId\": 1, \"when\": \"dulu\"}").field())
        .isEqualTo("when");
  }

  @Test
  void a_cheaper_plan_now_gives_the_difference_back() {
    cheaper();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-14T00:00:00Z");
    pay(billing.get("/invoices").json().at("/items/0/id").asLong(), 150_000);
    JsonNode rehearsed = post(id, "change-plan", "{\"planId\": 2, \"dryRun\": true}");
    JsonNode changed = post(id, "change-plan", "{\"planId\": 2}");
    assertThat(changed.at("/effect/amount/amount").asText())
        .as("half of 28 days, of 150,000 and of 75,000")
        .isEqualTo("-37500")
        .isEqualTo(rehearsed.at("/effect/amount/amount").asText());
    assertThat(changed.get("planId").asLong()).isEqualTo(2);
    assertThat(billing.get("/credit-notes").json().at("/items/0/amount/amount").asText())
        .isEqualTo("37500");
    JsonNode back = post(id, "change-plan", "{\"planId\": 1}");
    assertThat(back.at("/effect/amount/amount").asText()).isEqualTo("37500");
    assertThat(
            billing
                .get("/invoices/" + back.at("/effect/invoiceId").asLong())
                .json()
                .get("status")
                .asText())
        .as("by the credit")
        .isEqualTo("paid");
  }

  @Test
  void what_was_credited_before_is_not_given_back_again() {
    cheaper();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-14T00:00:00Z");
    credit(billing.get("/invoices").json().at("/items/0/id").asLong(), 130_000);
    JsonNode changed = post(id, "change-plan", "{\"planId\": 2}");
    assertThat(changed.at("/effect/amount/amount").asText())
        .as("no more than is left of the invoice")
        .isEqualTo("-20000");
  }

  @Test
  void a_run_bills_up_to_a_change_that_waits() {
    cheaper();
    long id = subscribe("postpaid", null);
    post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-14\"}");
    run("2027-01-31");
    assertThat(amounts()).containsExactly("75000");
    clock.set("2027-02-13T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(outcomes()).containsExactly("done");
    assertThat(amounts()).containsExactlyInAnyOrder("75000", "37500");
    assertThat(billing.get("/subscriptions/" + id).json().get("planId").asLong()).isEqualTo(2);
  }

  @Test
  void its_terms_are_changed_by_what_prices_them_only() {
    dearer();
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    for (String other :
        List.of(
            "\"planId\": 2",
            "\"billing\": \"postpaid\"",
            "\"activeUntil\": \"2099-01-01T00:00:00Z\"",
            "\"activeUntil\": null")) {
      Reply refused = billing.patch("/subscriptions/" + id, "{" + other + "}");
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(other).contains(refused.field());
    }
    Reply put = billing.put("/subscriptions/" + id, "{\"planId\": 1, \"username\": \"lain\"}");
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.json().get("activeUntil").asText())
        .as("what a PUT leaves out of them stays")
        .isEqualTo("2027-02-03T05:00:00Z");
    assertThat(put.json().get("billing").asText()).isEqualTo("prepaid");
  }

  @Test
  void prepaid_becomes_postpaid_from_where_it_is_paid_and_back() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long ordered = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    JsonNode postpaid = post(id, "change-plan", "{\"billing\": \"postpaid\"}");
    assertThat(postpaid.get("activeUntil").isNull()).isTrue();
    assertThat(postpaid.get("billedUntil").asText())
        .as("the day that is paid in part is not billed")
        .isEqualTo("2027-02-04");
    assertThat(billing.get("/invoices/" + ordered).json().get("status").asText())
        .as("what was ordered on the old terms is taken back")
        .isEqualTo("void");
    clock.set("2027-02-05T05:00:00Z");
    JsonNode prepaid = post(id, "change-plan", "{\"billing\": \"prepaid\"}");
    assertThat(prepaid.get("activeUntil").asText())
        .as("what has begun is billed, and good up to its end")
        .isEqualTo("2027-03-03T17:00:00Z");
    assertThat(prepaid.get("billedUntil").isNull()).isTrue();
    assertThat(amounts()).contains("150000");
    assertThat(reply(id, "change-plan", "{\"billing\": \"prabayar\"}").field())
        .isEqualTo("billing");
    assertThat(
            reply(id, "change-plan", "{\"billing\": \"postpaid\", \"when\": \"periodEnd\"}")
                .field())
        .isEqualTo("when");
  }

  @Test
  void charges_that_no_period_has_come_with_the_first_renewal_of_prepaid() {
    long id = subscribe("postpaid", null);
    run("2027-02-05");
    long charge =
        reply(
                id,
                "charges",
                "{\"kind\": \"one_off\", \"description\": \"ONT\", \"amount\": 350000}")
            .id();
    assertThat(reply(id, "change-plan", "{\"billing\": \"prepaid\"}").status()).isEqualTo(200);
    JsonNode effect = post(id, "renew", "{}").get("effect");
    assertThat(effect.at("/amount/amount").asText()).isEqualTo("500000");
    assertThat(billing.get("/subscriptions/" + id + "/charges").json().at("/items/0/invoiceId"))
        .isEqualTo(effect.get("invoiceId"));
    assertThat(billing.delete("/subscriptions/" + id + "/charges/" + charge).status())
        .isEqualTo(409);
  }

  @Test
  void one_change_that_fails_holds_up_no_other() {
    dearer();
    long first = subscribe("postpaid", null);
    post(first, "terminate", "{\"at\": \"2027-02-10T05:00:00Z\"}");
    long second = subscribe("prepaid", "2027-06-10T03:00:00Z");
    post(second, "terminate", "{\"at\": \"2027-02-10T06:00:00Z\"}");
    TestDatabase.execute(
        billing.database,
        """
        CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'broken'; END $$;
        CREATE TRIGGER broken BEFORE UPDATE OF terminated_at ON subscription
          FOR EACH ROW WHEN (NEW.id = %d) EXECUTE FUNCTION broken()"""
            .formatted(first));
    clock.set("2027-02-12T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("terminated");
    assertThat(billing.get("/subscriptions/" + second).json().get("terminatedAt").asText())
        .as("when it was to end, not when somebody was there again")
        .isEqualTo("2027-02-10T06:00:00Z");
    TestDatabase.execute(billing.database, "DROP TRIGGER broken ON subscription");
    billing.carryOutWhatIsDue();
    assertThat(status(first)).as("tried again").isEqualTo("terminated");
  }

  @Test
  void a_plan_that_somebody_is_to_have_is_not_deleted() {
    dearer();
    long id = subscribe("prepaid", "2027-06-10T03:00:00Z");
    post(id, "change-plan", "{\"planId\": 2, \"when\": \"periodEnd\"}");
    assertThat(billing.delete("/plans/2").status()).isEqualTo(409);
  }

  @Test
  void what_was_made_void_is_not_given_back() {
    dearer();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('30 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (3, 1, 450000, 30000000, 30000000)""");
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-14T00:00:00Z");
    long difference = post(id, "change-plan", "{\"planId\": 2}").at("/effect/invoiceId").asLong();
    billing.post(
        "/invoices/" + difference + "/void", "{\"reason\": \"salah\"}", "Idempotency-Key", "v");
    assertThat(post(id, "change-plan", "{\"planId\": 3}").at("/effect/amount/amount").asText())
        .as("half of 450,000 without half of the 150,000 that were billed")
        .isEqualTo("150000");
  }
}
