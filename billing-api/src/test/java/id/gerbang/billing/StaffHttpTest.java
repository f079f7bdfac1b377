package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.staff.Authenticator;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * People sign in and are signed out; tokens may less than their role; who leaves, leaves nothing
 * open.
 */
class StaffHttpTest {

  private static final String OWN = "kata sandi sendiri";
  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static int names;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void a_one_time_password_opens_nothing_but_the_choice_of_another() {
    String first = oneTime("budi", "helpdesk");
    JsonNode session = login("budi", first).json();
    assertThat(session.get("mustChangePassword").asBoolean()).isTrue();
    String shown = session.get("session").asText();
    assertThat(shown).startsWith("gbs_");
    Reply refused = billing.as(shown, "GET", "/customers", null);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("POST /api/v1/password");

    assertThat(change(shown, "wrong", OWN).field()).isEqualTo("password");
    assertThat(change(shown, first, "short").field()).isEqualTo("newPassword");
    assertThat(change(shown, first, first).field()).isEqualTo("newPassword");
    assertThat(change(shown, first, OWN).status()).isEqualTo(204);
    assertThat(billing.as(shown, "GET", "/me", null).status()).isEqualTo(401);
    assertThat(login("budi", first).status()).isEqualTo(401);

    String own = session("budi", OWN);
    assertThat(billing.as(own, "GET", "/me", null).json().get("name").asText())
        .isEqualTo("staff:budi");
    assertThat(billing.as(own, "GET", "/customers", null).status()).isEqualTo(200);
    assertThat(billing.as(own, "POST", "/logout", null).status()).isEqualTo(204);
    assertThat(billing.as(own, "GET", "/me", null).status()).isEqualTo(401);
    assertThat(billing.get("/audit").text()).doesNotContain(first, OWN, shown, own);
  }

  @Test
  void a_one_time_password_that_nobody_used_ends_after_three_days() {
    String first = oneTime("kiki", "billing");
    CLOCK.set("2026-11-25T05:00:01Z");
    assertThat(login("kiki", first).status()).isEqualTo(401);
    String again =
        billing
            .post("/staff/" + staffId("kiki") + "/reset", "{}")
            .json()
            .get("oneTimePassword")
            .asText();
    assertThat(login("kiki", again).status()).isEqualTo(200);
    CLOCK.set("2026-11-22T05:00:00Z");
  }

  @Test
  void an_unknown_name_and_a_wrong_password_are_answered_alike() {
    signedIn("cici", "billing");
    Reply wrong = login("cici", "not this one");
    Reply unknown = login("nobody", "not this one");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
    assertThat(billing.post("/login", "{\"name\": \"cici\"}").field()).isEqualTo("password");
  }

  @Test
  void guessing_is_ended_for_the_name_also_where_nobody_has_it() {
    for (String name : List.of("dedi", "hantu")) {
      if (name.equals("dedi")) {
        oneTime(name, "billing");
      }
      for (int i = 0; i < 10; i++) {
        assertThat(login(name, "guess " + i).status()).isEqualTo(401);
      }
      Reply refused = login(name, "guess");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
    }
  }

