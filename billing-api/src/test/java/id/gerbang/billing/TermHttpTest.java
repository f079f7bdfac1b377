package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Subscriptions extended, paused, ended and begun again, one by one and many at once. */
class TermHttpTest extends TermsOverHttp {

  @Test
  void days_for_nothing_move_the_end_or_the_next_bill() {
    long prepaid = subscribe("prepaid", "2027-01-01T05:00:00Z");
    assertThat(
            post(prepaid, "extend", "{\"days\": 3, \"reason\": \"gangguan\"}")
                .get("activeUntil")
                .asText())
        .isEqualTo("2027-02-03T03:00:00Z");
    assertThat(status(prepaid)).isEqualTo("active");
    long postpaid = subscribe("postpaid", null);
    JsonNode extended = post(postpaid, "extend", "{\"days\": 3, \"reason\": \"gangguan\"}");
    assertThat(extended.get("billedUntil").asText()).isEqualTo("2027-02-03");
    assertThat(extended.at("/effect/activeUntil").isNull()).as("that is prepaid's end").isTrue();
    JsonNode items = rehearsedRun("2027-02-28").get("items");
    assertThat(items.at("/0/from").asText()).isEqualTo("2027-02-03");
    assertThat(items.at("/0/until").asText()).isEqualTo("2027-02-27");
    assertThat(items.at("/0/amount/amount").asText())
        .as("25 of the 28 days from 31 January on")
        .isEqualTo("133929");
    assertThat(reply(postpaid, "extend", "{\"days\": 3}").field()).isEqualTo("reason");
    assertThat(reply(postpaid, "renew", "{}").status()).isEqualTo(409);
  }

  @Test
  void what_was_to_come_once_with_a_period_that_does_not_come_is_billed_at_the_end() {
    long id = subscribe("postpaid", null);
    charge(id, "one_off", "ONT", 350000);
    charge(id, "late_fee", "Denda", 50000);
    charge(id, "addon", "IP", 10000);
    assertThat(billing.delete("/subscriptions/" + id).text()).contains("Rp 400000 of charges");

    JsonNode later =
        post(id, "terminate", "{\"at\": \"2027-02-10\", \"dryRun\": true}").get("effect");
    assertThat(later.at("/amount/amount").asText()).isEqualTo("400000");
    assertThat(later.get("invoiceId").isNull()).isTrue();
    JsonNode rehearsed = post(id, "terminate", "{\"dryRun\": true}").get("effect");
    assertThat(rehearsed.at("/amount/amount").asText()).isEqualTo("400000");
    assertThat(rehearsed.at("/lines/0/description").asText()).isEqualTo("ONT");
    assertThat(
            billing
                .get("/subscriptions/" + id + "/charges")
                .json()
                .at("/items/0/invoiceId")
                .isNull())
        .isTrue();

    JsonNode effect = post(id, "terminate", "{\"reason\": \"pindah\"}").get("effect");
    long invoice = effect.get("invoiceId").asLong();
    JsonNode bill = billing.get("/invoices/" + invoice).json();
    assertThat(bill.at("/total/amount").asText()).isEqualTo("400000");
    assertThat(bill.at("/lines/0/kind").asText()).isEqualTo("one_off");
    assertThat(bill.at("/lines/1/kind").asText()).isEqualTo("late_fee");
    assertThat(bill.get("dueDate").asText()).isEqualTo("2027-02-10");
    JsonNode charges = billing.get("/subscriptions/" + id + "/charges").json().get("items");
    assertThat(charges.at("/0/invoiceId").asLong()).isEqualTo(invoice);
    assertThat(rehearsedRun("2027-02-28").at("/total/amount").asText())
        .as("once, and the add-on has no period any more")
        .isEqualTo("0");
    assertThat(
            reply(id, "charges", "{\"kind\": \"one_off\", \"description\": \"x\", \"amount\": 1}")
                .status())
        .isEqualTo(409);
    assertThat(billing.delete("/subscriptions/" + id).status()).isEqualTo(204);
  }

