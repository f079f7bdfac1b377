package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff end sessions, and see who does not have what is due. */
class DisconnectTest {

  private static RunningBilling billing;
  private static long plan;
  private static int number;

  private long subscription;
  private String username;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    plan = billing.plan("10 Mega");
    billing.post(
        "/routers", "{\"name\": \"BRAS-1\", \"address\": \"10.0.0.1\", \"secret\": \"12345678\"}");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void subscribe() {
    username = "budi" + ++number;
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "%s", "password": "rahasia-1"}"""
                .formatted(customer, plan, username));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    subscription = made.id();
  }

  @Test
  void an_order_names_the_sessions_that_are_open_now() {
    session("81a00001", "NULL");
    session("81a00002", "now()");

    Reply ordered =
        billing.post("/subscriptions/" + subscription + "/disconnect", "{\"reason\": \"modem\"}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(ordered.header("Location")).endsWith("/api/v1/disconnects/" + ordered.id());
    JsonNode order = billing.get("/disconnects/" + ordered.id()).json();
    assertThat(order.get("reason").asText()).isEqualTo("modem");
    assertThat(order.get("done").asBoolean()).isFalse();
    assertThat(order.get("sessions")).hasSize(1);
    assertThat(order.at("/sessions/0/acctSessionId").asText()).isEqualTo("81a00001");
    assertThat(order.at("/sessions/0/router").asText()).isEqualTo("BRAS-1");
    assertThat(billing.get("/audit").text()).contains("subscription.disconnect");
  }

  @Test
  void one_session_is_ended_by_its_id_while_it_is_open() {
    session("81b00001", "NULL");
    session("81b00002", "now()");
    String open = id("81b00001");

    Reply ordered = billing.post("/sessions/" + open + "/disconnect", "{}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(ordered.json().at("/sessions/0/acctSessionId").asText()).isEqualTo("81b00001");
    assertThat(billing.post("/sessions/" + id("81b00002") + "/disconnect", "{}").status())
        .isEqualTo(409);
    assertThat(billing.post("/sessions/999999/disconnect", "{}").status()).isEqualTo(404);
  }

  @Test
  void a_login_that_no_start_followed_can_be_ended_at_the_router_that_let_it_in() {
    TestDatabase.execute(
        billing.database,
        "INSERT INTO access_event (at, router_id, username, subscriber_id, answer, reason)"
            + " VALUES (now(), 1, '%s', %d, 'accept', 'ACTIVE')".formatted(username, subscription));

    Reply ordered = billing.post("/subscriptions/" + subscription + "/disconnect", "{}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(ordered.json().at("/sessions/0/router").asText()).isEqualTo("BRAS-1");
    assertThat(ordered.json().at("/sessions/0/acctSessionId").isNull()).isTrue();
  }

  /** Of an isolated one that is the pool's, and of one that had another before it is that. */
  @Test
  void such_a_login_is_ended_by_the_address_that_it_was_given_not_by_what_is_sold() {
    TestDatabase.execute(
        billing.database,
        """
        UPDATE subscription SET static_ip = '10.9.8.7' WHERE id = %1$d;
        INSERT INTO access_event (at, router_id, username, subscriber_id, answer, reason, framed_ip)
        VALUES (now() - interval '1 minute', 1, '%2$s', %1$d, 'accept', 'ACTIVE', '10.9.8.6')"""
            .formatted(subscription, username));
    assertThat(addressOf(billing.post("/subscriptions/" + subscription + "/disconnect", "{}")))
        .containsExactly("10.9.8.6");

    TestDatabase.execute(
        billing.database,
        "INSERT INTO access_event (at, router_id, username, subscriber_id, answer, reason)"
            + " VALUES (now(), 1, '%s', %d, 'accept', 'ISOLATED_UNPAID')"
                .formatted(username, subscription));
    assertThat(addressOf(billing.post("/subscriptions/" + subscription + "/disconnect", "{}")))
        .containsExactly("none");
  }

  @Test
  void after_a_new_username_such_a_login_is_ended_under_the_name_that_it_came_with() {
    String accept =
        "INSERT INTO access_event (at, router_id, username, subscriber_id, answer, reason)"
            + " VALUES (now() - interval '%s', 1, '%s', %d, 'accept', 'ACTIVE')";
    TestDatabase.execute(
        billing.database, accept.formatted("1 minute", username + ".baru", subscription + 1000));
    TestDatabase.execute(billing.database, accept.formatted("2 minutes", username, subscription));
    billing.patch(
        "/subscriptions/" + subscription, "{\"username\": \"%s.lain\"}".formatted(username));
    billing.patch(
        "/subscriptions/" + subscription, "{\"username\": \"%s.baru\"}".formatted(username));

    Reply ordered = billing.post("/subscriptions/" + subscription + "/disconnect", "{}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(target("username", ordered)).containsExactly(username);
  }

  @Test
  void a_device_s_session_is_ended_under_its_mac_as_its_router_writes_it() {
    billing.patch(
        "/subscriptions/" + subscription,
        "{\"username\": \"4C:5E:0C:11:22:33\", \"macLogin\": true}");
    username = "4C:5E:0C:11:22:33";
    session("81e00001", "NULL");

    Reply ordered = billing.post("/subscriptions/" + subscription + "/disconnect", "{}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(target("username", ordered)).containsExactly(username);
  }

  private List<String> addressOf(Reply ordered) {
    return target("coalesce(host(framed_ip), 'none')", ordered);
  }

  private List<String> target(String column, Reply ordered) {
    try {
      return TestDatabase.column(
          billing.database,
          "SELECT " + column + " FROM disconnect_target WHERE order_id = " + ordered.id());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_rehearsed_login_leaves_nothing_to_end() {
    TestDatabase.execute(
        billing.database,
        "INSERT INTO access_event (at, router_id, username, subscriber_id, answer, reason)"
            + " VALUES (now(), 0, '%s', %d, 'accept', 'ACTIVE')".formatted(username, subscription));
    assertThat(billing.post("/subscriptions/" + subscription + "/disconnect", "{}").status())
        .isEqualTo(409);
  }

  @Test
  void after_a_new_username_the_session_under_the_old_one_is_still_online_and_can_be_ended() {
    session("81d00001", "NULL");
    Reply renamed =
        billing.patch(
            "/subscriptions/" + subscription, "{\"username\": \"%s.baru\"}".formatted(username));
    assertThat(renamed.json().get("online").asBoolean()).as(renamed.text()).isTrue();

    Reply ordered = billing.post("/subscriptions/" + subscription + "/disconnect", "{}");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(ordered.json().at("/sessions/0/acctSessionId").asText()).isEqualTo("81d00001");
  }

  @Test
  void who_was_never_online_can_not_be_disconnected_and_auditors_may_not() {
    Reply refused = billing.post("/subscriptions/" + subscription + "/disconnect", "{}");
    assertThat(refused.status()).isEqualTo(409);

    session("81c00001", "NULL");
    String viewer = billing.service.tokens().create("viewer", Role.AUDITOR);
    String path = "/subscriptions/" + subscription + "/disconnect";
    assertThat(billing.as(viewer, "POST", path, "{}").status()).isEqualTo(403);
  }

  @Test
  void differences_are_listed_with_age_and_reason_in_the_readers_language() {
    difference("blocked", "ISOLATED_UNPAID", "ACTIVE", "PAYMENT");
    difference("online", "ACTIVE", "ISOLATED_UNPAID", "OVERDUE");

    JsonNode all = billing.get("/differences?q=" + username, "Accept-Language", "en").json();
    assertThat(all.get("items")).hasSize(2);
    JsonNode blocked =
        billing.get("/standing-lists/paid-but-blocked?q=" + username).json().at("/items/0");
    assertThat(blocked.get("kind").asText()).isEqualTo("paid-but-blocked");
    assertThat(blocked.get("holds").asText()).isEqualTo("ISOLATED_UNPAID");
    assertThat(blocked.get("reason").asText()).isEqualTo("ACTIVE");
    assertThat(blocked.get("cause").asText()).isEqualTo("PAYMENT");
    assertThat(blocked.get("ageSeconds").asLong()).isBetween(60L, 120L);
    assertThat(blocked.get("router").asText()).isEqualTo("BRAS-1");
    JsonNode online =
        billing
            .get("/standing-lists/unpaid-but-online?q=" + username, "Accept-Language", "en")
            .json();
    assertThat(online.get("items")).hasSize(1);
    assertThat(online.at("/items/0/words").asText()).isNotEmpty();
  }

  private void difference(String kind, String held, String entitled, String cause) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO difference (router_id, acct_session_id, username, generation, subscriber_id, kind, since,
                                held, entitled, cause, state)
        VALUES (1, '%s', '%s', 0, %d, '%s', now() - interval '1 minute', '%s', '%s', '%s', 'waiting')"""
            .formatted(kind, username, subscription, kind, held, entitled, cause));
  }

  private void session(String acctSessionId, String stoppedAt) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, generation, subscriber_id, class, granted,
                             started_at, updated_at, heard_at, stopped_at)
        VALUES (1, '%s', '%s', 0, %d, '', '', now(), now(), now(), %s)"""
            .formatted(acctSessionId, username, subscription, stoppedAt));
  }

  private String id(String acctSessionId) {
    return billing
        .get("/sessions?username=" + username)
        .json()
        .get("items")
        .findValuesAsText("id")
        .get(
            billing
                .get("/sessions?username=" + username)
                .json()
                .get("items")
                .findValuesAsText("acctSessionId")
                .indexOf(acctSessionId));
  }
}
