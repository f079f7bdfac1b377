package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that User Manager answers asks us first, and goes back by one call. */
class CutOverHttpTest {

  private static final String OURS =
      """
      /radius add address=192.0.2.10 secret=x service=ppp,hotspot comment="isp:radius:1"
      /radius add address=192.0.2.11 secret=x service=ppp,hotspot comment="isp:radius:2"
      """;

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @BeforeEach
  void a_router_with_user_manager() {
    isp.start(StandInRouter.version("7.20.8").withUserManager());
  }

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_comes_over_and_goes_back_and_the_other_entry_stays_as_it_is(String version) {
    isp.start(StandInRouter.version(version).withUserManager());
    long id = asksUserManager();
    isp.router.importRsc(OURS);
    List<Map<String, String>> before = isp.router.print("/radius");
    assertThat(look(id).get("answers").asText()).isEqualTo("there");

    JsonNode over = turn(id, "here").json();
    assertThat(over.get("answers").asText()).isEqualTo("here");
    assertThat(addresses(over)).containsExactly("192.0.2.10", "192.0.2.11", "127.0.0.1");
    assertThat(over.get("entries").findValuesAsText("on")).containsOnly("true");
    int seen = isp.router.seen().size();
    turn(id, "here");
    assertThat(isp.router.seen().subList(seen, isp.router.seen().size()))
        .as("done already")
        .allMatch(it -> it.endsWith("/print"));

    JsonNode back = turn(id, "there").json();
    assertThat(back.get("answers").asText()).isEqualTo("there");
    assertThat(isp.router.print("/radius", "address", "127.0.0.1"))
        .as("what it was")
        .isEqualTo(before.get(0));
    assertThat(addresses(turn(id, "here").json()).get(0)).isEqualTo("192.0.2.10");
    assertThat(billing.get("/audit").text()).contains("router.cut-over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_is_shown_does_the_same_when_a_person_imports_it(String version) {
    isp.start(StandInRouter.version(version).withUserManager());
    long id = asksUserManager();
    isp.router.importRsc(OURS);
    JsonNode shown = look(id);
    isp.router.importRsc(shown.get("scriptHere").asText());
    JsonNode over = look(id);
    assertThat(over.get("answers").asText()).isEqualTo("here");
    assertThat(addresses(over)).containsExactly("192.0.2.10", "192.0.2.11", "127.0.0.1");
    isp.router.importRsc(shown.get("scriptThere").asText());
    assertThat(look(id).get("answers").asText()).isEqualTo("there");
  }

  @Test
  void nobody_is_cut_off_for_want_of_an_entry() {
    long id = asksUserManager();
    Reply none = turn(id, "here");
    assertThat(none.status()).isEqualTo(409);
    assertThat(none.text()).contains("no entry of ours");
    isp.router.importRsc(OURS);
    isp.router.importRsc("/radius set [find address=127.0.0.1] disabled=yes");
    Reply nothing = turn(id, "there");
    assertThat(nothing.status()).isEqualTo(409);
    assertThat(nothing.text()).contains("nobody would answer");
    assertThat(look(id).get("answers").asText()).isEqualTo("here");
    assertThat(turn(id, "elsewhere").field()).isEqualTo("to");
    isp.router.importRsc("/radius set [find address=127.0.0.1] disabled=no service=hotspot");
    assertThat(turn(id, "there").text()).contains("on for ppp", "nobody would answer");
    assertThat(look(id).get("answers").asText()).as("of PPP").isEqualTo("here");
    assertThat(isp.router.print("/radius", "address", "192.0.2.10").get("disabled"))
        .isEqualTo("false");
  }

  /** What was decided is no drift, and the set-up does not take it back unasked. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_that_went_back_is_as_it_was_made_and_stays_so(String version) {
    isp.start(StandInRouter.version(version).withUserManager());
    long id = asksUserManager();
    String choice =
        """
        {"radius": ["192.0.2.10"], "interface": "ether2", "localAddress": "10.100.1.1",
         "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
         "portal": "192.0.2.10", "portalPort": %d}""";
    assertThat(billing.post("/routers/" + id + "/script", choice.formatted(8080)).status())
        .isEqualTo(200);
    turn(id, "here");
    assertThat(drift(id)).isEmpty();

    turn(id, "there");
    assertThat(drift(id)).isEmpty();
    assertThat(billing.get("/routers/" + id).text()).doesNotContain("DRIFTED");
    billing.post("/routers/" + id + "/script", choice.formatted(8081));
    assertThat(look(id).get("answers").asText()).isEqualTo("there");
    isp.router.importRsc("/radius set [find comment=\"isp:radius:1\"] disabled=no");
    assertThat(drift(id).findValuesAsText("kind")).containsExactly("different");

    turn(id, "here");
    assertThat(drift(id)).isEmpty();
    assertThat(look(id).get("answers").asText()).isEqualTo("here");
  }

  private JsonNode drift(long id) {
    Reply drift = billing.get("/routers/" + id + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    return drift.json().get("differences");
  }

  @Test
  void secrets_that_would_answer_in_our_place_are_named_to_be_removed_last() {
    long id = asksUserManager();
    isp.router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    isp.router.importRsc("/ppp secret add name=vpn password=x service=l2tp");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10M');
        INSERT INTO plan_version (plan_id, version, price) SELECT id, 1, 100000 FROM plan""");
    long plan = billing.get("/plans").json().at("/items/0/id").asLong();
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    assertThat(
            billing
                .post(
                    "/subscriptions",
                    "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi\", \"password\": \"x\"}"
                        .formatted(customer, plan))
                .status())
        .isEqualTo(201);
    JsonNode shown = look(id);
    assertThat(shown.get("localSecrets").toString()).isEqualTo("[\"budi\"]");
    isp.router.importRsc(shown.get("removal").asText());
    assertThat(look(id).get("localSecrets")).isEmpty();
    assertThat(isp.router.print("/ppp/secret")).hasSize(1);
  }

  private JsonNode look(long id) {
    Reply reply = billing.get("/routers/" + id + "/cut-over");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private Reply turn(long id, String to) {
    return billing.post("/routers/" + id + "/cut-over", "{\"to\": \"%s\"}".formatted(to));
  }

  private static List<String> addresses(JsonNode view) {
    return view.get("entries").findValuesAsText("address");
  }

  private long asksUserManager() {
    isp.router.user("gerbang", "rahasia", "read,write,test,api");
    isp.router.importRsc("/radius add address=127.0.0.1 secret=um service=ppp,hotspot");
    isp.router.importRsc("/radius add address=127.0.0.9 secret=um service=wireless");
    return isp.register();
  }
}
