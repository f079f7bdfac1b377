package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import java.util.Map;

/** What is asked of billing so that routers behind NAT are reached by tunnels to a hub. */
final class HubCalls {

  static final String KEY = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
  static final String CHOICE =
      """
      {"radius": ["10.0.0.3"], "interface": "ether2", "localAddress": "10.100.1.1",
       "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
       "portal": "10.0.0.4", "portalPort": 8080}""";
  static final String QUERY =
      "?radius=10.0.0.3&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4&portalPort=8080"
          + "&pool=aktif%3D10.100.1.10-10.100.1.250&pool=isolir%3D10.199.0.10-10.199.0.250";
  static final List<String> MENUS =
      List.of(
          "/radius",
          "/ip/address",
          "/ip/route",
          "/interface/l2tp-client",
          "/interface/sstp-client",
          "/ip/pool",
          "/ppp/profile");

  private final BillingWithRouter isp;

  HubCalls(BillingWithRouter isp) {
    this.isp = isp;
  }

  static String wireguard() {
    return hub("wireguard", "\"publicKey\": \"" + KEY + "\"");
  }

  static String l2tp() {
    return hub("l2tp", "\"ipsecSecret\": \"rahasia-ipsec-hub\"");
  }

  private static String hub(String kind, String more) {
    return """
        {"name": "Pusat", "kind": "%s", "publicAddress": "hub.example.net", "network": "10.255.0.0/29",
         "servers": ["10.0.0.3", "10.0.0.4"], %s}"""
        .formatted(kind, more);
  }

  long hub(String kind) {
    Reply made =
        isp.billing.post(
            "/hubs",
            switch (kind) {
              case "wireguard" -> wireguard();
              case "l2tp" -> l2tp();
              default -> hub("sstp", "\"port\": 8443");
            });
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  long router(String name, String address) {
    Reply made =
        isp.billing.post(
            "/routers",
            "{\"name\": \"%s\", \"secret\": \"rahasia-radius\", \"address\": \"%s\"}"
                .formatted(name, address));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  Reply tunnel(long router, long hub) {
    return isp.billing.put("/routers/" + router + "/tunnel", "{\"hubId\": %d}".formatted(hub));
  }

  String hubsHalf(long hub, String system) {
    Reply script = isp.billing.get("/hubs/" + hub + "/script?system=" + system);
    assertThat(script.status()).as(script.text()).isEqualTo(200);
    return script.text();
  }

  /** Another router, to which the text was given. */
  Map<String, List<Map<String, String>>> asImported(String version, long id) {
    try (StandInRouter other = StandInRouter.version(version).start()) {
      other.importRsc(
          isp.billing
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
