package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outages become minutes, minutes credits, and a credit a credit note, once. */
class SlaHttpTest extends OneServiceOverHttp {

  private static final String KEY = "Idempotency-Key";
  private static final String STEPS =
      "{\"percent\": 99.5, \"steps\": [{\"below\": 99.5, \"credit\": 5}, {\"below\": 99, \"credit\": 10}]}";
  private static final String PRO_RATA = "{\"percent\": 100, \"proRata\": true}";

  private String technician;
  private String cashier;
  private long subscription;

  @BeforeEach
  void people() {
    technician = billing.tokenOf("joko" + next(), Role.TECHNICIAN);
    cashier = billing.tokenOf("ani" + next(), Role.BILLING);
    subscription = subscribe("postpaid", "");
  }

  @Test
  void the_credit_of_a_closed_incident_waits_for_a_second_person_and_is_given_once() {
    promise("\"planId\": " + plan, STEPS);
    long invoice = invoice(150_000);
    String path = closed("2027-01-31T01:00:00Z", "2027-01-31T05:00:00Z");
    JsonNode credit = credits(path).get(0);
    assertThat(credit.get("state").asText()).isEqualTo("proposed");
    assertThat(credit.at("/amount/amount").asText()).isEqualTo("7500");
    assertThat(credit.get("months"))
        .hasToString(
            """
            [{"subscriptionId":%d,"month":"2027-01","outMinutes":240,"amount":{"amount":"7500","currency":"IDR"}}]"""
                .formatted(subscription));

    Reply anonymous = billing.post(path + "/credit/approve", "{}", KEY, path + "nobody");
    assertThat(anonymous.status()).as("a token of nobody").isEqualTo(403);
    Reply approved = decide(cashier, path, "approve", "{}");
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    long note = approved.json().at("/items/0/creditNoteId").asLong();
    JsonNode issued = billing.get("/credit-notes/" + note).json();
    assertThat(issued.get("invoiceId").asLong()).isEqualTo(invoice);
    assertThat(issued.at("/amount/amount").asText()).isEqualTo("7500");
    assertThat(issued.toString()).contains("Kompensasi SLA 2027-01", "240 menit");
    assertThat(decide(cashier, path, "approve", "{}").status()).isEqualTo(409);
    assertThat(billing.post(path + "/credit", "{}", KEY, path + "again").json().get("items"))
        .as("nothing more is due")
        .hasSize(1);
    assertThat(billing.get("/audit").text())
        .contains("incident.credit-propose", "incident.credit-approved");
  }

  @Test
  void whoever_closed_it_does_not_approve_it() {
    promise("\"customerId\": " + customer, STEPS);
    invoice(150_000);
    String owner = billing.tokenOf("bos" + next(), Role.OWNER);
    String path = closedBy(owner, "2027-01-31T01:00:00Z", "2027-01-31T05:00:00Z");
    assertThat(decide(owner, path, "approve", "{}").status()).isEqualTo(403);
    assertThat(decide(cashier, path, "refuse", "{}").field()).isEqualTo("reason");
    Reply refused = decide(cashier, path, "refuse", "{\"reason\": \"sudah dikompensasi\"}");
    assertThat(refused.json().at("/items/0/state").asText()).isEqualTo("refused");
    assertThat(refused.json().at("/items/0/reason").asText()).isEqualTo("sudah dikompensasi");
    assertThat(decide(cashier, path, "approve", "{}").text()).contains("is refused already");
  }

  @Test
  void two_who_approve_at_once_make_one_credit_note() {
    promise("\"planId\": " + plan, STEPS);
    invoice(150_000);
    String path = closed("2027-01-31T01:00:00Z", "2027-01-31T05:00:00Z");
    String other = billing.tokenOf("sari" + next(), Role.BILLING);
    List<Reply> both =
        Stream.of(cashier, other)
            .map(token -> CompletableFuture.supplyAsync(() -> decide(token, path, "approve", "{}")))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(both).extracting(Reply::status).containsExactlyInAnyOrder(200, 409);
    assertThat(billing.get("/credit-notes?customerId=" + customer).json().get("items")).hasSize(1);
  }

