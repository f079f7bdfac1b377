package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told before something is done is what is asked for then, with PPN, to the rupiah: of runs
 * and of whatever is done to a subscription.
 */
class TotalsWithTaxHttpTest extends TermsOverHttp {

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_rehearsed_run_is_the_sum_of_the_invoices_that_it_issues(String mode) {
    pkp(mode);
    long mixed = subscribe("postpaid", null);
    charge(mixed, "addon", 33_333);
    charge(mixed, "discount", 11_111);
    charge(mixed, "one_off", 99_999);
    Reply other =
        billing.post(
            "/subscriptions",
            """
            {"customerId": 1, "planId": 1, "username": "lain", "password": "rahasia", "billing": "postpaid"}""");
    assertThat(other.status()).as(other.text()).isEqualTo(201);
    JsonNode rehearsed = rehearsedRun("2027-02-28");
    long run = run("2027-02-28");
    List<JsonNode> invoices = invoices();
    assertThat(invoices).hasSize(4);
    assertThat(amount(rehearsed, "total"))
        .isEqualTo(invoices.stream().mapToLong(it -> amount(it, "total")).sum())
        .isPositive();
    assertThat(amount(rehearsed, "tax"))
        .isEqualTo(invoices.stream().mapToLong(it -> amount(it.get("tax"), "amount")).sum())
        .isPositive();
    JsonNode done = billing.get("/billing-runs/" + run).json();
    assertThat(done.get("total")).isEqualTo(rehearsed.get("total"));
    assertThat(done.get("tax")).isEqualTo(rehearsed.get("tax"));
    for (JsonNode item : done.get("items")) {
      JsonNode invoice = billing.get("/invoices/" + item.get("invoiceId").asLong()).json();
      assertThat(item.get("amount")).isEqualTo(invoice.get("total"));
      assertThat(item.get("tax")).isEqualTo(invoice.at("/tax/amount"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_renewal_tells_what_its_invoice_asks_for(String mode) {
    pkp(mode);
    long id = subscribe("prepaid", "2027-02-10T03:00:00Z");
    String wanted = "{\"periods\": 3, \"discount\": 12345";
    JsonNode effect = post(id, "renew", wanted + ", \"dryRun\": true}").get("effect");
    JsonNode renewed = post(id, "renew", wanted + "}");
    JsonNode invoice = asked(effect, renewed.get("effect"));
    assertThat(amount(invoice, "total")).isEqualTo(mode.equals("exclusive") ? 485_797 : 437_655);
    assertThat(renewed.at("/renewal/amount")).isEqualTo(invoice.get("total"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_dearer_plan_tells_what_its_invoice_asks_for_now_and_later(String mode) {
    pkp(mode);
    dearer();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-05T00:00:00Z");
    JsonNode later = post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-09\"}");
    assertThat(invoices()).as("what is only reckoned leaves nothing").hasSize(1);
    clock.set("2027-02-09T00:00:00Z");
    JsonNode now = post(id, "change-plan", "{\"planId\": 2, \"dryRun\": true}");
    assertThat(now.at("/effect/amount")).isEqualTo(later.at("/effect/amount"));
    assertThat(now.at("/effect/tax")).isEqualTo(later.at("/effect/tax"));
    asked(
        now.get("effect"),
        post(id, "change-plan", "{\"planId\": 2, \"when\": \"now\"}").get("effect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_cheaper_plan_tells_what_its_credit_note_gives_back(String mode) {
    pkp(mode);
    cheaper();
    long id = subscribe("postpaid", null);
    run("2027-01-31");
    clock.set("2027-02-09T00:00:00Z");
    JsonNode later =
        post(id, "change-plan", "{\"planId\": 2, \"when\": \"2027-02-12\"}").get("effect");
    assertThat(billing.get("/credit-notes").json().get("items")).isEmpty();
    clock.set("2027-02-12T00:00:00Z");
    JsonNode effect = post(id, "change-plan", "{\"planId\": 2, \"dryRun\": true}").get("effect");
    assertThat(effect.get("amount")).isEqualTo(later.get("amount"));
    JsonNode changed = post(id, "change-plan", "{\"planId\": 2}").get("effect");
    assertThat(changed.get("amount")).isEqualTo(effect.get("amount"));
    assertThat(changed.get("lines")).isEqualTo(effect.get("lines"));
    JsonNode note = billing.get("/credit-notes").json().at("/items/0");
    assertThat(amount(changed, "amount")).isEqualTo(-amount(note, "amount")).isNegative();
    assertThat(amount(changed, "tax")).isEqualTo(-amount(note, "tax")).isNegative();
    assertThat(lines(changed)).isEqualTo(amount(changed, "amount"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void an_end_tells_what_it_bills_now_and_later(String mode) {
    pkp(mode);
    long id = subscribe("postpaid", null);
    charge(id, "one_off", 77_777);
    charge(id, "late_fee", 5_555);
    JsonNode later = post(id, "terminate", "{\"at\": \"2027-02-10T05:00:00Z\"}").get("effect");
    assertThat(lines(later)).isEqualTo(amount(later, "amount"));
    JsonNode now = post(id, "terminate", "{\"dryRun\": true}").get("effect");
    assertThat(now.get("amount")).isEqualTo(later.get("amount"));
    asked(now, post(id, "terminate", "{}").get("effect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_billing_day_tells_what_the_bridge_to_it_asks_for(String mode) {
    pkp(mode);
    long id = subscribe("postpaid", null);
    charge(id, "addon", 33_333);
    charge(id, "discount", 11_111);
    run("2027-01-31");
    charge(id, "one_off", 99_999);
    Reply moved =
        billing.post(
            "/subscriptions/" + id + "/billing-day", "{\"day\": 10}", "Idempotency-Key", "day");
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    JsonNode effect = moved.json().get("effect");
    run("2027-02-28");
    JsonNode bridge = invoices().get(0);
    assertThat(effect.get("amount")).isEqualTo(bridge.get("total"));
    assertThat(lines(effect)).isEqualTo(amount(effect, "amount"));
    assertThat(effect.get("tax")).isEqualTo(bridge.at("/tax/amount"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "inclusive"})
  void a_bulk_action_tells_the_sum_of_its_invoices(String mode) {
    pkp(mode);
    subscribe("prepaid", "2027-02-10T03:00:00Z");
    prepaid("lain", "");
    String wanted = "{\"action\": \"renew\", \"periods\": 1, \"filter\": {\"planId\": 1}";
    Reply rehearsed = billing.post("/bulk-actions", wanted + ", \"dryRun\": true}");
    assertThat(rehearsed.status()).as(rehearsed.text()).isEqualTo(200);
    Reply asked = billing.post("/bulk-actions", wanted + "}", "Idempotency-Key", "bulk-" + mode);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    billing.carryOutWhatIsDue();
    JsonNode done = billing.get("/bulk-actions/" + asked.id()).json();
    assertThat(done.get("amount")).isEqualTo(rehearsed.json().get("amount"));
    assertThat(amount(done, "amount"))
        .isEqualTo(invoices().stream().mapToLong(it -> amount(it, "total")).sum())
        .isPositive();
  }

  /** Answers the invoice, which asks for what was rehearsed and what is said of what was done. */
  private JsonNode asked(JsonNode rehearsed, JsonNode done) {
    JsonNode invoice = billing.get("/invoices/" + done.get("invoiceId").asLong()).json();
    for (JsonNode effect : List.of(rehearsed, done)) {
      assertThat(effect.get("amount")).isEqualTo(invoice.get("total"));
      assertThat(effect.get("tax")).isEqualTo(invoice.at("/tax/amount"));
      assertThat(lines(effect)).isEqualTo(amount(effect, "amount"));
    }
    return invoice;
  }

  private static long lines(JsonNode effect) {
    return StreamSupport.stream(effect.get("lines").spliterator(), false)
        .mapToLong(line -> amount(line, "amount"))
        .sum();
  }

  private static long amount(JsonNode of, String field) {
    return of.get(field).get("amount").asLong();
  }

  /** The newest first. */
  private List<JsonNode> invoices() {
    List<JsonNode> invoices = new ArrayList<>();
    billing.get("/invoices?sort=-issuedAt").json().get("items").forEach(invoices::add);
    return invoices;
  }

  private void pkp(String mode) {
    Reply set =
        billing.put("/settings", "{\"tax\": {\"pkp\": true, \"mode\": \"%s\"}}".formatted(mode));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  private void charge(long id, String kind, long amount) {
    Reply charged =
        reply(
            id,
            "charges",
            "{\"kind\": \"%s\", \"description\": \"%s\", \"amount\": %d}"
                .formatted(kind, kind, amount));
    assertThat(charged.status()).as(charged.text()).isEqualTo(201);
  }
}
