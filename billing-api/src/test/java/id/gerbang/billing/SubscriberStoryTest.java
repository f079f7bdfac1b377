package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers, plans, customers, subscriptions: as staff use them, over HTTP on real PostgreSQL. */
class SubscriberStoryTest {

  private static final String CANARY = "kenari-rahasia-4711";

  private static RunningBilling billing;
  private static long plan;
  private static int number;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
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
                .formatted(CANARY));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain(CANARY);
    assertThat(made.json().get("coaPort").asInt()).isEqualTo(3799);
    assertThat(made.json().get("isolationList").asText()).isEqualTo("isolir");
    long id = made.id();
    assertThat(secret(id)).isEqualTo(CANARY);

    Reply read = billing.get("/routers/external:nas-1");
    assertThat(read.header("ETag")).isEqualTo("\"1\"");
    String change =
        "{\"name\": \"POP Bandung\", \"address\": \"2001:DB8::1\", \"isolation\": \"reject\"}";
    Reply changed = billing.put("/routers/" + id, change, "If-Match", "\"1\"");
    assertThat(changed.json().get("address").asText()).isEqualTo("2001:db8::1");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(billing.put("/routers/" + id, change, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(secret(id)).isEqualTo(CANARY);

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
            one(
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
    long subscription = subscribe("lama", id, "");
    Reply changed =
        billing.patch(
            "/plans/" + id, "{\"price\": \"175000\", \"rateLimit\": {\"download\": 20000000}}");
    assertThat(changed.json().get("version").asInt()).as(changed.text()).isEqualTo(2);
    assertThat(changed.json().get("rateLimitText").asText()).isEqualTo("5M/20M");
    assertThat(billing.patch("/plans/" + id, "{\"price\": 175000}").json().get("version").asInt())
        .as("nothing new")
        .isEqualTo(2);
    assertThat(one("SELECT price_version FROM subscription WHERE id = " + subscription))
        .isEqualTo("1");
    assertThat(one("SELECT download FROM entitlement WHERE subscriber_id = " + subscription))
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

  @Test
  void customer_and_subscription_are_made_in_one_call_or_not_at_all() throws SQLException {
    String customer =
        """
        {"name": "Budi", "phone": "0812-3456-7890", "tags": ["lama"],
         "subscription": {"planId": %d, "username": "%s", "password": "%s"}}""";
    Reply made = billing.post("/customers", customer.formatted(plan, "budi@isp", CANARY));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain(CANARY);
    assertThat(made.json().get("phone").asText()).isEqualTo("6281234567890");
    assertThat(made.json().get("number").asText()).matches("C-\\d{5}");
    assertThat(made.json().at("/subscription/status").asText()).isEqualTo("active");

    String before = one("SELECT count(*) FROM customer");
    Reply taken = billing.post("/customers", customer.formatted(plan, "budi@isp", CANARY));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.field()).isEqualTo("username");
    Reply noPlan = billing.post("/customers", customer.formatted(999_999, "ani", CANARY));
    assertThat(noPlan.status()).isEqualTo(422);
    assertThat(noPlan.field()).isEqualTo("subscription.planId");
    assertThat(one("SELECT count(*) FROM customer")).isEqualTo(before);

    String number = made.json().get("number").asText();
    for (String ref : List.of("number:" + number, "username:budi@isp", "" + made.id())) {
      assertThat(billing.get("/customers/" + ref).id()).as(ref).isEqualTo(made.id());
    }
    Reply patched =
        billing.patch("/customers/number:" + number, "{\"area\": \"Dago\", \"tags\": null}");
    assertThat(patched.json().get("area").asText()).isEqualTo("Dago");
    assertThat(patched.json().get("tags")).isEmpty();
    assertThat(patched.json().get("phone").asText()).isEqualTo("6281234567890");
    assertThat(billing.delete("/customers/" + made.id()).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\": \"x\", \"phone\": \"123\"@phone",
        "\"name\": \"x\", \"email\": \"budi\"@email",
        "\"name\": \"x\", \"nik\": \"123\"@nik",
        "\"name\": \"x\", \"npwp\": \"123\"@npwp",
        "\"phone\": \"0812345678\"@name"
      })
  void a_customer_that_can_t_be_is_refused_by_its_field(String line) {
    Reply reply = billing.post("/customers", "{" + line.split("@")[0] + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(line.split("@")[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "username": "", "password": "x"                                   | username
          "username": " budi", "password": "x"                              | username
          "username": "bu\\u0000di", "password": "x"                        | username
          "username": "bu\\u001bdi", "password": "x"                        | username
          "username": "bu\\ud800di", "password": "x"                        | username
          "username": "ok", "password": ""                                  | password
          "username": "ok"                                                  | password
          "username": "ok", "password": "x", "staticIp": "127.0.0.1"        | staticIp
          "username": "ok", "password": "x", "staticIp": "0.1.2.3"          | staticIp
          "username": "ok", "password": "x", "staticIp": "239.1.1.1"        | staticIp
          "username": "ok", "password": "x", "staticIp": "2001:db8::1"      | staticIp
          "username": "ok", "password": "x", "service": "ipoe"              | service
          "username": "ok", "password": "x", "billing": "free"              | billing
          "username": "ok", "password": "x", "billing": "postpaid", "activeUntil": "2027-01-01T00:00:00Z" | activeUntil
          """)
  void a_subscription_that_can_t_be_is_refused_by_its_field(String fields, String field) {
    Reply reply =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, %s}".formatted(customer(), plan, fields));
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void a_username_is_kept_byte_for_byte() {
    String long253 = "é".repeat(126) + "x";
    long id = subscribe(long253, plan, "");
    assertThat(billing.get("/subscriptions/" + id).json().get("username").asText())
        .isEqualTo(long253);
    Reply tooLong =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"x\"}"
                .formatted(customer(), plan, long253 + "x"));
    assertThat(tooLong.field()).isEqualTo("username");
    subscribe("Budi", plan, "");
    assertThat(billing.get("/subscriptions/username:Budi").status()).isEqualTo(200);
    assertThat(billing.get("/subscriptions/username:BUDI").status()).isEqualTo(404);
  }

  @Test
  void only_a_new_login_drops_the_live_session() throws SQLException {
    long id = subscribe("siti", plan, "");
    String version = "SELECT credential_version FROM subscription WHERE id = " + id;
    billing.patch("/subscriptions/" + id, "{\"staticIp\": \"10.9.8.7\"}");
    billing.patch("/subscriptions/" + id, "{\"password\": \"" + CANARY + "\"}");
    assertThat(one(version)).as("the same password again").isEqualTo("1");
    billing.patch("/subscriptions/" + id, "{\"password\": \"baru\"}");
    assertThat(one(version)).isEqualTo("2");
    Reply renamed = billing.patch("/subscriptions/username:siti", "{\"username\": \"siti2\"}");
    assertThat(renamed.json().get("username").asText()).as(renamed.text()).isEqualTo("siti2");
    assertThat(one(version)).isEqualTo("3");
    Reply revealed = billing.post("/subscriptions/" + id + "/password/reveal", null);
    assertThat(revealed.json().get("password").asText()).isEqualTo("baru");
    assertThat(billing.get("/audit?object=subscription:" + id).text())
        .contains("subscription.password.reveal")
        .doesNotContain("baru\"", CANARY);
  }

  @Test
  void a_password_is_revealed_to_owner_and_technician_only() {
    long id = subscribe("rahasia", plan, "");
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
    long id = subscribe("tono", plan, "");
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
    long id = subscribe("dua-kali", plan, "");
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
    long id = subscribe("ganti-modem", plan, "");
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
    long id = subscribe("ganti-jam", plan, "");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO subscriber_mac VALUES ("
            + id
            + ", '4c5e0c112233', now() + interval '1 year')");

    billing.post("/subscriptions/" + id + "/rebind-mac", "{\"reason\": \"Modem baru\"}");

    assertThat(
            TestDatabase.column(
                billing.database,
                "SELECT m.mac FROM subscriber_mac m JOIN entitlement e USING (subscriber_id)"
                    + " WHERE m.learned_at >= e.macs_since AND subscriber_id = "
                    + id))
        .isEmpty();
  }

  @Test
  void resuming_by_hand_does_not_pay_the_bill() {
    long id = subscribe("utang", plan, "");
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
        subscribe(
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
    long id = subscribe("pergi", plan, "");
    billing.post("/subscriptions/" + id + "/terminate", "{\"reason\": \"Pindah\"}");
    assertThat(billing.get("/subscriptions/" + id).json().get("status").asText())
        .isEqualTo("terminated");
    assertThat(billing.post("/subscriptions/" + id + "/isolate", "{}").status()).isEqualTo(409);
    assertThat(billing.delete("/subscriptions/" + id).status()).isEqualTo(204);
    subscribe("pergi", plan, "");
  }

  @Test
  void sessions_and_answers_are_read_as_the_radius_side_wrote_them() {
    long id = subscribe("daring", plan, "");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO router (id, name, address, secret_sealed) VALUES (900, 'BRAS', '10.55.0.1', '\\x00');
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at, output_octets)
          VALUES (900, 'a1', 'daring', %1$d, '10.0.0.7', now(), now(), now(), 5000000000);
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, stopped_at, terminate_cause)
          VALUES (900, 'a0', 'daring', now(), now(), now(), now(), 1);
        INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
          VALUES (1, current_date, 900, %1$d, 'daring', 10, 20);
        INSERT INTO access_event (at, router_id, username, answer, reason)
          VALUES (now() - interval '1 minute', 900, 'daring', 'reject', 'WRONG_PASSWORD'), (now(), 900, 'daring', 'accept', 'ACTIVE')"""
            .formatted(id));
    assertThat(billing.get("/subscriptions/" + id).json().get("online").asBoolean()).isTrue();
    JsonNode online = billing.get("/sessions?online=true&username=daring&router=BRAS").json();
    assertThat(online.get("items")).hasSize(1);
    assertThat(online.at("/items/0/acctSessionId").asText()).isEqualTo("a1");
    assertThat(online.at("/items/0/framedIp").asText()).isEqualTo("10.0.0.7");
    assertThat(online.at("/items/0/outputOctets").asLong()).isEqualTo(5_000_000_000L);
    JsonNode past = billing.get("/sessions?online=false&username=daring").json();
    assertThat(past.at("/items/0/terminateCause").asText()).isEqualTo("User-Request");

    JsonNode events = billing.get("/access-events?username=daring&limit=1").json();
    assertThat(events.at("/items/0/reason").asText()).isEqualTo("ACTIVE");
    JsonNode older =
        billing
            .get(
                "/access-events?username=daring&limit=1&cursor=" + events.get("next").asText(),
                "Accept-Language",
                "en-GB")
            .json();
    assertThat(older.at("/items/0/words").asText()).isEqualTo("Refused: the password is wrong.");

    JsonNode usage = billing.get("/usage?username=daring&period=month").json();
    assertThat(usage.at("/items/0/outputOctets").asLong()).isEqualTo(20);
    assertThat(billing.get("/usage?period=hour").field()).isEqualTo("period");
  }

  @Test
  void no_list_or_audit_shows_a_secret() {
    subscribe("kenari", plan, "");
    for (String path :
        List.of(
            "/routers", "/plans", "/customers", "/subscriptions", "/audit", "/staff", "/tokens")) {
      assertThat(billing.get(path + "?limit=500").text()).as(path).doesNotContain(CANARY);
    }
  }

  private static long customer() {
    return billing.post("/customers", "{\"name\": \"Pelanggan %d\"}".formatted(++number)).id();
  }

  private static long subscribe(String username, long plan, String more) {
    Reply reply =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"%s\"%s}"
                .formatted(customer(), plan, username, CANARY, more));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
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

  private static String secret(long router) throws SQLException {
    try (var connection = TestDatabase.connect(billing.database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT secret_sealed FROM router WHERE id = " + router)) {
      rows.next();
      return new String(billing.sealer.open(rows.getBytes(1), "router:" + router + ":secret"));
    }
  }

  private static String one(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(billing.database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
