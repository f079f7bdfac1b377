package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /routers/{id}/test}: a router is asked whether it is set up, and how to mend it. */
class RouterTestHttpTest {

  private static final String[] ENGLISH = {"Accept-Language", "en"};

  private final RunningBilling billing = new RunningBilling(List.of());
  private StandInRouter router = StandInRouter.version("7.20.8").start();

  @AfterEach
  void stop() {
    router.close();
    billing.close();
  }

  /** What the test says is entered on the router, and then there is nothing more to say. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_fails_on_a_new_router_is_mended_by_the_commands_it_says(String version) {
    router.close();
    router = StandInRouter.version(version).start();
    router.user("gerbang", "rahasia", "read,test,api,sensitive");
    router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    router.importRsc("/ppp secret add name=vpn password=x service=l2tp");
    planAndSubscription();
    long id = register(router.port("api"), "gerbang");

    assertThat(failing(test(id)))
        .containsExactlyInAnyOrder(
            "rights",
            "radius_entry",
            "incoming",
            "use_radius",
            "interim",
            "local_secrets",
            "pools");
    for (int round = 0; round < 2; round++) {
      for (JsonNode check : test(id).json().get("checks")) {
        if (check.get("outcome").asText().equals("fail")) {
          router.importRsc(filledIn(check.get("repair").asText()));
        }
      }
    }

    Reply mended = test(id);
    assertThat(withOutcome(mended, "pass")).hasSize(12);
    assertThat(withOutcome(mended, "unknown")).as("no radius runs here").containsExactly("coa");
    assertThat(mended.json().at("/device/version").asText()).startsWith(version);
    JsonNode device = billing.get("/routers/" + id).json().get("device");
    assertThat(device.get("board").asText()).isEqualTo("RB951Ui-2HnD");
    assertThat(device.get("licence").asText()).isEqualTo("4");
    assertThat(device.get("uptimeSeconds").isIntegralNumber()).isTrue();
    assertThat(device.get("contactAt")).isEqualTo(device.get("testedAt"));
    assertThat(mended.text()).doesNotContain("rahasia-radius").doesNotContain("\"rahasia\"");
    assertThat(billing.get("/audit").text())
        .contains("router.test")
        .contains("127.0.0.1 port " + router.port("api"));
  }

  /** The same over the API: what is ours to put in we put in, what is a person's stays. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_fails_on_a_new_router_is_mended_by_call(String version) {
    router.close();
    router = StandInRouter.version(version).start();
    router.user("gerbang", "rahasia", "read,write,policy,test,api,sensitive");
    router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    router.importRsc("/ppp secret add name=vpn password=x service=l2tp");
    router.importRsc(
        "/radius add address=192.0.2.10 secret=salah service=hotspot timeout=300ms comment=gerbang");
    planAndSubscription();
    long id = register(router.port("api"), "gerbang");

    Reply tooEarly = repair(id, "local_secrets");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.text()).contains("lock customers out").contains("use_radius");
    assertThat(router.print("/ppp/secret", "name", "budi").get("disabled")).isEqualTo("false");

    for (String check : failing(test(id))) {
      if (!check.equals("local_secrets") && !check.equals("pools")) {
        Reply mended = repair(id, check);
        assertThat(mended.status()).as(check).isEqualTo(200);
        assertThat(failing(mended)).doesNotContain(check);
      }
    }
    assertThat(router.print("/radius").get(0)).containsEntry("secret", "rahasia-radius");
    assertThat(failing(repair(id, "local_secrets"))).containsExactly("pools");
    assertThat(router.print("/ppp/secret", "name", "vpn").get("disabled")).isEqualTo("false");

    Reply person = repair(id, "pools");
    assertThat(person.status()).isEqualTo(409);
    assertThat(person.text()).contains("by a person").contains("/ip pool add name=aktif");
    assertThat(repair(id, "reboot").field()).isEqualTo("check");
    assertThat(billing.get("/audit").text())
        .contains("router.repair")
        .contains("/radius incoming set accept=yes port=3799")
        .doesNotContain("rahasia-radius");
  }

  /** The router says from where it sees us, and that is where it is to ask. */
  @Test
  void a_missing_entry_is_added_with_our_secret() {
    router.user("gerbang", "rahasia", "read,write,test,api,sensitive");
    long id = register(router.port("api"), "gerbang");
    assertThat(failing(test(id))).contains("radius_entry");
    Reply mended = repair(id, "radius_entry");
    assertThat(mended.status()).as(mended.text()).isEqualTo(200);
    assertThat(failing(mended)).doesNotContain("radius_entry", "secret", "radius_timeout");
    assertThat(router.print("/radius").get(0))
        .containsEntry("address", "127.0.0.1")
        .containsEntry("secret", "rahasia-radius");
    assertThat(mended.text()).doesNotContain("rahasia-radius");
  }

