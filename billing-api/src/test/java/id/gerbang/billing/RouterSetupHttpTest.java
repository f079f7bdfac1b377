package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router is set up over its API, compared later, and taken back. */
class RouterSetupHttpTest {

  private static final String[] ENGLISH = {"Accept-Language", "en"};
  private static final String CHOICE =
      """
      {"radius": ["10.0.0.3", "10.0.0.5"], "interface": "ether2", "localAddress": "10.100.1.1",
       "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
       "portal": "10.0.0.4", "portalPort": 8080}""";

  /** What an ISP has already, with a rule of its own that must stay below ours. */
  private static final String FOREIGN =
      """
      /ip pool add name=theirs ranges=10.5.0.2-10.5.0.9
      /ip firewall filter add chain=forward connection-state=established,related action=accept comment="theirs"
      /ip firewall nat add chain=srcnat action=masquerade
      /radius add address=10.0.0.77 secret="other" service=login
      /ppp aaa set interim-update=30s
      /radius incoming set port=1700
      """;

  private static final List<String> MENUS =
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

  private final RunningBilling billing = new RunningBilling(List.of());
  @TempDir private Path folder;

  private StandInRouter router = StandInRouter.version("7.20.8").start();

  @AfterEach
  void stop() {
    router.close();
    billing.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void applied_once_it_is_as_the_text_makes_it_and_applied_twice_it_changes_nothing(
      String version) {
    long id = started(version);
    Reply dry = apply(id, CHOICE.replace("8080}", "8080, \"dryRun\": true}"));
    assertThat(dry.status()).as(dry.text()).isEqualTo(200);
    assertThat(kinds(dry)).contains("missing", "different");
    assertThat(router.seen()).allMatch(command -> !command.endsWith("/add"));

    Reply applied = apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(applied.text()).doesNotContain("sangat-rahasia");
    assertThat(router.objects(MENUS)).isEqualTo(asImported(version, id));
    assertThat(router.print("/radius", "comment", "isp:radius:1"))
        .containsEntry("secret", "sangat-rahasia")
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
        .doesNotContain("sangat-rahasia");

    assertThat(kinds(apply(id, "{}"))).isEmpty();
    assertThat(differences(id)).isEmpty();
  }

  @Test
  void over_rest_it_is_the_same() throws Exception {
    Certificates certificates = Certificates.in(folder);
    router.close();
    router = StandInRouter.version("7.20.8").tls(certificates.showing("stranger")).start();
    router.importRsc(FOREIGN + "/ip service set www-ssl disabled=no\n");
    router.user("gerbang", "rahasia", "read,write,test,rest-api,sensitive");
    Map<String, List<Map<String, String>>> before = router.objects(MENUS);
    long id =
        billing
            .post(
                "/routers",
                """
                {"name": "BRAS", "secret": "sangat-rahasia", "address": "127.0.0.1",
                 "api": {"protocol": "rest", "port": %d, "username": "gerbang", "password": "rahasia", "certificate": "%s"}}"""
                    .formatted(router.port("www-ssl"), certificates.sha256("stranger")))
            .id();

    router.faults().failOnce("/ip/firewall/nat/add", "failure: no more memory");
    assertThat(apply(id, CHOICE).text()).contains("as it was before");
    assertThat(router.objects(MENUS)).isEqualTo(before);

    Reply applied = apply(id, CHOICE);
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(router.objects(MENUS)).isEqualTo(asImported("7.20.8", id));
    assertThat(differences(id)).isEmpty();
    router.importRsc(
        "/ip firewall filter move [find comment=\"isp:isolir:drop\"] destination=[find comment=\"isp:isolir:dns\"]");
    assertThat(kinds(apply(id, "{}"))).containsExactly("order");
    assertThat(router.objects(MENUS)).isEqualTo(asImported("7.20.8", id));

    assertThat(takeBack(id, "").status()).isEqualTo(200);
    assertThat(router.objects(MENUS)).isEqualTo(before);
  }

  /** Each thing is broken in turn; what the drift says is entered, and nothing is left to say. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void each_thing_that_is_changed_is_found_and_its_command_mends_it(String version) {
    long id = started(version);
    apply(id, CHOICE);
    Map<String, String> breaking = new LinkedHashMap<>();
    breaking.put("/radius set [find comment=\"isp:radius:1\"] timeout=300ms", "different");
    breaking.put("/radius set [find comment=\"isp:radius:1\"] disabled=yes", "different");
    breaking.put("/radius remove [find comment=\"isp:radius:2\"]", "missing");
    breaking.put("/radius add address=10.0.0.9 secret=x comment=\"isp:radius:7\"", "extra");
    breaking.put("/radius incoming set accept=no", "different");
    breaking.put("/ppp aaa set use-radius=no", "different");
    breaking.put("/ip pool set [find name=aktif] ranges=10.1.1.1", "different");
    breaking.put("/ppp profile set [find name=isp-pppoe] local-address=10.9.9.9", "different");
    breaking.put(
        "/interface pppoe-server server set [find comment=\"isp:pppoe:server\"] disabled=yes",
        "different");
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
          router.importRsc(command);
          List<JsonNode> found = differences(id);
          assertThat(found).as(command).hasSize(1);
          assertThat(found.get(0).get("kind").asText()).as(command).isEqualTo(kind);
          assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");
          router.importRsc(found.get(0).get("command").asText().replace("\"…\"", "sangat-rahasia"));
          assertThat(differences(id)).as(command).isEmpty();
        });
    assertThat(billing.get("/routers/" + id).text()).doesNotContain("DRIFTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void taken_back_the_router_is_as_it_was(String version) {
    long id = started(version);
    Map<String, List<Map<String, String>>> before = router.objects(MENUS);
    apply(id, CHOICE);
    apply(id, CHOICE.replace("8080", "8081"));

    assertThat(kinds(takeBack(id, "?dryRun=true"))).contains("extra", "different");
    Reply taken = takeBack(id, "");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(router.objects(MENUS)).isEqualTo(before);
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(409);
    assertThat(takeBack(id, "").status()).isEqualTo(409);
  }

  @Test
  void radius_servers_that_are_no_longer_wanted_go_and_those_of_others_stay() {
    long id = started("7.20.8");
    apply(id, CHOICE);
    Reply fewer = apply(id, "{\"radius\": [\"10.0.0.5\"]}");
    assertThat(kinds(fewer)).containsExactly("different", "extra");
    assertThat(router.print("/radius").stream().map(row -> row.get("address")))
        .containsExactlyInAnyOrder("10.0.0.77", "10.0.0.5");
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
    long id = started("7.20.8");
    Map<String, List<Map<String, String>>> before = router.objects(MENUS);
    router.faults().failOnce(command, "failure: no more memory");
    Reply failed = apply(id, CHOICE);
    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(router.objects(MENUS)).isEqualTo(before);
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(409);
  }

  @Test
  void what_fails_over_a_set_up_that_stands_leaves_that_one() {
    long id = started("7.20.8");
    apply(id, CHOICE);
    Map<String, List<Map<String, String>>> before = router.objects(MENUS);
    router.faults().failOnce("/ip/firewall/nat/set", "failure: no more memory");
    Reply failed = apply(id, "{\"radius\": [\"10.0.0.5\"], \"portalPort\": 81}");
    assertThat(failed.status()).isEqualTo(409);
    assertThat(router.objects(MENUS)).isEqualTo(before);
    assertThat(differences(id)).isEmpty();
  }

  /** Our own user is not told secrets: none but ours may come back in one's place. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void an_entry_that_comes_back_has_its_secret(String version) {
    long id = started(version, "read,write,test,api");
    apply(id, CHOICE);
    router.faults().failOnceAfter(1, "/radius/remove", "failure: no more memory");
    Reply failed = billing.delete("/routers/" + id + "/script");
    assertThat(failed.text()).contains("as it was before").contains("no more memory");
    assertThat(router.print("/radius").stream().map(row -> row.get("comment") + row.get("secret")))
        .contains("isp:radius:1sangat-rahasia", "isp:radius:2sangat-rahasia");
  }

  @Test
  void a_connection_that_breaks_midway_is_made_again_to_take_back() {
    long id = started("7.20.8");
    Map<String, List<Map<String, String>>> before = router.objects(MENUS);
    router.faults().failOnce("/ip/firewall/filter/add", "failure: x");
    apply(id, CHOICE);
    router.faults().closeAfter(6_000);
    Reply failed = apply(id, CHOICE);
    assertThat(failed.status()).as(failed.text()).isIn(409, 503);
    assertThat(router.objects(MENUS)).isEqualTo(before);
  }

  @Test
  void what_somebody_else_has_of_that_name_is_left_alone_and_said() {
    long id = started("7.20.8");
    router.importRsc("/ip pool add name=isolir ranges=10.7.7.7");
    Reply applied = apply(id, CHOICE);
    assertThat(applied.json().at("/leftAlone/0/item").asText()).isEqualTo("isp:pool:isolir");
    assertThat(router.print("/ip/pool", "name", "isolir")).containsEntry("ranges", "10.7.7.7");
    assertThat(differences(id)).isEmpty();
  }

  @Test
  void each_day_routers_are_compared_and_one_that_is_silent_is_not_thought_right() {
    long id = started("7.20.8");
    apply(id, CHOICE);
    router.importRsc("/ppp aaa set use-radius=no");
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");

    router.importRsc("/ppp aaa set use-radius=yes");
    router.faults().refuseConnections();
    router.faults().dropConnections();
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).contains("DRIFTED");
    assertThat(billing.get("/routers/" + id + "/drift").status()).isEqualTo(503);

    router.faults().acceptConnections();
    billing.carryOut("router-drift");
    assertThat(billing.get("/routers/" + id).text()).doesNotContain("DRIFTED");
  }

  @Test
  void two_never_change_a_router_at_once() {
    long id = started("7.20.8");
    TestDatabase.execute(
        billing.database,
        "INSERT INTO router_turn VALUES (%d, now() + interval '1 minute')".formatted(id));
    assertThat(apply(id, CHOICE).status()).isEqualTo(409);
    assertThat(router.print("/ip/pool")).hasSize(1);
    TestDatabase.execute(billing.database, "UPDATE router_turn SET until = now()");
    assertThat(apply(id, CHOICE).status()).isEqualTo(200);
  }

  /** The second one asks while the first one's choice is being kept. */
  @Test
  void of_two_at_once_the_second_keeps_what_the_first_chose() throws Exception {
    long id = started("7.20.8");
    apply(id, CHOICE);
    try (Connection first = TestDatabase.connect(billing.database)) {
      first.setAutoCommit(false);
      try (Statement statement = first.createStatement()) {
        statement.execute("LOCK TABLE router_turn IN EXCLUSIVE MODE");
        CompletableFuture<Reply> second =
            CompletableFuture.supplyAsync(() -> apply(id, "{\"portalPort\": 81}"));
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
    assertThat(router.print("/radius").stream().map(row -> row.get("address")))
        .containsExactlyInAnyOrder("10.0.0.77", "10.0.0.5");
    assertThat(router.print("/ip/firewall/nat", "comment", "isp:isolir:http"))
        .containsEntry("to-ports", "81");
    assertThat(differences(id)).isEmpty();
  }

  @Test
  void what_is_missing_is_named_and_a_router_without_access_is_not_guessed() {
    long id = started("7.20.8");
    assertThat(apply(id, "{}").field()).isEqualTo("radius");
    assertThat(apply(id, CHOICE.replace("10.100.1.1\"", "10.100.1.300\"")).field())
        .isEqualTo("localAddress");
    long without =
        billing
            .post(
                "/routers",
                "{\"name\": \"B\", \"secret\": \"sangat-rahasia\", \"address\": \"10.0.0.1\"}")
            .id();
    assertThat(apply(without, CHOICE).status()).isEqualTo(409);
  }

  private long started(String version) {
    return started(version, "read,write,test,api,sensitive");
  }

  private long started(String version, String policies) {
    router.close();
    router = StandInRouter.version(version).start();
    router.importRsc(FOREIGN);
    router.user("gerbang", "rahasia", policies);
    Reply made =
        billing.post(
            "/routers",
            """
            {"name": "BRAS", "secret": "sangat-rahasia", "address": "127.0.0.1",
             "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}"""
                .formatted(router.port("api")));
    return made.id();
  }

  /** Another router, to which the text was given. */
  private Map<String, List<Map<String, String>>> asImported(String version, long id) {
    try (StandInRouter other = StandInRouter.version(version).start()) {
      other.importRsc(FOREIGN);
      String query =
          "?radius=10.0.0.3&radius=10.0.0.5&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4"
              + "&portalPort=8080&pool=aktif%3D10.100.1.10-10.100.1.250"
              + "&pool=isolir%3D10.199.0.10-10.199.0.250&withSecret=true";
      other.importRsc(
          billing
              .get("/routers/" + id + "/script" + query)
              .text()
              .replace(" src-address=127.0.0.1", ""));
      return other.objects(MENUS);
    }
  }

  private Reply apply(long id, String choice) {
    return billing.post("/routers/" + id + "/script", choice, ENGLISH);
  }

  private Reply takeBack(long id, String query) {
    return billing.delete("/routers/" + id + "/script" + query);
  }

  private List<JsonNode> differences(long id) {
    Reply drift = billing.get("/routers/" + id + "/drift");
    assertThat(drift.status()).as(drift.text()).isEqualTo(200);
    return StreamSupport.stream(drift.json().get("differences").spliterator(), false).toList();
  }

  private static List<String> kinds(Reply reply) {
    return new ArrayList<>(reply.json().get("changes").findValuesAsText("kind"));
  }

  private List<String> comments(String menu) {
    return router.print(menu).stream().map(row -> row.getOrDefault("comment", "")).toList();
  }
}
