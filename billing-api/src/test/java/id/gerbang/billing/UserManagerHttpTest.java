package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** An ISP moves in from User Manager 7: rehearsed, taken in, compared, and taken back. */
class UserManagerHttpTest extends UserManagerOverHttp {

  @Test
  void a_rehearsal_says_what_will_be_what_and_what_can_t_be() {
    JsonNode rehearsed = rehearse(request(""));
    assertThat(rehearsed.path("state").asText()).as(rehearsed.toString()).isEqualTo("rehearsed");
    assertThat(counts(rehearsed)).containsExactly(8, 2, 2, 4);
    assertThat(plan(rehearsed, "10 Mbit").get("outcome").asText()).isEqualTo("made");
    assertThat(plan(rehearsed, "10 Mbit (pool lain)").get("outcome").asText()).isEqualTo("made");
    assertThat(plan(rehearsed, "Kuota").at("/errors/0/message").asText())
        .contains("transfer-limit 53687091200 octets", "name quotas in choices.without");
    assertThat(plan(rehearsed, "Malam").at("/errors/0/message").asText())
        .contains("malam from 23:00 till 06:00 on saturday, sunday");
    assertThat(plan(rehearsed, "Harian").at("/errors/0/message").asText())
        .isEqualTo("lasts 10 h 0 min: a plan here lasts whole days, at most 999");
    assertThat(plan(rehearsed, "Staf").at("/errors/0/field").asText())
        .isEqualTo("choices.prices.Staf");
    assertThat(problem(rehearsed, "mati").at("/errors/0/message").asText())
        .isEqualTo("is disabled there");
    assertThat(problem(rehearsed, "tanpa").at("/errors/0/message").asText())
        .contains("without a profile nobody may log in");
    assertThat(problem(rehearsed, "staf").at("/errors").findValuesAsText("field"))
        .containsExactly("plan", "choices.without");
    assertThat(rehearsed.get("findings").toString())
        .contains("(level 4) lets User Manager have 20 sessions at once; it had 21 at most")
        .contains("at its ceiling 1 times, for 2 h 30 min")
        .contains("1 payments are of no whole rupiah: not taken")
        .contains("BRAS 10.0.0.1");
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
    assertThat(billing.get("/customers").json().get("items")).isEmpty();
    assertThat(rehearsed.toString()).doesNotContain("rahasia");
  }

  @Test
  void what_is_taken_in_is_as_it_was_and_taken_back_whole() {
    String choices =
        """
        , "skipErrors": true, "choices": {"without": ["quotas", "secondFactors"], "prices": {"Staf": 0},
          "plans": {"Malam": "10 Mbit"}}""";
    JsonNode made = take(request(choices));
    assertThat(counts(made)).as(made.toString()).containsExactly(8, 5, 2, 1);

    JsonNode budi = billing.get("/subscriptions/username:budi").json();
    assertThat(budi.get("activeUntil").asText())
        .as("in Jakarta, and another month was bought")
        .isEqualTo("2027-01-04T03:00:00Z");
    assertThat(budi.at("/attributes/0/name").asText()).isEqualTo("Mikrotik-Group");
    assertThat(billing.get("/customers/external:usermanager:budi").json().get("name").asText())
        .isEqualTo("Budi Santoso");
    assertThat(billing.post("/subscriptions/username:budi/password/reveal", "{}").text())
        .contains("rahasia1");
    JsonNode plan = billing.get("/plans/" + budi.get("planId").asLong()).json();
    assertThat(plan.get("rateLimitText").asText()).isEqualTo("5M/10M 10M/20M 4M/8M 10/10");
    assertThat(plan.at("/price/amount").asText()).isEqualTo("150000");
    assertThat(plan.get("period").asText()).isEqualTo("P30D");
    assertThat(plan.get("pool").asText()).isEqualTo("aktif");
    assertThat(plan.get("sharedUsers").asInt()).isEqualTo(1);

    JsonNode siti = billing.get("/subscriptions/username:siti").json();
    assertThat(siti.get("staticIp").asText()).isEqualTo("10.100.1.9");
    assertThat(siti.get("status").asText()).isEqualTo("expired");
    assertThat(siti.get("macs").toString()).isEqualTo("[\"4c5e0c112233\"]");
    JsonNode tono = billing.get("/subscriptions/username:tono").json();
    assertThat(tono.get("billing").asText()).isEqualTo("prepaid");
    assertThat(problem(made, "tono").get("notes").toString())
        .contains("has used 1000 octets down and 20 up of its profile's limits");
    assertThat(tono.path("activeUntil").isNull()).as("it begins when he logs in").isTrue();
    JsonNode staf = billing.get("/subscriptions/username:staf").json();
    assertThat(staf.get("billing").asText()).isEqualTo("postpaid");
    JsonNode free = billing.get("/plans/" + staf.get("planId").asLong()).json();
    assertThat(free.get("sharedUsers").isNull()).isTrue();
    assertThat(billing.get("/subscriptions/username:malam").json().get("planId"))
        .as("as somebody chose")
        .isEqualTo(budi.get("planId"));

    assertThat(counts(take(request(choices)))).as("once more").containsExactly(8, 0, 7, 1);
    JsonNode undone = undo(1);
    assertThat(undone.get("state").asText()).as(undone.toString()).isEqualTo("undone");
    assertThat(billing.get("/subscriptions/username:budi").status()).isEqualTo(404);
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
    assertThat(plan(undone, "10 Mbit").get("outcome").asText()).isEqualTo("undone");
    assertThat(billing.get("/audit").text())
        .contains("router.read-accounts", "plan.create", "plan.archive")
        .doesNotContain("rahasia1");
  }