  @Test
  void overlapping_incidents_are_worth_their_minutes_once() {
    promise("\"planId\": " + plan, PRO_RATA);
    invoice(150_000);
    String first = closed("2027-01-31T01:00:00Z", "2027-01-31T03:00:00Z");
    String second = closed("2027-01-31T02:00:00Z", "2027-01-31T04:00:00Z");
    String within = closed("2027-01-31T02:10:00Z", "2027-01-31T02:20:00Z");
    // 150,000 × 120 / 44,640 and × 180 / 44,640, half up; the second is worth the rest.
    assertThat(credits(first).at("/0/amount/amount").asText()).isEqualTo("403");
    assertThat(credits(second).at("/0/amount/amount").asText()).isEqualTo("202");
    assertThat(credits(within)).isEmpty();
    JsonNode month = report("2027-01");
    assertThat(month.get("incidents").asInt()).isEqualTo(3);
    assertThat(month.get("outMinutes").asLong()).isEqualTo(180);
    assertThat(month.at("/creditDue/amount").asText()).isEqualTo("605");
    assertThat(month.at("/proposed/amount").asText()).isEqualTo("605");
  }

  @Test
  void a_step_that_a_later_outage_reaches_brings_the_rest_of_it_alone() {
    promise("\"planId\": " + plan, STEPS);
    String first = closed("2027-01-20T01:00:00Z", "2027-01-20T05:00:00Z");
    String second = closed("2027-01-25T01:00:00Z", "2027-01-25T05:00:00Z");
    assertThat(credits(first).at("/0/amount/amount").asText()).isEqualTo("7500");
    assertThat(credits(second).at("/0/amount/amount").asText()).isEqualTo("7500");
    assertThat(report("2027-01").at("/subscriptions/0/creditDue/amount").asText())
        .isEqualTo("15000");
  }

  @Test
  void an_incident_over_two_months_is_parted_at_the_isp_s_midnight() {
    promise("\"planId\": " + plan, PRO_RATA);
    clock.set("2027-02-01T06:00:00Z");
    String path = closed("2027-01-31T16:00:00Z", "2027-01-31T19:00:00Z");
    assertThat(credits(path).at("/0/months").findValuesAsText("month"))
        .containsExactly("2027-01", "2027-02");
    assertThat(report("2027-01").get("outMinutes").asLong()).isEqualTo(60);
    assertThat(report("2027-02").get("outMinutes").asLong()).isEqualTo(120);
  }

  @Test
  void what_the_customer_made_wait_does_not_count() {
    promise("\"planId\": " + plan, PRO_RATA);
    String path = open("2027-01-31T01:00:00Z", technician);
    String pauses = path + "/pauses";
    assertThat(billing.post(pauses, "{\"from\": \"2027-01-31T01:30:00Z\"}").field())
        .isEqualTo("reason");
    assertThat(billing.post(pauses, "{\"from\": \"2027-01-31T00:30:00Z\"}").field())
        .isEqualTo("from");
    String wait = "{\"from\": \"2027-01-31T01:30:00Z\", \"reason\": \"PIC tidak di tempat\"}";
    long id = billing.post(pauses, wait).json().at("/pauses/0/id").asLong();
    assertThat(billing.post(pauses, wait).status()).as("one lasts").isEqualTo(409);
    assertThat(report("2027-01").get("outMinutes").asLong()).isEqualTo(30);
    billing.post(pauses + "/" + id + "/end", "{\"at\": \"2027-01-31T02:00:00Z\"}");
    assertThat(report("2027-01").get("outMinutes").asLong()).isEqualTo(90);
    billing.post(pauses + "/" + id + "/undo", "{\"reason\": \"ada di tempat\"}");
    assertThat(report("2027-01").get("outMinutes").asLong()).isEqualTo(120);
    assertThat(billing.get(path).json().at("/pauses/0/undoReason").asText())
        .isEqualTo("ada di tempat");
  }

  @Test
  void one_that_is_open_again_withdraws_what_was_proposed_and_proposes_anew() {
    promise("\"planId\": " + plan, PRO_RATA);
    String path = closed("2027-01-31T01:00:00Z", "2027-01-31T03:00:00Z");
    billing.as(technician, "POST", path + "/steps/fibre_back/undo", "{\"reason\": \"belum\"}");
    assertThat(credits(path).at("/0/state").asText()).isEqualTo("withdrawn");
    assertThat(billing.post(path + "/credit", "{}", KEY, path + "early").status()).isEqualTo(409);
    clock.set("2027-01-31T05:00:00Z");
    billing.as(technician, "POST", path + "/steps/fibre_back", "{}");
    assertThat(credits(path).findValuesAsText("state")).containsExactly("withdrawn", "proposed");
    assertThat(credits(path).at("/1/amount/amount").asText()).isEqualTo("806");
  }

