package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.money.Unexplained;
import id.gerbang.core.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions renewed, extended, ended and begun again, over HTTP with a clock that moves. */
class TermHttpTest {

  private final MovableClock clock = new MovableClock("2027-01-31T03:00:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  private int keys;

  @BeforeEach
  void a_customer() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (1, 1, 150000, 10000000, 10000000)""");
    Reply made = billing.post("/customers", "{\"name\": \"Budi\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @AfterEach
  void nothing_is_unexplained() {
    try {
      Unexplained unexplained =
          billing.service.jdbi().withExtension(LedgerDao.class, LedgerDao::unexplained);
      assertThat(unexplained).usingRecursiveComparison().isEqualTo(zeros());
    } finally {
      billing.close();
    }
  }

  @Test
  void prepaid_is_good_for_longer_from_the_moment_in_which_the_renewal_is_paid() {
    long id = subscribe("prepaid", "2027-01-31T05:00:00Z");
    JsonNode rehearsed =
        post(id, "renew", "{\"periods\": 2, \"discount\": 10000, \"dryRun\": true}");
    assertThat(rehearsed.at("/effect/amount/amount").asText()).isEqualTo("290000");
    assertThat(rehearsed.at("/effect/activeUntil").asText())
        .as("two months on, in March: the 31st is kept")
        .isEqualTo("2027-03-31T05:00:00Z");
    assertThat(billing.get("/invoices").json().get("items")).isEmpty();

    JsonNode renewed = post(id, "renew", "{\"periods\": 2, \"discount\": 10000}");
    long invoice = renewed.at("/effect/invoiceId").asLong();
    assertThat(renewed.get("activeUntil").asText()).isEqualTo("2027-01-31T05:00:00Z");
    assertThat(reply(id, "renew", "{}").status()).as("one waits already").isEqualTo(409);

    clock.set("2027-02-10T00:00:00Z");
    assertThat(status(id)).isEqualTo("expired");
    pay(invoice, 100_000);
    assertThat(status(id)).as("a part opens nothing").isEqualTo("expired");
    pay(invoice, 190_000);
    assertThat(status(id)).isEqualTo("active");
    assertThat(billing.get("/subscriptions/" + id).json().get("activeUntil").asText())
        .as("from the payment, since it had ended before")
        .isEqualTo("2027-04-10T00:00:00Z");
    assertThat(history(id)).containsExactly("renew", "renew_ordered", "create");
  }

  @Test
  void credit_pays_a_renewal_at_once_and_nothing_is_open() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    billing.post(
        "/payments",
        "{\"customerId\": 1, \"amount\": 150000, \"method\": \"cash\"}",
        "Idempotency-Key",
        "paid-before");
    assertThat(post(id, "renew", "{}").get("activeUntil").asText())
        .as("February has no 31st day, but the third")
        .isEqualTo("2027-03-03T05:00:00Z");
    assertThat(post(id, "renew", "{\"discount\": 150000}").get("activeUntil").asText())
        .as("a gift needs no invoice")
        .isEqualTo("2027-04-03T05:00:00Z");
    assertThat(billing.get("/invoices").json().get("items")).hasSize(1);
  }

  @Test
  void a_renewal_whose_invoice_becomes_void_counts_no_more() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long invoice = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    billing.post(
        "/invoices/" + invoice + "/void", "{\"reason\": \"berhenti\"}", "Idempotency-Key", "v");
    assertThat(post(id, "renew", "{\"dryRun\": true}").at("/effect/amount/amount").asText())
        .isEqualTo("150000");
    assertThat(billing.get("/subscriptions/" + id).json().get("activeUntil").asText())
        .isEqualTo("2027-02-03T05:00:00Z");
  }

  @Test
  void what_money_moves_by_wants_a_key_and_does_it_once() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    assertThat(billing.post("/subscriptions/" + id + "/renew", "{}").status()).isEqualTo(400);
    Reply first = billing.post("/subscriptions/" + id + "/renew", "{}", "Idempotency-Key", "once");
    Reply again = billing.post("/subscriptions/" + id + "/renew", "{}", "Idempotency-Key", "once");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(billing.get("/invoices").json().get("items")).hasSize(1);
  }

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
    assertThat(
            post(postpaid, "extend", "{\"days\": 3, \"reason\": \"gangguan\"}")
                .get("billedUntil")
                .asText())
        .isEqualTo("2027-02-03");
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
    billing.service.carryOutWhatIsDue();
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
    billing.service.carryOutWhatIsDue();
    assertThat(status(id)).isEqualTo("active");
    assertThat(reply(id, "terminate", "{\"at\": \"2027-02-10\"}").field()).isEqualTo("at");
    assertThat(reply(id, "terminate", "{\"at\": \"besok\"}").field()).isEqualTo("at");
  }

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
    billing.service.carryOutWhatIsDue();
    assertThat(billing.get("/subscriptions/" + id).json().get("planId").asLong()).isEqualTo(2);
    assertThat(amounts()).as("and not once more").containsExactly("150000", "300000");
  }

  @Test
  void what_was_not_billed_yet_is_billed_on_the_old_terms_first() {
    dearer();
    long id = subscribe("postpaid", null);
    post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-14\"}");
    clock.set("2027-02-13T17:00:00Z");
    billing.service.carryOutWhatIsDue();
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
    billing.service.carryOutWhatIsDue();
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
    billing.service.carryOutWhatIsDue();
    billing.service.carryOutWhatIsDue();
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
    billing.service.carryOutWhatIsDue();
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
    billing.service.carryOutWhatIsDue();
    assertThat(outcomes()).containsExactly("done");
    assertThat(amounts()).containsExactlyInAnyOrder("75000", "37500");
    assertThat(billing.get("/subscriptions/" + id).json().get("planId").asLong()).isEqualTo(2);
  }

  @Test
  void prepaid_that_nobody_paid_for_is_not_good_for_ever() {
    long unpaid = prepaid("baru", "");
    assertThat(status(unpaid)).isEqualTo("expired");
    pay(post(unpaid, "renew", "{}").at("/effect/invoiceId").asLong(), 150_000);
    assertThat(status(unpaid)).isEqualTo("active");
    assertThat(end(prepaid("sekarang", ", \"validity\": \"now\"")))
        .isEqualTo("2027-02-28T03:00:00Z");
    Reply refused =
        billing.post(
            "/subscriptions",
            "{\"customerId\": 1, \"planId\": 1, \"username\": \"x\", \"password\": \"x\", \"validity\": \"now\"}");
    assertThat(refused.field()).isEqualTo("validity");
  }

  @Test
  void the_first_login_begins_the_time_that_is_good_from_it() {
    long id = prepaid("nanti", ", \"validity\": \"firstLogin\"");
    clock.set("2027-03-10T03:00:00Z");
    billing.service.carryOutWhatIsDue();
    assertThat(status(id)).isEqualTo("active");
    TestDatabase.execute(
        billing.database,
        """
        UPDATE subscription SET created_at = '2027-01-31T03:00:00Z';
        INSERT INTO router (name, address, secret_sealed) VALUES ('POP', '10.0.0.1', 'x');
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at)
        VALUES (1, 'old', 'nanti', '2026-01-01', '2026-01-01', '2026-01-01'),
               (1, 'own', 'nanti', '2027-03-10T02:00:00Z', '2027-03-10T02:00:00Z', '2027-03-10T02:00:00Z')""");
    billing.service.carryOutWhatIsDue();
    assertThat(end(id)).isEqualTo("2027-04-10T02:00:00Z");
    billing.service.carryOutWhatIsDue();
    assertThat(history(id)).containsExactly("first_login", "create");
  }

  private long prepaid(String name, String more) {
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": 1, "planId": 1, "username": "%s", "password": "rahasia", "billing": "prepaid"%s}"""
                .formatted(name, more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private void cheaper() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('5 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (2, 1, 75000, 5000000, 5000000)""");
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
  void what_was_ordered_on_other_terms_is_taken_back_or_in_the_way() {
    dearer();
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long first = post(id, "renew", "{\"periods\": 12}").at("/effect/invoiceId").asLong();
    post(id, "change-plan", "{\"planId\": 2}");
    assertThat(billing.get("/invoices/" + first).json().get("status").asText()).isEqualTo("void");
    long second = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    assertThat(billing.delete("/subscriptions/" + id).status()).isEqualTo(409);
    pay(second, 100_000);
    Reply refused = reply(id, "change-plan", "{\"planId\": 1}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("INV-");
    assertThat(reply(id, "terminate", "{}").status()).isEqualTo(409);
    pay(second, 200_000);
    assertThat(post(id, "terminate", "{}").get("status").asText()).isEqualTo("terminated");
    assertThat(billing.delete("/subscriptions/" + id).status()).isEqualTo(204);
  }

  @Test
  void time_goes_with_the_money_that_bought_it() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long invoice = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    pay(invoice, 150_000);
    assertThat(end(id)).isEqualTo("2027-03-03T05:00:00Z");
    billing.post(
        "/invoices/" + invoice + "/void", "{\"reason\": \"salah\"}", "Idempotency-Key", "v");
    assertThat(end(id)).isEqualTo("2027-02-03T05:00:00Z");
    long again = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    assertThat(end(id)).as("paid by the credit").isEqualTo("2027-03-03T05:00:00Z");
    assertThat(credit(again, 50_000).status()).isEqualTo(201);
    assertThat(end(id)).as("a part is a lower price").isEqualTo("2027-03-03T05:00:00Z");
    assertThat(credit(again, 100_000).status()).isEqualTo(201);
    assertThat(end(id)).isEqualTo("2027-02-03T05:00:00Z");
    assertThat(history(id))
        .containsExactly(
            "renew_taken_back", "renew", "renew_taken_back", "renew", "renew_ordered", "create");
  }

  @Test
  void an_order_whose_rest_is_written_off_counts() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long invoice = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    pay(invoice, 149_500);
    Reply given =
        billing.post(
            "/invoices/" + invoice + "/write-off",
            "{\"reason\": \"kurang\"}",
            "Idempotency-Key",
            "w");
    assertThat(given.status()).as(given.text()).isEqualTo(200);
    assertThat(end(id)).isEqualTo("2027-03-03T05:00:00Z");
  }

  private Reply credit(long invoice, long amount) {
    return billing.post(
        "/credit-notes",
        "{\"invoiceId\": %d, \"amount\": %d, \"reason\": \"ganti rugi\"}"
            .formatted(invoice, amount),
        "Idempotency-Key",
        "credit-" + keys++);
  }

  private String end(long id) {
    return billing.get("/subscriptions/" + id).json().get("activeUntil").asText();
  }

  @Test
  void an_order_that_is_not_paid_takes_no_time_that_is() {
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    post(id, "renew", "{}");
    post(id, "extend", "{\"days\": 30, \"reason\": \"gangguan\"}");
    clock.set("2027-02-20T00:00:00Z");
    TestDatabase.execute(billing.database, "UPDATE job SET done_slot = '2027-01-01'");
    billing.post("/jobs/overdue/run", "{}");
    await()
        .until(
            () ->
                billing.get("/jobs/overdue").json().get("finishedAt").asText().startsWith("2027"));
    assertThat(status(id)).isEqualTo("active");
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
    billing.service.carryOutWhatIsDue();
    assertThat(status(first)).isEqualTo("active");
    assertThat(status(second)).isEqualTo("terminated");
    assertThat(billing.get("/subscriptions/" + second).json().get("terminatedAt").asText())
        .as("when it was to end, not when somebody was there again")
        .isEqualTo("2027-02-10T06:00:00Z");
    TestDatabase.execute(billing.database, "DROP TRIGGER broken ON subscription");
    billing.service.carryOutWhatIsDue();
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

  private void dearer() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('20 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (2, 1, 300000, 20000000, 20000000)""");
  }

  private List<String> outcomes() {
    return billing
        .service
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT outcome FROM scheduled_change ORDER BY id")
                    .mapTo(String.class)
                    .list());
  }

  private List<String> amounts() {
    return billing.get("/invoices").json().get("items").findValues("total").stream()
        .map(total -> total.get("amount").asText())
        .toList();
  }

  private void run(String date) {
    long run = billing.post("/billing-runs", "{\"date\": \"%s\"}".formatted(date)).id();
    await()
        .until(
            () -> billing.get("/billing-runs/" + run).json().get("state").asText().equals("done"));
  }

  private long subscribe(String kind, String activeUntil) {
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": 1, "planId": 1, "username": "%s", "password": "rahasia", "billing": "%s"%s}"""
                .formatted(
                    kind,
                    kind,
                    activeUntil == null ? "" : ", \"activeUntil\": \"" + activeUntil + "\""));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private Reply reply(long id, String operation, String body) {
    return billing.post(
        "/subscriptions/" + id + "/" + operation, body, "Idempotency-Key", "key-" + keys++);
  }

  private JsonNode post(long id, String operation, String body) {
    Reply reply = reply(id, operation, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private void pay(long invoice, long amount) {
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"amount\": %d, \"method\": \"cash\"}".formatted(invoice, amount),
            "Idempotency-Key",
            "pay-" + keys++);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }

  private String status(long id) {
    return billing.get("/subscriptions/" + id).json().get("status").asText();
  }

  private List<String> history(long id) {
    return billing
        .get("/subscriptions/" + id + "/history")
        .json()
        .get("items")
        .findValuesAsText("what");
  }

  private JsonNode rehearsedRun(String date) {
    Reply reply =
        billing.post("/billing-runs", "{\"date\": \"%s\", \"dryRun\": true}".formatted(date));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static Unexplained zeros() {
    try {
      var constructor = Unexplained.class.getDeclaredConstructors()[0];
      Object[] zeros =
          LongStream.generate(() -> 0).limit(constructor.getParameterCount()).boxed().toArray();
      return (Unexplained) constructor.newInstance(zeros);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