  @Test
  void a_session_ends_idle_and_at_the_latest_after_half_a_day() {
    String idle = signedIn("eka", "auditor");
    CLOCK.set("2026-11-22T05:59:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(200);
    CLOCK.set("2026-11-22T06:58:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(200);
    CLOCK.set("2026-11-22T07:59:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(401);

    String busy = session("eka", OWN);
    for (int half = 17; half < 40; half++) { // never idle for an hour
      CLOCK.set("2026-11-22T%02d:%02d:00Z".formatted(half / 2, half % 2 * 30));
      assertThat(billing.as(busy, "GET", "/me", null).status()).as("%d", half).isEqualTo(200);
    }
    CLOCK.set("2026-11-22T19:59:00Z");
    assertThat(billing.as(busy, "GET", "/me", null).status()).isEqualTo(401);
    CLOCK.set("2026-11-22T05:00:00Z");
  }

  @Test
  void another_role_ends_sessions_and_holds_from_the_next_sign_in() {
    String before = signedIn("fitri", "billing");
    long id = staffId("fitri");
    Reply stale = billing.put("/staff/" + id, role("technician"), "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(billing.put("/staff/" + id, role("technician")).status()).isEqualTo(200);
    assertThat(billing.as(before, "GET", "/me", null).status()).isEqualTo(401);
    String after = session("fitri", OWN);
    assertThat(billing.as(after, "GET", "/me", null).json().get("role").asText())
        .isEqualTo("technician");
    assertThat(billing.get("/audit?object=staff:" + id).json().at("/items/1/detail").toString())
        .contains("\"before\":{\"role\":\"billing\"", "\"after\":{\"role\":\"technician\"");
  }

  @Test
  void a_token_made_as_an_owner_ends_with_the_role_and_with_the_password() {
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
  void disabling_somebody_ends_everything_and_tells_what_to_hand_over() {
    String session = signedIn("gita", "billing");
    long id = staffId("gita");
    String token =
        billing
            .post(
                "/tokens",
                "{\"name\": \"excel\", \"role\": \"auditor\", \"staffId\": %d}".formatted(id))
            .json()
            .get("token")
            .asText();
    assertThat(billing.as(token, "GET", "/customers", null).status()).isEqualTo(200);

    JsonNode handOver = billing.post("/staff/" + id + "/disable", "{}").json();
    assertThat(handOver.get("sessions").asInt()).isEqualTo(1);
    assertThat(handOver.at("/tokens/0").asText()).isEqualTo("excel");
    assertThat(handOver.at("/reversals").isArray()).isTrue();
    assertThat(handOver.at("/cash/amount").asText()).isEqualTo("0");
    assertThat(billing.as(session, "GET", "/me", null).status()).isEqualTo(401);
    assertThat(billing.as(token, "GET", "/customers", null).status()).isEqualTo(401);
    assertThat(login("gita", OWN).status()).isEqualTo(401);
    assertThat(
            billing
                .post(
                    "/tokens",
                    "{\"name\": \"x\", \"role\": \"auditor\", \"staffId\": %d}".formatted(id))
                .field())
        .isEqualTo("staffId");

    String again =
        billing.post("/staff/" + id + "/reset", "{}").json().get("oneTimePassword").asText();
    assertThat(login("gita", again).status()).isEqualTo(200);
  }

  @Test
  void the_last_owner_stays() {
    TestDatabase.execute(
        billing.database, "UPDATE staff SET role = 'billing' WHERE role = 'owner'");
    oneTime("hani", "owner");
    long id = staffId("hani");
    assertThat(billing.post("/staff/" + id + "/disable", "{}").status()).isEqualTo(409);
    assertThat(billing.put("/staff/" + id, role("billing")).status()).isEqualTo(409);
    oneTime("indra", "owner");
    assertThat(billing.post("/staff/" + id + "/disable", "{}").status()).isEqualTo(200);
  }

  @Test
  void a_token_may_what_its_scopes_say() {
    String reads = token("\"scopes\": [\"read\"]");
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
    CLOCK.set("2026-11-22T06:00:00Z");
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(401);
    CLOCK.set("2026-11-22T05:00:00Z");
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

  @Test
  void a_second_factor_is_asked_for_once_it_was_shown_and_each_code_counts_once() {
    String session = signedIn("nina", "billing");
    assertThat(own(session, "", "{\"password\": \"wrong\"}").field()).isEqualTo("password");
    JsonNode begun = own(session, "", "{\"password\": \"%s\"}".formatted(OWN)).json();
    String secret = begun.get("secret").asText();
    assertThat(begun.get("uri").asText())
        .isEqualTo("otpauth://totp/Gerbang:nina?secret=" + secret + "&issuer=Gerbang");
    assertThat(login("nina", OWN).status()).as("not shown yet").isEqualTo(200);
    assertThat(own(session, "/confirm", "{\"code\": \"000000x\"}").field()).isEqualTo("code");
    String first = Authenticator.code(secret, CLOCK.instant());
    JsonNode confirmed = own(session, "/confirm", "{\"code\": \"%s\"}".formatted(first)).json();
    assertThat(confirmed.get("recoveryCodes")).hasSize(10);
    assertThat(billing.as(session, "GET", "/me", null).status()).isEqualTo(401);

    Reply asked = login("nina", OWN);
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.field()).isEqualTo("code");
    assertThat(login("nina", "not this one").text()).as("only who knows it").doesNotContain("code");
    assertThat(login("nina", OWN, first).status()).as("used by the first sight").isEqualTo(401);
    CLOCK.set("2026-11-22T05:01:00Z");
    String second = Authenticator.code(secret, CLOCK.instant());
    assertThat(login("nina", OWN, second).status()).isEqualTo(200);
    assertThat(login("nina", OWN, second).field()).isEqualTo("code");
    String early = Authenticator.code(secret, CLOCK.instant().plusSeconds(90));
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
    CLOCK.set("2026-11-22T05:00:00Z");
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
    String code = Authenticator.code(secret, CLOCK.instant());
    own(in.get("session").asText(), "/confirm", "{\"code\": \"%s\"}".formatted(code));
    CLOCK.set("2026-11-22T05:01:00Z");
    String next = Authenticator.code(secret, CLOCK.instant());
    JsonNode enrolled = login("oki", OWN, next).json();
    assertThat(enrolled.get("mustEnrol").asBoolean()).isFalse();
    String full = enrolled.get("session").asText();
    assertThat(billing.as(full, "GET", "/routers", null).status()).isEqualTo(200);

    String lost = "/staff/" + staffId("oki") + "/remove-second-factor";
    assertThat(billing.post(lost, "{}").json().get("secondFactor").asBoolean()).isFalse();
    assertThat(billing.as(full, "GET", "/routers", null).status()).isEqualTo(401);
    assertThat(login("oki", OWN).json().get("mustEnrol").asBoolean()).isTrue();
    assertThat(billing.put("/settings/sign-in", "{\"secondFactor\": []}").status()).isEqualTo(200);
    CLOCK.set("2026-11-22T05:00:00Z");
  }

  private static Reply own(String session, String path, String body) {
    return billing.as(session, "POST", "/second-factor" + path, body);
  }

  private static Reply remove(String session, String code) {
    return own(session, "/remove", "{\"password\": \"%s\", \"code\": \"%s\"}".formatted(OWN, code));
  }

  private static Reply login(String name, String password, String code) {
    return billing.post(
        "/login",
        "{\"name\": \"%s\", \"password\": \"%s\", \"code\": \"%s\"}"
            .formatted(name, password, code));
  }

  private static String token(String more) {
    return billing
        .post("/tokens", "{\"name\": \"t%d\", \"role\": \"owner\", %s}".formatted(names++, more))
        .json()
        .get("token")
        .asText();
  }

  private static String tokenOf(long staffId, String name) {
    return billing
        .post(
            "/tokens",
            "{\"name\": \"%s\", \"role\": \"owner\", \"staffId\": %d}".formatted(name, staffId))
        .json()
        .get("token")
        .asText();
  }

  private static String role(String role) {
    return "{\"role\": \"%s\"}".formatted(role);
  }

  private static long staffId(String name) {
    return billing.get("/staff?q=" + name).json().at("/items/0/id").asLong();
  }

  private static String oneTime(String name, String role) {
    return billing
        .post("/staff", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role))
        .json()
        .get("oneTimePassword")
        .asText();
  }

  /** Somebody with a password of their own, signed in. */
  private static String signedIn(String name, String role) {
    String first = oneTime(name, role);
    assertThat(change(session(name, first), first, OWN).status()).isEqualTo(204);
    return session(name, OWN);
  }

  private static String session(String name, String password) {
    return login(name, password).json().get("session").asText();
  }

  private static Reply login(String name, String password) {
    return billing.post(
        "/login", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  private static Reply change(String session, String old, String wanted) {
    return billing.as(
        session,
        "POST",
        "/password",
        "{\"password\": \"%s\", \"newPassword\": \"%s\"}".formatted(old, wanted));
  }
}