  private void charge(long id, String kind, String description, long amount) {
    String body =
        "{\"kind\": \"%s\", \"description\": \"%s\", \"amount\": %d}"
            .formatted(kind, description, amount);
    assertThat(reply(id, "charges", body).status()).isEqualTo(201);
  }

  @Test
  void an_end_that_was_asked_for_bills_them_on_its_day() {
    long id = subscribe("postpaid", null);
    charge(id, "one_off", "ONT", 350000);
    post(id, "terminate", "{\"at\": \"2027-02-10\"}");
    clock.set("2027-02-09T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(
            billing
                .get("/subscriptions/" + id + "/charges")
                .json()
                .at("/items/0/invoiceId")
                .asLong())
        .isPositive();
  }

  @Test
  void a_free_account_is_billed_nothing_at_its_end() {
    long free = subscribe("postpaid", null);
    charge(free, "one_off", "ONT", 350000);
    String tag = billing.get("/customers/1").header("ETag");
    assertThat(billing.patch("/customers/1", "{\"tags\": [\"gratis\"]}", "If-Match", tag).status())
        .isEqualTo(200);
    JsonNode ended = post(free, "terminate", "{}").get("effect");
    assertThat(ended.at("/amount/amount").asText()).isEqualTo("0");
  }

  @Test
  void it_ends_on_its_day_is_billed_up_to_it_and_begins_again() {
    long id = subscribe("postpaid", null);
    JsonNode asked = post(id, "terminate", "{\"at\": \"2027-02-10\", \"reason\": \"pindah\"}");
    assertThat(asked.get("status").asText()).isEqualTo("active");
    assertThat(asked.at("/effect/from").asText()).isEqualTo("2027-02-09T17:00:00Z");
    JsonNode items = rehearsedRun("2027-02-28").get("items");
    assertThat(items).hasSize(1);
    assertThat(items.at("/0/until").asText()).isEqualTo("2027-02-09");
    assertThat(items.at("/0/amount/amount").asText()).isEqualTo("53571");

    clock.set("2027-02-09T17:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(status(id)).isEqualTo("terminated");
    assertThat(billing.get("/subscriptions/" + id).json().get("terminatedAt").asText())
        .isEqualTo("2027-02-09T17:00:00Z");
    assertThat(reply(id, "extend", "{\"days\": 1, \"reason\": \"x\"}").status()).isEqualTo(409);

    clock.move(Duration.ofDays(30));
    JsonNode again = post(id, "reactivate", "{\"reason\": \"kembali\"}");
    assertThat(again.get("status").asText()).isEqualTo("active");
    assertThat(again.get("billedUntil").asText()).isEqualTo("2027-03-12");
    assertThat(again.get("billingDay").asInt()).isEqualTo(31);
    assertThat(history(id)).containsExactly("reactivate", "terminate", "terminate_later", "create");
  }

  @Test
  void an_end_to_come_is_taken_back() {
    long id = subscribe("postpaid", null);
    assertThat(reply(id, "reactivate", "{}").status()).isEqualTo(409);
    post(id, "terminate", "{\"at\": \"2027-02-10T10:00:00Z\"}");
    post(id, "terminate", "{\"at\": \"2027-02-20T10:00:00Z\", \"reason\": \"later\"}");
    post(id, "reactivate", "{}");
    clock.set("2027-03-01T00:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(status(id)).isEqualTo("active");
    assertThat(reply(id, "terminate", "{\"at\": \"2027-02-10\"}").field()).isEqualTo("at");
    assertThat(reply(id, "terminate", "{\"at\": \"besok\"}").field()).isEqualTo("at");
  }

  @Test
  void days_of_a_pause_are_not_billed_and_none_that_was_paid_is_lost() {
    long id = subscribe("postpaid", null);
    clock.set("2027-02-14T03:00:00Z");
    JsonNode paused = post(id, "pause", "{\"until\": \"2027-03-10\", \"reason\": \"mudik\"}");
    assertThat(paused.get("status").asText()).isEqualTo("paused");
    assertThat(paused.at("/effect/after/reason").asText()).isEqualTo("PAUSED");
    assertThat(amounts()).as("February was billed before").containsExactly("150000");
    clock.set("2027-03-05T03:00:00Z");
    assertThat(rehearsedRun("2027-03-31").get("items")).as("nothing while it is paused").isEmpty();
    assertThat(reply(id, "change-plan", "{\"planId\": 1}").status()).isEqualTo(409);

    clock.set("2027-03-09T17:00:00Z");
    pay(billing.get("/invoices").json().at("/items/0/id").asLong(), 150_000);
    assertThat(status(id)).as("open at that instant, whoever settles it later").isEqualTo("active");
    billing.carryOutWhatIsDue();
    JsonNode after = billing.get("/subscriptions/" + id).json();
    assertThat(after.get("paused").isNull()).isTrue();
    assertThat(after.get("billedUntil").asText())
        .as("14 of the 28 days were left")
        .isEqualTo("2027-03-24");
    JsonNode bridge = rehearsedRun("2027-03-30").at("/items/0");
    assertThat(bridge.get("from").asText()).isEqualTo("2027-03-24");
    assertThat(bridge.get("until").asText()).isEqualTo("2027-03-30");
    assertThat(bridge.at("/amount/amount").asText())
        .as("7 of the 31 days from 28 February on")
        .isEqualTo("33871");
    assertThat(history(id)).containsExactly("pause_over", "pause", "create");
  }

  @Test
  void the_time_that_prepaid_had_left_is_left_after_a_pause() {
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    post(id, "pause", "{\"reason\": \"mudik\"}");
    assertThat(reply(id, "pause", "{\"reason\": \"lagi\"}").status()).isEqualTo(409);
    clock.set("2027-03-01T03:00:00Z");
    assertThat(status(id)).isEqualTo("paused");
    JsonNode resumed = post(id, "resume", "{\"reason\": \"pulang\"}");
    assertThat(resumed.get("status").asText()).isEqualTo("active");
    assertThat(resumed.get("activeUntil").asText()).isEqualTo("2027-03-11T03:00:00Z");
    assertThat(reply(id, "pause", "{}").field()).isEqualTo("reason");
  }

  @Test
  void the_same_is_rehearsed_for_many_and_then_done_to_each_once() {
    dearer();
    long first = subscribe("postpaid", null);
    long second = subscribe("prepaid", "2027-02-10T03:00:00Z");
    run("2027-01-31");
    String toDearer = "{\"action\": \"change-plan\", \"filter\": {\"planId\": 1}, \"planId\": 2";
    JsonNode rehearsed = billing.post("/bulk-actions", toDearer + ", \"dryRun\": true}").json();
    assertThat(rehearsed.get("state").asText()).isEqualTo("rehearsed");
    assertThat(rehearsed.at("/amount/amount").asText()).isEqualTo("150000");
    assertThat(rehearsed.at("/items/0/effect/after/rateLimit").asText()).isEqualTo("20M/20M");
    assertThat(amounts()).containsExactly("150000");

    assertThat(billing.post("/bulk-actions", toDearer + "}").status()).isEqualTo(400);
    Reply asked = billing.post("/bulk-actions", toDearer + "}", "Idempotency-Key", "bulk");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    billing.carryOutWhatIsDue();
    billing.carryOutWhatIsDue();
    JsonNode done = billing.get("/bulk-actions/" + asked.id()).json();
    assertThat(done.get("state").asText()).isEqualTo("done");
    assertThat(done.get("done").asInt()).isEqualTo(2);
    assertThat(amounts()).containsExactly("150000", "150000");
    assertThat(billing.get("/subscriptions/" + first).json().get("planId").asLong()).isEqualTo(2);
    assertThat(billing.get("/subscriptions/" + second).json().get("activeUntil").asText())
        .isEqualTo("2027-02-05T03:00:00Z");
  }

  @Test
  void one_that_refuses_holds_up_no_other_and_nobody_is_meant_by_a_field_forgotten() {
    long postpaid = subscribe("postpaid", null);
    long prepaid = subscribe("prepaid", "2027-02-10T03:00:00Z");
    Reply asked =
        billing.post(
            "/bulk-actions",
            "{\"action\": \"renew\", \"filter\": {\"ids\": [%d, %d]}}".formatted(postpaid, prepaid),
            "Idempotency-Key",
            "bulk");
    billing.carryOutWhatIsDue();
    JsonNode done = billing.get("/bulk-actions/" + asked.id()).json();
    assertThat(done.get("refused").asInt()).isEqualTo(1);
    assertThat(done.at("/items/0/refused").asText()).contains("postpaid");
    assertThat(done.at("/items/1/amount/amount").asText()).isEqualTo("150000");
    String everybody = "{\"action\": \"terminate\", \"filter\": {}, \"dryRun\": true}";
    assertThat(billing.post("/bulk-actions", everybody).field()).isEqualTo("filter");
    assertThat(
            billing
                .post("/bulk-actions", "{\"dryRun\": true, \"filter\": {\"planId\": 1}}")
                .field())
        .isEqualTo("action");
  }

  @Test
  void a_plan_that_is_retired_is_kept_by_who_has_it_and_got_by_nobody() {
    dearer();
    long id = subscribe("postpaid", null);
    assertThat(billing.delete("/plans/1").status()).isEqualTo(409);
    assertThat(billing.post("/plans/1/retire", null).json().get("retiredAt").asText())
        .isEqualTo("2027-01-31T03:00:00Z");
    assertThat(status(id)).isEqualTo("active");
    assertThat(
            billing
                .post(
                    "/subscriptions",
                    "{\"customerId\": 1, \"planId\": 1, \"username\": \"baru\", \"password\": \"rahasia\"}")
                .field())
        .isEqualTo("planId");
    post(id, "change-plan", "{\"planId\": 2}");
    assertThat(reply(id, "change-plan", "{\"planId\": 1}").field()).isEqualTo("planId");
  }

  @Test
  void nobody_arrives_on_a_plan_that_was_retired_while_they_waited() {
    dearer();
    long id = subscribe("postpaid", null);
    post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-10\"}");
    assertThat(billing.post("/plans/2/retire", null).status()).isEqualTo(200);
    clock.set("2027-02-10T03:00:00Z");
    billing.carryOutWhatIsDue();
    JsonNode still = billing.get("/subscriptions/" + id).json();
    assertThat(still.get("planId").asLong()).isEqualTo(1);
    assertThat(still.get("scheduled")).isEmpty();
    JsonNode item = billing.get("/review-items?kind=change_plan_failed").json().at("/items/0");
    assertThat(item.get("subject").asText()).isEqualTo("subscription:" + id);
    assertThat(item.get("detail").asText()).contains("plan 2 is not sold any more");
  }

  @Test
  void what_a_session_goes_through_is_reckoned_for_the_router_that_it_is_on() {
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    clock.set("2027-02-11T03:00:00Z");
    String extend = "{\"days\": 30, \"reason\": \"baik\", \"dryRun\": true}";
    long router =
        billing
            .post(
                "/routers",
                "{\"name\": \"BRAS-1\", \"address\": \"10.0.0.1\", \"secret\": \"rahasia-router\"}")
            .id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
        SELECT %d, 'a', username, id, now(), now(), now() FROM subscription WHERE id = %d"""
            .formatted(router, id));
    assertThat(post(id, "extend", extend).at("/effect/session").asText()).isEqualTo("live");
    TestDatabase.execute(
        billing.database,
        "UPDATE router SET isolation = 'pool', isolation_pool = 'isolir' WHERE id = " + router);
    assertThat(post(id, "extend", extend).at("/effect/session").asText()).isEqualTo("redial");
  }
}
