package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prepaid time: ordered, paid for, given and taken back with the money that bought it. */
class RenewalHttpTest extends TermsOverHttp {

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

  @Test
  void months_keep_their_day_over_shorter_ones() {
    long id = subscribe("prepaid", "2027-01-31T05:00:00Z");
    List<String> ends = new ArrayList<>();
    long invoice = 0;
    for (int month = 0; month < 3; month++) {
      clock.set("2027-01-31T03:%02d:00Z".formatted(15 * month));
      invoice = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
      pay(invoice, 150_000);
      ends.add(end(id));
    }
    assertThat(ends)
        .as("as one renewal by so many months does")
        .containsExactly("2027-02-28T05:00:00Z", "2027-03-31T05:00:00Z", "2027-04-30T05:00:00Z");
    billing.post(
        "/invoices/" + invoice + "/void", "{\"reason\": \"salah\"}", "Idempotency-Key", "back");
    assertThat(
            post(id, "renew", "{\"periods\": 2, \"dryRun\": true}")
                .at("/effect/activeUntil")
                .asText())
        .isEqualTo("2027-05-31T05:00:00Z");
    assertThat(
            post(id, "extend", "{\"days\": 30, \"reason\": \"ganti rugi\"}")
                .get("activeUntil")
                .asText())
        .isEqualTo("2027-04-30T05:00:00Z");
    assertThat(post(id, "renew", "{\"dryRun\": true}").at("/effect/activeUntil").asText())
        .as("moved by days, it ends on the day that it was moved to")
        .isEqualTo("2027-05-30T05:00:00Z");
    clock.set("2027-01-31T08:00:00Z");
    long now = prepaid("bulan", ", \"validity\": \"now\"");
    assertThat(end(now)).isEqualTo("2027-02-28T08:00:00Z");
    assertThat(post(now, "renew", "{\"dryRun\": true}").at("/effect/activeUntil").asText())
        .isEqualTo("2027-03-31T08:00:00Z");
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
    billing.carryOutWhatIsDue();
    assertThat(status(id)).isEqualTo("active");
    TestDatabase.execute(
        billing.database,
        """
        UPDATE subscription SET created_at = '2027-01-31T03:00:00Z';
        INSERT INTO router (name, address, secret_sealed) VALUES ('POP', '10.0.0.1', 'x');
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at)
        VALUES (1, 'old', 'nanti', '2026-01-01', '2026-01-01', '2026-01-01'),
               (1, 'own', 'nanti', '2027-03-10T02:00:00Z', '2027-03-10T02:00:00Z', '2027-03-10T02:00:00Z')""");
    billing.carryOutWhatIsDue();
    assertThat(end(id)).isEqualTo("2027-04-10T02:00:00Z");
    billing.carryOutWhatIsDue();
    assertThat(history(id)).containsExactly("first_login", "create");
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
  void what_is_paid_and_can_t_count_any_more_is_for_a_person_to_decide() {
    dearer();
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long invoice = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET plan_id = 2, price_version = 1 WHERE id = " + id);
    pay(invoice, 150_000);
    assertThat(end(id)).isEqualTo("2027-02-03T05:00:00Z");
    assertThat(history(id)).startsWith("renew_not_applied");
    JsonNode item = billing.get("/review-items?kind=renew_not_applied").json().at("/items/0");
    assertThat(item.at("/amount/amount").asText()).isEqualTo("150000");
    assertThat(item.get("subject").asText()).isEqualTo("subscription:" + id);
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

  @Test
  void an_order_whose_write_off_was_undone_is_taken_back_beside_the_one_that_followed() {
    dearer();
    long id = subscribe("prepaid", "2027-02-03T05:00:00Z");
    long first = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    invoice(first, "write-off");
    long second = post(id, "renew", "{}").at("/effect/invoiceId").asLong();
    invoice(first, "write-off/undo");
    assertThat(reply(id, "renew", "{}").status()).as("two wait").isEqualTo(409);
    post(id, "change-plan", "{\"planId\": 2}");
    for (long order : List.of(first, second)) {
      assertThat(billing.get("/invoices/" + order).json().get("status").asText()).isEqualTo("void");
    }
    assertThat(history(id)).filteredOn("renew_withdrawn"::equals).hasSize(2);
  }

  private void invoice(long invoice, String what) {
    Reply done =
        billing.post(
            "/invoices/" + invoice + "/" + what,
            "{\"reason\": \"salah\"}",
            "Idempotency-Key",
            what + invoice);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
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
}
