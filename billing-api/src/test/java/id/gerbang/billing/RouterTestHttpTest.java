package id.gerbang.billing;

import static id.gerbang.billing.RouterTestCalls.ENGLISH;
import static id.gerbang.billing.RouterTestCalls.failing;
import static id.gerbang.billing.RouterTestCalls.withOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.Certificates;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.file.Path;
import java.time.Duration;
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

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final RouterTestCalls tests = new RouterTestCalls(isp);

  @AfterEach
  void stop() {
    isp.close();
  }

  /** What the test says is entered on the router, and then there is nothing more to say. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_fails_on_a_new_router_is_mended_by_the_commands_it_says(String version) {
    long id = tests.newRouter(version, "read,test,api,sensitive");

    assertThat(failing(tests.test(id)))
        .containsExactlyInAnyOrder(
            "rights",
            "radius_entry",
            "incoming",
            "use_radius",
            "interim",
            "local_secrets",
            "pools");
    for (int round = 0; round < 2; round++) {
      for (JsonNode check : tests.test(id).json().get("checks")) {
        if (check.get("outcome").asText().equals("fail")) {
          isp.router.importRsc(filledIn(check.get("repair").asText()));
        }
      }
    }

    Reply mended = tests.test(id);
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
        .contains("127.0.0.1 port " + isp.router.port("api"));
  }

  @Test
  void a_port_that_is_closed_leaves_the_rest_unknown_and_what_was_known_stays() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    int port = isp.router.port("api");
    String contact = tests.test(id).json().at("/device/contactAt").asText();

    isp.router.faults().refuseConnections();
    Reply reply = tests.test(id);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(failing(reply)).containsExactly("api");
    assertThat(withOutcome(reply, "unknown")).hasSize(12);
    assertThat(reply.json().at("/checks/0/words").asText()).contains("the router refuses the port");
    assertThat(reply.json().at("/checks/0/repair").asText())
        .isEqualTo("/ip service set api disabled=no port=" + port);
    assertThat(reply.json().at("/device/contactAt").asText()).isEqualTo(contact);
    assertThat(reply.json().at("/device/board").asText()).isEqualTo("RB951Ui-2HnD");
    isp.router.faults().acceptConnections();
  }

  @Test
  void a_router_that_hangs_is_answered_for() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    isp.router.faults().hang();
    Reply reply = tests.test(id);
    isp.router.faults().answerAgain();
    assertThat(failing(reply)).containsExactly("api");
    assertThat(reply.json().at("/checks/0/words").asText()).contains("does not answer");
    assertThat(reply.json().at("/checks/0/repair").isNull()).isTrue();
    assertThat(reply.json().at("/device/contactAt").isNull()).isTrue();
  }

  @Test
  void a_wrong_login_is_said_so_with_the_command() {
    isp.start(StandInRouter.version("7.20.8"));
    long id = isp.register();
    Reply reply = tests.test(id);
    assertThat(reply.json().at("/checks/0/outcome").asText()).isEqualTo("fail");
    assertThat(reply.json().at("/checks/0/words").asText()).contains("refuses the login");
    assertThat(reply.json().at("/checks/0/repair").asText())
        .isEqualTo("/user set [find name=gerbang] password=\"…\"");
  }

  @Test
  void a_user_who_may_not_read_is_told_the_policies_and_then_may() {
    long id = isp.registered("7.20.8", "api");
    Reply reply = tests.test(id);
    assertThat(failing(reply)).containsExactly("rights");
    assertThat(reply.json().at("/checks/0/outcome").asText()).isEqualTo("pass");

    isp.router.importRsc(reply.json().at("/checks/1/repair").asText());
    assertThat(tests.test(id).json().at("/checks/1/outcome").asText()).isEqualTo("pass");
  }

  @Test
  void a_clock_that_is_wrong_is_found() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    isp.router.faults().clockIsOffBy(Duration.ofHours(-7));
    assertThat(failing(tests.test(id))).contains("clock");
  }

  /** RouterOS signs its own: nobody else vouches for it, so it is believed by its fingerprint. */
  @ParameterizedTest
  @CsvSource({"api-ssl,api-ssl", "rest,www-ssl"})
  void a_router_s_own_certificate_is_believed_when_it_is_pinned(
      String protocol, String service, @TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder);
    isp.start(StandInRouter.version("7.20.8").tls(certificates.showing("stranger")));
    isp.router.importRsc("/ip service set www-ssl disabled=no");
    isp.router.user("gerbang", "rahasia", "read,write,test,api,rest-api");

    long id = register(protocol, isp.router.port(service), null);
    assertThat(said(id)).contains("certificate is not trusted");
    pin(id, protocol, isp.router.port(service), certificates.sha256("right"));
    assertThat(said(id)).contains("another certificate than the pinned one");
    pin(id, protocol, isp.router.port(service), certificates.sha256("stranger"));
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
    Reply reply = tests.test(id);
    assertThat(failing(reply)).containsExactly("api");
    assertThat(billing.post("/routers/999/test", "").status()).isEqualTo(404);
  }

  @Test
  void where_staff_are_limited_only_their_routers_and_their_customers_are_seen() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    isp.router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    tests.planAndSubscription();
    String elsewhere = token("\"routers\": [%d]".formatted(id + 1));
    assertThat(billing.as(elsewhere, "POST", "/routers/" + id + "/test", "").status())
        .isEqualTo(404);

    String area = token("\"areas\": [\"utara\"]");
    Reply reply = billing.as(area, "POST", "/routers/" + id + "/test", "", ENGLISH);
    assertThat(reply.json().at("/checks/10/name").asText()).isEqualTo("local_secrets");
    assertThat(reply.json().at("/checks/10/outcome").asText()).isEqualTo("unknown");
    assertThat(reply.text()).doesNotContain("budi");
  }

  /** Of the check whether the router lets us in. */
  private String said(long id) {
    JsonNode check = tests.test(id).json().at("/checks/0");
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
}
