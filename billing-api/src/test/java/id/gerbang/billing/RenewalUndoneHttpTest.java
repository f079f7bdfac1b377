package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What undoes a renewal: time that was ordered or bought goes with its invoice or its money. */
class RenewalUndoneHttpTest extends TermsOverHttp {

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
}
