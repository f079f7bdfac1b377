package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.money.Unexplained;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A running service with one customer and one plan, a clock that moves, and what is said of
 * subscriptions to it.
 */
abstract class TermsOverHttp {

  final MovableClock clock = new MovableClock("2027-01-31T03:00:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());
  int keys;

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
      assertThat(unexplained).isEqualTo(Books.NOTHING);
    } finally {
      billing.close();
    }
  }

  void dearer() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('20 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (2, 1, 300000, 20000000, 20000000)""");
  }

  List<String> outcomes() {
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

  List<String> amounts() {
    return billing.get("/invoices").json().get("items").findValues("total").stream()
        .map(total -> total.get("amount").asText())
        .toList();
  }

  long run(String date) {
    long run = billing.post("/billing-runs", "{\"date\": \"%s\"}".formatted(date)).id();
    await()
        .until(
            () -> billing.get("/billing-runs/" + run).json().get("state").asText().equals("done"));
    return run;
  }

  long subscribe(String kind, String activeUntil) {
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

  Reply reply(long id, String operation, String body) {
    return billing.post(
        "/subscriptions/" + id + "/" + operation, body, "Idempotency-Key", "key-" + keys++);
  }

  JsonNode post(long id, String operation, String body) {
    Reply reply = reply(id, operation, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  void pay(long invoice, long amount) {
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"amount\": %d, \"method\": \"cash\"}".formatted(invoice, amount),
            "Idempotency-Key",
            "pay-" + keys++);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }

  String status(long id) {
    return billing.get("/subscriptions/" + id).json().get("status").asText();
  }

  List<String> history(long id) {
    return billing
        .get("/subscriptions/" + id + "/history")
        .json()
        .get("items")
        .findValuesAsText("what");
  }

  JsonNode rehearsedRun(String date) {
    Reply reply =
        billing.post("/billing-runs", "{\"date\": \"%s\", \"dryRun\": true}".formatted(date));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  long prepaid(String name, String more) {
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": 1, "planId": 1, "username": "%s", "password": "rahasia", "billing": "prepaid"%s}"""
                .formatted(name, more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  void cheaper() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('5 Mega');
        INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (2, 1, 75000, 5000000, 5000000)""");
  }

  Reply credit(long invoice, long amount) {
    return billing.post(
        "/credit-notes",
        "{\"invoiceId\": %d, \"amount\": %d, \"reason\": \"ganti rugi\"}"
            .formatted(invoice, amount),
        "Idempotency-Key",
        "credit-" + keys++);
  }

  String end(long id) {
    return billing.get("/subscriptions/" + id).json().get("activeUntil").asText();
  }
}
