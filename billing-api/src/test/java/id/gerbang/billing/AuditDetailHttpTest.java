package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The audit has what a change made of a thing, and never a secret; who looks at a customer is
 * noted.
 */
class AuditDetailHttpTest {

  private static final String CANARY = "kenari-kuning-7";
  private static RunningBilling billing;
  private static long plan;
  private static long customer;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    plan = billing.plan("10 Mega");
    customer = billing.post("/customers", "{\"name\": \"Budi\", \"phone\": \"081234567890\"}").id();
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void a_customer_before_and_after() {
    billing.patch("/customers/" + customer, "{\"name\": \"Budi Santoso\"}");
    JsonNode detail = last("customer:" + customer);
    assertThat(detail.at("/before/name").asText()).isEqualTo("Budi");
    assertThat(detail.at("/after/name").asText()).isEqualTo("Budi Santoso");
    assertThat(detail.get("before").has("phone")).isFalse();
  }

  @Test
  void a_plan_before_and_after() {
    billing.patch("/plans/" + plan, "{\"price\": 175000}");
    JsonNode detail = last("plan:" + plan);
    assertThat(detail.at("/before/price/amount").asText()).isEqualTo("150000");
    assertThat(detail.at("/after/price/amount").asText()).isEqualTo("175000");
  }

  @Test
  void settings_before_and_after() {
    billing.put("/settings", "{\"ispName\": \"Desa Net\"}");
    assertThat(last("settings").at("/after/ispName").asText()).isEqualTo("Desa Net");
  }

  @Test
  void no_secret_is_in_any_of_it() {
    long router =
        billing
            .post(
                "/routers",
                "{\"name\": \"BRAS-01\", \"address\": \"10.0.0.1\", \"secret\": \"%s\"}"
                    .formatted(CANARY))
            .id();
    billing.put(
        "/routers/" + router,
        "{\"name\": \"BRAS-02\", \"address\": \"10.0.0.1\", \"secret\": \"%s-2\"}"
            .formatted(CANARY));
    JsonNode routers = last("router:" + router);
    assertThat(routers.at("/before/name").asText()).isEqualTo("BRAS-01");
    assertThat(routers.at("/after/name").asText()).isEqualTo("BRAS-02");
    assertThat(routers.get("secretChanged").asBoolean()).isTrue();

    long subscription =
        billing
            .post(
                "/subscriptions",
                "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi\", \"password\": \"%s\"}"
                    .formatted(customer, plan, CANARY))
            .id();
    billing.patch(
        "/subscriptions/" + subscription,
        "{\"username\": \"budi2\", \"password\": \"%s-2\"}".formatted(CANARY));
    JsonNode subscriptions = last("subscription:" + subscription);
    assertThat(subscriptions.at("/before/username").asText()).isEqualTo("budi");
    assertThat(subscriptions.at("/after/username").asText()).isEqualTo("budi2");
    assertThat(subscriptions.get("passwordChanged").asBoolean()).isTrue();
    billing.post("/subscriptions/" + subscription + "/password/reveal", "{}");

    String staff =
        billing
            .post("/staff", "{\"name\": \"ani\", \"role\": \"billing\"}")
            .json()
            .get("oneTimePassword")
            .asText();
    String token =
        billing
            .post("/tokens", "{\"name\": \"t\", \"role\": \"billing\"}")
            .json()
            .get("token")
            .asText();
    assertThat(billing.get("/audit?limit=500").text())
        .contains("router.update", "subscription.password.reveal", "staff.add", "token.create")
        .doesNotContain(CANARY, staff, token);
  }

  @Test
  void who_looks_at_a_customer_is_noted_once_an_hour() {
    billing.get("/customers/" + customer);
    billing.get("/customers/" + customer);
    JsonNode noted = billing.get("/data-access?object=customer:" + customer).json().get("items");
    assertThat(noted.at("/0/actor").asText()).isEqualTo("token:test");
    int times = 0;
    for (JsonNode hour : noted) {
      times += hour.get("times").asInt();
    }
    assertThat(times).isEqualTo(2);
  }

  private static JsonNode last(String object) {
    return billing.get("/audit?limit=1&object=" + object).json().at("/items/0/detail");
  }
}
