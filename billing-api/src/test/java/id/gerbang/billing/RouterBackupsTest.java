package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routers are set to is kept without secrets, and what was changed is told. */
class RouterBackupsTest {

  private static final String CANARY = "kenari-4711";

  private final MovableClock clock = new MovableClock("2026-11-29T16:00:05Z");
  private final BillingWithRouter isp = new BillingWithRouter(clock);
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_configuration_is_kept_without_secrets_and_again_where_it_differs(String version) {
    long id = isp.registered(version, "read,write,test,api,sensitive");
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.1.250");
    isp.router.importRsc("/radius add address=192.0.2.5 service=ppp secret=" + CANARY);
    isp.router.importRsc("/ppp secret add name=vpn password=" + CANARY + " service=l2tp");
    isp.router.importRsc("/system script add name=nightly source=\"# " + CANARY + "\"");
    isp.router.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "5M/10M");

    Reply first = take(id);
    assertThat(first.json().get("version").asText()).startsWith(version);
    String text = text(id, first.id(), "");
    assertThat(text)
        .contains("/ip/pool\n  name=aktif ranges=10.100.1.10-10.100.1.250")
        .contains("/ppp/secret\n  name=vpn service=l2tp")
        .contains("source-sha256=")
        .doesNotContain(CANARY)
        .doesNotContain("<pppoe-budi>");
    assertThat(billing.get("/audit").text()).contains("router.backup");

    clock.move(Duration.ofDays(1));
    billing.service.carryOut("router-backups");
    JsonNode same = backups(id);
    assertThat(same).hasSize(1);
    assertThat(same.at("/0/takenAt").asText()).isEqualTo("2026-11-29T16:00:05Z");
    assertThat(same.at("/0/seenAt").asText()).isEqualTo("2026-11-30T16:00:05Z");

    isp.router.importRsc("/ip pool set [find name=aktif] ranges=10.100.2.10-10.100.2.250");
    isp.router.importRsc("/ip pool add name=isolir ranges=10.199.0.10-10.199.0.250");
    isp.router.importRsc("/system script set [find name=nightly] source=\"# other\"");
    billing.service.carryOut("router-backups");
    JsonNode changed = backups(id).get(0);
    assertThat(changed.get("takenBy").asText()).isEqualTo("system");
    assertThat(changed.get("added").asInt()).isEqualTo(3);
    assertThat(changed.get("removed").asInt()).isEqualTo(2);
    assertThat(text(id, changed.get("id").asLong(), "/difference"))
        .contains(
            "/ip/pool\n- name=aktif ranges=10.100.1.10-10.100.1.250\n+ name=aktif ranges=10.100.2.10-10.100.2.250\n+ name=isolir")
        .contains("/system/script\n- name=nightly");
    assertThat(text(id, first.id(), "/difference")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_menu_that_was_not_told_is_not_one_that_was_emptied(String version) {
    long id = isp.registered(version, "read,write,test,api,sensitive");
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.1.250");
    take(id);
    isp.router.faults().failOnce("/ip/pool/print", "not enough permissions (9)");
    JsonNode partly = take(id).json();
    assertThat(partly.get("unread").toString()).contains("/ip/pool");
    assertThat(partly.get("removed").asInt()).isZero();
    assertThat(text(id, partly.get("id").asLong(), "/difference")).isEmpty();

    isp.router.faults().refuseConnections();
    isp.router.faults().dropConnections();
    Reply away = take(id);
    assertThat(away.status()).isEqualTo(409);
    assertThat(away.text()).contains("The configuration was not read");
    assertThat(backups(id)).hasSize(2);
  }

  private Reply take(long id) {
    return billing.post("/routers/" + id + "/backups", "");
  }

  private JsonNode backups(long id) {
    return billing.get("/routers/" + id + "/backups").json().get("items");
  }

  private String text(long id, long backup, String what) {
    Reply reply = billing.get("/routers/" + id + "/backups/" + backup + what);
    assertThat(reply.status()).isBetween(200, 204);
    return reply.text();
  }
}
