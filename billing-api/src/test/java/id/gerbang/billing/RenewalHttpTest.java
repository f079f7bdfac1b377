package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prepaid time: ordered, paid for, and given from the right moment for the right months. */
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
