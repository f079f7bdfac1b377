package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What staff do by hand to a subscription that is there, and what its router is told then. */
class SubscriptionByHandTest {

  private static RunningBilling billing;
  private static Subscribers subscribers;
  private static long plan;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    subscribers = new Subscribers(billing);
    plan = billing.plan("10 Mega");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void only_a_new_login_drops_the_live_session() throws SQLException {
    long id = subscribers.subscribe("siti", plan, "");
    String version = "SELECT credential_version FROM subscription WHERE id = " + id;
    billing.patch("/subscriptions/" + id, "{\"staticIp\": \"10.9.8.7\"}");
    billing.patch("/subscriptions/" + id, "{\"password\": \"" + Subscribers.PASSWORD + "\"}");
    assertThat(TestDatabase.one(billing.database, version))
        .as("the same password again")
        .isEqualTo("1");
    billing.patch("/subscriptions/" + id, "{\"password\": \"baru\"}");
    assertThat(TestDatabase.one(billing.database, version)).isEqualTo("2");
    Reply renamed = billing.patch("/subscriptions/username:siti", "{\"username\": \"siti2\"}");
    assertThat(renamed.json().get("username").asText()).as(renamed.text()).isEqualTo("siti2");
    assertThat(TestDatabase.one(billing.database, version)).isEqualTo("3");
    Reply revealed = billing.post("/subscriptions/" + id + "/password/reveal", null);
    assertThat(revealed.json().get("password").asText()).isEqualTo("baru");
    assertThat(billing.get("/audit?object=subscription:" + id).text())
        .contains("subscription.password.reveal")
        .doesNotContain("baru\"", Subscribers.PASSWORD);
  }

  @Test
  void a_password_is_revealed_to_owner_and_technician_only() {
    long id = subscribers.subscribe("rahasia", plan, "");
    for (Role role : Role.values()) {
      String token = billing.service.tokens().create("reveal " + role, role);
      int status =
          billing.as(token, "POST", "/subscriptions/" + id + "/password/reveal", null).status();
      assertThat(status)
          .as(role.text())
          .isEqualTo(role == Role.OWNER || role == Role.TECHNICIAN ? 200 : 403);
    }
  }

  @Test
  void isolated_by_hand_until_undone_by_hand() {
    long id = subscribers.subscribe("tono", plan, "");
    Reply isolated =
        billing.post("/subscriptions/username:tono/isolate", "{\"reason\": \"Minta berhenti\"}");
    assertThat(isolated.json().get("status").asText()).as(isolated.text()).isEqualTo("isolated");
    assertThat(isolated.json().get("reason").asText()).isEqualTo("ISOLATED_BY_STAFF");
    assertThat(isolated.json().at("/held/reason").asText()).isEqualTo("Minta berhenti");
    assertThat(preview(id, "")).containsEntry("Mikrotik-Address-List", "isolir");

    Reply owesNothing = billing.post("/subscriptions/" + id + "/isolate", "{\"until\": \"paid\"}");
    assertThat(owesNothing.status()).as(owesNothing.text()).isEqualTo(409);
    assertThat(owesNothing.field()).isEqualTo("until");
    billing.post(
        "/invoices",
        """
        {"customerId": %s, "dueDate": "2099-01-01", "lines": [{"description": "Internet", "amount": 150000}]}"""
            .formatted(isolated.json().get("customerId")),
        "Idempotency-Key",
        "until-paid");
    Reply untilPaid = billing.post("/subscriptions/" + id + "/isolate", "{\"until\": \"paid\"}");
    assertThat(untilPaid.json().at("/held/untilPaid").asBoolean()).isTrue();
    for (String until : List.of("tomorrow", "2020-01-01T00:00:00Z")) {
      Reply refused =
          billing.post("/subscriptions/" + id + "/isolate", "{\"until\": \"%s\"}".formatted(until));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.field()).isEqualTo("until");
    }

