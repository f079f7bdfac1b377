package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ISP moves in from User Manager 7: rehearsed, taken in, and taken back. */
class UserManagerHttpTest {

  private static final String SET_UP =
      """
      /user-manager set enabled=yes use-profiles=yes
      /user-manager user group add name=rumah attributes=Framed-Pool:aktif,Mikrotik-Group:rumah
      /user-manager limitation
      add name=10M rate-limit-rx=5M rate-limit-tx=10M rate-limit-burst-rx=10M rate-limit-burst-tx=20M rate-limit-burst-threshold-rx=4M rate-limit-burst-threshold-tx=8M rate-limit-burst-time-rx=10s rate-limit-burst-time-tx=10s
      add name=kuota transfer-limit=53687091200 rate-limit-rx=2M rate-limit-tx=2M
      add name=malam rate-limit-rx=20M rate-limit-tx=20M
      /user-manager profile
      add name="10 Mbit" price=150000 validity=30d
      add name=Kuota price=50000 validity=30d starts-when=first-auth
      add name=Malam price=25000 validity=30d
      add name=Harian price=5000 validity=10h
      add name=Staf validity=unlimited override-shared-users=unlimited
      /user-manager profile-limitation
      add profile="10 Mbit" limitation=10M
      add profile=Kuota limitation=kuota
      add profile=Malam limitation=malam from-time=23h till-time=6h weekdays=saturday,sunday
      /user-manager user
      add name=budi password=rahasia1 comment="Budi Santoso" group=rumah
      add name=siti password=rahasia2 attributes=Framed-IP-Address:10.100.1.9,Framed-Pool:lain group=rumah caller-id=4C:5E:0C:11:22:33
      add name=tono password=rahasia3
      add name=malam password=rahasia4
      add name=jam password=rahasia5
      add name=staf password=rahasia6 otp-secret=NV4XG5A
      add name=mati password=rahasia7 disabled=yes
      add name=tanpa password=rahasia8
      /user-manager router add name=BRAS address=10.0.0.1 shared-secret=x
      """;

  private final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  private final StandInRouter router =
      StandInRouter.version("7.20.8").withUserManager().clock(clock).start();

  @BeforeEach
  void an_isp_that_has_user_manager() {
    router.user("gerbang", "rahasia", "read,test,api,sensitive");
    router.importRsc("/system clock set time-zone-name=Asia/Jakarta");
    router.importRsc(SET_UP);
    assigned("budi", "10 Mbit", "running-active", "2026-12-05 10:00:00");
    assigned("budi", "10 Mbit", "waiting", "");
    assigned("siti", "10 Mbit", "used", "2026-11-01 10:00:00");
    assigned("tono", "Kuota", "waiting", "");
    assigned("malam", "Malam", "running-active", "2026-12-01 00:00:00");
    assigned("jam", "Harian", "running-active", "2026-11-11 06:00:00");
    assigned("staf", "Staf", "running-active", "");
    assigned("mati", "10 Mbit", "running-active", "2026-12-01 00:00:00");
    for (int i = 0; i < 21; i++) {
      router.wrote(
          "/user-manager/session",
          Map.of(
              "user",
              "u" + i,
              "started",
              "2026-11-01 1%d:00:00".formatted(i / 10),
              "ended",
              "2026-11-01 13:30:00"));
    }
    router.wrote(
        "/user-manager/session",
        Map.of(
            "user", "tono", "started", "2026-11-09 10:00:00", "download", "1000", "upload", "20"));
    router.wrote("/user-manager/payment", Map.of("user", "budi", "trans-status", "approved"));
    assertThat(billing.put("/settings", "{\"billing\": {\"automatic\": false}}").status())
        .isEqualTo(200);
  }

  @AfterEach
  void close() {
    router.close();
    billing.close();
  }

  @Test
  void a_rehearsal_says_what_will_be_what_and_what_can_t_be() {
    JsonNode rehearsed = billing.post("/imports", request(", \"dryRun\": true")).json();
    assertThat(rehearsed.path("state").asText()).as(rehearsed.toString()).isEqualTo("rehearsed");
    assertThat(ImportsOverHttp.counts(rehearsed)).containsExactly(8, 2, 2, 4);
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
    JsonNode made = billing.post("/imports", request(choices), "Idempotency-Key", "a").json();
    assertThat(ImportsOverHttp.counts(made)).as(made.toString()).containsExactly(8, 5, 2, 1);

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

    assertThat(
            ImportsOverHttp.counts(
                billing.post("/imports", request(choices), "Idempotency-Key", "b").json()))
        .as("once more")
        .containsExactly(8, 0, 7, 1);
    JsonNode undone = billing.post("/imports/1/undo", "{}", "Idempotency-Key", "u").json();
    assertThat(undone.get("state").asText()).as(undone.toString()).isEqualTo("undone");
    assertThat(billing.get("/subscriptions/username:budi").status()).isEqualTo(404);
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
    assertThat(plan(undone, "10 Mbit").get("outcome").asText()).isEqualTo("undone");
    assertThat(billing.get("/audit").text())
        .contains("router.read-accounts", "plan.create", "plan.archive")
        .doesNotContain("rahasia1");
  }

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
  void before_routers_are_cut_over_both_answers_are_compared() {
    billing.post("/imports", request(", \"skipErrors\": true"), "Idempotency-Key", "a");
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
    billing.post("/imports", request(", \"skipErrors\": true"), "Idempotency-Key", "a");
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
    JsonNode undone = billing.post("/imports/1/undo", "{}", "Idempotency-Key", "u").json();
    assertThat(plan(undone, "10 Mbit").get("kept").asText()).isEqualTo("is in use");
    assertThat(billing.get("/plans/" + plan).status()).isEqualTo(200);
  }

