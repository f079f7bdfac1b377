package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who looked at whose data: at one, at many, and who took all of it away. */
class DataAccessHttpTest {

  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static long customer;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    customer =
        billing
            .post(
                "/customers",
                "{\"name\": \"Ani\", \"nik\": \"3273012345678901\", \"npwp\": \"012345678901000\"}")
            .id();
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void a_list_is_one_row_an_hour_that_counts() {
    String helpdesk = billing.service.tokens().create("telepon", Role.HELPDESK);
    for (int page = 0; page < 3; page++) {
      assertThat(billing.as(helpdesk, "GET", "/customers?limit=1", null).status()).isEqualTo(200);
    }
    billing.get("/due-houses");
    JsonNode rows = billing.get("/data-access?object=list:customers&q=telepon").json().get("items");
    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/times").asInt()).isEqualTo(3);
    assertThat(billing.get("/data-access?object=list:due-houses").json().get("items")).hasSize(1);
  }

  @Test
  void numbers_of_the_state_are_shown_of_one_customer_and_in_an_owner_s_file() {
    assertThat(billing.get("/customers?q=Ani").text()).doesNotContain("327301", "012345678901000");
    assertThat(billing.get("/customers/" + customer).text()).contains("3273012345678901");
    String helpdesk = billing.service.tokens().create("telepon 2", Role.HELPDESK);
    String file = billing.as(helpdesk, "GET", "/customers", null, "Accept", "text/csv").text();
    assertThat(file).contains("Ani").doesNotContain("327301");
    assertThat(billing.get("/customers", "Accept", "text/csv").text()).contains("3273012345678901");
    assertThat(billing.get("/data-access?object=export:customers").json().get("items")).hasSize(2);
  }

  @Test
  void receipts_statements_and_what_gateways_told_are_somebody_s_too() {
    long payment =
        billing
            .post(
                "/payments",
                "{\"customerId\": %d, \"amount\": 1000, \"method\": \"transfer\"}"
                    .formatted(customer),
                "Idempotency-Key",
                "k")
            .id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
        VALUES ('xendit', false, 'sandbox', '[]', 'isp', now());
        INSERT INTO webhook_event (gateway, event_key, meaning, body, received_at, state)
        VALUES ('xendit', 'e1', 'x', '{}', now(), 'processed')""");
    int looks = 0;
    for (String path :
        List.of(
            "/payments/" + payment + "/receipt",
            "/payments/" + payment + "/receipt/pdf",
            "/customers/" + customer + "/statement")) {
      String auditor = billing.service.tokens().create("auditor " + looks, Role.AUDITOR);
      assertThat(billing.as(auditor, "GET", path, null, "Accept", "*/*").status()).isEqualTo(200);
      assertThat(
              billing
                  .get("/data-access?q=auditor " + looks++ + "&object=customer:" + customer)
                  .json()
                  .get("items"))
          .as(path)
          .hasSize(1);
    }
    assertThat(billing.get("/webhook-events/1").status()).isEqualTo(200);
    assertThat(billing.get("/data-access?object=webhook_event:1").json().get("items")).hasSize(1);
  }

  @Test
  void a_change_shows_the_customer_too() {
    String billingRole = billing.service.tokens().create("tagihan", Role.BILLING);
    billing.as(billingRole, "PATCH", "/customers/" + customer, "{\"notes\": \"x\"}");
    assertThat(
            billing.get("/data-access?q=tagihan&object=customer:" + customer).json().get("items"))
        .hasSize(1);
  }

  @Test
  void what_is_older_than_two_years_is_forgotten_and_nothing_else_can_be() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO data_access (hour, actor, object) VALUES
          (now() - interval '25 months', 'staff:x', 'customer:old'),
          (now() - interval '23 months', 'staff:x', 'customer:young'),
          (now() - interval '2 days', 'staff:x', 'customer:young')""");
    new ForgetDataAccess(billing.service.jdbi()).run();
    assertThat(billing.get("/data-access?q=customer:old").json().get("items")).isEmpty();
    assertThat(billing.get("/data-access?q=customer:young").json().get("items")).hasSize(2);
    assertThatThrownBy(
            () ->
                billing
                    .service
                    .jdbi()
                    .useHandle(handle -> handle.execute("DELETE FROM data_access")))
        .hasStackTraceContaining("permission denied");
  }

  /** As a clock makes them look that is years ahead. */
  @Test
  void nothing_is_forgotten_where_nobody_looked_within_the_month_before() throws Exception {
    TestDatabase.execute(
        billing.database,
        """
        DELETE FROM data_access;
        INSERT INTO data_access (hour, actor, object) VALUES
          (now() - interval '25 months', 'staff:x', 'customer:before'),
          (now(), 'staff:x', 'customer:after')""");
    new ForgetDataAccess(billing.service.jdbi()).run();
    assertThat(billing.get("/data-access?q=customer:before").json().get("items")).hasSize(1);
  }
}
