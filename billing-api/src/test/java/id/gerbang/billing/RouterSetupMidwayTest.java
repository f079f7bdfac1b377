package id.gerbang.billing;

import static id.gerbang.billing.RouterSetupCalls.CHOICE;
import static id.gerbang.billing.RouterSetupCalls.MENUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set-up that fails midway, or that two make at once, leaves a router that is whole. */
class RouterSetupMidwayTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final RouterSetupCalls setup = new RouterSetupCalls(isp);

  @AfterEach
  void stop() {
    isp.close();
  }

  /** Whichever command fails, and however, the router is left as it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/radius/add",
        "/radius/incoming/set",
        "/ppp/aaa/set",
        "/ip/pool/add",
        "/ppp/profile/add",
        "/interface/pppoe-server/server/add",
        "/ip/firewall/address-list/add",
        "/ip/firewall/filter/add",
        "/ip/firewall/filter/move",
        "/ip/firewall/nat/add"
      })
  void what_fails_midway_leaves_nothing(String command) {
    long id = setup.started("7.20.8");
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    isp.router.faults().failOnce(command, "failure: no more memory");
    Reply failed = setup.apply(id, CHOICE);
    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(409);
  }

  @Test
  void what_fails_over_a_set_up_that_stands_leaves_that_one() {
    long id = setup.started("7.20.8");
    setup.apply(id, CHOICE);
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    isp.router.faults().failOnce("/ip/firewall/nat/set", "failure: no more memory");
    Reply failed = setup.apply(id, "{\"radius\": [\"10.0.0.5\"], \"portalPort\": 81}");
    assertThat(failed.status()).isEqualTo(409);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
    assertThat(setup.differences(id)).isEmpty();
  }

  /** Our own user is not told secrets: none but ours may come back in one's place. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void an_entry_that_comes_back_has_its_secret(String version) {
    long id = setup.started(version, "read,write,test,api");
    setup.apply(id, CHOICE);
    isp.router.faults().failOnceAfter(1, "/radius/remove", "failure: no more memory");
    Reply failed = billing.delete("/routers/" + id + "/script");
    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(
            isp.router.print("/radius").stream().map(row -> row.get("comment") + row.get("secret")))
        .contains("isp:radius:1rahasia-radius", "isp:radius:2rahasia-radius");
  }

  @Test
  void a_connection_that_breaks_midway_is_made_again_to_take_back() {
    long id = setup.started("7.20.8");
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    isp.router.faults().failOnce("/ip/firewall/filter/add", "failure: x");
    setup.apply(id, CHOICE);
    isp.router.faults().closeAfter(6_000);
    Reply failed = setup.apply(id, CHOICE);
    assertThat(failed.status()).as(failed.text()).isIn(409, 503);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
  }

  @Test
  void two_never_change_a_router_at_once() {
    long id = setup.started("7.20.8");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO router_turn VALUES (%d, now() + interval '1 minute')".formatted(id));
    assertThat(setup.apply(id, CHOICE).status()).isEqualTo(409);
    assertThat(isp.router.print("/ip/pool")).hasSize(1);
    TestDatabase.execute(billing.database, "UPDATE router_turn SET until = now()");
    assertThat(setup.apply(id, CHOICE).status()).isEqualTo(200);
  }

  /** The second one asks while the first one's choice is being kept. */
  @Test
  void of_two_at_once_the_second_keeps_what_the_first_chose() throws Exception {
    long id = setup.started("7.20.8");
    setup.apply(id, CHOICE);
    try (Connection first = TestDatabase.connect(billing.database)) {
      first.setAutoCommit(false);
      try (Statement statement = first.createStatement()) {
        statement.execute("LOCK TABLE router_turn IN EXCLUSIVE MODE");
        CompletableFuture<Reply> second =
            CompletableFuture.supplyAsync(() -> setup.apply(id, "{\"portalPort\": 81}"));
        await()
            .until(
                () ->
                    billing
                            .service
                            .jdbi()
                            .withHandle(
                                handle ->
                                    handle
                                        .createQuery(
                                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'router_turn'::regclass")
                                        .mapTo(Long.class)
                                        .one())
                        == 1);
        statement.execute(
            "UPDATE router_setup SET choice = jsonb_set(choice, '{radius}', '[\"10.0.0.5\"]')");
        first.commit();
        assertThat(second.get().status()).isEqualTo(200);
      }
    }
    assertThat(isp.router.print("/radius").stream().map(row -> row.get("address")))
        .containsExactlyInAnyOrder("10.0.0.77", "10.0.0.5");
    assertThat(isp.router.print("/ip/firewall/nat", "comment", "isp:isolir:http"))
        .containsEntry("to-ports", "81");
    assertThat(setup.differences(id)).isEmpty();
  }
}
