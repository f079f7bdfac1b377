package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /routers/{id}/own-user}: a login that a person typed is needed once. */
class RouterUserHttpTest {

  private static final String[] ENGLISH = {"Accept-Language", "en"};

  private final RunningBilling billing = new RunningBilling(List.of());
  private StandInRouter router = StandInRouter.version("7.20.8").start();

  @AfterEach
  void stop() {
    router.close();
    billing.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void it_takes_the_place_of_the_login_that_was_typed(String version) {
    router.close();
    router = StandInRouter.version(version).start();
    long id = typed("read,write,policy,test,api");

    Reply made = make(id, "{}");

    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.json().at("/api/username").asText()).isEqualTo("gerbang-api");
    Map<String, String> user = router.print("/user", "name", "gerbang-api");
    assertThat(user).containsEntry("address", "127.0.0.1").containsEntry("group", "gerbang-api");
    assertThat(may(router.print("/user/group", "name", "gerbang-api").get("policy")))
        .containsExactlyInAnyOrder("read", "write", "test", "reboot", "api");

    // Whoever was typed may go: it is not asked by that login any more, and it is not kept.
    router.importRsc("/user remove [find name=teknisi]");
    Reply tested = billing.post("/routers/" + id + "/test", "", ENGLISH);
    assertThat(tested.json().at("/checks/0/outcome").asText()).isEqualTo("pass");
    assertThat(tested.json().at("/checks/1/outcome").asText()).isEqualTo("pass");
    assertThat(billing.get("/audit").text())
        .contains("router.own-user")
        .contains("gerbang-api")
        .contains("teknisi")
        .doesNotContain("ketikan");
    assertThat(may(router.print("/user/group", "name", "gerbang-api").get("policy")))
        .doesNotContain("policy", "sensitive");
  }

  @Test
  void one_that_is_not_let_in_is_removed_and_nothing_changes() {
    long id = typed("read,write,policy,test,api");
    Reply refused = make(id, "{\"addresses\": [\"10.9.9.9\"]}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("refuses the login");
    nothingIsLeft(id);
    assertThat(make(id, "{\"addresses\": [\"10.9.9\"]}").field()).isEqualTo("addresses[0]");
  }

  @Test
  void a_login_that_may_make_no_users_is_told_so() {
    long id = typed("read,write,test,api");
    Reply refused = make(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("may not do this");
    nothingIsLeft(id);
  }

  @Test
  void a_group_without_its_user_does_not_stay() {
    long id = typed("read,write,policy,test,api");
    router.faults().failOnce("/user/add", "failure: no more memory");
    assertThat(make(id, "{}").text()).contains("no more memory");
    nothingIsLeft(id);
  }

  @Test
  void a_user_of_that_name_that_is_somebody_else_s_is_left_alone() {
    long id = typed("read,write,policy,test,api");
    router.importRsc("/user add name=gerbang-api group=read password=x");
    Reply refused = make(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("not ours");
    assertThat(router.print("/user", "name", "gerbang-api")).containsEntry("group", "read");
  }

  /** Groups have no comment: who is in it tells whose it is, and where nobody is, what it may. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_group_of_that_name_that_is_somebody_else_s_keeps_what_it_may(String version) {
    router.close();
    router = StandInRouter.version(version).start();
    long id = typed("read,write,policy,test,api");
    router.importRsc("/user group add name=gerbang-api policy=read,winbox");
    assertThat(make(id, "{}").text()).contains("user group gerbang-api", "not ours");

    router.importRsc("/user group set [find name=gerbang-api] policy=read,write,test,reboot,api");
    router.importRsc("/user add name=siapa group=gerbang-api password=x");
    Reply refused = make(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("users in it: siapa");
    assertThat(router.print("/user").stream().map(row -> row.get("name")))
        .doesNotContain("gerbang-api");

    router.importRsc("/user remove [find name=siapa]");
    assertThat(make(id, "{}").status()).as("one that nobody uses, as ours is").isEqualTo(200);
    router.importRsc("/user add name=siapa group=gerbang-api password=x");
    router.importRsc("/user group set [find name=gerbang-api] policy=read");
    TestDatabase.execute(
        billing.database, "UPDATE router SET api_username = 'teknisi', version = version + 1");
    billing.put("/routers/" + id, access());
    assertThat(make(id, "{}").status()).isEqualTo(409);
    assertThat(may(router.print("/user/group", "name", "gerbang-api").get("policy")))
        .containsExactly("read");
  }

  @Test
  void ours_left_from_another_time_is_taken_over_with_a_new_password() {
    long id = typed("read,write,policy,test,api");
    make(id, "{}");
    TestDatabase.execute(
        billing.database, "UPDATE router SET api_username = 'teknisi', version = version + 1");
    billing.put("/routers/" + id, access());
    assertThat(make(id, "{}").status()).isEqualTo(200);
    assertThat(billing.post("/routers/" + id + "/test", "").json().at("/checks/0/outcome").asText())
        .isEqualTo("pass");
  }

  private void nothingIsLeft(long id) {
    assertThat(router.print("/user").stream().map(row -> row.get("name")))
        .doesNotContain("gerbang-api");
    assertThat(router.print("/user/group").stream().map(row -> row.get("name")))
        .doesNotContain("gerbang-api");
    assertThat(billing.get("/routers/" + id).json().at("/api/username").asText())
        .isEqualTo("teknisi");
    assertThat(billing.post("/routers/" + id + "/test", "").json().at("/checks/0/outcome").asText())
        .isEqualTo("pass");
  }

  private long typed(String policies) {
    router.user("teknisi", "ketikan", policies);
    return billing.post("/routers", access()).id();
  }

  private String access() {
    return """
        {"name": "BRAS", "secret": "sangat-rahasia", "address": "127.0.0.1",
         "api": {"protocol": "api", "port": %d, "username": "teknisi", "password": "ketikan"}}"""
        .formatted(router.port("api"));
  }

  private Reply make(long id, String request) {
    return billing.post("/routers/" + id + "/own-user", request, ENGLISH);
  }

  private static List<String> may(String policies) {
    return Arrays.stream(policies.split(",")).filter(policy -> !policy.startsWith("!")).toList();
  }
}
