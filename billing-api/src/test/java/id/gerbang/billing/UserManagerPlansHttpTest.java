package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which plan a profile of User Manager becomes, and by what name. */
class UserManagerPlansHttpTest extends UserManagerOverHttp {

  @Test
  void profiles_that_differ_in_case_and_spaces_alone_are_two_plans() {
    router.importRsc(
        """
        /user-manager profile add name=10mbit price=99000 validity=30d
        /user-manager profile-limitation add profile=10mbit limitation=malam
        /user-manager user add name=ani password=rahasia9
        """);
    assigned("ani", "10mbit", "running-active", "2026-12-05 10:00:00");
    JsonNode made = taken(", \"choices\": {\"plans\": {\"Malam\": \"10mbit\"}}");
    assertThat(plan(made, "10 Mbit").get("outcome").asText()).isEqualTo("made");
    JsonNode budi = planOf("budi");
    assertThat(budi.get("name").asText()).isEqualTo("10 Mbit");
    assertThat(budi.at("/price/amount").asText()).isEqualTo("150000");
    JsonNode ani = planOf("ani");
    assertThat(ani.get("name").asText()).isEqualTo("10mbit");
    assertThat(ani.at("/price/amount").asText()).isEqualTo("99000");
    assertThat(ani.get("rateLimitText").asText()).isEqualTo("20M/20M");
    assertThat(planOf("malam").get("id"))
        .as("what somebody wrote exactly")
        .isEqualTo(ani.get("id"));
  }

  @Test
  void a_plan_that_is_there_is_a_profile_s_by_its_exact_name_alone() {
    long rumah = billing.plan("Rumah");
    long other = billing.plan("10mbit");
    router.importRsc(
        """
        /user-manager profile add name=%1$d price=99000 validity=30d
        /user-manager profile-limitation add profile=%1$d limitation=10M
        /user-manager user add name=ani password=rahasia9
        """
            .formatted(rumah));
    assigned("ani", Long.toString(rumah), "running-active", "2026-12-05 10:00:00");
    taken(", \"choices\": {\"plans\": {\"Malam\": \"%d\"}}".formatted(other));
    assertThat(planOf("ani").get("id").asLong()).isNotEqualTo(rumah);
    assertThat(planOf("ani").get("name").asText()).isEqualTo(Long.toString(rumah));
    assertThat(planOf("ani").at("/price/amount").asText()).isEqualTo("99000");
    assertThat(planOf("budi").get("name").asText()).isEqualTo("10 Mbit");
    assertThat(planOf("malam").get("id").asLong()).as("an id that somebody wrote").isEqualTo(other);
  }

  @Test
  void names_that_are_cut_stay_names_of_one_plan_each() {
    String name = "Paket Rumah " + "Panjang ".repeat(6);
    String first = name + "Satu Sampai Akhir A";
    String second = name + "Satu Sampai Akhir B";
    router.importRsc(
        """
        /user-manager profile
        add name="%1$s" price=1000 validity=30d
        add name="%2$s" price=2000 validity=30d
        /user-manager user
        add name=a password=a
        add name=b password=b
        add name=a-aktif password=c attributes=Framed-Pool:aktif
        add name=a-lain password=d attributes=Framed-Pool:lain
        """
            .formatted(first, second));
    for (String user : List.of("a", "a-aktif", "a-lain")) {
      assigned(user, first, "running-active", "2026-12-05 10:00:00");
    }
    assigned("b", second, "running-active", "2026-12-05 10:00:00");
    taken("");
    assertThat(planOf("a").at("/price/amount").asText()).isEqualTo("1000");
    assertThat(planOf("b").at("/price/amount").asText()).isEqualTo("2000");
    assertThat(planOf("a").path("pool").isNull()).isTrue();
    assertThat(planOf("a-aktif").path("pool").asText()).isEqualTo("aktif");
    assertThat(planOf("a-lain").path("pool").asText()).isEqualTo("lain");
    assertThat(planOf("a").get("name").asText()).isEqualTo(first.substring(0, 63));
  }

  @Test
  void without_profiles_a_group_is_a_plan() {
    router.importRsc("/user-manager set use-profiles=no");
    router.importRsc(
        "/user-manager user group set rumah attributes=Mikrotik-Rate-Limit:5M/10M,Framed-Pool:aktif");
    JsonNode rehearsed = rehearse(request(""));
    assertThat(plan(rehearsed, "rumah").at("/errors/0/field").asText())
        .as("no price is told")
        .isEqualTo("choices.prices.rumah");
    JsonNode made = taken(", \"choices\": {\"prices\": {\"rumah\": 100000}}");
    assertThat(made.get("findings").toString()).contains("use-profiles is off");
    JsonNode budi = billing.get("/subscriptions/username:budi").json();
    assertThat(budi.get("billing").asText()).isEqualTo("postpaid");
    assertThat(
            billing
                .get("/plans/" + budi.get("planId").asLong())
                .json()
                .get("rateLimitText")
                .asText())
        .isEqualTo("5M/10M");
  }

  private JsonNode taken(String more) {
    return take(request(", \"skipErrors\": true" + more));
  }

  private JsonNode planOf(String username) {
    Reply reply = billing.get("/subscriptions/username:" + username);
    assertThat(reply.status()).as(username + " " + reply.text()).isEqualTo(200);
    return billing.get("/plans/" + reply.json().get("planId").asLong()).json();
  }
}
