package id.gerbang.billing;

import static id.gerbang.billing.HubCalls.CHOICE;
import static id.gerbang.billing.HubCalls.KEY;
import static id.gerbang.billing.HubCalls.QUERY;
import static id.gerbang.billing.HubCalls.l2tp;
import static id.gerbang.billing.HubCalls.wireguard;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub gives each router its address in the tunnels, and has a half of its own to import. */
class HubHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final HubCalls hubs = new HubCalls(isp);
  private final RouterSetupCalls setup = new RouterSetupCalls(isp);

  @AfterEach
  void stop() {
    isp.close();
  }

  @Test
  void a_hub_says_what_is_wrong_with_it_and_gives_each_router_an_address_of_its_own() {
    Reply wrong =
        billing.post(
            "/hubs",
            "{\"name\": \"H\", \"kind\": \"wireguard\", \"publicAddress\": \"a b\", \"network\": \"10.255.0.1/24\", \"servers\": [\"x\"]}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().get("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("publicAddress", "network", "servers[0]", "publicKey");
    assertThat(billing.post("/hubs", l2tp().replace("rahasia-ipsec", "a")).field())
        .isEqualTo("ipsecSecret");

    Reply made = billing.post("/hubs", l2tp());
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.text()).doesNotContain("rahasia-ipsec");
    assertThat(made.json().get("address").asText()).isEqualTo("10.255.0.1");
    long one = hubs.router("A", "192.0.2.1");
    long two = hubs.router("B", "192.0.2.2");
    assertThat(hubs.tunnel(one, made.id()).json().get("address").asText()).isEqualTo("10.255.0.2");
    assertThat(hubs.tunnel(two, made.id()).json().get("address").asText()).isEqualTo("10.255.0.3");
    assertThat(hubs.tunnel(one, made.id()).json().get("address").asText()).isEqualTo("10.255.0.2");
    for (int n = 0; n < 3; n++) {
      hubs.tunnel(hubs.router("C" + n, "192.0.2.1" + n), made.id());
    }
    assertThat(hubs.tunnel(hubs.router("D", "192.0.2.30"), made.id()).text())
        .contains("no address left");
    assertThat(billing.delete("/hubs/" + made.id()).status()).isEqualTo(409);
    assertThat(
            billing.put("/hubs/" + made.id(), l2tp().replace("10.255.0.0", "10.254.0.0")).field())
        .isEqualTo("network");
    assertThat(billing.put("/hubs/" + made.id(), wireguard()).field()).isEqualTo("kind");
    assertThat(billing.get("/audit").text()).contains("hub.create").doesNotContain("rahasia-ipsec");
  }

  @Test
  void wireguard_s_private_key_stays_on_the_router_and_the_hub_gets_the_public_one() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub = hubs.hub("wireguard");
    hubs.tunnel(id, hub);
    assertThat(hubs.hubsHalf(hub, "linux")).contains("router " + id + ": its key is not known yet");
    setup.apply(id, CHOICE);
    Map<String, String> made = isp.router.print("/interface/wireguard", "name", "isp-hub");
    Map<String, String> peer = isp.router.print("/interface/wireguard/peers").get(0);
    assertThat(peer)
        .containsEntry("public-key", KEY)
        .containsEntry("endpoint-address", "hub.example.net")
        .containsEntry("allowed-address", "10.255.0.0/29,10.0.0.3/32,10.0.0.4/32")
        .containsEntry("persistent-keepalive", "25s");
    assertThat(isp.router.print("/ip/address", "comment", "isp:hub:address"))
        .containsEntry("address", "10.255.0.2/29");
    String key = made.get("public-key");
    assertThat(billing.get("/routers/" + id + "/tunnel").json().get("publicKey").asText())
        .isEqualTo(key);
    assertThat(hubs.hubsHalf(hub, "linux"))
        .contains("[Peer]\nPublicKey = " + key + "\nAllowedIPs = 10.255.0.2/32\n");
    try (StandInRouter theirs = StandInRouter.version("7.20.8").start()) {
      theirs.importRsc(hubs.hubsHalf(hub, "routeros"));
      theirs.importRsc(hubs.hubsHalf(hub, "routeros"));
      assertThat(theirs.print("/interface/wireguard/peers")).hasSize(1);
      assertThat(theirs.print("/interface/wireguard/peers").get(0))
          .containsEntry("public-key", key)
          .containsEntry("allowed-address", "10.255.0.2/32");
    }
    String byHand = billing.get("/routers/" + id + "/script" + QUERY).text();
    assertThat(byHand)
        .contains(":put [/interface wireguard get [find comment=\"isp:hub:client\"] public-key]")
        .doesNotContain("private-key");
  }

  @ParameterizedTest
  @CsvSource({"l2tp,6.49.18", "l2tp,7.20.8", "sstp,6.49.18", "sstp,7.20.8"})
  void the_hubs_half_has_the_login_of_each_router_that_is_still_there(String kind, String version) {
    long id = isp.registered(version, "read,write,test,api,sensitive");
    long hub = hubs.hub(kind);
    hubs.tunnel(id, hub);
    setup.apply(id, CHOICE);
    Map<String, String> client = isp.router.print("/interface/" + kind + "-client").get(0);
    assertThat(hubs.hubsHalf(hub, "routeros")).doesNotContain(client.get("password"));
    try (StandInRouter theirs = StandInRouter.version(version).start()) {
      theirs.importRsc(hubs.hubsHalf(hub, "routeros&withSecrets=true"));
      assertThat(theirs.print("/ppp/secret", "name", "router-" + id))
          .containsEntry("password", client.get("password"))
          .containsEntry("service", kind)
          .containsEntry("remote-address", "10.255.0.2");
      assertThat(client).containsEntry("user", "router-" + id);
      if (kind.equals("l2tp")) {
        assertThat(client).containsEntry("ipsec-secret", "rahasia-ipsec-hub");
        assertThat(theirs.print("/interface/l2tp-server/server").get(0))
            .containsEntry("ipsec-secret", "rahasia-ipsec-hub");
      }
      assertThat(billing.delete("/routers/" + id + "/tunnel").status()).isEqualTo(204);
      theirs.importRsc(hubs.hubsHalf(hub, "routeros&withSecrets=true"));
      assertThat(theirs.print("/ppp/secret")).isEmpty();
    }
    assertThat(hubs.hubsHalf(hub, "linux&withSecrets=true")).doesNotContain("router-" + id);
    assertThat(billing.get("/audit").text())
        .contains("hub.show-secrets")
        .doesNotContain(client.get("password"));
  }
}
