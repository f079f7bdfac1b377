package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration is looked through, as text or as the router has it. */
class LintHttpTest {

  private static final String SLIP =
      """
      /interface vlan
      add name=VLAN-USER-3967 vlan-id=3067 interface=ether2
      /interface eoip
      add name=USER-3067 local-address=10.10.10.1 remote-address=10.10.10.2 tunnel-id=3067
      /interface bridge
      add name=BR-USER-3067 protocol-mode=none
      /interface bridge port
      add bridge=BR-USER-3067 interface=USER-3067
      add bridge=BR-USER-3067 interface=VLAN-USER-3967
      """;

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @Test
  void the_paper_s_slip_in_a_text_is_told_in_both_languages() {
    Reply reply = billing.post("/lint", SLIP, "Content-Type", "text/plain");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode slip = reply.json().at("/findings/0");
    assertThat(slip.get("rule").asText()).isEqualTo("number_differs");
    assertThat(slip.get("line").asInt()).isEqualTo(2);
    assertThat(slip.get("menu").asText()).isEqualTo("/interface/vlan");
    assertThat(slip.get("object").asText()).isEqualTo("VLAN-USER-3967");
    assertThat(slip.get("right").asText()).isEqualTo("VLAN-USER-3067");
    assertThat(slip.get("words").asText()).contains("padahal", "Seharusnya name=VLAN-USER-3067");
    assertThat(reply.json().get("findings")).hasSize(1);
    assertThat(reply.json().get("errors").asInt()).isEqualTo(1);

    JsonNode english =
        billing
            .post(
                "/lint",
                "{\"text\": \"%s\"}".formatted(SLIP.replace("\n", "\\r\\n")),
                "Accept-Language",
                "en")
            .json();
    assertThat(english.at("/findings/0/words").asText())
        .contains("all that belongs to it says 3067", "It would be name=VLAN-USER-3067.");
    assertThat(english.at("/findings/0/line").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_router_is_looked_through_as_it_was_kept_or_as_it_is_now(String version) {
    long id = isp.registered(version, "read,write,test,api");
    isp.router.importRsc(SLIP);
    JsonNode first = lint(id, false).json();
    assertThat(first.findValuesAsText("rule")).containsExactly("number_differs");
    assertThat(first.at("/findings/0/object").asText()).isEqualTo("VLAN-USER-3967");
    assertThat(first.get("untold").toString()).contains("mac-address");

    isp.router.importRsc("/interface vlan set [find] name=VLAN-USER-3067");
    isp.router.importRsc("/interface eoip set [find] keepalive=\"\"");
    assertThat(lint(id, false).json().findValuesAsText("rule")).containsExactly("number_differs");
    assertThat(lint(id, true).json().findValuesAsText("rule"))
        .containsExactly("eoip_keepalive_off");
    assertThat(lint(id, false).json().findValuesAsText("rule"))
        .containsExactly("eoip_keepalive_off");
  }

  @Test
  void what_is_no_configuration_or_no_router_is_said_so() {
    assertThat(billing.post("/lint", "halo", "Content-Type", "text/plain").field())
        .isEqualTo("text");
    assertThat(billing.post("/lint", "{}").field()).isEqualTo("text");
    assertThat(billing.post("/lint", "{\"text\": \"x\", \"routerId\": 1}").field())
        .isEqualTo("text");
    assertThat(billing.post("/lint", "{\"routerId\": 99}").status()).isEqualTo(404);
  }

  private Reply lint(long id, boolean fresh) {
    return billing.post("/lint", "{\"routerId\": %d, \"fresh\": %s}".formatted(id, fresh));
  }
}
