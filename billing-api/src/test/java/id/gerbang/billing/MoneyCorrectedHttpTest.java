package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credit notes, refunds, write-offs and tax over real HTTP. */
class MoneyCorrectedHttpTest {

  private static RunningBilling billing;
  private static int keys;
  private long customer;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(new MovableClock("2026-11-22T05:00:00Z"), List.of());
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void a_customer() {
    customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
  }

  @Test
  void a_bill_that_was_too_high_is_credited_and_the_money_given_back() {
    Reply invoice = issue(150_000);
    pay(150_000);
    Reply note =
        post(
            "/credit-notes",
            """
            {"invoiceId": %d, "reason": "down for a week",
             "lines": [{"description": "7 days", "amount": 35000}, {"description": "for the trouble", "amount": "5000"}]}"""
                .formatted(invoice.id()));
    assertThat(note.status()).as(note.text()).isEqualTo(201);
    assertThat(note.json().at("/amount/amount").asText()).isEqualTo("40000");
    assertThat(note.json().at("/released/amount").asText()).isEqualTo("40000");
    assertThat(note.json().get("lines")).hasSize(2);
    String number = note.json().get("number").asText();
    assertThat(billing.get("/credit-notes/number:" + number).id()).isEqualTo(note.id());
    assertThat(billing.get("/credit-notes?invoiceId=" + invoice.id()).json().get("items"))
        .hasSize(1);

    Reply refund =
        post(
            "/refunds",
            "{\"customerId\": %d, \"amount\": 40000, \"method\": \"transfer\", \"reason\": \"asked for\"}"
                .formatted(customer));
    assertThat(refund.status()).as(refund.text()).isEqualTo(201);
    assertThat(billing.get("/refunds/" + refund.id()).json().at("/amount/amount").asText())
        .isEqualTo("40000");
    assertThat(billing.get("/refunds?customerId=" + customer).json().get("items")).hasSize(1);
    String statement = billing.get("/customers/" + customer + "/statement").text();
    assertThat(statement)
        .contains("\"document\":" + billing.get("/refunds/" + refund.id()).json().get("number"));
    Reply again =
        post(
            "/refunds",
            "{\"customerId\": %d, \"amount\": 1, \"method\": \"cash\", \"reason\": \"more\"}"
                .formatted(customer));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.field()).isEqualTo("amount");
  }

  @Test
  void a_refund_above_the_limit_is_paid_by_two_people_also_in_parts() {
    String siti = billing.tokenOf("siti", Role.BILLING);
    String agus = billing.tokenOf("agus", Role.BILLING);
    billing.put("/settings", "{\"reversalLimit\": 100000}");
    pay(1_000_000);
    Reply first = refund(siti, 60_000);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(billing.get("/cash-book").json().get("items").findValues("refundNumber"))
        .contains(first.json().get("number"));
    Reply asked = refund(siti, 60_000);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().get("state").asText()).isEqualTo("pending");
    assertThat(asked.header("Location")).endsWith("/refund-requests/" + asked.id());
    assertThat(refund(siti, 950_000).field()).isEqualTo("amount");
    String path = "/refund-requests/" + asked.id();
    assertThat(as(siti, path + "/approve").status()).isEqualTo(403);
    assertThat(as(agus, path + "/approve").json().get("state").asText()).isEqualTo("paid");
    assertThat(as(agus, path + "/approve").status()).isEqualTo(409);
    assertThat(billing.get("/refunds?customerId=" + customer).json().get("items")).hasSize(2);

    Reply other = refund(siti, 500_000);
    assertThat(as(siti, "/refund-requests/" + other.id() + "/refuse").status()).isEqualTo(200);
    assertThat(as(agus, "/refund-requests/" + other.id() + "/approve").status()).isEqualTo(409);
    assertThat(billing.get("/refund-requests?state=refused").json().get("items")).hasSize(1);
    assertThat(billing.get("/refunds?customerId=" + customer).json().get("items")).hasSize(2);
    billing.put("/settings", "{\"reversalLimit\": 1000000000000}");
  }

  @Test
  void a_refund_that_waits_keeps_by_which_gateway_it_is_to_be_given_back() {
    String siti = billing.tokenOf("siti3", Role.BILLING);
    String agus = billing.tokenOf("agus3", Role.BILLING);
    for (String gateway : List.of("midtrans", "xendit")) {
      TestDatabase.execute(
          billing.database,
          """
          INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
          VALUES ('%s', true, 'sandbox', '[]', 'isp', now())"""
              .formatted(gateway));
      pay(gateway, 300_000);
    }
    billing.put("/settings", "{\"reversalLimit\": 100000}");
    Reply unsaid = refund(siti, 200_000, "gateway");
    assertThat(unsaid.status()).as(unsaid.text()).isEqualTo(422);
    assertThat(unsaid.field()).isEqualTo("gateway");
    assertThat(unsaid.text()).contains("midtrans Rp 300.000, xendit Rp 300.000");
    Reply asked = refund(siti, 200_000, "gateway\", \"gateway\": \"xendit");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().get("gateway").asText()).isEqualTo("xendit");
    Reply paid = as(agus, "/refund-requests/" + asked.id() + "/approve");
    assertThat(paid.json().get("gateway").asText()).as(paid.text()).isEqualTo("xendit");
    long id = paid.json().get("refundId").asLong();
    assertThat(billing.get("/refunds/" + id).json().get("gateway").asText()).isEqualTo("xendit");

    Reply only = refund(siti, 250_000, "gateway");
    assertThat(only.json().get("gateway").asText())
        .as("what was found when it was asked for, though another may hold as much by then")
        .isEqualTo("midtrans");
    pay("xendit", 400_000);
    paid = as(agus, "/refund-requests/" + only.id() + "/approve");
    assertThat(paid.json().get("gateway").asText()).as(paid.text()).isEqualTo("midtrans");
    billing.put("/settings", "{\"reversalLimit\": 1000000000000}");
  }

  @Test
  void a_deposit_is_seen_pays_an_invoice_and_is_given_back_by_two_people_above_the_limit() {
    String siti = billing.tokenOf("siti2", Role.BILLING);
    String agus = billing.tokenOf("agus2", Role.BILLING);
    billing.post(
        "/invoices",
        """
        {"customerId": %d, "dueDate": "2026-11-30", "lines": [{"kind": "deposit", "description": "ONT", "amount": 300000}]}"""
            .formatted(customer));
    pay(300_000);
    assertThat(deposit()).isEqualTo("300000");
    issue(100_000);
    Reply used =
        post("/payments", "{\"customerId\": %d, \"method\": \"deposit\"}".formatted(customer));
    assertThat(used.status()).as(used.text()).isEqualTo(201);
    assertThat(used.json().at("/amount/amount").asText()).isEqualTo("100000");
    assertThat(deposit()).isEqualTo("200000");

    billing.put("/settings", "{\"reversalLimit\": 100000}");
    String body =
        "{\"customerId\": %d, \"source\": \"deposit\", \"amount\": %d, \"method\": \"%s\", \"reason\": \"ONT is back\"}";
    assertThat(post("/refunds", body.formatted(customer, 1, "gateway")).field())
        .isEqualTo("method");
    assertThat(post("/refunds", body.formatted(customer, 200_001, "cash")).field())
        .isEqualTo("amount");
    Reply asked =
        billing.as(
            siti,
            "POST",
            "/refunds",
            body.formatted(customer, 200_000, "cash"),
            "Idempotency-Key",
            "deposit-" + keys++);
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().get("source").asText()).isEqualTo("deposit");
    assertThat(deposit()).isEqualTo("200000");
    Reply paid = as(agus, "/refund-requests/" + asked.id() + "/approve");
    assertThat(paid.json().get("state").asText()).as(paid.text()).isEqualTo("paid");
    assertThat(deposit()).isEqualTo("0");
    Reply refund = billing.get("/refunds/" + paid.json().get("refundId").asLong());
    assertThat(refund.json().get("source").asText()).isEqualTo("deposit");
    String number = refund.json().get("number").asText();
    assertThat(number).startsWith("RF-2611-");
    assertThat(billing.get("/refunds/number:" + number).id()).isEqualTo(refund.id());
    billing.put("/settings", "{\"reversalLimit\": 1000000000000}");
  }

  private String deposit() {
    return billing
        .get("/customers/" + customer + "/statement")
        .json()
        .at("/deposit/amount")
        .asText();
  }

  private Reply refund(String token, long amount) {
    return refund(token, amount, "cash");
  }

  private Reply refund(String token, long amount, String method) {
    return billing.as(
        token,
        "POST",
        "/refunds",
        "{\"customerId\": %d, \"amount\": %d, \"method\": \"%s\", \"reason\": \"moves\"}"
            .formatted(customer, amount, method),
        "Idempotency-Key",
        "refund-" + keys++);
  }

  private static Reply as(String token, String path) {
    return billing.as(token, "POST", path, "", "Idempotency-Key", "decide-" + keys++);
  }

  @Test
  void what_is_wrong_is_named() {
    Reply empty = post("/credit-notes", "{}");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.text()).contains("invoiceId", "reason", "amount");
    assertThat(
            post("/credit-notes", "{\"invoiceId\": 99999, \"amount\": 1, \"reason\": \"x\"}")
                .field())
        .isEqualTo("invoiceId");
    assertThat(post("/refunds", "{}").text()).contains("customerId", "amount", "method", "reason");
    assertThat(billing.post("/refunds", "{}").field()).isEqualTo("Idempotency-Key");
    String owner = billing.service.tokens().create("no key", Role.OWNER);
    for (String path : List.of("/invoices", "/invoices/1/void")) {
      assertThat(billing.as(owner, "POST", path, "{}").field())
          .as(path)
          .isEqualTo("Idempotency-Key");
    }
    Reply kinds =
        post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2026-11-30", "lines": [
             {"kind": "tax", "description": "x", "amount": 1}, {"kind": "discount", "description": "x", "amount": 1},
             {"kind": "addon", "description": "x", "amount": -1}]}"""
                .formatted(customer));
    assertThat(kinds.text()).contains("lines[0].kind", "lines[1].amount", "lines[2].amount");
  }

  @Test
  void an_owner_gives_up_what_nobody_will_pay() {
    Reply invoice = issue(100);
    String path = "/invoices/" + invoice.id() + "/write-off";
    String cashier = billing.service.tokens().create("b" + customer, Role.BILLING);
    assertThat(billing.as(cashier, "POST", path, "{\"reason\": \"x\"}").status()).isEqualTo(403);
    Reply gone = post(path, "{\"reason\": \"moved away\"}");
    assertThat(gone.json().get("status").asText()).as(gone.text()).isEqualTo("written_off");
    assertThat(
            billing.get("/invoices?status=written_off&customerId=" + customer).json().get("items"))
        .hasSize(1);
    assertThat(billing.get("/invoices?status=paid&customerId=" + customer).json().get("items"))
        .isEmpty();
    assertThat(billing.as(cashier, "POST", path + "/undo", "{\"reason\": \"x\"}").status())
        .isEqualTo(403);
    assertThat(post(path + "/undo", "{}").field()).isEqualTo("reason");
    Reply back = post(path + "/undo", "{\"reason\": \"is here again\"}");
    assertThat(back.json().get("status").asText()).as(back.text()).isEqualTo("open");
    assertThat(post(path + "/undo", "{\"reason\": \"x\"}").status()).isEqualTo(409);
  }

  @Test
  void a_pkp_s_invoices_have_ppn_and_the_number_of_their_tax_invoice() {
    Reply before = issue(100_000);
    assertThat(before.json().get("tax").isNull()).isTrue();
    assertThat(number(before.id(), "04002600000000001").status()).isEqualTo(409);

    assertThat(billing.put("/settings", "{\"tax\": {\"pkp\": true, \"mode\": \"odd\"}}").field())
        .isEqualTo("tax.mode");
    Reply settings = billing.put("/settings", "{\"tax\": {\"pkp\": true}}");
    assertThat(settings.json().at("/tax/mode").asText()).as(settings.text()).isEqualTo("exclusive");
    Reply invoice = issue(150_000);
    billing.put("/settings", "{\"tax\": {\"pkp\": false}}");
    assertThat(invoice.json().at("/total/amount").asText()).isEqualTo("166500");
    assertThat(invoice.json().at("/tax/base/amount").asText()).isEqualTo("150000");
    assertThat(invoice.json().at("/tax/amount/amount").asText()).isEqualTo("16500");
    assertThat(invoice.json().at("/tax/rule").asText()).isEqualTo("2025-01-01");

    assertThat(number(invoice.id(), "1234").status()).isEqualTo(422);
    assertThat(number(invoice.id(), "04002600000000001").json().get("taxInvoiceNumber").asText())
        .isEqualTo("04002600000000001");
    assertThat(number(invoice.id(), "04002600000000001").status()).isEqualTo(200);
  }

  private Reply number(long invoice, String number) {
    return billing.put(
        "/invoices/" + invoice + "/tax-invoice-number",
        "{\"taxInvoiceNumber\": \"%s\"}".formatted(number));
  }

  private Reply issue(long amount) {
    return post(
        "/invoices",
        """
        {"customerId": %d, "dueDate": "2026-11-30", "lines": [{"description": "Internet", "amount": %d}]}"""
            .formatted(customer, amount));
  }

  private void pay(long amount) {
    pay("cash", amount);
  }

  private void pay(String method, long amount) {
    assertThat(
            post(
                    "/payments",
                    "{\"customerId\": %d, \"amount\": %d, \"method\": \"%s\"}"
                        .formatted(customer, amount, method))
                .status())
        .isEqualTo(201);
  }

  private static Reply post(String path, String body) {
    return billing.post(path, body, "Idempotency-Key", "key-" + keys++);
  }
}
