package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People sign in and are signed out; who leaves, leaves nothing open. */
class StaffHttpTest extends StaffOverHttp {

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

    Reply in = login("budi", OWN);
    String own = in.json().get("session").asText();
    assertThat(own).hasSize(4 + 43).isNotEqualTo(shown);
    assertThat(in.header("Set-Cookie")).isEmpty();
    assertThat(rowsOfHash("staff_session", own)).as("kept as its hash").isEqualTo(1);
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
    clock.set("2026-11-25T05:00:01Z");
    assertThat(login("kiki", first).status()).isEqualTo(401);
    String again =
        billing
            .post("/staff/" + staffId("kiki") + "/reset", "{}")
            .json()
            .get("oneTimePassword")
            .asText();
    assertThat(login("kiki", again).status()).isEqualTo(200);
    clock.set("2026-11-22T05:00:00Z");
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
    clock.set("2026-11-22T05:59:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(200);
    clock.set("2026-11-22T06:58:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(200);
    clock.set("2026-11-22T07:59:00Z");
    assertThat(billing.as(idle, "GET", "/me", null).status()).isEqualTo(401);

    String busy = session("eka", OWN);
    for (int half = 17; half < 40; half++) { // never idle for an hour
      clock.set("2026-11-22T%02d:%02d:00Z".formatted(half / 2, half % 2 * 30));
      assertThat(billing.as(busy, "GET", "/me", null).status()).as("%d", half).isEqualTo(200);
    }
    clock.set("2026-11-22T19:59:00Z");
    assertThat(billing.as(busy, "GET", "/me", null).status()).isEqualTo(401);
    clock.set("2026-11-22T05:00:00Z");
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
}