  @Test
  void nothing_is_written_into_user_manager() {
    List<Map<String, String>> before = router.print("/user-manager/user");
    int seen = router.seen().size();
    billing.post("/imports", request(", \"skipErrors\": true"), "Idempotency-Key", "a");
    List<String> commands = router.seen().subList(seen, router.seen().size());
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands).allMatch(it -> it.endsWith("/print") || it.endsWith("/login"));
    assertThat(router.print("/user-manager/user")).isEqualTo(before);
  }

  @Test
  void without_profiles_a_group_is_a_plan() {
    router.importRsc("/user-manager set use-profiles=no");
    router.importRsc(
        "/user-manager user group set rumah attributes=Mikrotik-Rate-Limit:5M/10M,Framed-Pool:aktif");
    JsonNode rehearsed = billing.post("/imports", request(", \"dryRun\": true")).json();
    assertThat(plan(rehearsed, "rumah").at("/errors/0/field").asText())
        .as("no price is told")
        .isEqualTo("choices.prices.rumah");
    JsonNode made =
        billing
            .post(
                "/imports",
                request(", \"skipErrors\": true, \"choices\": {\"prices\": {\"rumah\": 100000}}"),
                "Idempotency-Key",
                "a")
            .json();
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_export_tells_all_but_ends(boolean sensitive) {
    String content =
        Base64.getEncoder()
            .encodeToString(router.export(sensitive).getBytes(StandardCharsets.UTF_8));
    String request =
        """
        {"name": "bras.rsc", "format": "usermanager", "content": "%s", "skipErrors": true,
         "choices": {"activeUntil": "2026-12-31T00:00:00Z"}}"""
            .formatted(content);
    JsonNode made = billing.post("/imports", request, "Idempotency-Key", "a").json();
    assertThat(made.get("findings").toString()).contains("an export tells no ends");
    if (sensitive) {
      assertThat(billing.get("/subscriptions/username:budi").json().get("activeUntil").asText())
          .isEqualTo("2026-12-31T00:00:00Z");
    } else {
      assertThat(made.get("findings").toString()).contains("8 accounts are without a password");
      assertThat(problem(made, "budi").at("/errors/0/field").asText()).isEqualTo("password");
    }
  }

  @Test
  void passwords_that_the_router_hides_are_missing_and_said_so() {
    router.importRsc("/user group set gerbang policy=read,test,api");
    JsonNode rehearsed = billing.post("/imports", request(", \"dryRun\": true")).json();
    assertThat(problem(rehearsed, "budi").at("/errors/0/field").asText()).isEqualTo("password");
    assertThat(rehearsed.get("findings").toString()).contains("has no policy sensitive");
  }

  @Test
  void a_router_that_can_t_be_read_or_has_none_is_said_so() {
    assertThat(
            billing
                .post(
                    "/imports",
                    "{\"format\": \"usermanager\", \"router\": \"99\", \"dryRun\": true}")
                .status())
        .isEqualTo(404);
    String request = request(", \"dryRun\": true");
    router.faults().refuseConnections();
    Reply refused = billing.post("/imports", request);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("could not be read");
    router.faults().acceptConnections();
  }

  @Test
  void a_router_without_user_manager_is_said_so() {
    try (StandInRouter without = StandInRouter.version("7.20.8").start()) {
      without.user("gerbang", "rahasia", "read,test,api,sensitive");
      String request = "{\"format\": \"usermanager\", \"router\": \"%d\", \"dryRun\": true}";
      assertThat(billing.post("/imports", request.formatted(register(without))).field())
          .isEqualTo("content");
    }
  }

  private JsonNode taken(String more) {
    Reply reply =
        billing.post("/imports", request(", \"skipErrors\": true" + more), "Idempotency-Key", "a");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  private JsonNode planOf(String username) {
    Reply reply = billing.get("/subscriptions/username:" + username);
    assertThat(reply.status()).as(username + " " + reply.text()).isEqualTo(200);
    return billing.get("/plans/" + reply.json().get("planId").asLong()).json();
  }

  private void assigned(String user, String profile, String state, String end) {
    router.wrote(
        "/user-manager/user-profile",
        Map.of("user", user, "profile", profile, "state", state, "end-time", end));
  }

  private String request(String more) {
    return "{\"format\": \"usermanager\", \"router\": \"%d\"%s}".formatted(register(router), more);
  }

  private long register(StandInRouter there) {
    String external = "um" + there.port("api");
    Reply known = billing.get("/routers/external:" + external);
    if (known.status() == 200) {
      return known.json().get("id").asLong();
    }
    Reply reply =
        billing.post(
            "/routers",
            """
            {"externalId": "%s", "name": "%1$s", "secret": "rahasia-radius", "address": "127.0.0.1",
             "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}"""
                .formatted(external, there.port("api")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }

  private static JsonNode plan(JsonNode view, String name) {
    return named(view.get("plans"), name);
  }

  private static JsonNode problem(JsonNode view, String name) {
    return named(view.get("problems"), name);
  }

  private static JsonNode named(JsonNode all, String name) {
    for (JsonNode one : all) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + all);
  }
}
