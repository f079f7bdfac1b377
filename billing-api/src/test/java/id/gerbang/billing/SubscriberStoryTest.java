package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers, subscriptions and what they did: as staff use them, over HTTP on real PostgreSQL. */
class SubscriberStoryTest {

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
  void customer_and_subscription_are_made_in_one_call_or_not_at_all() throws SQLException {
    String customer =
        """
        {"name": "Budi", "phone": "0812-3456-7890", "tags": ["lama"],
         "subscription": {"planId": %d, "username": "%s", "password": "%s"}}""";
    Reply made =
        billing.post("/customers", customer.formatted(plan, "budi@isp", Subscribers.PASSWORD));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain(Subscribers.PASSWORD);
    assertThat(made.json().get("phone").asText()).isEqualTo("6281234567890");
    assertThat(made.json().get("number").asText()).matches("C-\\d{5}");
    assertThat(made.json().at("/subscription/status").asText()).isEqualTo("active");

    String before = TestDatabase.one(billing.database, "SELECT count(*) FROM customer");
    Reply taken =
        billing.post("/customers", customer.formatted(plan, "budi@isp", Subscribers.PASSWORD));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.field()).isEqualTo("username");
    Reply noPlan =
        billing.post("/customers", customer.formatted(999_999, "ani", Subscribers.PASSWORD));
    assertThat(noPlan.status()).isEqualTo(422);
    assertThat(noPlan.field()).isEqualTo("subscription.planId");
    assertThat(TestDatabase.one(billing.database, "SELECT count(*) FROM customer"))
        .isEqualTo(before);

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
            "{\"customerId\": %d, \"planId\": %d, %s}"
                .formatted(subscribers.customer(), plan, fields));
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void a_username_is_kept_byte_for_byte() {
    String long253 = "é".repeat(126) + "x";
    long id = subscribers.subscribe(long253, plan, "");
    assertThat(billing.get("/subscriptions/" + id).json().get("username").asText())
        .isEqualTo(long253);
    Reply tooLong =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"x\"}"
                .formatted(subscribers.customer(), plan, long253 + "x"));
    assertThat(tooLong.field()).isEqualTo("username");
    subscribers.subscribe("Budi", plan, "");
    assertThat(billing.get("/subscriptions/username:Budi").status()).isEqualTo(200);
    assertThat(billing.get("/subscriptions/username:BUDI").status()).isEqualTo(404);
  }

  @Test
  void sessions_and_answers_are_read_as_the_radius_side_wrote_them() {
    long id = subscribers.subscribe("daring", plan, "");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO router (id, name, address, secret_sealed) VALUES (900, 'BRAS', '10.55.0.1', '\\x00');
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at, output_octets)
          VALUES (900, 'a1', 'daring', %1$d, '10.0.0.7', now(), now(), now(), 5000000000);
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, stopped_at, terminate_cause)
          VALUES (900, 'a9', 'daring', now(), now(), now(), now(), 0), (900, 'a0', 'daring', now(), now(), now(), now(), 1);
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
    assertThat(past.at("/items/1/acctSessionId").asText()).isEqualTo("a9");
    assertThat(past.at("/items/1/terminateCause").isNull()).as("its Stop had none").isTrue();

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
    subscribers.subscribe("kenari", plan, "");
    for (String path :
        List.of(
            "/routers", "/plans", "/customers", "/subscriptions", "/audit", "/staff", "/tokens")) {
      assertThat(billing.get(path + "?limit=500").text())
          .as(path)
          .doesNotContain(Subscribers.PASSWORD);
    }
  }
}
