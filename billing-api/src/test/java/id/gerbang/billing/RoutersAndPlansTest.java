package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routers and plans: as staff set them up, over HTTP on real PostgreSQL. */
class RoutersAndPlansTest {

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
  void a_router_is_registered_changed_and_archived_and_its_secrets_never_shown()
      throws SQLException {
    Reply made =
        billing.post(
            "/routers",
            """
            {"name": "POP Bandung", "address": "10.20.30.40", "secret": "%1$s",
             "isolation": "pool", "isolationRate": "256k/256k", "externalId": "nas-1",
             "api": {"protocol": "api-ssl", "port": 8729, "username": "gerbang", "password": "%1$s"}}"""
                .formatted(Subscribers.PASSWORD));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain(Subscribers.PASSWORD);
    assertThat(made.json().get("coaPort").asInt()).isEqualTo(3799);
    assertThat(made.json().get("isolationList").asText()).isEqualTo("isolir");
    long id = made.id();
    assertThat(secret(id)).isEqualTo(Subscribers.PASSWORD);

    Reply read = billing.get("/routers/external:nas-1");
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    String change =
        "{\"name\": \"POP Bandung\", \"address\": \"2001:DB8::1\", \"isolation\": \"reject\"}";
    Reply changed = billing.put("/routers/" + id, change, "If-Match", "\"1\"");
    assertThat(changed.json().get("address").asText()).isEqualTo("2001:db8::1");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(billing.put("/routers/" + id, change, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(secret(id)).isEqualTo(Subscribers.PASSWORD);

    assertThat(billing.get("/routers?q=bandung").json().get("items")).hasSize(1);
    assertThat(billing.delete("/routers/" + id).status()).isEqualTo(204);
    assertThat(billing.get("/routers/" + id).status()).isEqualTo(404);
  }

  @Test
  void a_router_that_died_is_noted_for_radius_with_the_number_of_its_sessions()
      throws SQLException {
    long router =
        billing
            .post(
                "/routers",
                """
                {"name": "POP Cimahi", "address": "10.20.30.41", "secret": "12345678"}""")
            .id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, stopped_at)
        SELECT %d, n::text, 'u' || n, now(), now(), now(), CASE WHEN n > 2 THEN now() END FROM generate_series(1, 3) n"""
            .formatted(router));

    Reply died = billing.post("/routers/" + router + "/died", null);

    assertThat(died.status()).as(died.text()).isEqualTo(200);
    assertThat(died.json().get("sessions").asInt()).isEqualTo(2);
    assertThat(
            TestDatabase.one(
                billing.database,
                "SELECT cause || ' ' || (heard_before = '%s') FROM router_loss WHERE applied_at IS NULL AND router_id = %d"
                    .formatted(died.json().get("at").asText(), router)))
        .isEqualTo("11 true");
    assertThat(billing.post("/routers/999999/died", null).status()).isEqualTo(404);
    for (Role role : Role.values()) {
      String token = billing.service.tokens().create("died " + role, role);
      assertThat(billing.as(token, "POST", "/routers/" + router + "/died", null).status())
          .as(role.text())
          .isEqualTo(role == Role.OWNER || role == Role.TECHNICIAN ? 200 : 403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "address": "10.0.0.256", "secret": "12345678"                              | address
          "address": "router.example.net", "secret": "12345678"                      | address
          "address": "224.0.0.5", "secret": "12345678"                               | address
          "address": "0.0.0.0", "secret": "12345678"                                 | address
          "address": "fe80::1%eth0", "secret": "12345678"                            | address
          "secret": "12345678"                                                       | address
          "address": "10.0.0.1"                                                      | secret
          "address": "10.0.0.1", "secret": "1234567"                                 | secret
          "address": "10.0.0.1", "secret": "12345678", "coaPort": 0                  | coaPort
          "address": "10.0.0.1", "secret": "12345678", "isolation": "wall"           | isolation
          "address": "10.0.0.1", "secret": "12345678", "isolationRate": "fast"       | isolationRate
          "address": "10.0.0.1", "secret": "12345678", "isolationRate": "12345678901234567k" | isolationRate
          "address": "10.0.0.1", "secret": "12345678", "isolationList": "a b"        | isolationList
          "address": "10.0.0.1", "secret": "12345678", "api": {"protocol": "ssh"}    | api.protocol
          "address": "10.0.0.1", "secret": "12345678", "requireMessageAuthenticator": "yes" | requireMessageAuthenticator
          """)
  void a_router_that_can_t_be_is_refused_by_its_field(String fields, String field) {
    Reply reply = billing.post("/routers", "{\"name\": \"x\", " + fields + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void two_routers_can_t_have_one_address() {
    String router = "{\"name\": \"%s\", \"address\": \"127.66.0.9\", \"secret\": \"12345678\"}";
    assertThat(billing.post("/routers", router.formatted("BRAS 1")).status()).isEqualTo(201);
    Reply second = billing.post("/routers", router.formatted("BRAS 2"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.field()).isEqualTo("address");
  }

  @Test
  void a_plan_of_10_down_and_5_up_is_5M_10M_on_the_wire() {
    Reply read = billing.get("/plans/" + plan);
    assertThat(read.json().get("rateLimitText").asText()).isEqualTo("5M/10M");
    assertThat(read.json().at("/price/amount").asText()).isEqualTo("150000");
    assertThat(read.json().get("period").asText()).isEqualTo("P1M");
  }

  @Test
  void a_changed_plan_is_a_new_version_and_the_old_price_stays() throws SQLException {
    long id = billing.plan("Naik harga");
    long subscription = subscribers.subscribe("lama", id, "");
    Reply changed =
        billing.patch(
            "/plans/" + id, "{\"price\": \"175000\", \"rateLimit\": {\"download\": 20000000}}");
    assertThat(changed.json().get("version").asInt()).as(changed.text()).isEqualTo(2);
    assertThat(changed.json().get("rateLimitText").asText()).isEqualTo("5M/20M");
    assertThat(billing.patch("/plans/" + id, "{\"price\": 175000}").json().get("version").asInt())
        .as("nothing new")
        .isEqualTo(2);
    assertThat(
            TestDatabase.one(
                billing.database,
                "SELECT price_version FROM subscription WHERE id = " + subscription))
        .isEqualTo("1");
    assertThat(
            TestDatabase.one(
                billing.database,
                "SELECT download FROM entitlement WHERE subscriber_id = " + subscription))
        .isEqualTo("20000000");
    assertThat(billing.delete("/plans/" + id).status()).isEqualTo(409);
    billing.delete("/subscriptions/" + subscription);
    assertThat(billing.delete("/plans/" + id).status()).isEqualTo(204);
  }

  @Test
  void bursts_come_whole_and_fit_the_rate() {
    String plan = "{\"name\": \"Burst\", \"price\": 1, \"rateLimit\": {%s}}";
    String rates = "\"download\": 10000000, \"upload\": 5000000";
    assertThat(
            billing.post("/plans", plan.formatted(rates + ", \"burstDownload\": 20000000")).field())
        .isEqualTo("rateLimit.burstUpload");
    String burst =
        rates
            + ", \"burstDownload\": %s, \"burstUpload\": 10000000, \"thresholdDownload\": 8000000,"
            + " \"thresholdUpload\": 4000000, \"burstTimeDownload\": 16, \"burstTimeUpload\": 8,"
            + " \"priority\": 3, \"minDownload\": 2000000, \"minUpload\": 1000000";
    assertThat(billing.post("/plans", plan.formatted(burst.formatted("1000"))).field())
        .isEqualTo("rateLimit");
    assertThat(
            billing
                .post("/plans", plan.formatted(burst.formatted("20000000")))
                .json()
                .get("rateLimitText")
                .asText())
        .isEqualTo("5M/10M 10M/20M 4M/8M 8/16 3 1M/2M");
  }

  private static String secret(long router) throws SQLException {
    try (var connection = TestDatabase.connect(billing.database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT secret_sealed FROM router WHERE id = " + router)) {
      rows.next();
      return new String(billing.sealer.open(rows.getBytes(1), "router:" + router + ":secret"));
    }
  }
}
