package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invoices, what is owed and the settings over real HTTP; what is wrong and who may. */
class MoneyHttpTest extends MoneyOverHttp {

  @Test
  void from_invoice_to_isolation_to_payment_to_open_gate() throws Exception {
    HttpResponse<String> issued = issue(150_000, "2026-11-20");
    assertThat(issued.statusCode()).isEqualTo(201);
    JsonNode invoice = JSON.readTree(issued.body());
    assertThat(issued.headers().firstValue("Location"))
        .hasValueSatisfying(at -> assertThat(at).endsWith("/api/v1/invoices/" + invoice.get("id")));
    assertThat(invoice.get("total").toString())
        .isEqualTo("{\"amount\":\"150000\",\"currency\":\"IDR\"}");
    assertThat(invoice.get("status").asText()).isEqualTo("open");
    assertThat(invoice.get("dueDate").asText()).isEqualTo("2026-11-20");
    assertThat(unpaid()).isEqualTo(1);

    HttpResponse<String> paid =
        post("/payments", "{\"customerId\":%d,\"method\":\"cash\"}".formatted(customer), key());
    assertThat(paid.statusCode()).isEqualTo(201);
    JsonNode payment = JSON.readTree(paid.body());
    assertThat(payment.get("amount").get("amount").asText()).isEqualTo("150000");
    assertThat(payment.get("recordedBy").asText()).isEqualTo("token:owner");
    assertThat(unpaid()).isZero();

    String byNumber = "/invoices/number:" + invoice.get("number").asText();
    assertThat(get(byNumber).get("status").asText()).isEqualTo("paid");
    assertThat(get("/payments/" + payment.get("id")).get("allocations")).hasSize(1);
  }