  @Test
  void the_customer_s_rule_goes_before_the_plan_s_and_that_before_the_isp_s() {
    long isp = promise("", "{\"percent\": 90}");
    assertThat(promised()).isEqualTo("90");
    promise("\"planId\": " + plan, "{\"percent\": 95}");
    assertThat(promised()).isEqualTo("95");
    long own = promise("\"customerId\": " + customer, "{\"percent\": 99.9}");
    assertThat(promise("\"customerId\": " + customer, "{\"percent\": 99.8}")).isEqualTo(own);
    assertThat(promised()).isEqualTo("99.8");
    assertThat(billing.delete("/sla-rules/" + own).status()).isEqualTo(204);
    assertThat(promised()).isEqualTo("95");
    assertThat(billing.delete("/sla-rules/" + isp).status()).isEqualTo(204);
    assertThat(billing.put("/sla-rules", "{\"planId\": 1, \"customerId\": 1}").field())
        .isEqualTo("planId");
    assertThat(
            billing.put("/sla-rules", "{\"planId\": 99999, \"rules\": {\"percent\": 9}}").field())
        .isEqualTo("planId");
  }

  @Test
  void a_cancelled_one_was_no_outage_and_an_open_one_is_one_so_far() {
    promise("\"planId\": " + plan, PRO_RATA);
    String path = open("2027-01-31T02:00:00Z", technician);
    assertThat(report("2027-01").get("outMinutes").asLong()).isEqualTo(60);
    assertThat(billing.admin("/metrics").text()).containsPattern("gerbang_incidents_open [1-9]");
    assertThat(billing.admin("/metrics").text())
        .containsPattern("gerbang_incidents_oldest_seconds [1-9]");
    billing.post(path + "/cancel", "{\"reason\": \"salah lapor\"}");
    assertThat(billing.get("/reports/sla?month=2027-01&customerId=" + customer).text())
        .isEqualTo("{\"items\":[],\"next\":null}");
    assertThat(billing.get("/reports/sla?month=x").field()).isEqualTo("month");
    assertThat(billing.post(path + "/credit", "{}", KEY, path + "c").text())
        .contains("was cancelled");
  }

  @Test
  void without_an_invoice_to_take_it_from_the_credit_waits() {
    promise("\"planId\": " + plan, STEPS);
    String path = closed("2027-01-31T01:00:00Z", "2027-01-31T05:00:00Z");
    assertThat(decide(cashier, path, "approve", "{}").field()).isEqualTo("invoiceId");
    assertThat(decide(cashier, path, "approve", "{\"invoiceId\": 999999}").status()).isEqualTo(422);
    invoice(150_000);
    assertThat(decide(cashier, path, "approve", "{}").status()).isEqualTo(200);
  }

  private long promise(String whom, String rules) {
    String body = whom.isEmpty() ? "" : whom + ", ";
    Reply set = billing.put("/sla-rules", "{" + body + "\"rules\": " + rules + "}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    return set.id();
  }

  private String promised() {
    if (billing.get("/incidents?customerId=" + customer).json().get("items").isEmpty()) {
      open("2027-01-31T02:00:00Z", technician);
    }
    return report("2027-01").at("/subscriptions/0/promised").asText();
  }

  private JsonNode report(String month) {
    Reply report = billing.get("/reports/sla?month=%s&customerId=%d".formatted(month, customer));
    assertThat(report.status()).as(report.text()).isEqualTo(200);
    return report.json().at("/items/0");
  }

  private JsonNode credits(String path) {
    return billing.get(path + "/credit").json().get("items");
  }

  private String open(String began, String token) {
    Reply opened =
        billing.as(
            token,
            "POST",
            "/incidents",
            "{\"customerId\": %d, \"summary\": \"x\", \"beganAt\": \"%s\", \"openedAt\": \"%s\"}"
                .formatted(customer, began, began));
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    return "/incidents/" + opened.id();
  }

  private String closed(String began, String back) {
    return closedBy(technician, began, back);
  }

  private String closedBy(String token, String began, String back) {
    if (clock.instant().toString().compareTo(back) < 0) {
      clock.set(back);
    }
    String path = open(began, token);
    String at = "\"at\": \"%s\"";
    billing.as(
        token,
        "POST",
        path + "/steps/analysed",
        "{\"cause\": \"other\", " + at.formatted(began) + "}");
    Reply closed =
        billing.as(token, "POST", path + "/steps/fibre_back", "{" + at.formatted(back) + "}");
    assertThat(closed.json().get("state").asText()).as(closed.text()).isEqualTo("closed");
    return path;
  }

  private long invoice(long amount) {
    return billing
        .post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2027-02-10", "lines": [{"description": "Internet", "amount": %d}]}"""
                .formatted(customer, amount))
        .id();
  }

  private Reply decide(String token, String path, String what, String body) {
    return billing.as(
        token, "POST", path + "/credit/" + what, body, KEY, "decide-" + next() + token);
  }
}
