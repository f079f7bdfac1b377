package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools of a router and what we hold of them are brought together by decisions. */
class RouterPoolsTest {

  private static final String SETUP =
      """
      {"radius": ["10.0.0.3"], "interface": "ether2", "localAddress": "10.100.1.1",
       "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
       "portal": "10.0.0.4", "portalPort": 8080}""";

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_changes_later_is_seen_on_its_side_and_goes_the_way_that_is_decided(String version) {
    RouterDecisions pools =
        RouterDecisions.ofPools(billing, isp.registered(version, "read,write,test,api"));
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.1.250");
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("router_only");
    assertThat(pools.shown("aktif").get("ours").isNull()).isTrue();
    assertThat(pools.shown("aktif").get("size").asLong()).isEqualTo(241);

    assertThat(pools.decide("aktif", "give", "").field()).isEqualTo("pools[0].ranges");
    assertThat(pools.decide("aktif", "take", "").status()).isEqualTo(200);
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("same");

    isp.router.importRsc(
        "/ip pool set [find name=aktif] ranges=10.100.1.10-10.100.1.250,10.100.2.0/24");
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("router_changed");
    pools.decide("aktif", "keep", "");
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("kept");
    pools.decide("aktif", "give", "");
    assertThat(isp.router.print("/ip/pool", "name", "aktif").get("ranges"))
        .isEqualTo("10.100.1.10-10.100.1.250");
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("same");

    pools.decide("aktif", "give", ", \"ranges\": \"10.100.4.0/22\"");
    assertThat(isp.router.print("/ip/pool", "name", "aktif").get("ranges"))
        .isEqualTo("10.100.4.0/22");
    isp.router.importRsc("/ip pool set [find name=aktif] ranges=10.100.4.0-10.100.7.255");
    assertThat(pools.shown("aktif").get("state").asText())
        .as("the same addresses")
        .isEqualTo("same");
    assertThat(billing.get("/audit").text())
        .contains("router.pool.take")
        .contains("router.pool.give")
        .contains("router.pool.keep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_pool_that_the_router_lacks_is_made_or_forgotten(String version) {
    RouterDecisions pools =
        RouterDecisions.ofPools(billing, isp.registered(version, "read,write,test,api"));
    assertThat(pools.unseen("baru", "take", "").field()).isEqualTo("pools[0].name");
    assertThat(pools.unseen("baru", "give", ", \"ranges\": \"10.0.0.9-10.0.0.2\"").field())
        .isEqualTo("pools[0].ranges");
    for (String decision : List.of("take", "keep")) {
      assertThat(pools.unseen("baru", decision, ", \"ranges\": \"10.7.0.2-10.7.0.254\"").field())
          .isEqualTo("pools[0].name");
    }
    Reply made = pools.unseen("baru", "give", ", \"ranges\": \"10.7.0.2-10.7.0.254\"");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(isp.router.print("/ip/pool", "name", "baru").get("comment"))
        .isEqualTo("isp:pool:baru");
    assertThat(pools.shown("baru").get("state").asText()).isEqualTo("same");

    isp.router.importRsc("/ip pool remove [find name=baru]");
    assertThat(pools.shown("baru").get("state").asText()).isEqualTo("ours_only");
    pools.decide("baru", "give", "");
    assertThat(isp.router.print("/ip/pool", "name", "baru").get("ranges"))
        .isEqualTo("10.7.0.2-10.7.0.254");
    isp.router.importRsc("/ip pool remove [find name=baru]");
    pools.decide("baru", "take", "");
    assertThat(pools.shown()).isEmpty();
  }

  @Test
  void what_stands_in_the_way_of_other_addresses_is_said_before() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    RouterDecisions pools = RouterDecisions.ofPools(billing, id);
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    long plan = billing.post("/plans", "{\"name\": \"10M\", \"price\": 150000}").id();
    billing.post(
        "/subscriptions",
        "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi\", \"password\": \"rahasia-budi\", \"staticIp\": \"10.100.1.20\"}"
            .formatted(customer, plan));
    billing.post("/pools", "{\"name\": \"publik\", \"ranges\": [\"10.100.2.10-10.100.2.20\"]}");
    isp.router.importRsc("/ip pool add name=lain ranges=10.9.0.2-10.9.0.9");
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.2.250 next-pool=lain");

    assertThat(pools.shown("aktif").get("notes").toString())
        .contains("goes on with lain")
        .contains("holds the static address 10.100.1.20 of budi")
        .contains("overlaps the pool publik");
    assertThat(pools.shown("lain").get("notes")).isEmpty();
  }

