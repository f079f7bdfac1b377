package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.Sessions.Session;
import id.gerbang.routeros.standin.StandInRouter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routers tell us all the time, and that what they could not tell proves nothing. */
class RouterLooksTest {

  private final MovableClock clock = new MovableClock("2026-11-29T16:00:05Z");
  private final BillingWithRouter isp = new BillingWithRouter(clock);
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void sessions_queues_interfaces_and_the_device_are_shown_with_when(String version) {
    long id = isp.registered(version, "read,write,test,api");
    clock.move(Duration.ofMinutes(5));
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    isp.router.counters("ether1", 1_000_000, 2_000_000);
    clock.move(Duration.ofMinutes(2));
    look();
    clock.move(Duration.ofSeconds(60));
    isp.router.counters("ether1", 8_500_000, 2_000_000);
    look();

    JsonNode live = billing.get("/routers/" + id + "/live").json();
    assertThat(live.get("state").asText()).isEqualTo("reached");
    assertThat(live.get("why").isNull()).isTrue();
    assertThat(live.at("/sessions/readAt").asText()).isEqualTo("2026-11-29T16:08:05Z");
    assertThat(live.at("/sessions/count").asLong()).isEqualTo(1);
    JsonNode stranger = live.at("/sessions/unknown/0");
    assertThat(stranger.get("username").asText()).isEqualTo("budi");
    assertThat(stranger.get("acctSessionId").asText()).isEqualTo("81000001");
    assertThat(stranger.get("beganAt").asText()).isEqualTo("2026-11-29T16:05:05Z");
    assertThat(stranger.get("upload").asLong()).isEqualTo(5_000_000);
    assertThat(stranger.get("download").asLong()).isEqualTo(10_000_000);
    assertThat(stranger.get("sessionId").isNull()).isTrue();
    JsonNode ether1 = live.at("/interfaces/items/0");
    assertThat(ether1.get("name").asText()).isEqualTo("ether1");
    assertThat(ether1.get("rxRate").asLong()).isEqualTo(1_000_000);
    assertThat(ether1.get("txRate").asLong()).isZero();
    assertThat(live.at("/interfaces/ratesFrom").asText()).isEqualTo("2026-11-29T16:07:05Z");
    assertThat(live.at("/interfaces/items").findValuesAsText("type")).doesNotContain("pppoe-in");

    JsonNode shown = billing.get("/routers/" + id).json();
    assertThat(shown.at("/contact/state").asText()).isEqualTo("reached");
    assertThat(shown.at("/device/version").asText()).startsWith(version);
    assertThat(shown.at("/device/board").asText()).isEqualTo("RB951Ui-2HnD");
    assertThat(shown.at("/device/contactAt").asText()).isEqualTo("2026-11-29T16:08:05Z");
    assertThat(shown.at("/device/testedAt").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_that_is_not_reached_has_lost_nothing(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    look();
    clock.move(Duration.ofMinutes(1));
    isp.router.faults().refuseConnections();
    isp.router.faults().dropConnections();
    look();
    clock.move(Duration.ofMinutes(1));
    look();

    JsonNode live = billing.get("/routers/" + id + "/live").json();
    assertThat(live.get("state").asText()).isEqualTo("unreachable");
    assertThat(live.get("since").asText()).isEqualTo("2026-11-29T16:01:05Z");
    assertThat(live.get("why").asText()).contains("the router refuses the port");
    assertThat(live.get("lookedAt").asText()).isEqualTo("2026-11-29T16:02:05Z");
    assertThat(live.at("/sessions/readAt").asText()).isEqualTo("2026-11-29T16:00:05Z");
    assertThat(live.at("/sessions/count").asLong()).isEqualTo(1);
    assertThat(billing.get("/routers/" + id).json().at("/contact/state").asText())
        .isEqualTo("unreachable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_is_to_be_removed_is_removed_while_radius_says_so(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    wanted(id, "81000001", "budi", "2026-11-29T15:55:00Z");
    look();
    assertThat(isp.router.print("/ppp/active")).as("said before, and no more").hasSize(1);
    TestDatabase.execute(
        billing.database, "UPDATE session_removal SET wanted_at = '2026-11-29T16:00:00Z'");
    look();
    assertThat(isp.router.print("/ppp/active")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void while_somebody_changes_the_router_a_removal_waits(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    wanted(id, "81000001", "budi", "2026-11-29T16:00:00Z");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO router_turn VALUES (%d, '2026-11-29T16:01:00Z')".formatted(id));
    look();
    assertThat(isp.router.print("/ppp/active")).hasSize(1);
    assertThat(billing.get("/routers/" + id + "/live").json().get("state").asText())
        .as("it is looked at all the same")
        .isEqualTo("reached");
    TestDatabase.execute(billing.database, "DELETE FROM router_turn");
    look();
    assertThat(isp.router.print("/ppp/active")).isEmpty();
    assertThat(isp.column("SELECT 'held' FROM router_turn")).isEmpty();
  }

  private void wanted(long id, String acctSessionId, String username, String at) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session_removal (router_id, acct_session_id, username, generation, cause, reason, wanted_at)
        VALUES (%d, '%s', '%s', 0, 'staff', 'ACTIVE', '%s')"""
            .formatted(id, acctSessionId, username, at));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_password_that_is_not_readable_hides_one_router_alone(String version) {
    long other =
        billing
            .post(
                "/routers",
                """
                {"name": "rusak", "address": "127.0.0.2", "secret": "rahasia-radius",
                 "api": {"protocol": "api", "username": "gerbang", "password": "rahasia"}}""")
            .id();
    TestDatabase.execute(
        billing.database, "UPDATE router SET api_password_sealed = 'x' WHERE id = " + other);
    long id = isp.registered(version, "read,write,test,api");
    look();
    assertThat(billing.get("/routers/" + id + "/live").json().get("state").asText())
        .isEqualTo("reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void at_another_address_nothing_of_what_was_listed_is_known(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    look();
    assertThat(sessions(id, "").get("items")).hasSize(1);
    billing.put(
        "/routers/" + id,
        """
        {"name": "BRAS", "address": "127.0.0.3",
         "api": {"protocol": "api", "username": "gerbang", "password": "rahasia"}}""");
    assertThat(isp.column("SELECT username FROM router_session")).isEmpty();
  }

  /** Cut off within the list of sessions, the router has told none of them. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_list_that_ends_halfway_proves_nothing(String version) {
    long id = isp.registered(version, "read,write,test,api");
    for (int i = 0; i < 50; i++) {
      isp.router.sessions().open("p" + i, "10.100.1." + i, "4C:5E:0C:11:22:33", "5M/10M");
    }
    look();
    clock.move(Duration.ofMinutes(1));
    isp.router.faults().dropConnections();
    isp.router.faults().closeAfter(2_500);
    look();
    assertThat(sessions(id, "").get("items")).hasSize(50);
    assertThat(billing.get("/routers/" + id + "/live").json().at("/sessions/readAt").asText())
        .isEqualTo("2026-11-29T16:00:05Z");
    assertThat(gone()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_menu_that_is_refused_leaves_the_others_known(String version) {
    long id = isp.registered(version, "read,write,test,api");
    Session budi = isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    look();
    clock.move(Duration.ofMinutes(1));
    budi.end();
    isp.router.sessions().open("siti", "10.100.1.11", "4C:5E:0C:11:22:34", "1M/2M");
    isp.router.faults().failOnce("/ppp/active/print", "not enough permissions (9)");
    look();

    JsonNode live = billing.get("/routers/" + id + "/live").json();
    assertThat(live.get("state").asText()).isEqualTo("reached");
    assertThat(live.get("why").asText()).contains("the router's user may not do this");
    assertThat(live.at("/sessions/readAt").asText()).isEqualTo("2026-11-29T16:00:05Z");
    assertThat(live.at("/sessions/queuesReadAt").asText()).isEqualTo("2026-11-29T16:00:05Z");
    assertThat(live.at("/interfaces/readAt").asText()).isEqualTo("2026-11-29T16:01:05Z");
    assertThat(gone()).isEmpty();

    clock.move(Duration.ofMinutes(1));
    look();
    assertThat(gone()).containsExactly("budi 2026-11-29 16:02:05");
    assertThat(sessions(id, "").at("/items/0/username").asText()).isEqualTo("siti");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void sessions_are_told_apart_by_whether_we_know_them(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    isp.router.sessions().open("siti", "10.100.1.11", "4C:5E:0C:11:22:34", "");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at)
        VALUES (%d, '81000001', 'budi', now(), now(), now())"""
            .formatted(id));
    look();
    assertThat(sessions(id, "?known=true").at("/items").findValuesAsText("username"))
        .containsExactly("budi");
    JsonNode strangers = sessions(id, "?known=false").get("items");
    assertThat(strangers.findValuesAsText("username")).containsExactly("siti");
    assertThat(strangers.at("/0/upload").isNull()).isTrue();
    JsonNode first = sessions(id, "?limit=1");
    assertThat(first.get("items").findValuesAsText("username")).containsExactly("budi");
    assertThat(
            sessions(id, "?limit=1&cursor=" + first.get("next").asText())
                .get("items")
                .findValuesAsText("username"))
        .containsExactly("siti");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void another_device_is_told_and_what_it_lists_is_left_alone_until_it_replaces_the_router(
      String version) {
    String policies = "read,write,test,api";
    long id = isp.registered(version, policies);
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");
    look();
    assertThat(device(id).get("serial").asText()).isEqualTo("4AC702D3F4B1");
    assertThat(device(id).get("otherSerial").isNull()).isTrue();

    isp.start(StandInRouter.version(version).serial("E7810B1F2C3D"));
    isp.router.user("gerbang", "rahasia", policies);
    TestDatabase.execute(
        billing.database, "UPDATE router SET api_port = " + isp.router.port("api"));
    for (int i = 0; i < 3; i++) {
      clock.move(Duration.ofMinutes(1));
      look();
    }
    assertThat(device(id).get("serial").asText()).isEqualTo("4AC702D3F4B1");
    assertThat(device(id).get("otherSerial").asText()).isEqualTo("E7810B1F2C3D");
    assertThat(findings(id)).contains("OTHER_DEVICE");
    assertThat(gone()).isEmpty();

    assertThat(billing.post("/routers/" + id + "/replace", "{}").status()).isEqualTo(200);
    assertThat(device(id).get("serial").isNull()).isTrue();
    clock.move(Duration.ofMinutes(1));
    look();
    assertThat(device(id).get("serial").asText()).isEqualTo("E7810B1F2C3D");
    assertThat(findings(id)).doesNotContain("OTHER_DEVICE");
  }

  private JsonNode device(long id) {
    return billing.get("/routers/" + id).json().get("device");
  }

  private List<String> findings(long id) {
    return billing.get("/routers/" + id).json().at("/health/findings").findValuesAsText("code");
  }

  private JsonNode sessions(long id, String query) {
    Reply reply = billing.get("/routers/" + id + "/live/sessions" + query);
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private List<String> gone() {
    return isp.column(
        "SELECT username || ' ' || to_char(gone_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM router_session WHERE gone_at IS NOT NULL");
  }

  private void look() {
    billing.service.carryOut("router-looks");
  }
}
