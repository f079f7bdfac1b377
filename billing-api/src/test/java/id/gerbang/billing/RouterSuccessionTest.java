package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Another device, another router or none in a router's place, with those in view who hang on it.
 */
class RouterSuccessionTest {

  private final MovableClock clock = new MovableClock("2026-11-29T16:00:05Z");
  private final BillingWithRouter isp = new BillingWithRouter(clock);
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @Test
  void another_device_keeps_record_and_history_and_starts_with_nothing_open() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    isp.online(id, "81000001", "budi");
    isp.router.sessions().open("budi", "10.100.0.2", "4C:5E:0C:11:22:33", "5M/10M");
    billing.service.carryOut("router-looks");
    assertThat(billing.get("/routers/" + id).json().at("/device/board").asText()).isNotEmpty();

    String device = "\"address\": \"192.0.2.9\", \"secret\": \"rahasia-baru\"";
    assertThat(billing.post("/routers/" + id + "/replace", "{" + device + "}").field())
        .as("the old device's password is not sent to whatever is there")
        .isEqualTo("api.password");
    Reply replaced =
        billing.post(
            "/routers/" + id + "/replace",
            "{"
                + device
                + ", \"api\": {\"protocol\": \"api\", \"username\": \"gerbang\", \"password\": \"rahasia\"}}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.json().get("sessionsEnded").asLong()).isEqualTo(1);
    JsonNode now = billing.get("/routers/" + id).json();
    assertThat(now.get("address").asText()).isEqualTo("192.0.2.9");
    assertThat(now.get("name").asText()).isEqualTo("BRAS");
    assertThat(now.at("/api/username").asText()).isEqualTo("gerbang");
    assertThat(now.at("/device/board").isNull()).isTrue();
    assertThat(isp.column("SELECT cause FROM router_loss")).containsExactly("11");
    assertThat(isp.column("SELECT username FROM router_session")).isEmpty();
    assertThat(isp.column("SELECT (signature_forgotten_at IS NOT NULL)::text FROM router"))
        .containsExactly("true");
    assertThat(billing.post("/routers/" + id + "/replace", "{\"address\": \"0.0.0.0\"}").field())
        .isEqualTo("address");
  }

  @Test
  void a_router_that_customers_hang_on_is_not_deleted() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long other = router("POP", "192.0.2.7");
    isp.online(id, "81000001", "budi");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('GSM');
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 0);
        INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi');
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed) VALUES (1, 1, 1, 'USER-3067', 'x');
        INSERT INTO pop (name, address, inner_local, remote_first, remote_last, created_at)
        VALUES ('Utara', '127.0.0.1/29', '10.10.10.1', '10.10.10.2', '10.10.255.254', now());
        INSERT INTO backup_link (customer_id, subscription_id, vlan, pop_id, pop_vlan_interface, inner_remote)
        VALUES (1, 1, 3067, 1, 'ether2', '10.10.10.2')""");

    Reply refused = billing.delete("/routers/" + id);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("errors").findValuesAsText("field"))
        .containsExactly("sessions", "backupLinks");
    assertThat(refused.text())
        .contains("1 customers are online through it: budi")
        .contains("/move");

    assertThat(billing.post("/routers/" + id + "/move", "{\"to\": " + id + "}").field())
        .isEqualTo("to");
    assertThat(
            billing
                .post("/routers/" + id + "/move", "{\"to\": " + other + "}")
                .json()
                .get("backupLinks"))
        .hasSize(1);
    assertThat(isp.column("SELECT address::text FROM pop")).containsExactly("192.0.2.7/29");
    isp.stopped("budi");
    assertThat(billing.delete("/routers/" + id).status()).isEqualTo(204);
    assertThat(billing.delete("/routers/" + other).json().get("errors").findValuesAsText("field"))
        .containsExactly("backupLinks");
  }

  @Test
  void customers_of_one_router_are_named_and_move_with_it() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long other = router("Selatan", "192.0.2.7");
    long plan = billing.post("/plans", "{\"name\": \"Rumah\", \"price\": 150000}").id();
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    String budi =
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi\", \"password\": \"rahasia\", \"routerId\": %%d}"
            .formatted(customer, plan);
    assertThat(billing.post("/subscriptions", budi.formatted(99)).field()).isEqualTo("routerId");
    Reply made = billing.post("/subscriptions", budi.formatted(id));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String self = "/subscriptions/" + made.id();
    assertThat(billing.patch(self, "{\"routerId\": 99}").field()).isEqualTo("routerId");
    assertThat(billing.get(self).json().get("routerId").asLong()).isEqualTo(id);

    Reply refused = billing.delete("/routers/" + id);
    assertThat(refused.json().get("errors").findValuesAsText("field"))
        .containsExactly("subscriptions");
    assertThat(refused.text()).contains("1 may log in through it alone: budi").contains("/move");
    assertThat(
            billing
                .post("/routers/" + id + "/move", "{\"to\": " + other + "}")
                .json()
                .get("subscriptions")
                .asInt())
        .isEqualTo(1);
    assertThat(billing.get(self).json().get("routerId").asLong()).isEqualTo(other);
    assertThat(billing.delete("/routers/" + id).status()).isEqualTo(204);

    assertThat(billing.patch(self, "{\"routerId\": null}").json().get("routerId").isNull())
        .isTrue();
    assertThat(billing.delete("/routers/" + other).status()).isEqualTo(204);
    assertThat(billing.patch(self, "{\"routerId\": " + other + "}").field())
        .as("one that is archived")
        .isEqualTo("routerId");
  }

  /** Both want the subscription and the router: they take turns, and neither is given up. */
  @Test
  void who_is_given_to_a_router_while_another_s_customers_move_there_gets_his_answer()
      throws Exception {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long other = router("Selatan", "192.0.2.7");
    long plan = billing.post("/plans", "{\"name\": \"Rumah\", \"price\": 150000}").id();
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    long subscription =
        billing
            .post(
                "/subscriptions",
                "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi\", \"password\": \"rahasia\", \"routerId\": %d}"
                    .formatted(customer, plan, id))
            .id();
    try (Connection moving = TestDatabase.connect(billing.database);
        Statement statement = moving.createStatement()) {
      moving.setAutoCommit(false);
      statement.execute("SELECT FROM router WHERE id = " + other + " FOR UPDATE");
      CompletableFuture<Reply> given =
          CompletableFuture.supplyAsync(
              () ->
                  billing.patch("/subscriptions/" + subscription, "{\"routerId\": " + other + "}"));
      await().until(this::somebodyWaits);

      statement.execute("UPDATE subscription SET router_id = " + other);
      moving.commit();

      assertThat(given.join().status()).as(given.join().text()).isEqualTo(200);
    }
  }

  private boolean somebodyWaits() {
    return billing
        .service
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE datname = current_database() AND NOT granted""")
                    .mapTo(Boolean.class)
                    .one());
  }

  private long router(String name, String address) {
    return billing
        .post(
            "/routers",
            "{\"name\": \"%s\", \"secret\": \"rahasia-radius\", \"address\": \"%s\"}"
                .formatted(name, address))
        .id();
  }
}
