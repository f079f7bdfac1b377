package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Once nothing of a tunnel is left, nobody hangs on its hub any more. */
class RouterTunnelEndTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @Test
  void what_has_left_is_forgotten_when_the_whole_set_up_is_taken_back() {
    long router = isp.registered("7.20.8", "read,write,test,api,sensitive");
    long hub = hub();
    tunnel(router, hub);
    Reply applied =
        billing.post(
            "/routers/" + router + "/script",
            """
            {"radius": ["10.0.0.3"], "interface": "ether2", "localAddress": "10.100.1.1",
             "pools": ["aktif=10.100.1.10-10.100.1.250", "isolir=10.199.0.10-10.199.0.250"],
             "portal": "10.0.0.4", "portalPort": 8080}""");
    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(billing.delete("/routers/" + router + "/tunnel").status()).isEqualTo(204);
    assertThat(billing.delete("/hubs/" + hub).field()).isEqualTo("routers");

    assertThat(billing.delete("/routers/" + router + "/script").status()).isEqualTo(200);

    assertThat(isp.router.print("/interface/l2tp-client")).isEmpty();
    assertThat(billing.get("/routers/" + router + "/tunnel").status()).isEqualTo(404);
    assertThat(billing.delete("/hubs/" + hub).status()).isEqualTo(204);
  }

  @Test
  void a_router_that_is_archived_has_no_login_at_the_hub_any_more() {
    long router = isp.registered("7.20.8", "read,write,test,api");
    long hub = hub();
    tunnel(router, hub);
    assertThat(billing.get("/hubs/" + hub + "/script").text()).contains("router-" + router);

    assertThat(billing.delete("/routers/" + router).status()).isEqualTo(204);

    assertThat(billing.get("/hubs/" + hub + "/script").text()).doesNotContain("router-" + router);
    assertThat(billing.delete("/hubs/" + hub).status()).isEqualTo(204);
  }

  private long hub() {
    Reply made =
        billing.post(
            "/hubs",
            """
            {"name": "Pusat", "kind": "l2tp", "publicAddress": "hub.example.net", "network": "10.255.0.0/29",
             "servers": ["10.0.0.3", "10.0.0.4"], "ipsecSecret": "rahasia-ipsec-hub"}""");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private void tunnel(long router, long hub) {
    Reply put = billing.put("/routers/" + router + "/tunnel", "{\"hubId\": %d}".formatted(hub));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
  }
}
