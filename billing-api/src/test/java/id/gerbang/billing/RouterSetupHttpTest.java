package id.gerbang.billing;

import static id.gerbang.billing.RouterSetupCalls.CHOICE;
import static id.gerbang.billing.RouterSetupCalls.FOREIGN;
import static id.gerbang.billing.RouterSetupCalls.MENUS;
import static id.gerbang.billing.RouterSetupCalls.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router is set up over its API, compared later, and taken back. */
class RouterSetupHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final RouterSetupCalls setup = new RouterSetupCalls(isp);
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void applied_once_it_is_as_the_text_makes_it_and_applied_twice_it_changes_nothing(
      String version) {
    long id = setup.started(version);
    Reply dry = setup.apply(id, CHOICE.replace("8080}", "8080, \"dryRun\": true}"));
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(kinds(dry)).contains("missing", "different");
    assertThat(isp.router.seen()).allMatch(command -> !command.endsWith("/add"));

    Reply applied = setup.apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(applied.text()).doesNotContain("rahasia-radius");
    assertThat(isp.router.objects(MENUS)).isEqualTo(setup.asImported(version, id));
    assertThat(isp.router.print("/radius", "comment", "isp:radius:1"))
        .containsEntry("secret", "rahasia-radius")
        .containsEntry("address", "10.0.0.3");
    assertThat(comments("/ip/firewall/filter"))
        .containsExactly(
            "isp:isolir:dns",
            "isp:isolir:dns-tcp",
            "isp:isolir:portal",
            "isp:isolir:drop",
            "theirs");
    assertThat(billing.get("/audit").text())
        .contains("router.apply-setup")
        .contains("/ip pool add name=aktif")
        .doesNotContain("rahasia-radius");

    assertThat(kinds(setup.apply(id, "{}"))).isEmpty();
    assertThat(setup.differences(id)).isEmpty();
  }

  @Test
  void over_rest_it_is_the_same() throws Exception {
    Certificates certificates = Certificates.in(folder);
    isp.start(StandInRouter.version("7.20.8").tls(certificates.showing("stranger")));
    isp.router.importRsc(FOREIGN + "/ip service set www-ssl disabled=no\n");
    isp.router.user("gerbang", "rahasia", "read,write,test,rest-api,sensitive");
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    long id =
        billing
            .post(
                "/routers",
                """
                {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
                 "api": {"protocol": "rest", "port": %d, "username": "gerbang", "password": "rahasia", "certificate": "%s"}}"""
                    .formatted(isp.router.port("www-ssl"), certificates.sha256("stranger")))
            .id();

    isp.router.faults().failOnce("/ip/firewall/nat/add", "failure: no more memory");
    assertThat(setup.apply(id, CHOICE).text()).contains("as it was before");
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);

    Reply applied = setup.apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(isp.router.objects(MENUS)).isEqualTo(setup.asImported("7.20.8", id));
    assertThat(setup.differences(id)).isEmpty();
    isp.router.importRsc(
        "/ip firewall filter move [find comment=\"isp:isolir:drop\"] destination=[find comment=\"isp:isolir:dns\"]");
    assertThat(kinds(setup.apply(id, "{}"))).containsExactly("order");
    assertThat(isp.router.objects(MENUS)).isEqualTo(setup.asImported("7.20.8", id));

    assertThat(setup.takeBack(id, "").status()).isEqualTo(200);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
  }

  /** Each thing is broken in turn; what the drift says is entered, and nothing is left to say. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void each_thing_that_is_changed_is_found_and_its_command_mends_it(String version) {
    long id = setup.started(version);
    setup.apply(id, CHOICE);
    Map<String, String> breaking = new LinkedHashMap<>();
    breaking.put("/radius set [find comment=\"isp:radius:1\"] timeout=300ms", "different");
    breaking.put("/radius set [find comment=\"isp:radius:1\"] disabled=yes", "different");
    breaking.put("/radius remove [find comment=\"isp:radius:2\"]", "missing");
    breaking.put("/radius add address=10.0.0.9 secret=x comment=\"isp:radius:7\"", "extra");
    breaking.put("/radius incoming set accept=no", "different");
    breaking.put("/ppp aaa set use-radius=no", "different");
    breaking.put("/ip pool set [find name=aktif] ranges=10.1.1.1", "different");
    breaking.put("/ppp profile set [find name=isp-pppoe] local-address=10.9.9.9", "different");
    breaking.put("/interface pppoe-server server set [find] disabled=yes", "different");
    breaking.put("/ip firewall address-list remove [find list=portal]", "missing");
    breaking.put(
        "/ip firewall filter set [find comment=\"isp:isolir:drop\"] action=accept", "different");
    breaking.put(
        "/ip firewall filter move [find comment=\"theirs\"] destination=[find comment=\"isp:isolir:dns\"]",
        "order");
    breaking.put(
        "/ip firewall filter move [find comment=\"isp:isolir:drop\"] destination=[find comment=\"isp:isolir:dns\"]",
        "order");
    breaking.put(
        "/ip firewall nat set [find comment=\"isp:isolir:http\"] to-ports=81", "different");
    breaking.forEach(
        (command, kind) -> {
          isp.router.importRsc(command);
          List<JsonNode> found = setup.differences(id);
          assertThat(found).as(command).hasSize(1);
          assertThat(found.get(0).get("kind").asText()).as(command).isEqualTo(kind);
          assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");
          isp.router.importRsc(
              found.get(0).get("command").asText().replace("\"…\"", "rahasia-radius"));
          assertThat(setup.differences(id)).as(command).isEmpty();
        });
    assertThat(billing.get("/routers/" + id).text()).doesNotContain("DRIFTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void taken_back_the_router_is_as_it_was(String version) {
    long id = setup.started(version);
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    setup.apply(id, CHOICE);
    setup.apply(id, CHOICE.replace("8080", "8081"));

    assertThat(kinds(setup.takeBack(id, "?dryRun=true"))).contains("extra", "different");
    Reply taken = setup.takeBack(id, "");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(409);
    assertThat(setup.takeBack(id, "").status()).isEqualTo(409);
  }

  @Test
  void radius_servers_that_are_no_longer_wanted_go_and_those_of_others_stay() {
    long id = setup.started("7.20.8");
    setup.apply(id, CHOICE);
    Reply fewer = setup.apply(id, "{\"radius\": [\"10.0.0.5\"]}");
    assertThat(kinds(fewer)).containsExactly("different", "extra");
    assertThat(isp.router.print("/radius").stream().map(row -> row.get("address")))
        .containsExactlyInAnyOrder("10.0.0.77", "10.0.0.5");
  }

  @Test
  void name_servers_of_customers_are_given_once_and_stay() {
    long id = setup.started("7.20.8");
    setup.apply(id, CHOICE);
    String profile = "isp-pppoe";
    assertThat(isp.router.print("/ppp/profile", "name", profile))
        .doesNotContainEntry("dns-server", "10.0.0.4,9.9.9.9");

    Reply told = setup.apply(id, "{\"dns\": [\"10.0.0.4\", \"9.9.9.9\"]}");
    assertThat(kinds(told)).containsExactly("different");
    assertThat(isp.router.print("/ppp/profile", "name", profile))
        .containsEntry("dns-server", "10.0.0.4,9.9.9.9");
    assertThat(kinds(setup.apply(id, "{}"))).isEmpty();

    isp.router.importRsc("/ppp profile set [find name=isp-pppoe] dns-server=10.9.9.9");
    assertThat(setup.differences(id).get(0).toString()).contains("dns-server");
    assertThat(setup.apply(id, "{\"dns\": []}").status()).isEqualTo(200);
    assertThat(isp.router.print("/ppp/profile", "name", profile))
        .as("what is not ours to say stays")
        .containsEntry("dns-server", "10.9.9.9");
    assertThat(setup.differences(id)).isEmpty();
  }

  @Test
  void what_somebody_else_has_of_that_name_is_left_alone_and_said() {
    long id = setup.started("7.20.8");
    isp.router.importRsc("/ip pool add name=isolir ranges=10.7.7.7");
    Reply applied = setup.apply(id, CHOICE);
    assertThat(applied.json().at("/leftAlone/0/item").asText()).isEqualTo("isp:pool:isolir");
    assertThat(isp.router.print("/ip/pool", "name", "isolir")).containsEntry("ranges", "10.7.7.7");
    assertThat(setup.differences(id)).isEmpty();
  }

  @Test
  void each_day_routers_are_compared_and_one_that_is_silent_is_not_thought_right() {
    long id = setup.started("7.20.8");
    setup.apply(id, CHOICE);
    isp.router.importRsc("/ppp aaa set use-radius=no");
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");

    isp.router.importRsc("/ppp aaa set use-radius=yes");
    isp.router.faults().refuseConnections();
    isp.router.faults().dropConnections();
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(503);

    isp.router.faults().acceptConnections();
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).doesNotContain("DRIFTED");
  }

  @Test
  void what_is_missing_is_named_and_a_router_without_access_is_not_guessed() {
    long id = setup.started("7.20.8");
    assertThat(setup.apply(id, "{}").field()).isEqualTo("radius");
    assertThat(setup.apply(id, CHOICE.replace("10.100.1.1\"", "10.100.1.300\"")).field())
        .isEqualTo("localAddress");
    long without =
        billing
            .post(
                "/routers",
                "{\"name\": \"B\", \"secret\": \"rahasia-radius\", \"address\": \"10.0.0.1\"}")
            .id();
    assertThat(setup.apply(without, CHOICE).status()).isEqualTo(409);
  }

  private List<String> comments(String menu) {
    return isp.router.print(menu).stream().map(row -> row.getOrDefault("comment", "")).toList();
  }
}
