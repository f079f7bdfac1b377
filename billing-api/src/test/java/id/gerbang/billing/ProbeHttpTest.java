package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router pings, and how good the way is stands there in words. */
class ProbeHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void the_way_from_a_router_is_measured_graded_and_kept(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.importRsc("/ip address add address=198.51.100.1/24 interface=ether1");
    JsonNode good = probe(id, "{\"target\": \"198.51.100.2\", \"count\": 5}").json();
    assertThat(good.get("sent").asInt()).isEqualTo(5);
    assertThat(good.get("delayMean").asText()).isEqualTo("12.0");
    assertThat(good.get("jitterMean").asDouble()).isZero();
    assertThat(good.get("lossPercent").asDouble()).isZero();
    assertThat(good.at("/grade/code").asText()).isEqualTo("very_good");
    assertThat(good.at("/grade/words").asText()).isEqualTo("sangat bagus");

    isp.router.answers("198.51.100.3", false);
    JsonNode dead = probe(id, "{\"target\": \"198.51.100.3\"}").json();
    assertThat(dead.get("sent").asInt()).isEqualTo(20);
    assertThat(dead.get("lossPercent").asDouble()).isEqualTo(100);
    assertThat(dead.get("delayMean").isNull()).isTrue();
    assertThat(dead.at("/grades/delay").isNull()).isTrue();
    assertThat(dead.at("/grade/code").asText()).isEqualTo("poor");

    JsonNode kept = billing.get("/routers/" + id + "/probe", "Accept-Language", "en").json();
    assertThat(kept.get("items").findValuesAsText("target"))
        .containsExactly("198.51.100.3", "198.51.100.2");
    assertThat(kept.at("/items/0/grade/words").asText()).isEqualTo("poor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.20.8"})
  void what_can_t_be_asked_is_said_so(String version) {
    long id = isp.registered(version, "read,write,test,api");
    assertThat(probe(id, "{\"target\": \"8.8.8.8; /system reboot\"}").field()).isEqualTo("target");
    assertThat(probe(id, "{\"target\": \"8.8.8.8\", \"count\": 1}").field()).isEqualTo("count");
    isp.router.faults().failOnce("/ping", "failure: dns name does not exist");
    Reply refused = probe(id, "{\"target\": \"nirgendwo.example\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("dns name does not exist");
    assertThat(billing.get("/routers/" + id + "/probe").json().get("items")).isEmpty();
  }

  private Reply probe(long id, String body) {
    return billing.post("/routers/" + id + "/probe", body);
  }
}
