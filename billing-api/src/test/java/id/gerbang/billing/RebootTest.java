package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router is rebooted with those in view who hang on it. */
class RebootTest {

  private final MovableClock clock = new MovableClock("2026-11-29T16:00:05Z");
  private final BillingWithRouter isp = new BillingWithRouter(clock);
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void who_is_thrown_off_is_said_before_and_who_did_not_come_back_after(String version) {
    long id = isp.registered(version, "read,write,test,api,reboot,sensitive");
    isp.online(id, "81000001", "budi");
    isp.online(id, "81000002", "siti");
    clock.move(Duration.ofMinutes(10));

    Reply warning = billing.post("/routers/" + id + "/reboot", "{}");
    assertThat(warning.status()).isEqualTo(409);
    assertThat(warning.field()).isEqualTo("confirm");
    assertThat(warning.text()).contains("2 customers are online through this router now");
    assertThat(isp.router.seen()).doesNotContain("gerbang /system/reboot");

    Reply sent = billing.post("/routers/" + id + "/reboot", "{\"confirm\": true}");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.header("Location")).endsWith("/api/v1/routers/" + id + "/reboot/" + sent.id());
    assertThat(sent.json().get("customers").asInt()).isEqualTo(2);
    assertThat(sent.json().get("state").asText()).isEqualTo("sent");
    assertThat(isp.router.seen()).containsOnlyOnce("gerbang /system/reboot");
    assertThat(billing.get("/audit").text()).contains("router.reboot");
    assertThat(billing.post("/routers/" + id + "/reboot", "{\"confirm\": true}").status())
        .isEqualTo(409);

    isp.router.faults().refuseConnections();
    clock.move(Duration.ofSeconds(20));
    billing.service.carryOut("router-reboots");
    assertThat(reboot(id, sent.id()).get("state").asText()).isEqualTo("sent");

    isp.router.faults().acceptConnections();
    clock.move(Duration.ofSeconds(30));
    isp.stopped("budi");
    isp.stopped("siti");
    isp.online(id, "82000001", "budi");
    billing.service.carryOut("router-reboots");
    JsonNode back = reboot(id, sent.id());
    assertThat(back.get("state").asText()).isEqualTo("back");
    assertThat(back.get("backAt").asText()).isEqualTo("2026-11-29T16:10:55Z");
    assertThat(back.get("notBack").findValuesAsText("username")).containsExactly("siti");
    assertThat(back.get("failing").toString()).contains("\"incoming\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_that_will_not_is_not_waited_for(String version) {
    long id = isp.registered(version, "read,write,test,api");
    Reply refused = billing.post("/routers/" + id + "/reboot", "{\"confirm\": true}");
    assertThat(refused.json().get("state").asText()).isEqualTo("refused");
    assertThat(refused.json().get("why").asText()).contains("the router's user may not do this");
    assertThat(billing.post("/routers/" + id + "/reboot", "{\"confirm\": true}").status())
        .isEqualTo(202);
  }

  private JsonNode reboot(long router, long id) {
    return billing.get("/routers/" + router + "/reboot/" + id).json();
  }
}
