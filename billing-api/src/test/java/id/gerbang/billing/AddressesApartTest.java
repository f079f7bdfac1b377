package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No address is anybody's twice: of subscriptions, routes, pools and live sessions. */
class AddressesApartTest {

  private static RunningBilling billing;
  private static Grants grants;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    grants = new Grants(billing);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void no_two_subscriptions_have_ipv6_addresses_in_common() {
    long plan = billing.plan("Enam");
    Reply first = grants.subscribe(plan, "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:aa00::/40\"}");
    assertThat(first.status()).as(first.text()).isEqualTo(201);

    Reply within = grants.subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:aa01:2::/64\"}");
    assertThat(within.status()).isEqualTo(422);
    assertThat(within.field()).isEqualTo("ipv6.framedPrefix");
    assertThat(within.text()).contains(first.json().at("/username").asText());

    String itself = "{\"ipv6\": {\"delegatedPrefix\": \"2001:db8:aa00::/48\"}}";
    assertThat(billing.patch("/subscriptions/" + first.id(), itself).status()).isEqualTo(200);
  }

  @Test
  void a_prefix_around_another_s_is_refused_as_one_within() {
    long plan = billing.plan("Enam lagi");
    String inner =
        grants
            .subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:bb01:2::/64\"}")
            .json()
            .at("/username")
            .asText();

    Reply around =
        grants.subscribe(plan, "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:bb00::/40\"}");
    assertThat(around.status()).isEqualTo(422);
    assertThat(around.field()).isEqualTo("ipv6.delegatedPrefix");
    assertThat(around.text()).contains(inner);
  }

  @Test
  void a_route_has_no_addresses_in_common_with_another_customer_s_nor_with_a_pool() {
    long plan = billing.plan("Rute");
    long other = billing.post("/customers", "{\"name\": \"Siti\"}").id();
    assertThat(grants.subscribe(plan, "\"routes\": [\"10.40.0.0/16 0.0.0.0 1\"]").status())
        .isEqualTo(201);
    assertThat(grants.subscribe(plan, "\"routes\": [\"10.40.0.0/16\"]").status())
        .as("a second way to the same customer")
        .isEqualTo(201);
    grants.subscribe(plan, "\"staticIp\": \"10.41.0.9\"");
    grants.pool("Belakang", "\"10.42.0.0/24\"");

    for (String taken : List.of("10.40.7.0/24", "10.0.0.0/8", "10.41.0.8/29", "10.42.0.128/25")) {
      Reply refused =
          grants.subscribe(other, plan, "\"routes\": [\"10.43.0.0/24\", \"" + taken + "\"]");
      assertThat(refused.status()).as(taken).isEqualTo(422);
      assertThat(refused.field()).isEqualTo("routes[1]");
    }
    assertThat(grants.subscribe(other, plan, "\"staticIp\": \"10.40.7.1\"").text())
        .contains("is behind the route 10.40.0.0/16 of ");
    assertThat(grants.pool("Sela", "\"10.40.9.0/24\"").text()).contains("route 10.40.0.0/16 of ");
    assertThat(grants.subscribe(other, plan, "\"routes\": [\"10.44.0.0/24\"]").status())
        .isEqualTo(201);
  }

  @Test
  void what_somebody_else_has_online_is_not_promised() {
    long plan = billing.plan("Langsung");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, delegated_ipv6_prefix, started_at, updated_at, heard_at)
        VALUES (1, 'live', 'agus', 4711, '10.45.0.9', '2001:db8:cc00::/56', now(), now(), now())""");

    Reply address = grants.subscribe(plan, "\"staticIp\": \"10.45.0.9\"");
    assertThat(address.status()).isEqualTo(422);
    assertThat(address.field()).isEqualTo("staticIp");
    assertThat(address.text()).contains("agus");
    Reply route = grants.subscribe(plan, "\"routes\": [\"10.45.0.8/29\"]");
    assertThat(route.status()).isEqualTo(422);
    assertThat(route.field()).isEqualTo("routes[0]");
    assertThat(route.text()).contains("10.45.0.9 of agus");
    Reply prefix = grants.subscribe(plan, "\"ipv6\": {\"framedPrefix\": \"2001:db8:cc00:7::/64\"}");
    assertThat(prefix.status()).isEqualTo(422);
    assertThat(prefix.text()).contains("agus");

    String himself =
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"agus\", \"password\": \"rahasia\", \"staticIp\": \"10.45.0.9\"}"
            .formatted(grants.customer(), plan);
    Reply agus = billing.post("/subscriptions", himself);
    assertThat(agus.status()).as("he was online before he was known").isEqualTo(201);
    billing.delete("/subscriptions/" + agus.id());
    TestDatabase.execute(
        billing.database, "UPDATE session SET stopped_at = now() WHERE username = 'agus'");
    assertThat(grants.subscribe(plan, "\"staticIp\": \"10.45.0.9\"").status()).isEqualTo(201);
  }

  @Test
  void an_address_goes_from_one_to_another_once_nobody_is_online_with_it() throws Exception {
    long plan = billing.plan("Pindah");
    long had = grants.subscribe(plan, "\"staticIp\": \"10.46.0.9\"").id();
    long gets = grants.subscribe(plan, "\"routes\": []").id();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at)
        SELECT 1, 'moved', username, id, '10.46.0.9', now(), now(), now() FROM subscription WHERE id = %d"""
            .formatted(had));
    String give = "{\"staticIp\": \"10.46.0.9\"}";

    String whose =
        TestDatabase.one(billing.database, "SELECT username FROM subscription WHERE id = " + had);
    long neighbour = billing.post("/customers", "{\"name\": \"Tetangga\"}").id();
    for (Reply promised :
        List.of(
            billing.patch("/subscriptions/" + gets, give),
            grants.subscribe(neighbour, plan, "\"staticIp\": \"10.46.0.9\""))) {
      assertThat(promised.status()).isEqualTo(422);
      assertThat(promised.field()).isEqualTo("staticIp");
      assertThat(promised.text()).contains("is the static address of " + whose);
    }
    assertThat(billing.patch("/subscriptions/" + had, "{\"staticIp\": null}").status())
        .isEqualTo(200);
    Reply early = billing.patch("/subscriptions/" + gets, give);
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.field()).isEqualTo("staticIp");
    assertThat(early.text()).contains("who is online");
    TestDatabase.execute(
        billing.database, "UPDATE session SET stopped_at = now() WHERE acct_session_id = 'moved'");
    assertThat(billing.patch("/subscriptions/" + gets, give).status()).isEqualTo(200);
  }

  @Test
  void a_prefix_that_stays_is_not_asked_for_again() {
    Reply made =
        grants.subscribe(
            billing.plan("Tetap enam"), "\"ipv6\": {\"delegatedPrefix\": \"2001:db8:dd00::/56\"}");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, delegated_ipv6_prefix, started_at, updated_at, heard_at)
        VALUES (1, 'stale', 'joko', 4712, '2001:db8:dd00::/56', now(), now(), now())""");

    Reply framedToo =
        billing.patch(
            "/subscriptions/" + made.id(),
            "{\"ipv6\": {\"framedPrefix\": \"2001:db8:dd01::/64\"}}");
    assertThat(framedToo.status()).as(framedToo.text()).isEqualTo(200);
  }

  @Test
  void a_pool_has_ranges_that_are_nobody_elses() {
    Reply pool = grants.pool("Rumahan", "\"10.10.0.2-10.10.3.254\", \"10.11.0.0/24\"");
    assertThat(pool.status()).as(pool.text()).isEqualTo(201);
    assertThat(pool.json().at("/size").asInt()).isEqualTo(1021 + 254);
    assertThat(pool.json().at("/ranges/1").asText()).isEqualTo("10.11.0.1-10.11.0.254");
    assertThat(billing.get("/pools/" + pool.id()).status()).isEqualTo(200);
    assertThat(billing.get("/pools?q=rumah").json().at("/items")).hasSize(1);

    assertThat(grants.pool("Tumpang", "\"10.10.3.254-10.10.4.9\"").field()).isEqualTo("ranges[0]");
    assertThat(grants.pool("Kembar", "\"10.12.0.0/24\", \"10.12.0.9-10.12.0.10\"").field())
        .isEqualTo("ranges[1]");
    assertThat(grants.pool("Rumahan", "\"10.13.0.0/24\"").status()).isEqualTo(409);
    for (String wrong :
        List.of("10.0.0.9-10.0.0.1", "10.0.0.0/31", "2001:db8::/64", "0.0.0.0/8", "224.0.0.0/4")) {
      assertThat(grants.pool("Salah", '"' + wrong + '"').status()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void a_static_address_and_a_pool_exclude_each_other() {
    long plan = billing.plan("Tetap");
    assertThat(grants.subscribe(plan, "\"staticIp\": \"10.20.0.7\"").status()).isEqualTo(201);
    Reply over = grants.pool("Atas", "\"10.20.0.0/24\"");
    assertThat(over.status()).isEqualTo(422);
    assertThat(over.text()).contains("10.20.0.7 of");

    assertThat(grants.pool("Samping", "\"10.20.0.8-10.20.0.20\"").status()).isEqualTo(201);
    Reply within = grants.subscribe(plan, "\"staticIp\": \"10.20.0.8\"");
    assertThat(within.status()).isEqualTo(422);
    assertThat(within.field()).isEqualTo("staticIp");
  }
}