  @Test
  void what_passes_is_not_sent_again() {
    router.user("gerbang", "rahasia", "read,write,test,api");
    long id = register(router.port("api"), "gerbang");
    repair(id, "incoming");
    int before = router.seen().size();
    assertThat(repair(id, "incoming").status()).isEqualTo(200);
    assertThat(router.seen().subList(before, router.seen().size()))
        .allMatch(command -> command.endsWith("/print"));
  }

  @Test
  void a_repair_that_the_router_refuses_says_so_and_nothing_is_thought_mended() {
    router.user("gerbang", "rahasia", "read,test,api");
    long id = register(router.port("api"), "gerbang");
    Reply refused = repair(id, "incoming");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("is not mended").contains("may not do this");
    assertThat(failing(test(id))).contains("incoming");

    router.faults().refuseConnections();
    assertThat(repair(id, "incoming").text()).contains("has no command that mends it");
    router.faults().acceptConnections();
  }

  @Test
  void a_port_that_is_closed_leaves_the_rest_unknown_and_what_was_known_stays() {
    router.user("gerbang", "rahasia", "read,write,test,api");
    int port = router.port("api");
    long id = register(port, "gerbang");
    String contact = test(id).json().at("/device/contactAt").asText();

    router.faults().refuseConnections();
    Reply reply = test(id);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(failing(reply)).containsExactly("api");
    assertThat(withOutcome(reply, "unknown")).hasSize(12);
    assertThat(reply.json().at("/checks/0/words").asText()).contains("the router refuses the port");
    assertThat(reply.json().at("/checks/0/repair").asText())
        .isEqualTo("/ip service set api disabled=no port=" + port);
    assertThat(reply.json().at("/device/contactAt").asText()).isEqualTo(contact);
    assertThat(reply.json().at("/device/board").asText()).isEqualTo("RB951Ui-2HnD");
    router.faults().acceptConnections();
  }

  @Test
  void a_router_that_hangs_is_answered_for() {
    router.user("gerbang", "rahasia", "read,write,test,api");
    long id = register(router.port("api"), "gerbang");
    router.faults().hang();
    Reply reply = test(id);
    router.faults().answerAgain();
    assertThat(failing(reply)).containsExactly("api");
    assertThat(reply.json().at("/checks/0/words").asText()).contains("does not answer");
    assertThat(reply.json().at("/checks/0/repair").isNull()).isTrue();
    assertThat(reply.json().at("/device/contactAt").isNull()).isTrue();
  }

  @Test
  void a_wrong_login_is_said_so_with_the_command() {
    long id = register(router.port("api"), "gerbang");
    Reply reply = test(id);
    assertThat(reply.json().at("/checks/0/outcome").asText()).isEqualTo("fail");
    assertThat(reply.json().at("/checks/0/words").asText()).contains("refuses the login");
    assertThat(reply.json().at("/checks/0/repair").asText())
        .isEqualTo("/user set [find name=gerbang] password=\"…\"");
  }

  @Test
  void a_user_who_may_not_read_is_told_the_policies_and_then_may() {
    router.user("gerbang", "rahasia", "api");
    long id = register(router.port("api"), "gerbang");
    Reply reply = test(id);
    assertThat(failing(reply)).containsExactly("rights");
    assertThat(reply.json().at("/checks/0/outcome").asText()).isEqualTo("pass");

    router.importRsc(reply.json().at("/checks/1/repair").asText());
    assertThat(test(id).json().at("/checks/1/outcome").asText()).isEqualTo("pass");
  }

  @Test
  void a_clock_that_is_wrong_is_found() {
    router.user("gerbang", "rahasia", "read,write,test,api");
    router.faults().clockIsOffBy(Duration.ofHours(-7));
    long id = register(router.port("api"), "gerbang");
    assertThat(failing(test(id))).contains("clock");
  }

  /** RouterOS signs its own: nobody else vouches for it, so it is believed by its fingerprint. */
  @ParameterizedTest
  @CsvSource({"api-ssl,api-ssl", "rest,www-ssl"})
  void a_router_s_own_certificate_is_believed_when_it_is_pinned(
      String protocol, String service, @TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    router.close();
    router = StandInRouter.version("7.20.8").tls(certificates.showing("stranger")).start();
    router.importRsc("/ip service set www-ssl disabled=no");
    router.user("gerbang", "rahasia", "read,write,test,api,rest-api");

    long id = register(protocol, router.port(service), null);
    assertThat(said(id)).contains("certificate is not trusted");
    pin(id, protocol, router.port(service), certificates.sha256("right"));
    assertThat(said(id)).contains("another certificate than the pinned one");
    pin(id, protocol, router.port(service), certificates.sha256("stranger"));
    assertThat(said(id)).startsWith("pass");

    String pinned = certificates.sha256("stranger").replace(":", "").toLowerCase(Locale.ROOT);
    assertThat(billing.get("/routers/" + id).json().at("/api/certificate").asText())
        .isEqualTo(pinned);
    assertThat(billing.get("/audit").text()).contains(pinned);
  }

