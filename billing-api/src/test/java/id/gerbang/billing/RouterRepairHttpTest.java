package id.gerbang.billing;

import static id.gerbang.billing.RouterTestCalls.ENGLISH;
import static id.gerbang.billing.RouterTestCalls.failing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /routers/{id}/repair}: what failed is mended, unless it is a person's to decide. */
class RouterRepairHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;
  private final RouterTestCalls tests = new RouterTestCalls(isp);

  @AfterEach
  void stop() {
    isp.close();
  }

  /**
   * What {@link RouterTestHttpTest} enters by hand, by call: what is ours to put in we put in, what
   * is a person's stays.
   */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void what_fails_on_a_new_router_is_mended_by_call(String version) {
    long id = tests.newRouter(version, "read,write,policy,test,api,sensitive");
    isp.router.importRsc(
        "/radius add address=192.0.2.10 secret=salah service=hotspot timeout=300ms comment=gerbang");

    Reply tooEarly = repair(id, "local_secrets");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.text()).contains("lock customers out").contains("use_radius");
    assertThat(isp.router.print("/ppp/secret", "name", "budi").get("disabled")).isEqualTo("false");

    for (String check : failing(tests.test(id))) {
      if (!check.equals("local_secrets") && !check.equals("pools")) {
        Reply mended = repair(id, check);
        assertThat(mended.status()).as(check).isEqualTo(200);
        assertThat(failing(mended)).doesNotContain(check);
      }
    }
    assertThat(isp.router.print("/radius").get(0)).containsEntry("secret", "rahasia-radius");
    assertThat(failing(repair(id, "local_secrets"))).containsExactly("pools");
    assertThat(isp.router.print("/ppp/secret", "name", "vpn").get("disabled")).isEqualTo("false");

    Reply person = repair(id, "pools");
    assertThat(person.status()).isEqualTo(409);
    assertThat(person.text()).contains("by a person").contains("/ip pool add name=aktif");
    assertThat(repair(id, "reboot").field()).isEqualTo("check");
    assertThat(billing.get("/audit").text())
        .contains("router.repair")
        .contains("/radius incoming set accept=yes port=3799")
        .doesNotContain("rahasia-radius");
  }

  /** The clock is not set by us: the router is told whom to ask. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_clock_that_is_off_gets_a_time_server(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.faults().clockIsOffBy(Duration.ofDays(-400));
    assertThat(failing(tests.test(id))).contains("clock");
    Reply mended = repair(id, "clock");
    assertThat(mended.status()).as(mended.text()).isEqualTo(200);
    assertThat(isp.router.print("/system/ntp/client").get(0))
        .containsEntry("enabled", "true")
        .containsEntry(version.startsWith("6") ? "server-dns-names" : "servers", "id.pool.ntp.org");
  }

  /** The router says from where it sees us, and that is where it is to ask. */
  @Test
  void a_missing_entry_is_added_with_our_secret() {
    long id = isp.registered("7.20.8", "read,write,test,api,sensitive");
    assertThat(failing(tests.test(id))).contains("radius_entry");
    Reply mended = repair(id, "radius_entry");
    assertThat(mended.status()).as(mended.text()).isEqualTo(200);
    assertThat(failing(mended)).doesNotContain("radius_entry", "secret", "radius_timeout");
    assertThat(isp.router.print("/radius").get(0))
        .containsEntry("address", "127.0.0.1")
        .containsEntry("secret", "rahasia-radius");
    assertThat(mended.text()).doesNotContain("rahasia-radius");
  }

  @Test
  void what_passes_is_not_sent_again() {
    long id = isp.registered("7.20.8", "read,write,test,api");
    repair(id, "incoming");
    int before = isp.router.seen().size();
    assertThat(repair(id, "incoming").status()).isEqualTo(200);
    assertThat(isp.router.seen().subList(before, isp.router.seen().size()))
        .allMatch(command -> command.endsWith("/print"));
  }

  @Test
  void a_repair_that_the_router_refuses_says_so_and_nothing_is_thought_mended() {
    long id = isp.registered("7.20.8", "read,test,api");
    Reply refused = repair(id, "incoming");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("is not mended").contains("may not do this");
    assertThat(failing(tests.test(id))).contains("incoming");

    isp.router.faults().refuseConnections();
    assertThat(repair(id, "incoming").text()).contains("has no command that mends it");
    isp.router.faults().acceptConnections();
  }

  private Reply repair(long id, String check) {
    return billing.post(
        "/routers/" + id + "/repair", "{\"check\": \"%s\"}".formatted(check), ENGLISH);
  }
}