  @Test
  void a_set_up_is_made_of_the_pools_that_are_held() {
    long id = isp.registered("7.20.8", "read,write,test,api,sensitive");
    RouterDecisions pools = RouterDecisions.ofPools(billing, id);
    Reply applied = billing.post("/routers/" + id + "/script", SETUP);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("same");

    isp.router.importRsc("/ip pool set [find name=aktif] ranges=10.100.1.10-10.100.3.250");
    assertThat(billing.get("/routers/" + id + "/drift").json().at("/differences")).hasSize(1);
    pools.decide("aktif", "take", "");

    assertThat(billing.get("/routers/" + id + "/drift").json().at("/differences")).isEmpty();
    assertThat(billing.post("/routers/" + id + "/script", "{}").json().at("/changes")).isEmpty();
    assertThat(
            billing
                .get(
                    "/routers/"
                        + id
                        + "/script?radius=10.0.0.3&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4&portalPort=80")
                .text())
        .contains("name=aktif ranges=10.100.1.10-10.100.3.250")
        .contains("name=isolir ranges=10.199.0.10-10.199.0.250");
  }

  @Test
  void a_set_up_whose_ranges_no_router_takes_is_refused_before_anything_is_made() {
    long id = isp.registered("7.20.8", "read,write,test,api,sensitive");
    String backwards = SETUP.replace("10.199.0.10-10.199.0.250", "10.199.0.250-10.199.0.10");

    assertThat(billing.post("/routers/" + id + "/script", backwards).field()).isEqualTo("pool");
    assertThat(isp.router.print("/radius")).isEmpty();
  }

  @Test
  void a_pool_that_was_forgotten_comes_back_behind_those_before_it() {
    long id = isp.registered("7.20.8", "read,write,test,api,sensitive");
    RouterDecisions pools = RouterDecisions.ofPools(billing, id);
    pools.unseen("isolir", "give", ", \"ranges\": \"10.199.0.10-10.199.0.99\"");
    isp.router.importRsc("/ip pool remove [find name=isolir]");
    pools.decide("isolir", "take", "");
    assertThat(pools.shown()).isEmpty();

    assertThat(billing.post("/routers/" + id + "/script", SETUP).status()).isEqualTo(200);

    assertThat(pools.shown().findValuesAsText("name")).containsExactly("aktif", "isolir");
    Reply again = billing.post("/routers/" + id + "/script", "{}");
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().at("/changes")).isEmpty();
  }

  @Test
  void ranges_that_are_written_with_blanks_are_given_and_held_without() {
    long id = isp.registered("7.20.8", "read,write,test,api,sensitive");
    RouterDecisions pools = RouterDecisions.ofPools(billing, id);
    assertThat(billing.post("/routers/" + id + "/script", SETUP).status()).isEqualTo(200);

    Reply given =
        pools.decide(
            "aktif", "give", ", \"ranges\": \" 10.100.1.10 - 10.100.1.99, 10.100.2.0/24 \"");

    assertThat(given.status()).as(given.text()).isEqualTo(200);
    assertThat(isp.router.print("/ip/pool", "name", "aktif").get("ranges"))
        .isEqualTo("10.100.1.10-10.100.1.99,10.100.2.0/24");
    Reply drift = billing.get("/routers/" + id + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    assertThat(drift.json().at("/differences")).isEmpty();
    assertThat(pools.decide("aktif", "give", ", \"ranges\": \"10.100.1.1 0\"").field())
        .as("a blank within an address joins nothing")
        .isEqualTo("pools[0].ranges");
  }

  @Test
  void a_decision_about_what_is_no_more_changes_nothing() {
    RouterDecisions pools =
        RouterDecisions.ofPools(billing, isp.registered("7.20.8", "read,write,test,api"));
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.1.250");
    String seen = pools.shown("aktif").get("seen").asText();
    isp.router.importRsc("/ip pool set [find name=aktif] ranges=10.100.1.10-10.100.1.99");

    assertThat(pools.decide("aktif", "take", seen, "").field()).isEqualTo("pools[0].seen");
    assertThat(pools.decide("aktif", "weg", "").field()).isEqualTo("pools[0].decision");
    assertThat(pools.shown("aktif").get("state").asText()).isEqualTo("router_only");
  }
}