  @Test
  void before_routers_are_cut_over_both_answers_are_compared() {
    take(request(", \"skipErrors\": true"));
    JsonNode all =
        billing.get("/imports/1/comparison", "Accept-Language", "en").json().get("items");
    assertThat(all.findValuesAsText("username")).containsExactly("budi", "siti");
    JsonNode budi = all.get(0);
    assertThat(budi.get("here").asText() + budi.get("there").asText()).isEqualTo("acceptaccept");
    assertThat(budi.get("differences").findValuesAsText("attribute"))
        .as("what only we say; the rate, pool, group and end are the same")
        .containsExactly(
            "Acct-Interim-Interval", "Framed-Protocol", "Mikrotik-Address-List", "Service-Type");
    assertThat(all.get(1).get("there").asText()).as("expired on both sides").isEqualTo("reject");

    long plan = billing.get("/subscriptions/username:budi").json().get("planId").asLong();
    assertThat(
            billing.patch("/plans/" + plan, "{\"rateLimit\": {\"download\": 15000000}}").status())
        .isEqualTo(200);
    clock.set("2027-01-05T00:00:00Z");
    JsonNode later = billing.get("/imports/1/comparison").json().at("/items/0");
    assertThat(later.get("there").asText()).isEqualTo("reject");
    clock.set("2026-11-12T00:00:00Z");
    JsonNode rate = billing.get("/imports/1/comparison").json().at("/items/0/differences/3");
    assertThat(rate.get("attribute").asText()).isEqualTo("Mikrotik-Rate-Limit");
    assertThat(rate.at("/here/0").asText()).startsWith("5M/15M");
    assertThat(rate.at("/there/0").asText()).startsWith("5M/10M");
  }

  @Test
  void a_plan_that_somebody_else_got_meanwhile_stays() {
    take(request(", \"skipErrors\": true"));
    long plan = billing.get("/subscriptions/username:budi").json().get("planId").asLong();
    long other = billing.post("/customers", "{\"name\": \"Ani\"}").id();
    assertThat(
            billing
                .post(
                    "/subscriptions",
                    "{\"customerId\": %d, \"planId\": %d, \"username\": \"ani\", \"password\": \"x\"}"
                        .formatted(other, plan))
                .status())
        .isEqualTo(201);
    JsonNode undone = undo(1);
    assertThat(plan(undone, "10 Mbit").get("kept").asText()).isEqualTo("is in use");
    assertThat(billing.get("/plans/" + plan).status()).isEqualTo(200);
  }
}
