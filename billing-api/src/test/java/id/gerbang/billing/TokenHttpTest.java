package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens may less than their role, and end in time and with the person whose they are. */
class TokenHttpTest extends StaffOverHttp {

  private int names;

  @Test
  void a_token_may_what_its_scopes_say() {
    String reads = token("\"scopes\": [\"read\"]");
    assertThat(rowsOfHash("token", reads)).as("kept as its hash").isEqualTo(1);
    assertThat(billing.as(reads, "GET", "/plans", null).status()).isEqualTo(200);
    assertThat(billing.as(reads, "POST", "/customers", "{\"name\": \"x\"}").status())
        .isEqualTo(403);
    String customers = token("\"scopes\": [\"customers:write\"]");
    assertThat(billing.as(customers, "GET", "/plans", null).status()).isEqualTo(403);
    assertThat(billing.as(customers, "GET", "/customers", null).status()).isEqualTo(200);
    assertThat(billing.as(customers, "POST", "/customers", "{\"name\": \"Joko\"}").status())
        .isEqualTo(201);
    assertThat(
            billing
                .post("/tokens", "{\"name\": \"t\", \"role\": \"owner\", \"scopes\": [\"all\"]}")
                .field())
        .isEqualTo("scopes[0]");
  }

  @Test
  void a_token_with_scopes_or_an_end_makes_nothing_that_has_none() {
    for (String narrow :
        List.of(
            "\"scopes\": [\"write\"]",
            "\"expiresAt\": \"2026-11-22T06:00:00Z\"",
            "\"scopes\": [\"tokens:write\", \"staff:write\", \"gateways:write\"]")) {
      String token = token(narrow);
      for (String path : List.of("/tokens", "/staff", "/staff/1/reset")) {
        assertThat(
                billing.as(token, "POST", path, "{\"name\": \"x\", \"role\": \"owner\"}").status())
            .as(narrow + path)
            .isEqualTo(403);
      }
      assertThat(billing.as(token, "PUT", "/staff/1", role("owner")).status()).isEqualTo(403);
      assertThat(billing.as(token, "PUT", "/gateways/midtrans", "{}").status()).isEqualTo(403);
    }
  }

  @Test
  void a_token_made_as_an_owner_ends_with_the_role_and_with_the_password() {
    oneTime("rudi", "owner"); // the last owner could not be demoted
    oneTime("sari", "owner");
    long id = staffId("sari");
    String script = tokenOf(id, "sari-script");
    JsonNode same = billing.put("/staff/" + id, role("owner")).json();
    assertThat(same.get("revokedTokens")).isEmpty();
    assertThat(billing.as(script, "GET", "/staff", null).status()).isEqualTo(200);

    JsonNode demoted = billing.put("/staff/" + id, role("helpdesk")).json();
    assertThat(demoted.get("role").asText()).isEqualTo("helpdesk");
    assertThat(demoted.at("/revokedTokens/0").asText()).isEqualTo("sari-script");
    assertThat(billing.as(script, "PUT", "/staff/" + id, role("owner")).status()).isEqualTo(401);

    String other = tokenOf(id, "sari-excel");
    JsonNode reset = billing.post("/staff/" + id + "/reset", "{}").json();
    assertThat(reset.at("/revokedTokens/0").asText()).isEqualTo("sari-excel");
    assertThat(billing.as(other, "GET", "/staff", null).status()).isEqualTo(401);
    String audit = billing.get("/audit?object=staff:" + id).text();
    assertThat(audit).contains("\"tokens\": [\"sari-script\"]", "\"tokens\": [\"sari-excel\"]");
  }

  @Test
  void what_a_token_of_somebody_makes_is_that_person_s_and_ends_with_them() {
    oneTime("jati", "billing");
    String first = tokenOf(staffId("jati"), "jati-1");
    String second =
        billing
            .as(first, "POST", "/tokens", "{\"name\": \"jati-2\", \"role\": \"owner\"}")
            .json()
            .get("token")
            .asText();
    JsonNode handOver = billing.post("/staff/" + staffId("jati") + "/disable", "{}").json();
    assertThat(handOver.get("tokens").toString()).contains("jati-1", "jati-2");
    assertThat(billing.as(second, "GET", "/staff", null).status()).isEqualTo(401);
  }

  @Test
  void no_two_tokens_have_one_name_also_after_one_was_revoked() {
    String made = "{\"name\": \"kasir\", \"role\": \"billing\"}";
    Reply first = billing.post("/tokens", made);
    assertThat(first.status()).isEqualTo(201);
    assertThat(billing.post("/tokens", made).field()).isEqualTo("name");
    billing.delete("/tokens/" + first.json().at("/view/id").asLong());
    assertThat(billing.post("/tokens", made).status()).isEqualTo(409);
  }

  @Test
  void a_token_ends_when_it_was_said_to_and_tells_when_it_was_used() {
    Reply made =
        billing.post(
            "/tokens",
            "{\"name\": \"sehari\", \"role\": \"auditor\", \"expiresAt\": \"2026-11-22T06:00:00Z\"}");
    String token = made.json().get("token").asText();
    String path = "/tokens/" + made.json().at("/view/id").asLong();
    assertThat(billing.get(path).json().get("lastUsedAt").isNull()).isTrue();
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(200);
    assertThat(billing.get(path).json().get("lastUsedAt").asText())
        .isEqualTo("2026-11-22T05:00:00Z");
    clock.set("2026-11-22T06:00:00Z");
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(401);
    clock.set("2026-11-22T05:00:00Z");
    assertThat(
            billing
                .post(
                    "/tokens",
                    "{\"name\": \"t\", \"role\": \"owner\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")
                .field())
        .isEqualTo("expiresAt");
  }

  @Test
  void a_token_that_sends_more_than_its_rate_is_told_to_wait() {
    String slow = token("\"rate\": 1, \"burst\": 3");
    Reply refused = billing.as(slow, "GET", "/plans", null);
    for (int i = 0; i < 200 && refused.status() == 200; i++) {
      refused = billing.as(slow, "GET", "/plans", null);
    }
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(billing.get("/plans").status()).isEqualTo(200);
  }

  private String token(String more) {
    return billing
        .post("/tokens", "{\"name\": \"t%d\", \"role\": \"owner\", %s}".formatted(names++, more))
        .json()
        .get("token")
        .asText();
  }

  private String tokenOf(long staffId, String name) {
    return billing
        .post(
            "/tokens",
            "{\"name\": \"%s\", \"role\": \"owner\", \"staffId\": %d}".formatted(name, staffId))
        .json()
        .get("token")
        .asText();
  }
}
