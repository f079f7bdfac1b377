package id.gerbang.billing;

import static id.gerbang.billing.HubCalls.CHOICE;
import static id.gerbang.billing.HubCalls.MENUS;
import static id.gerbang.billing.HubCalls.QUERY;
import static id.gerbang.billing.HubCalls.l2tp;
import static id.gerbang.billing.RouterSetupCalls.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A router behind NAT is reached by a tunnel to the ISP's hub. What it takes is what the stand-in
 * knows of RouterOS; no tunnel comes up here.
 */
class RouterTunnelHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final HubCalls hubs = new HubCalls(isp);
  private final RouterSetupCalls setup = new RouterSetupCalls(isp);
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    isp.close();
  }

  /** Each kind, in each release that has it: applied, as the text makes it, and gone again. */
  @ParameterizedTest
  @CsvSource({"wireguard,7.20.8", "l2tp,7.20.8", "l2tp,6.49.18", "sstp,7.20.8", "sstp,6.49.18"})
  void the_routers_half_is_made_and_found_and_taken_away_with_its_set_up(
      String kind, String version) {
    long id = isp.registered(version, "read,write,test,api,sensitive");
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    long hub = hubs.hub(kind);
    hubs.tunnel(id, hub);

    Reply applied = setup.apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(applied.text()).doesNotContain("rahasia-ipsec");
    assertThat(isp.router.print("/radius", "comment", "isp:radius:1"))
        .containsEntry("src-address", "10.255.0.2");
    assertThat(isp.router.print("/ip/route", "comment", "isp:hub:route:10.0.0.3"))
        .containsEntry("gateway", "isp-hub");
    assertThat(setup.differences(id)).isEmpty();
    assertThat(kinds(setup.apply(id, "{}"))).isEmpty();
    assertThat(isp.router.objects(MENUS)).isEqualTo(hubs.asImported(version, id));

    String client = "/interface " + (kind.equals("wireguard") ? kind : kind + "-client");
    isp.router.importRsc(client + " set [find name=isp-hub] disabled=yes");
    isp.router.importRsc("/ip route remove [find comment=\"isp:hub:route:10.0.0.3\"]");
    List<JsonNode> found = setup.differences(id);
    assertThat(found)
        .extracting(it -> it.get("kind").asText())
        .containsExactly("different", "missing");
    found.forEach(it -> isp.router.importRsc(it.get("command").asText()));
    assertThat(setup.differences(id)).isEmpty();

    isp.router.importRsc(client + " set [find name=isp-hub] disabled=yes");
    isp.router.faults().failOnce("/radius/set", "failure: no more memory");
    Reply failed = setup.apply(id, CHOICE.replace("[\"10.0.0.3\"]", "[\"10.0.0.4\"]"));
    assertThat(failed.text()).contains("as it was before");

    assertThat(billing.delete("/routers/" + id + "/script").status()).isEqualTo(200);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
  }

  @Test
  void what_has_left_is_taken_off_by_the_next_set_up_and_its_address_is_free() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub = hubs.hub("l2tp");
    hubs.tunnel(id, hub);
    setup.apply(id, CHOICE);
    billing.delete("/routers/" + id + "/tunnel");
    assertThat(setup.differences(id))
        .extracting(it -> it.get("kind").asText())
        .contains("extra")
        .doesNotContain("missing");
    assertThat(billing.get("/routers/" + id + "/script" + QUERY).text())
        .contains("/interface l2tp-client remove [find where comment~\"^isp:hub:\"]");

    assertThat(setup.apply(id, "{}").status()).isEqualTo(200);
    assertThat(isp.router.print("/interface/l2tp-client")).isEmpty();
    assertThat(isp.router.print("/ip/route").stream().map(row -> row.getOrDefault("comment", "")))
        .noneMatch(comment -> comment.startsWith("isp:hub:"));
    assertThat(setup.differences(id)).isEmpty();
    assertThat(billing.get("/routers/" + id + "/tunnel").status()).isEqualTo(404);
    assertThat(billing.get("/routers/" + id + "/script" + QUERY).text()).doesNotContain("isp:hub:");
    assertThat(hubs.tunnel(hubs.router("B", "192.0.2.9"), hub).json().get("address").asText())
        .isEqualTo("10.255.0.2");
  }

  @Test
  void nobody_is_cut_off_by_making_or_removing_the_tunnel_that_he_comes_by() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub =
        billing.post("/hubs", l2tp().replace("\"10.0.0.4\"", "\"127.0.0.1\", \"10.0.0.4\"")).id();
    hubs.tunnel(id, hub);
    Reply refused = setup.apply(id, CHOICE);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("127.0.0.1", "import the script", "10.255.0.2");
    assertThat(isp.router.print("/interface/l2tp-client")).isEmpty();

    TestDatabase.execute(
        billing.database,
        "UPDATE router_tunnel SET address = '127.0.0.1'; UPDATE hub SET servers = '{10.0.0.3,10.0.0.4}'");
    setup.apply(id, CHOICE);
    assertThat(billing.get("/routers/" + id + "/tunnel").json().get("inUse").asBoolean()).isTrue();
    assertThat(billing.delete("/routers/" + id + "/script").text()).contains("by its tunnel");
    assertThat(billing.delete("/routers/" + id + "/tunnel").field()).isEqualTo("address");
  }

  @Test
  void what_the_tunnel_can_t_do_is_said_before() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    hubs.tunnel(id, hubs.hub("wireguard"));
    assertThat(setup.apply(id, CHOICE.replace("10.0.0.3", "10.0.0.99")).field())
        .isEqualTo("radius");
    Reply six = billing.get("/routers/" + id + "/script" + QUERY + "&version=6");
    assertThat(six.field()).isEqualTo("version");
    assertThat(hubs.tunnel(id, hubs.hub("l2tp")).text()).contains("of another kind");
    assertThat(billing.put("/routers/" + id + "/tunnel", "{\"hubId\": 99}").field())
        .isEqualTo("hubId");
  }

  @Test
  void over_rest_it_is_the_same() throws Exception {
    Certificates certificates = Certificates.in(folder);
    isp.start(StandInRouter.version("7.20.8").tls(certificates.showing("stranger")));
    isp.router.importRsc("/ip service set www-ssl disabled=no\n");
    isp.router.user("gerbang", "rahasia", "read,write,test,rest-api,sensitive");
    long id =
        billing
            .post(
                "/routers",
                """
                {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
                 "api": {"protocol": "rest", "port": %d, "username": "gerbang", "password": "rahasia", "certificate": "%s"}}"""
                    .formatted(isp.router.port("www-ssl"), certificates.sha256("stranger")))
            .id();
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    for (String kind : List.of("wireguard", "l2tp", "sstp")) {
      hubs.tunnel(id, hubs.hub(kind));
      Reply applied = setup.apply(id, CHOICE);
      assertThat(applied.status()).as(applied.text()).isEqualTo(200);
      assertThat(setup.differences(id)).isEmpty();
      assertThat(isp.router.objects(MENUS)).isEqualTo(hubs.asImported("7.20.8", id));
      billing.delete("/routers/" + id + "/tunnel");
      assertThat(setup.apply(id, "{}").status()).isEqualTo(200);
      assertThat(billing.delete("/routers/" + id + "/script").status()).isEqualTo(200);
      assertThat(isp.router.objects(MENUS)).isEqualTo(before);
    }
  }
}
