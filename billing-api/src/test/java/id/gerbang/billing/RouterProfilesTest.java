package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of a router and plans of ours are brought together by decisions, and never blindly. */
class RouterProfilesTest {

  private final BillingWithRouter isp = new BillingWithRouter();
  private final RunningBilling billing = isp.billing;

  @AfterEach
  void stop() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_profile_becomes_a_plan_and_what_changes_later_is_seen_on_its_side(String version) {
    long id = isp.registered(version, "read,write,test,api");
    RouterDecisions profiles = RouterDecisions.ofProfiles(billing, id);
    isp.router.importRsc("/ip pool add name=aktif ranges=10.100.1.10-10.100.1.250");
    isp.router.importRsc(
        "/ppp profile add name=10M rate-limit=\"5M/10M\" remote-address=aktif session-timeout=1d");
    isp.router.importRsc(
        "/ppp profile add name=krumm rate-limit=\"0/10M\" remote-address=10.9.9.9");

    assertThat(profiles.shown().findValuesAsText("name")).containsExactly("10M", "krumm");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("router_only");
    assertThat(profiles.shown("10M").get("cannot").toString()).contains("session-timeout");
    assertThat(profiles.shown("krumm").get("cannot").toString())
        .contains("limits no rate, or one direction alone")
        .contains("remote-address is the address 10.9.9.9");
    assertThat(profiles.decide("10M", "take", "").status()).as("without a price").isEqualTo(422);

    Reply taken = profiles.decide("10M", "take", ", \"price\": 150000");
    assertThat(taken.status()).isEqualTo(200);
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("same");
    JsonNode plan = billing.get("/plans").json().at("/items/0");
    assertThat(plan.get("name").asText()).isEqualTo("10M");
    assertThat(plan.get("rateLimitText").asText()).isEqualTo("5M/10M");
    assertThat(plan.get("pool").asText()).isEqualTo("aktif");

    isp.router.importRsc("/ppp profile set [find name=10M] rate-limit=\"6M/12M\"");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("router_changed");
    profiles.decide("10M", "give", "");
    assertThat(isp.router.print("/ppp/profile", "name", "10M").get("rate-limit"))
        .isEqualTo("5M/10M");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("same");

    long planId = plan.get("id").asLong();
    billing.patch(
        "/plans/" + planId, "{\"rateLimit\": {\"download\": 20000000, \"upload\": 10000000}}");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("ours_changed");
    profiles.decide("10M", "keep", "");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("kept");
    isp.router.importRsc("/ppp profile set [find name=10M] rate-limit=\"7M/14M\"");
    assertThat(profiles.shown("10M").get("state").asText()).isEqualTo("router_changed");
    profiles.decide("10M", "take", "");
    assertThat(billing.get("/plans/" + planId).json().get("rateLimitText").asText())
        .isEqualTo("7M/14M");
    assertThat(billing.get("/audit").text())
        .contains("router.profile.take")
        .contains("router.profile.give")
        .contains("router.profile.keep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_decision_about_what_is_no_more_changes_nothing(String version) {
    RouterDecisions profiles =
        RouterDecisions.ofProfiles(billing, isp.registered(version, "read,write,test,api"));
    isp.router.importRsc("/ppp profile add name=10M rate-limit=\"5M/10M\"");
    String seen = profiles.shown("10M").get("seen").asText();
    isp.router.importRsc("/ppp profile set [find name=10M] rate-limit=\"6M/12M\"");
    Reply late = profiles.decide("10M", "take", seen, ", \"price\": 1");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.field()).isEqualTo("items[0].seen");
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
    assertThat(profiles.decide("10M", "give", "").field()).isEqualTo("items[0].decision");
    assertThat(profiles.decide("10M", "weg", "").field()).isEqualTo("items[0].decision");
  }
}
