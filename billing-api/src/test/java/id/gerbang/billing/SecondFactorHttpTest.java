package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.staff.Authenticator;
import org.junit.jupiter.api.Test;

/** Who signs in with a code of the telephone beside the password, and who has to. */
class SecondFactorHttpTest extends StaffOverHttp {

  @Test
  void a_second_factor_is_asked_for_once_it_was_shown_and_each_code_counts_once() {
    String session = signedIn("nina", "billing");
    assertThat(own(session, "", "{\"password\": \"wrong\"}").field()).isEqualTo("password");
    JsonNode begun = own(session, "", "{\"password\": \"%s\"}".formatted(OWN)).json();
    String secret = begun.get("secret").asText();
    assertThat(begun.get("uri").asText())
        .isEqualTo("otpauth://totp/Gerbang:nina?secret=" + secret + "&issuer=Gerbang");
    String row = "staff:%d:totp".formatted(staffId("nina"));
    byte[] sealed = sealedFactorOf("nina");
    assertThat(billing.sealer.open(sealed, row)).isEqualTo(Authenticator.octets(secret));
    assertThatThrownBy(() -> billing.sealer.open(sealed, "staff:0:totp"))
        .hasMessageContaining("moved from another row");
    assertThat(login("nina", OWN).status()).as("not shown yet").isEqualTo(200);
    assertThat(own(session, "/confirm", "{\"code\": \"000000x\"}").field()).isEqualTo("code");
    String first = Authenticator.code(secret, clock.instant());
    JsonNode confirmed = own(session, "/confirm", "{\"code\": \"%s\"}".formatted(first)).json();
    assertThat(confirmed.get("recoveryCodes")).hasSize(10);
    assertThat(billing.as(session, "GET", "/me", null).status()).isEqualTo(401);

    Reply asked = login("nina", OWN);
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.field()).isEqualTo("code");
    assertThat(login("nina", "not this one").text()).as("only who knows it").doesNotContain("code");
    assertThat(login("nina", OWN, first).status()).as("used by the first sight").isEqualTo(401);
    clock.set("2026-11-22T05:01:00Z");
    String second = Authenticator.code(secret, clock.instant());
    assertThat(login("nina", OWN, second).status()).isEqualTo(200);
    assertThat(login("nina", OWN, second).field()).isEqualTo("code");
    String early = Authenticator.code(secret, clock.instant().plusSeconds(90));
    assertThat(login("nina", OWN, early).status()).as("two steps off").isEqualTo(401);

    String recovery = confirmed.at("/recoveryCodes/3").asText();
    String again = login("nina", OWN, recovery.toUpperCase()).json().get("session").asText();
    assertThat(login("nina", OWN, recovery).status()).as("once").isEqualTo(401);
    assertThat(own(again, "", "{\"password\": \"%s\"}".formatted(OWN)).status()).isEqualTo(409);
    assertThat(remove(again, first).field()).isEqualTo("code");
    assertThat(remove(again, confirmed.at("/recoveryCodes/4").asText()).status()).isEqualTo(204);
    assertThat(login("nina", OWN).status()).isEqualTo(200);
    assertThat(billing.get("/audit").text())
        .contains("staff.second_factor.confirm", "staff.second_factor.remove")
        .doesNotContain(secret, recovery);
    assertThat(billing.get("/staff?q=nina").json().at("/items/0/secondFactor").asBoolean())
        .isFalse();
    clock.set("2026-11-22T05:00:00Z");
  }

  @Test
  void roles_that_need_a_second_factor_do_nothing_before_they_have_one() {
    String session = signedIn("oki", "technician");
    assertThat(
            billing
                .put("/settings/sign-in", "{\"secondFactor\": [\"technician\", \"boss\"]}")
                .field())
        .isEqualTo("secondFactor");
    assertThat(billing.put("/settings/sign-in", "{\"secondFactor\": [\"technician\"]}").status())
        .isEqualTo(200);
    Reply refused = billing.as(session, "GET", "/routers", null);
    assertThat(refused.status()).as("at once").isEqualTo(403);
    assertThat(refused.text()).contains("POST /api/v1/second-factor");
    JsonNode in = login("oki", OWN).json();
    assertThat(in.get("mustEnrol").asBoolean()).isTrue();
    String secret =
        own(in.get("session").asText(), "", "{\"password\": \"%s\"}".formatted(OWN))
            .json()
            .get("secret")
            .asText();
    String code = Authenticator.code(secret, clock.instant());
    own(in.get("session").asText(), "/confirm", "{\"code\": \"%s\"}".formatted(code));
    clock.set("2026-11-22T05:01:00Z");
    String next = Authenticator.code(secret, clock.instant());
    JsonNode enrolled = login("oki", OWN, next).json();
    assertThat(enrolled.get("mustEnrol").asBoolean()).isFalse();
    String full = enrolled.get("session").asText();
    assertThat(billing.as(full, "GET", "/routers", null).status()).isEqualTo(200);

    String lost = "/staff/" + staffId("oki") + "/remove-second-factor";
    assertThat(billing.post(lost, "{}").json().get("secondFactor").asBoolean()).isFalse();
    assertThat(billing.as(full, "GET", "/routers", null).status()).isEqualTo(401);
    assertThat(login("oki", OWN).json().get("mustEnrol").asBoolean()).isTrue();
    assertThat(billing.put("/settings/sign-in", "{\"secondFactor\": []}").status()).isEqualTo(200);
    clock.set("2026-11-22T05:00:00Z");
  }

  private Reply own(String session, String path, String body) {
    return billing.as(session, "POST", "/second-factor" + path, body);
  }

  private Reply remove(String session, String code) {
    return own(session, "/remove", "{\"password\": \"%s\", \"code\": \"%s\"}".formatted(OWN, code));
  }

  private Reply login(String name, String password, String code) {
    return billing.post(
        "/login",
        "{\"name\": \"%s\", \"password\": \"%s\", \"code\": \"%s\"}"
            .formatted(name, password, code));
  }

  private byte[] sealedFactorOf(String name) {
    return billing
        .service
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT totp_sealed FROM staff WHERE name = :name")
                    .bind("name", name)
                    .mapTo(byte[].class)
                    .one());
  }
}
