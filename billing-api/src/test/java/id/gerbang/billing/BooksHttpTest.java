package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closed months and the reports of the books, over real HTTP. */
class BooksHttpTest {

  private final MovableClock clock = new MovableClock("2026-09-10T05:00:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  private long customer;
  private int keys;

  @BeforeEach
  void a_customer() {
    customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
  }

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void receivables_by_age_now_and_then_are_what_the_account_says() {
    issue(100, "2026-09-30");
    clock.set("2026-10-31T05:00:00Z");
    issue(200, "2026-11-20");
    pay(30);
    clock.set("2026-11-20T05:00:00Z");

    JsonNode now = billing.get("/reports/receivables-ageing").json();
    assertThat(now.at("/difference/amount").asText()).isEqualTo("0");
    assertThat(now.at("/receivable/amount").asText()).isEqualTo("270");
    assertThat(now.at("/total/notDue/amount").asText()).isEqualTo("200");
    assertThat(now.at("/total/days31to60/amount").asText()).isEqualTo("70");
    assertThat(now.at("/items/0/number").asText()).isEqualTo("C-00001");
    assertThat(now.at("/items/0/open/total/amount").asText()).isEqualTo("270");

    JsonNode then = billing.get("/reports/receivables-ageing?at=2026-10-30").json();
    assertThat(then.at("/total/days1to30/amount").asText()).isEqualTo("100");
    assertThat(then.at("/receivable/amount").asText()).isEqualTo("100");
    assertThat(billing.get("/reports/receivables-ageing?at=yesterday").status()).isEqualTo(400);
  }

  @Test
  void a_statement_leads_from_the_opening_to_the_closing_balance() {
    issue(100, "2026-09-30");
    clock.set("2026-10-05T05:00:00Z");
    pay(150);
    issue(80, "2026-10-30");

    JsonNode statement =
        billing.get("/customers/" + customer + "/statement?from=2026-10-01&to=2026-10-31").json();
    assertThat(statement.at("/opening/amount").asText()).isEqualTo("-100");
    assertThat(statement.get("entries"))
        .extracting(
            entry ->
                entry.get("kind").asText()
                    + " "
                    + entry.at("/amount/amount").asText()
                    + " "
                    + entry.at("/balance/amount").asText())
        .containsExactly("payment 150 50", "invoice -80 -30");
    assertThat(statement.at("/closing/amount").asText()).isEqualTo("-30");
    assertThat(billing.get("/customers/number:C-00001/statement").status()).isEqualTo(200);
    assertThat(billing.get("/customers/99999/statement").status()).isEqualTo(404);
  }

  @Test
  void revenue_is_told_by_month_of_the_isps_zone() {
    clock.set("2026-09-30T16:59:59Z");
    issue(100, "2026-10-30");
    clock.set("2026-09-30T17:00:00Z");
    issue(50, "2026-10-30");
    JsonNode revenue = billing.get("/reports/revenue?from=2026-09-01&to=2026-10-31").json();
    assertThat(revenue.at("/revenue/amount").asText()).isEqualTo("150");
    assertThat(revenue.at("/months/0/month").asText()).isEqualTo("2026-09-01");
    assertThat(revenue.at("/months/0/invoiced/amount").asText()).isEqualTo("100");
    assertThat(revenue.at("/months/1/revenue/amount").asText()).isEqualTo("50");
    assertThat(billing.get("/reports/revenue?from=2010-01-01").field()).isEqualTo("to");
    assertThat(billing.get("/reports/unexplained").json().at("/unexplained/amount").asText())
        .isEqualTo("0");
  }

  @Test
  void a_closed_month_takes_no_posting_and_corrections_are_of_the_open_one() {
    long invoice = issue(100, "2026-09-30").id();
    assertThat(close("2026-09").field()).as("is not over").isEqualTo("month");
    clock.set("2026-09-30T17:00:00Z");
    assertThat(close("2026-09").status()).isEqualTo(201);
    assertThat(close("2026-09").status()).isEqualTo(409);
    assertThat(close("2026-08").status()).as("closed with it").isEqualTo(409);
    assertThat(close("Sept").status()).isEqualTo(400);
    assertThat(billing.get("/closed-months").json().at("/items/0/month").asText())
        .isEqualTo("2026-09");

    assertThatThrownBy(
            () ->
                billing
                    .service
                    .jdbi()
                    .useHandle(
                        handle ->
                            handle.execute(
                                "INSERT INTO ledger_entry (kind, posted_at, posted_by)"
                                    + " VALUES ('payment', '2026-09-30T16:59:59Z', 'x')")))
        .hasMessageContaining("is closed");
    Reply note =
        billing.post(
            "/credit-notes",
            "{\"invoiceId\": %d, \"amount\": 40, \"reason\": \"down\"}".formatted(invoice),
            "Idempotency-Key",
            "key-" + keys++);
    assertThat(note.json().get("number").asText()).isEqualTo("CN-2610-000001");

    String cashier = billing.service.tokens().create("b", Role.BILLING);
    assertThat(billing.as(cashier, "POST", "/closed-months", "{\"month\": \"2026-09\"}").status())
        .isEqualTo(403);
  }

  private Reply close(String month) {
    return billing.post("/closed-months", "{\"month\": \"%s\"}".formatted(month));
  }

  private Reply issue(long amount, String due) {
    Reply reply =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "%s", "lines": [{"description": "Internet", "amount": %d}]}"""
                .formatted(customer, due, amount));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply;
  }

  private void pay(long amount) {
    Reply reply =
        billing.post(
            "/payments",
            "{\"customerId\": %d, \"amount\": %d, \"method\": \"transfer\"}"
                .formatted(customer, amount),
            "Idempotency-Key",
            "key-" + keys++);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }
}