    Reply resumed = billing.post("/subscriptions/" + id + "/resume", "{\"reason\": \"Sudah\"}");
    assertThat(resumed.json().get("status").asText()).isEqualTo("active");
    assertThat(resumed.json().get("held").isNull()).isTrue();
    assertThat(billing.get("/audit?object=subscription:" + id).text())
        .contains("subscription.isolate", "subscription.resume", "Sudah");
  }

  @Test
  void isolated_again_after_an_isolation_that_ended_counts_from_the_second() {
    long id = subscribers.subscribe("dua-kali", plan, "");
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET held_since = '2026-01-01Z', held_until = '2026-01-02Z' WHERE id = "
            + id);
    Reply again = billing.post("/subscriptions/" + id + "/isolate", "{}");
    assertThat(again.json().at("/held/since").asText())
        .as(again.text())
        .isGreaterThan("2026-01-02T00:00:00Z");
  }

  @Test
  void a_customer_who_changed_device_is_bound_to_the_next_one() throws Exception {
    long id = subscribers.subscribe("ganti-modem", plan, "");
    Reply rebound =
        billing.post("/subscriptions/" + id + "/rebind-mac", "{\"reason\": \"Modem baru\"}");
    assertThat(rebound.status()).as(rebound.text()).isEqualTo(200);
    try (Connection connection = TestDatabase.connect(billing.database);
        Statement statement = connection.createStatement();
        ResultSet since =
            statement.executeQuery(
                "SELECT macs_since > now() - interval '1 minute' FROM entitlement"
                    + " WHERE subscriber_id = "
                    + id)) {
      assertThat(since.next() && since.getBoolean(1)).isTrue();
    }
    assertThat(billing.get("/audit?object=subscription:" + id).text())
        .contains("subscription.rebind_mac", "Modem baru");
  }

  @Test
  void a_device_learned_by_a_clock_that_was_ahead_is_changed_too() throws Exception {
    long id = subscribers.subscribe("ganti-jam", plan, "");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO subscriber_mac VALUES ("
            + id
            + ", '4c5e0c112233', now() + interval '1 year')");

    billing.post("/subscriptions/" + id + "/rebind-mac", "{\"reason\": \"Modem baru\"}");

    assertThat(bound(id)).isEmpty();
  }

  /** Whoever lets every device in for a while means the one that is there when he stops. */
  @Test
  void a_policy_that_is_taken_up_again_binds_to_the_next_device() throws Exception {
    String first = "{\"macPolicy\": \"first\"}";
    long id = subscribers.subscribe("buka-tutup", plan, "");
    String self = "/subscriptions/" + id;
    billing.patch(self, first);
    TestDatabase.execute(
        billing.database, "INSERT INTO subscriber_mac VALUES (" + id + ", '4c5e0c112233', now())");
    billing.patch(self, first);
    assertThat(bound(id)).containsExactly("4c5e0c112233");

    billing.patch(self, "{\"macPolicy\": \"off\"}");
    Reply again = billing.patch(self, first);
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(bound(id)).isEmpty();
  }

  private static List<String> bound(long subscription) throws SQLException {
    return TestDatabase.column(
        billing.database,
        "SELECT m.mac FROM subscriber_mac m JOIN entitlement e USING (subscriber_id)"
            + " WHERE (e.macs_since IS NULL OR m.learned_at >= e.macs_since) AND subscriber_id = "
            + subscription);
  }

  @Test
  void resuming_by_hand_does_not_pay_the_bill() {
    long id = subscribers.subscribe("utang", plan, "");
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'suspend' WHERE id = " + id);
    billing.post("/subscriptions/" + id + "/isolate", "{}");
    Reply resumed = billing.post("/subscriptions/" + id + "/resume", null);
    assertThat(resumed.json().get("status").asText()).as(resumed.text()).isEqualTo("suspended");
    assertThat(resumed.json().get("reason").asText()).isEqualTo("SUSPENDED_UNPAID");
  }

  @Test
  void the_preview_is_what_the_router_will_be_answered_then() {
    long id =
        subscribers.subscribe(
            "prabayar",
            plan,
            ", \"activeUntil\": \"2027-01-01T00:00:00Z\", \"staticIp\": \"10.1.2.3\"");
    assertThat(preview(id, "?at=2026-12-31T23:00:00Z"))
        .containsEntry("Mikrotik-Rate-Limit", "5M/10M")
        .containsEntry("Mikrotik-Address-List", "aktif")
        .containsEntry("Framed-IP-Address", "10.1.2.3")
        .containsEntry("Session-Timeout", "3600");
    assertThat(preview(id, "?at=2027-01-01T00:00:00Z"))
        .containsEntry("Mikrotik-Rate-Limit", "128k/128k")
        .doesNotContainKey("Session-Timeout");
    long router =
        billing
            .post(
                "/routers",
                "{\"name\": \"Tolak\", \"address\": \"10.77.0.1\", \"secret\": \"12345678\","
                    + " \"isolation\": \"reject\"}")
            .id();
    Reply rejected =
        billing.get(
            "/subscriptions/" + id + "/preview?at=2027-01-01T00:00:00Z&router=" + router,
            "Accept-Language",
            "en");
    assertThat(rejected.json().get("answer").asText()).isEqualTo("reject");
    assertThat(rejected.json().get("reason").asText()).isEqualTo("EXPIRED");
    assertThat(rejected.json().get("words").asText()).startsWith("Refused");
    assertThat(rejected.json().get("attributes")).isEmpty();
    assertThat(billing.get("/subscriptions/" + id + "/preview").json().get("words").asText())
        .startsWith("Diterima");
    assertThat(billing.get("/subscriptions/" + id + "/preview?at=now").field()).isEqualTo("at");
  }

  @Test
  void a_terminated_subscription_stays_so() {
    long id = subscribers.subscribe("pergi", plan, "");
    billing.post("/subscriptions/" + id + "/terminate", "{\"reason\": \"Pindah\"}");
    assertThat(billing.get("/subscriptions/" + id).json().get("status").asText())
        .isEqualTo("terminated");
    assertThat(billing.post("/subscriptions/" + id + "/isolate", "{}").status()).isEqualTo(409);
    assertThat(billing.delete("/subscriptions/" + id).status()).isEqualTo(204);
    subscribers.subscribe("pergi", plan, "");
  }

  private static Map<String, String> preview(long id, String query) {
    Map<String, String> attributes = new HashMap<>();
    billing
        .get("/subscriptions/" + id + "/preview" + query)
        .json()
        .get("attributes")
        .forEach(it -> attributes.put(it.get("name").asText(), it.get("value").asText()));
    return attributes;
  }
}
