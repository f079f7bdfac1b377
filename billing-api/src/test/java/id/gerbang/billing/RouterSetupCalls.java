package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What is asked of billing to set a router up, to compare it, and to take its set-up back. */
final class RouterSetupCalls {

  private static final String[] ENGLISH = {"Accept-Language", "en"};

  static final String CHOICE =
      """
      {"radius": ["10.0.0.3", "10.0.0.5"], "interface": "ether2", "localAddress": "10.100.1.1",
       "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
       "portal": "10.0.0.4", "portalPort": 8080}""";

  /** What an ISP has already, with a rule of its own that must stay below ours. */
  static final String FOREIGN =
      """
      /ip pool add name=theirs ranges=10.5.0.2-10.5.0.9
      /ip firewall filter add chain=forward connection-state=established,related action=accept comment="theirs"
      /ip firewall nat add chain=srcnat action=masquerade
      /radius add address=10.0.0.77 secret="other" service=login
      /ppp aaa set interim-update=30s
      /radius incoming set port=1700
      """;

  static final List<String> MENUS =
      List.of(
          "/radius",
          "/radius/incoming",
          "/ppp/aaa",
          "/ip/pool",
          "/ppp/profile",
          "/interface/pppoe-server/server",
          "/ip/firewall/address-list",
          "/ip/firewall/filter",
          "/ip/firewall/nat");

  private final BillingWithRouter isp;

  RouterSetupCalls(BillingWithRouter isp) {
    this.isp = isp;
  }

  /** Starts a router that has what an ISP has already, and registers it: its id. */
  long started(String version) {
    return started(version, "read,write,test,api,sensitive");
  }

  long started(String version, String policies) {
    isp.start(StandInRouter.version(version));
    isp.router.importRsc(FOREIGN);
    isp.router.user("gerbang", "rahasia", policies);
    return isp.register();
  }

  /** Another router, to which the text was given. */
  Map<String, List<Map<String, String>>> asImported(String version, long id) {
    try (StandInRouter other = StandInRouter.version(version).start()) {
      other.importRsc(FOREIGN);
      String query =
          "?radius=10.0.0.3&radius=10.0.0.5&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4"
              + "&portalPort=8080&pool=aktif%3D10.100.1.10-10.100.1.250"
              + "&pool=isolir%3D10.199.0.10-10.199.0.250&withSecret=true&version="
              + version.charAt(0);
      other.importRsc(
          isp.billing
              .get("/routers/" + id + "/script" + query)
              .text()
              .replace(" src-address=127.0.0.1", ""));
      return other.objects(MENUS);
    }
  }

  Reply apply(long id, String choice) {
    return isp.billing.post("/routers/" + id + "/script", choice, ENGLISH);
  }

  Reply takeBack(long id, String query) {
    return isp.billing.delete("/routers/" + id + "/script" + query);
  }

  List<JsonNode> differences(long id) {
    Reply drift = isp.billing.get("/routers/" + id + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    return StreamSupport.stream(drift.json().get("differences").spliterator(), false).toList();
  }

  static List<String> kinds(Reply reply) {
    return new ArrayList<>(reply.json().get("changes").findValuesAsText("kind"));
  }
}
