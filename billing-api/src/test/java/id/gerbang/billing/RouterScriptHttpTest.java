package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text for a new BRAS, as it is asked for. */
class RouterScriptHttpTest {

  private static final String ALL =
      "?radius=10.0.0.3&interface=ether2&localAddress=10.100.1.1&portal=10.0.0.4&portalPort=8080"
          + "&pool=aktif%3D10.100.1.10-10.100.1.250&pool=isolir%3D10.199.0.10-10.199.0.250";

  private final RunningBilling billing = new RunningBilling(List.of());
  private final String script =
      "/routers/"
          + billing
              .post(
                  "/routers",
                  "{\"name\": \"BRAS\", \"secret\": \"sangat-rahasia\", \"address\": \"10.0.0.1\"}")
              .id()
          + "/script";

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void the_secret_is_in_it_for_who_asks_and_that_is_noted() {
    Reply without = billing.get(script + ALL);
    assertThat(without.status()).as(without.text()).isEqualTo(200);
    assertThat(without.header("Content-Type")).startsWith("text/plain");
    assertThat(without.text()).contains("10.0.0.3").doesNotContain("sangat-rahasia");
    assertThat(billing.get("/audit").text()).doesNotContain("router.show-secret");

    Reply with = billing.get(script + ALL + "&withSecret=true");
    assertThat(with.text()).contains("sangat-rahasia");
    assertThat(billing.get("/audit").text())
        .contains("router.show-secret")
        .doesNotContain("sangat-rahasia");
    assertThat(billing.get("/data-access").text()).contains("router:");

    try (StandInRouter router = StandInRouter.version("7.20.8").start()) {
      router.importRsc(with.text());
      assertThat(router.print("/radius")).hasSize(1);
      router.importRsc(billing.get(script + "?action=remove").text());
      assertThat(router.print("/radius")).isEmpty();
    }
    assertThat(
            billing.as(billing.tokenOf("kasir", Role.BILLING), "GET", script + ALL, null).status())
        .isEqualTo(403);
  }

  @Test
  void what_is_missing_is_named() {
    for (String field : List.of("radius", "interface", "localAddress", "portal", "portalPort")) {
      Reply reply = billing.get(script + ALL.replaceAll("(?<=[?&])" + field + "=[^&]*&", ""));
      assertThat(reply.status()).as(field).isEqualTo(422);
      assertThat(reply.field()).isEqualTo(field);
    }
    assertThat(billing.get(script + ALL + "&version=5").field()).isEqualTo("version");
    assertThat(billing.get(script + ALL + "&action=undo").field()).isEqualTo("action");
    assertThat(billing.get(script + ALL.replace("10.0.0.3", "10.0.0.300")).field())
        .isEqualTo("radius");
    assertThat(billing.get(script + ALL + "&dns=dns.google").field()).isEqualTo("dns");
    assertThat(billing.get(script + ALL.replace("pool=isolir", "pool=lain")).text())
        .contains("lacks ranges of isolir");

    billing.post(
        "/plans",
        """
        {"name": "10M", "price": 150000, "pool": "rumah", "rateLimit": {"download": 10000000, "upload": 5000000}}""");
    assertThat(billing.get(script + ALL).text()).contains("lacks ranges of rumah");
  }

  @Test
  void customers_are_told_the_name_servers_that_are_given() {
    assertThat(billing.get(script + ALL).text()).doesNotContain("dns-server");
    assertThat(billing.get(script + ALL + "&dns=10.0.0.4&dns=9.9.9.9").text())
        .contains("dns-server=10.0.0.4,9.9.9.9 ");
  }

  @Test
  void pages_of_gateways_in_use_can_be_reached() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO gateway (name, enabled, environment, channels, fee_bearer, updated_at)
        VALUES ('midtrans', true, 'production', '[]', 'isp', now()), ('xendit', false, 'production', '[]', 'isp', now())""");

    assertThat(billing.get(script + ALL).text())
        .contains("app.midtrans.com")
        .doesNotContain("xendit");
  }
}
