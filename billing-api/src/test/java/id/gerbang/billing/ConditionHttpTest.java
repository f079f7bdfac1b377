package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at before a backup tunnel is set up: told by a router, or copied from one. */
class ConditionHttpTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @BeforeEach
  void order() {
    long customer = billing.post("/customers", "{\"name\": \"Bank Cabang\"}").id();
    Reply link =
        billing.post(
            "/backup-links",
            "{\"customerId\": %d, \"vlan\": 3067, \"popAddress\": \"103.245.179.46/29\"}"
                .formatted(customer));
    assertThat(link.status()).as(link.text()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    isp.close();
  }

  @Test
  void what_was_copied_is_read_graded_and_kept_with_its_text() {
    String text =
        "[admin@X] > /interface lte print\\r"
            + "\\n"
            + " 0  R name=\\\"lte1\\\" mtu=1480 pin=\\\"1234\\\"\\r"
            + "\\n"
            + "    current-operator: XL Axiata\\r"
            + "\\n"
            + "  rsrp: -96dBm\\r"
            + "\\n"
            + "  rsrq: -9dB\\r"
            + "\\n";
    Reply noted = note("{\"text\": \"" + text + "\"}", "Accept-Language", "en");
    assertThat(noted.status()).as(noted.text()).isEqualTo(201);
    JsonNode condition = noted.json();
    assertThat(condition.at("/modem/kind").asText()).isEqualTo("lte");
    assertThat(condition.at("/modem/running").asBoolean()).isTrue();
    assertThat(condition.get("operator").asText()).isEqualTo("XL Axiata");
    assertThat(condition.at("/signal/rsrp/value").asInt()).isEqualTo(-96);
    assertThat(condition.at("/signal/rsrp/words").asText()).isEqualTo("fair to poor");
    assertThat(condition.at("/signal/rsrq/grade").asText()).isEqualTo("excellent");
    assertThat(condition.at("/signal").has("sinr")).isFalse();
    assertThat(condition.has("ready")).isFalse();
    assertThat(condition.get("absent")).hasToString("[\"technology\",\"address\",\"ping\"]");
    assertThat(condition.get("text").asText()).contains("current-operator: XL Axiata");
    assertThat(noted.text()).doesNotContain("1234");

    JsonNode kept = billing.get("/backup-links/username:USER-3067/condition").json();
    assertThat(kept.get("items")).hasSize(1);
    assertThat(kept.at("/items/0/notedBy").asText()).isEqualTo("token:test");
    assertThat(kept.at("/items/0/signal/rsrp/words").asText()).isEqualTo("sedang sampai buruk");
    assertThat(billing.get("/audit").text()).contains("backup-link.condition");
  }

  @Test
  void the_same_key_keeps_it_once() {
    String body = "{\"text\": \"rsrp: -80dBm\"}";
    long first = note(body, "Idempotency-Key", "satu").id();
    assertThat(note(body, "Idempotency-Key", "satu").id()).isEqualTo(first);
    assertThat(billing.get("/backup-links/1/condition").json().get("items")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_is_asked_the_same_and_read_alike(String version) {
    long router = isp.registered(version, "read,write,test,api");
    isp.router.modem("lte1");
    isp.router.lease("lte1", "100.72.14.5/30", "100.72.14.6");
    isp.router.importRsc("/ip address add address=192.168.88.1/24 interface=ether2");
    Reply noted = note("{\"routerId\": %d, \"target\": \"100.72.14.6\"}".formatted(router));
    assertThat(noted.status()).as(noted.text()).isEqualTo(201);
    JsonNode condition = noted.json();
    assertThat(condition.at("/modem/name").asText()).as(noted.text()).isEqualTo("lte1");
    assertThat(condition.at("/modem/running").asBoolean()).isTrue();
    assertThat(condition.get("operator").asText()).isEqualTo("TELKOMSEL");
    assertThat(condition.at("/signal/rssi/grade").asText()).isEqualTo("good");
    assertThat(condition.at("/address/reach").asText()).isEqualTo("cgnat");
    assertThat(condition.at("/ping/received").asInt()).isEqualTo(4);
    assertThat(condition.at("/ping/mean").asInt()).isEqualTo(12);
    assertThat(condition.get("ready").asBoolean()).isTrue();
    assertThat(condition.get("absent")).isEmpty();
    assertThat(condition.get("routerId").asLong()).isEqualTo(router);

    isp.router.answers("100.72.14.6", false);
    JsonNode dead =
        note("{\"routerId\": %d, \"target\": \"100.72.14.6\"}".formatted(router)).json();
    assertThat(dead.get("ready").asBoolean()).isFalse();
    assertThat(dead.at("/ping/lossPercent").asInt()).isEqualTo(100);

    isp.router.faults().failOnce("/ping", "failure: dns name does not exist");
    JsonNode nameless = note("{\"routerId\": %d}".formatted(router)).json();
    assertThat(nameless.at("/ping/resolved").asBoolean()).isFalse();
    assertThat(nameless.at("/ping/target").asText()).isEqualTo("google.com");
  }

  @Test
  void what_can_t_be_asked_is_said_so_and_not_kept() {
    assertThat(note("{}").field()).isEqualTo("text");
    assertThat(note("{\"text\": \" \"}").field()).isEqualTo("text");
    assertThat(note("{\"routerId\": 99}").field()).isEqualTo("routerId");
    long router = isp.registered("7.20.8", "read,write,test,api");
    assertThat(note("{\"routerId\": %d, \"target\": \"a b\"}".formatted(router)).field())
        .isEqualTo("target");
    isp.router.close();
    assertThat(note("{\"routerId\": %d}".formatted(router)).status()).isEqualTo(503);
    assertThat(billing.post("/backup-links/9/condition", "{\"text\": \"x\"}").status())
        .isEqualTo(404);
    assertThat(billing.get("/backup-links/1/condition").json().get("items")).isEmpty();
  }

  private Reply note(String body, String... headers) {
    return billing.post("/backup-links/1/condition", body, headers);
  }
}