  @ParameterizedTest
  @CsvSource({"api-ssl,8729,12:34", "api,8728,pin", "rest,80,pin"})
  void a_certificate_that_can_t_be_compared_is_refused(String protocol, int port, String what) {
    String fingerprint = what.equals("pin") ? "ab".repeat(32) : what;
    Reply reply =
        billing.post("/routers", access(protocol, port, "\"" + fingerprint + "\""), ENGLISH);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo("api.certificate");
  }

  @Test
  void a_router_without_access_is_not_asked() {
    long id =
        billing
            .post(
                "/routers",
                "{\"name\": \"BRAS\", \"secret\": \"rahasia-radius\", \"address\": \"127.0.0.1\"}")
            .id();
    Reply reply = test(id);
    assertThat(failing(reply)).containsExactly("api");
    assertThat(billing.post("/routers/999/test", "").status()).isEqualTo(404);
  }

  @Test
  void where_staff_are_limited_only_their_routers_and_their_customers_are_seen() {
    router.user("gerbang", "rahasia", "read,write,test,api");
    router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    planAndSubscription();
    long id = register(router.port("api"), "gerbang");
    String elsewhere = token("\"routers\": [%d]".formatted(id + 1));
    assertThat(billing.as(elsewhere, "POST", "/routers/" + id + "/test", "").status())
        .isEqualTo(404);

    String area = token("\"areas\": [\"utara\"]");
    Reply reply = billing.as(area, "POST", "/routers/" + id + "/test", "", ENGLISH);
    assertThat(reply.json().at("/checks/10/name").asText()).isEqualTo("local_secrets");
    assertThat(reply.json().at("/checks/10/outcome").asText()).isEqualTo("unknown");
    assertThat(reply.text()).doesNotContain("budi");
  }

  private Reply repair(long id, String check) {
    return billing.post(
        "/routers/" + id + "/repair", "{\"check\": \"%s\"}".formatted(check), ENGLISH);
  }

  private Reply test(long id) {
    return billing.post("/routers/" + id + "/test", "", ENGLISH);
  }

  /** Of the check whether the router lets us in. */
  private String said(long id) {
    JsonNode check = test(id).json().at("/checks/0");
    return check.get("outcome").asText() + ": " + check.get("words").asText();
  }

  private long register(String protocol, int port, @Nullable String certificate) {
    Reply reply = billing.post("/routers", access(protocol, port, certificate));
    assertThat(reply.status()).isEqualTo(201);
    return reply.id();
  }

  private void pin(long id, String protocol, int port, String certificate) {
    assertThat(
            billing
                .put("/routers/" + id, access(protocol, port, "\"" + certificate + "\""))
                .status())
        .isEqualTo(200);
  }

  private static String access(String protocol, int port, @Nullable String certificate) {
    return """
        {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
         "api": {"protocol": "%s", "port": %d, "username": "gerbang", "password": "rahasia", "certificate": %s}}"""
        .formatted(protocol, port, certificate);
  }

  private long register(int port, String user) {
    Reply reply =
        billing.post(
            "/routers",
            """
            {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
             "api": {"protocol": "api", "port": %d, "username": "%s", "password": "rahasia"}}"""
                .formatted(port, user));
    assertThat(reply.status()).isEqualTo(201);
    return reply.id();
  }

  /** Of a plan whose pool is {@code aktif}; the subscriber is {@code budi}. */
  private void planAndSubscription() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10M');
        INSERT INTO plan_version (plan_id, version, price, pool) SELECT id, 1, 100000, 'aktif' FROM plan""");
    long plan = billing.get("/plans").json().at("/items/0/id").asLong();
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "budi", "password": "rahasia-budi"}"""
                .formatted(customer, plan));
    assertThat(made.status()).isEqualTo(201);
  }

  private String token(String limits) {
    return billing
        .post(
            "/tokens",
            "{\"name\": \"t%s\", \"role\": \"technician\", %s}"
                .formatted(Integer.toHexString(limits.hashCode()), limits))
        .json()
        .get("token")
        .asText();
  }

  /** As a person would who reads the command. */
  private static String filledIn(String repair) {
    return repair
        .replace("address=\"…\"", "address=192.0.2.10")
        .replace("ranges=\"…\"", "ranges=10.100.1.10-10.100.1.250")
        .replace("secret=\"…\"", "secret=\"rahasia-radius\"");
  }

  private static List<String> failing(Reply reply) {
    return withOutcome(reply, "fail");
  }

  private static List<String> withOutcome(Reply reply, String outcome) {
    List<String> names = new ArrayList<>();
    for (JsonNode check : reply.json().get("checks")) {
      if (check.get("outcome").asText().equals(outcome)) {
        names.add(check.get("name").asText());
      }
    }
    return names;
  }
}