  @ParameterizedTest(name = "{1}: {2} of {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/invoices | 400 | lines[0].amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'description':'x','amount':1.5}]}",
        "/invoices | 400 | lines[0].amount.amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'description':'x','amount':{'amount':'1,5'}}]}",
        "/invoices | 400 | dueDate | {'customerId':C,'dueDate':'20-11-2026','lines':[{'description':'x','amount':1}]}",
        "/invoices | 400 | tax | {'customerId':C,'tax':1}",
        "/invoices | 422 | customerId | ",
        "/invoices | 422 | lines | {'customerId':C,'dueDate':'2026-11-20','lines':[]}",
        "/invoices | 422 | customerId | {'customerId':999999,'dueDate':'2026-11-20','lines':[{'description':'x','amount':1}]}",
        "/invoices | 422 | lines | {'customerId':C,'dueDate':'2026-11-20','lines':[{'kind':'one_off','description':'x','amount':50000},{'description':'y','amount':-100000},{'kind':'deposit','description':'z','amount':200000}]}",
        "/invoices | 422 | lines[0].amount | {'customerId':C,'dueDate':'2026-11-20','lines':[{'kind':'deposit','description':'x','amount':-5}]}",
        "/payments | 422 | amount | {'customerId':C,'amount':-5,'method':'cash'}",
        "/payments | 422 | amount | {'customerId':C,'method':'cash'}",
        "/payments | 400 | amount | {'customerId':C,'amount':99999999999999999999,'method':'cash'}",
        "/payments | 422 | method | {'customerId':C,'amount':5,'method':'Bank BCA'}",
        "/payments | 422 | customerId | {'amount':5,'method':'cash'}",
        "/payments | 422 | receivedAt | {'customerId':C,'amount':5,'method':'cash','receivedAt':'2027-01-01T00:00:00Z'}",
        "/payments | 422 | invoiceId | {'invoiceId':999999,'amount':5,'method':'cash'}",
      })
  void what_is_wrong_is_named(String path, int status, String field, String body) throws Exception {
    String json = body == null ? "" : body.replace('\'', '"').replace(":C", ":" + customer);
    HttpResponse<String> answer = post(path, json, key());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void lists_filter_and_page_oldest_first() throws Exception {
    for (int i = 1; i <= 3; i++) {
      issue(i * 100, "2026-11-30");
    }
    post(
        "/payments",
        "{\"customerId\":%d,\"amount\":100,\"method\":\"cash\"}".formatted(customer),
        key());
    String mine = "/invoices?customerId=" + customer;
    JsonNode page = get(mine + "&limit=2");
    assertThat(page.get("items")).hasSize(2);
    assertThat(page.at("/items/0/total/amount").asText()).isEqualTo("100");
    JsonNode rest = get(mine + "&limit=2&cursor=" + page.get("next").asText());
    assertThat(rest.at("/items/0/total/amount").asText()).isEqualTo("300");
    assertThat(rest.get("next").isNull()).isTrue();
    assertThat(get(mine + "&status=paid").get("items")).hasSize(1);
    assertThat(get(mine + "&sort=-issuedAt").at("/items/0/total/amount").asText()).isEqualTo("300");
    assertThat(get(mine + "&q=" + page.at("/items/1/number").asText()).get("items")).hasSize(1);
    assertThat(get("/payments?customerId=" + customer).get("items")).hasSize(1);
    assertThat(status("GET", "/invoices?status=late", owner)).isEqualTo(422);
  }

  @Test
  void a_void_invoice_says_why() throws Exception {
    JsonNode invoice = JSON.readTree(issue(100, "2026-11-20").body());
    String path = "/invoices/" + invoice.get("id") + "/void";
    assertThat(post(path, "{}", key()).statusCode()).isEqualTo(422);
    HttpResponse<String> gone = post(path, "{\"reason\":\"wrong plan\"}", key());
    assertThat(JSON.readTree(gone.body()).get("status").asText()).isEqualTo("void");
    assertThat(gone.body()).contains("wrong plan");
    assertThat(unpaid()).isZero();
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
  }

  @Test
  void a_late_payer_s_new_subscription_is_isolated_from_the_first_and_paid_free_with_the_others()
      throws Exception {
    issue(100, "2026-11-20");
    HttpResponse<String> made =
        post(
            "/subscriptions",
            "{\"customerId\":%d,\"planId\":1,\"username\":\"baru%d\",\"password\":\"rahasia\"}"
                .formatted(customer, customer),
            null);
    JsonNode subscription = JSON.readTree(made.body());
    assertThat(subscription.get("status").asText()).as(made.body()).isEqualTo("isolated");
    assertThat(subscription.get("unpaidSince").asText()).isEqualTo("2026-11-20T17:00:00Z");

    post("/payments", "{\"customerId\":%d,\"method\":\"cash\"}".formatted(customer), key());
    assertThat(get("/subscriptions/" + subscription.get("id")).get("status").asText())
        .isEqualTo("active");
  }

  @Test
  void settings_change_the_policy_for_everybody_at_once() throws Exception {
    issue(100, "2026-11-20");
    String body = "{\"ispName\":\"RT Net\",\"overdue\":{\"graceDays\":%d,\"action\":\"isolate\"}}";
    assertThat(put("/settings", body.formatted(30)).statusCode()).isEqualTo(200);
    assertThat(unpaid()).isZero();
    assertThat(put("/settings", body.formatted(0)).statusCode()).isEqualTo(200);
    assertThat(unpaid()).isEqualTo(1);
    assertThat(get("/settings").get("ispName").asText()).isEqualTo("RT Net");
    assertThat(get("/settings").get("zone").asText()).isEqualTo("Asia/Jakarta");
    assertThat(get("/settings").at("/overdue/graceDays").asInt()).isZero();
    assertThat(get("/settings").at("/billing").toString())
        .isEqualTo(
            "{\"dueDays\":10,\"automatic\":true,\"runAt\":\"01:00\",\"daysAhead\":0,\"noBillWhileSuspended\":true}");
    assertThat(put("/settings", "{\"billing\":{\"runAt\":\"03:30\",\"dueDays\":5}}").body())
        .contains("\"dueDays\":5,\"automatic\":true,\"runAt\":\"03:30\"");
    assertThat(put("/settings", "{\"billing\":{\"dueDays\":61}}").body())
        .contains("billing.dueDays");
    assertThat(put("/settings", body.formatted(61)).body()).contains("overdue.graceDays");
  }

  @Test
  void each_role_gets_its_own() throws Exception {
    String cashier = service.tokens().create("kasir" + customer, Role.BILLING);
    String technician = service.tokens().create("teknisi" + customer, Role.TECHNICIAN);
    String viewer = service.tokens().create("viewer" + customer, Role.AUDITOR);
    assertThat(status("GET", "/invoices", cashier)).isEqualTo(200);
    assertThat(status("GET", "/payments", viewer)).isEqualTo(200);
    assertThat(status("POST", "/payments", viewer)).isEqualTo(403);
    assertThat(status("GET", "/invoices", technician)).isEqualTo(403);
    assertThat(status("POST", "/invoices/1/void", cashier)).isEqualTo(403);
    assertThat(status("PUT", "/settings", cashier)).isEqualTo(403);
    assertThat(status("GET", "/invoices", "gbg_wrong")).isEqualTo(401);
    assertThat(status("GET", "/invoices/999999", owner)).isEqualTo(404);
    assertThat(status("GET", "/payments/external:none", owner)).isEqualTo(404);
  }
}
