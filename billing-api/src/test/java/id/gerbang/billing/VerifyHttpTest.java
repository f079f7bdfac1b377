package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both halves as they were handed out, on a pair of routers that are wired, and looked at. */
class VerifyHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private StandInRouter customer;

  @AfterEach
  void stop() {
    if (customer != null) {
      customer.close();
    }
    isp.close();
  }

  /** The POP's router is the one of the link's POP; the customer's is behind NAT unless said. */
  private void setUp(String version) {
    long popRouter = isp.registered(version, "read,write,test,api");
    customer = StandInRouter.version(version).start();
    customer.user("gerbang", "rahasia", "read,write,test,api");
    customer.modem("lte1");
    customer.host("ether2", 0, "BB:00:00:00:00:02");
    isp.router.host("ether2", 3067, "AA:00:00:00:00:01");
    long pop =
        created(
            billing.post(
                "/pops",
                "{\"name\": \"POP Utara\", \"address\": \"103.245.179.46/29\", \"routerId\": %d}"
                    .formatted(popRouter)));
    long bank = created(billing.post("/customers", "{\"name\": \"Bank Cabang\"}"));
    Reply link =
        billing.post(
            "/backup-links?mode=secret",
            "{\"customerId\": %d, \"vlan\": 3067, \"popId\": %d}".formatted(bank, pop));
    created(link);
    isp.router.importRsc(link.json().at("/scripts/pop").asText());
    customer.importRsc(link.json().at("/scripts/customer").asText());
    StandInRouter.wire(isp.router, "ether1", customer, "lte1");
  }

  private static long created(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void the_halves_that_we_hand_out_work_and_it_is_kept(String version) {
    setUp(version);
    JsonNode verified = verify("{}");
    assertThat(verified.get("verdict").asText()).as(verified.toString()).isEqualTo("works");
    assertThat(verified.get("words").asText()).contains("Terowongan cadangan jalan");
    assertThat(verified.has("side")).isFalse();
    assertThat(verified.at("/unread/0/router").asText()).isEqualTo("customer");
    assertThat(verified.get("checks")).hasSize(17);

    isp.router.importRsc("/interface bridge port remove [find interface=VLAN-USER-3067]");
    JsonNode broken = verify("{}");
    assertThat(broken.get("verdict").asText()).isEqualTo("fault");
    assertThat(broken.get("side").asText()).isEqualTo("pop");
    assertThat(broken.get("step").asText()).isEqualTo("bridge_pop");
    assertThat(broken.get("next").asText()).contains("VLAN dan EoIP");

    JsonNode kept =
        billing.get("/backup-links/1/verifications", "Accept-Language", "en").json().get("items");
    assertThat(kept.findValuesAsText("verdict")).containsExactly("fault", "works");
    assertThat(kept.at("/0/words").asText())
        .contains("At fault: the POP's router.", "Bridge at the POP: missing");
    assertThat(kept.at("/0/askedBy").asText()).isEqualTo("token:test");
    assertThat(billing.get("/audit").text()).contains("backup-link.verify");
    assertThat(isp.router.seen())
        .noneMatch(
            command -> command.startsWith("gerbang") && command.matches(".*/(add|set|remove)"));
  }

  @Test
  void the_customer_s_router_is_read_too_where_it_is_one_of_ours() {
    setUp("7.20.8");
    long router =
        created(
            billing.post(
                "/routers",
                """
                {"name": "CPE", "identifier": "CPE-3067", "secret": "rahasia-radius",
                 "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}\
                """
                    .formatted(customer.port("api"))));
    TestDatabase.execute(
        billing.database,
        "INSERT INTO router_heard (router_id, heard_at, proven_at, proven_address) VALUES (%d, now(), now(), '127.0.0.1')"
            .formatted(router));
    customer.importRsc("/interface bridge port remove [find interface=ether2]");
    JsonNode verified = verify("{\"customerRouterId\": %d}".formatted(router));
    assertThat(verified.get("unread")).isEmpty();
    assertThat(verified.get("side").asText()).as(verified.toString()).isEqualTo("customer_router");
    assertThat(verified.get("step").asText()).isEqualTo("bridge_customer");
  }

  @Test
  void a_rejected_login_is_told_with_radius_own_reason() {
    setUp("7.20.8");
    isp.router.importRsc(
        "/ppp secret remove [find]; /ppp aaa set use-radius=yes; /radius add address=10.0.0.3"
            + " service=ppp secret=x");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO access_event (at, router_id, username, answer, reason) VALUES (now(), 1,"
            + " 'USER-3067', 'reject', 'WRONG_PASSWORD')");
    JsonNode verified = verify("{}");
    assertThat(verified.get("side").asText()).as(verified.toString()).isEqualTo("radius_login");
    assertThat(verified.get("words").asText()).contains("login RADIUS", "kata sandi salah");
  }

  @Test
  void a_pop_that_is_not_reached_is_unknown_and_no_fault() {
    setUp("7.20.8");
    isp.router.close();
    JsonNode verified = verify("{}");
    assertThat(verified.get("verdict").asText()).isEqualTo("unknown");
    assertThat(verified.has("side")).isFalse();
    assertThat(verified.at("/unread/0/router").asText()).isEqualTo("pop");
    assertThat(verified.at("/unread/0/why").asText()).contains("127.0.0.1");
    assertThat(verified.get("next").asText()).contains("router POP bisa dibaca");
  }

  @Test
  void who_is_on_backup_now_is_listed_with_traffic_and_what_is_to_be_ended() {
    setUp("7.20.8");
    assertThat(active()).isEmpty();
    isp.online(1, "81a00001", "USER-3067");
    TestDatabase.execute(
        billing.database,
        "UPDATE session SET input_octets = 5000, output_octets = 9000, framed_ip = '10.10.10.2'");
    JsonNode one = active().get(0);
    assertThat(one.get("customer").asText()).isEqualTo("Bank Cabang");
    assertThat(one.get("seenBy")).hasToString("[\"radius\"]");
    assertThat(one.get("upload").asLong()).isEqualTo(5000);
    assertThat(one.get("download").asLong()).isEqualTo(9000);
    assertThat(one.get("address").asText()).isEqualTo("10.10.10.2");
    assertThat(one.has("verdict")).isFalse();
    assertThat(one.get("toBeEnded").asBoolean()).isFalse();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO incident (number, customer_id, began_at, summary, backup_link_id, created_by)
        SELECT 'TKT-1', customer_id, now() - interval '3 hours', 'FO putus', id, 'noc' FROM backup_link;
        INSERT INTO incident_step (incident_id, step, at, done_by, recorded_at, recorded_by)
        SELECT 1, 'fibre_back', s.started_at - interval '1 second', 'noc', now(), 'noc' FROM session s""");
    assertThat(active().get(0).get("toBeEnded").asBoolean())
        .as("an outage before this one")
        .isFalse();
    TestDatabase.execute(
        billing.database, "UPDATE incident_step t SET at = s.started_at FROM session s");
    assertThat(active().get(0).get("toBeEnded").asBoolean()).isTrue();
    TestDatabase.execute(
        billing.database,
        "UPDATE incident_step SET undone_at = now(), undone_by = 'noc', undo_reason = 'salah'");
    assertThat(active().get(0).get("toBeEnded").asBoolean()).isFalse();

    billing.carryOut("router-looks");
    assertThat(active().get(0).get("seenBy")).hasToString("[\"radius\",\"router\"]");
    isp.stopped("USER-3067");
    assertThat(active().get(0).get("seenBy")).hasToString("[\"router\"]");
    assertThat(active().get(0).has("upload")).isFalse();

    JsonNode back = verify("{\"fibreBack\": true}");
    assertThat(back.get("verdict").asText()).isEqualTo("loop_danger");
    assertThat(back.get("next").asText()).contains("isp:gsm:3067:port-eoip");
    assertThat(active().get(0).get("toBeEnded").asBoolean()).isTrue();
    assertThat(active().get(0).get("verdict").asText()).isEqualTo("loop_danger");

    customer.importRsc("/interface sstp-client disable [find]");
    billing.carryOut("router-looks");
    assertThat(active()).isEmpty();
  }

  private JsonNode active() {
    return billing.get("/backup-links/active").json().get("items");
  }

  private JsonNode verify(String body) {
    Reply reply = billing.post("/backup-links/1/verify", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }
}
