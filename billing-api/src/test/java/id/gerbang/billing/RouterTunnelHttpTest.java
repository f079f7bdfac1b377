package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static final String[] ENGLISH = {"Accept-Language", "en"};
  private static final String KEY = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
  private static final String CHOICE =
      """
      {"radius": ["10.0.0.3"], "interface": "ether2", "localAddress": "10.100.1.1",
       "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
       "portal": "10.0.0.4", "portalPort": 8080}""";
  private static final String QUERY =
      "?radius=10.0.0.3&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4&portalPort=8080"
          + "&pool=aktif%3D10.100.1.10-10.100.1.250&pool=isolir%3D10.199.0.10-10.199.0.250";
  private static final List<String> MENUS =
      List.of(
          "/radius",
          "/ip/address",
          "/ip/route",
          "/interface/l2tp-client",
          "/interface/sstp-client",
          "/ip/pool",
          "/ppp/profile");

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  @TempDir private Path folder;

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
    long one = router("A", "192.0.2.1");
    long two = router("B", "192.0.2.2");
    assertThat(tunnel(one, made.id()).json().get("address").asText()).isEqualTo("10.255.0.2");
    assertThat(tunnel(two, made.id()).json().get("address").asText()).isEqualTo("10.255.0.3");
    assertThat(tunnel(one, made.id()).json().get("address").asText()).isEqualTo("10.255.0.2");
    for (int n = 0; n < 3; n++) {
      tunnel(router("C" + n, "192.0.2.1" + n), made.id());
    }
    assertThat(tunnel(router("D", "192.0.2.30"), made.id()).text()).contains("no address left");
    assertThat(billing.delete("/hubs/" + made.id()).status()).isEqualTo(409);
    assertThat(
            billing.put("/hubs/" + made.id(), l2tp().replace("10.255.0.0", "10.254.0.0")).field())
        .isEqualTo("network");
    assertThat(billing.put("/hubs/" + made.id(), wireguard()).field()).isEqualTo("kind");
    assertThat(billing.get("/audit").text()).contains("hub.create").doesNotContain("rahasia-ipsec");
  }

  /** Each kind, in each release that has it: applied, as the text makes it, and gone again. */
  @ParameterizedTest
  @CsvSource({"wireguard,7.20.8", "l2tp,7.20.8", "l2tp,6.49.18", "sstp,7.20.8", "sstp,6.49.18"})
  void the_routers_half_is_made_and_found_and_taken_away_with_its_set_up(
      String kind, String version) {
    long id = isp.registered(version, "read,write,test,api,sensitive");
    Map<String, List<Map<String, String>>> before = isp.router.objects(MENUS);
    long hub = hub(kind);
    tunnel(id, hub);

    Reply applied = apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(applied.text()).doesNotContain("rahasia-ipsec");
    assertThat(isp.router.print("/radius", "comment", "isp:radius:1"))
        .containsEntry("src-address", "10.255.0.2");
    assertThat(isp.router.print("/ip/route", "comment", "isp:hub:route:10.0.0.3"))
        .containsEntry("gateway", "isp-hub");
    assertThat(differences(id)).isEmpty();
    assertThat(changes(apply(id, "{}"))).isEmpty();
    assertThat(isp.router.objects(MENUS)).isEqualTo(asImported(version, id));

    String client = "/interface " + (kind.equals("wireguard") ? kind : kind + "-client");
    isp.router.importRsc(client + " set [find name=isp-hub] disabled=yes");
    isp.router.importRsc("/ip route remove [find comment=\"isp:hub:route:10.0.0.3\"]");
    List<JsonNode> found = differences(id);
    assertThat(found)
        .extracting(it -> it.get("kind").asText())
        .containsExactly("different", "missing");
    found.forEach(it -> isp.router.importRsc(it.get("command").asText()));
    assertThat(differences(id)).isEmpty();

    isp.router.importRsc(client + " set [find name=isp-hub] disabled=yes");
    isp.router.faults().failOnce("/radius/set", "failure: no more memory");
    Reply failed = apply(id, CHOICE.replace("[\"10.0.0.3\"]", "[\"10.0.0.4\"]"));
    assertThat(failed.text()).contains("as it was before");

    assertThat(billing.delete("/routers/" + id + "/script").status()).isEqualTo(200);
    assertThat(isp.router.objects(MENUS)).isEqualTo(before);
  }

  @Test
  void wireguard_s_private_key_stays_on_the_router_and_the_hub_gets_the_public_one() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub = hub("wireguard");
    tunnel(id, hub);
    assertThat(hubsHalf(hub, "linux")).contains("router " + id + ": its key is not known yet");
    apply(id, CHOICE);
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
    assertThat(hubsHalf(hub, "linux"))
        .contains("[Peer]\nPublicKey = " + key + "\nAllowedIPs = 10.255.0.2/32\n");
    try (StandInRouter theirs = StandInRouter.version("7.20.8").start()) {
      theirs.importRsc(hubsHalf(hub, "routeros"));
      theirs.importRsc(hubsHalf(hub, "routeros"));
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
    long hub = hub(kind);
    tunnel(id, hub);
    apply(id, CHOICE);
    Map<String, String> client = isp.router.print("/interface/" + kind + "-client").get(0);
    assertThat(hubsHalf(hub, "routeros")).doesNotContain(client.get("password"));
    try (StandInRouter theirs = StandInRouter.version(version).start()) {
      theirs.importRsc(hubsHalf(hub, "routeros&withSecrets=true"));
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
      theirs.importRsc(hubsHalf(hub, "routeros&withSecrets=true"));
      assertThat(theirs.print("/ppp/secret")).isEmpty();
    }
    assertThat(hubsHalf(hub, "linux&withSecrets=true")).doesNotContain("router-" + id);
    assertThat(billing.get("/audit").text())
        .contains("hub.show-secrets")
        .doesNotContain(client.get("password"));
  }

  @Test
  void what_has_left_is_taken_off_by_the_next_set_up_and_its_address_is_free() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub = hub("l2tp");
    tunnel(id, hub);
    apply(id, CHOICE);
    billing.delete("/routers/" + id + "/tunnel");
    assertThat(differences(id))
        .extracting(it -> it.get("kind").asText())
        .contains("extra")
        .doesNotContain("missing");
    assertThat(billing.get("/routers/" + id + "/script" + QUERY).text())
        .contains("/interface l2tp-client remove [find where comment~\"^isp:hub:\"]");

    assertThat(apply(id, "{}").status()).isEqualTo(200);
    assertThat(isp.router.print("/interface/l2tp-client")).isEmpty();
    assertThat(isp.router.print("/ip/route").stream().map(row -> row.getOrDefault("comment", "")))
        .noneMatch(comment -> comment.startsWith("isp:hub:"));
    assertThat(differences(id)).isEmpty();
    assertThat(billing.get("/routers/" + id + "/tunnel").status()).isEqualTo(404);
    assertThat(billing.get("/routers/" + id + "/script" + QUERY).text()).doesNotContain("isp:hub:");
    assertThat(tunnel(router("B", "192.0.2.9"), hub).json().get("address").asText())
        .isEqualTo("10.255.0.2");
  }

  @Test
  void nobody_is_cut_off_by_making_or_removing_the_tunnel_that_he_comes_by() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    long hub =
        billing.post("/hubs", l2tp().replace("\"10.0.0.4\"", "\"127.0.0.1\", \"10.0.0.4\"")).id();
    tunnel(id, hub);
    Reply refused = apply(id, CHOICE);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("127.0.0.1", "import the script", "10.255.0.2");
    assertThat(isp.router.print("/interface/l2tp-client")).isEmpty();

    TestDatabase.execute(
        billing.database,
        "UPDATE router_tunnel SET address = '127.0.0.1'; UPDATE hub SET servers = '{10.0.0.3,10.0.0.4}'");
    apply(id, CHOICE);
    assertThat(billing.get("/routers/" + id + "/tunnel").json().get("inUse").asBoolean()).isTrue();
    assertThat(billing.delete("/routers/" + id + "/script").text()).contains("by its tunnel");
    assertThat(billing.delete("/routers/" + id + "/tunnel").field()).isEqualTo("address");
  }

  @Test
  void what_the_tunnel_can_t_do_is_said_before() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    tunnel(id, hub("wireguard"));
    assertThat(apply(id, CHOICE.replace("10.0.0.3", "10.0.0.99")).field()).isEqualTo("radius");
    Reply six = billing.get("/routers/" + id + "/script" + QUERY + "&version=6");
    assertThat(six.field()).isEqualTo("version");
    assertThat(tunnel(id, hub("l2tp")).text()).contains("of another kind");
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
      tunnel(id, hub(kind));
      Reply applied = apply(id, CHOICE);
      assertThat(applied.status()).as(applied.text()).isEqualTo(200);
      assertThat(differences(id)).isEmpty();
      assertThat(isp.router.objects(MENUS)).isEqualTo(asImported("7.20.8", id));
      billing.delete("/routers/" + id + "/tunnel");
      assertThat(apply(id, "{}").status()).isEqualTo(200);
      assertThat(billing.delete("/routers/" + id + "/script").status()).isEqualTo(200);
      assertThat(isp.router.objects(MENUS)).isEqualTo(before);
    }
  }

  private static String wireguard() {
    return hub("wireguard", "\"publicKey\": \"" + KEY + "\"");
  }

  private static String l2tp() {
    return hub("l2tp", "\"ipsecSecret\": \"rahasia-ipsec-hub\"");
  }

  private static String hub(String kind, String more) {
    return """
        {"name": "Pusat", "kind": "%s", "publicAddress": "hub.example.net", "network": "10.255.0.0/29",
         "servers": ["10.0.0.3", "10.0.0.4"], %s}"""
        .formatted(kind, more);
  }

  private long hub(String kind) {
    Reply made =
        billing.post(
            "/hubs",
            switch (kind) {
              case "wireguard" -> wireguard();
              case "l2tp" -> l2tp();
              default -> hub("sstp", "\"port\": 8443");
            });
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private long router(String name, String address) {
    Reply made =
        billing.post(
            "/routers",
            "{\"name\": \"%s\", \"secret\": \"rahasia-radius\", \"address\": \"%s\"}"
                .formatted(name, address));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private Reply tunnel(long router, long hub) {
    return billing.put("/routers/" + router + "/tunnel", "{\"hubId\": %d}".formatted(hub));
  }

  private Reply apply(long id, String choice) {
    return billing.post("/routers/" + id + "/script", choice, ENGLISH);
  }

  private String hubsHalf(long hub, String system) {
    Reply script = billing.get("/hubs/" + hub + "/script?system=" + system);
    assertThat(script.status()).as(script.text()).isEqualTo(200);
    return script.text();
  }

  private List<JsonNode> differences(long id) {
    Reply drift = billing.get("/routers/" + id + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    List<JsonNode> all = new ArrayList<>();
    drift.json().get("differences").forEach(all::add);
    return all;
  }

  private static List<String> changes(Reply reply) {
    return reply.json().get("changes").findValuesAsText("kind");
  }

  /** Another router, to which the text was given. */
  private Map<String, List<Map<String, String>>> asImported(String version, long id) {
    try (StandInRouter other = StandInRouter.version(version).start()) {
      other.importRsc(
          billing
              .get(
                  "/routers/"
                      + id
                      + "/script"
                      + QUERY
                      + "&withSecret=true&version="
                      + version.charAt(0))
              .text());
      return other.objects(MENUS);
    }
  }
}
