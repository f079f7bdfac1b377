package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.routeros.standin.StandInRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ISP moves in from the secrets that its routers hold themselves. */
class LocalSecretsHttpTest extends MovingInOverHttp {

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void local_secrets_become_subscriptions_by_their_profiles(String version) {
    try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
      router.user("gerbang", "rahasia", "read,test,api,sensitive");
      router.importRsc(
          """
          /ip pool add name=aktif ranges=10.0.0.2-10.0.0.254
          /ppp profile add name=10M rate-limit="5M/10M 10M/20M 4M/8M 10/10" remote-address=aktif
          /ppp secret
          add name=budi password=rahasia1 service=pppoe profile=10M comment=Budi
          add name=siti password=rahasia2 service=any profile=10M remote-address=10.0.0.9 routes=10.9.0.0/24 caller-id=4C:5E:0C:11:22:33
          add name=vpn password=x service=l2tp profile=10M
          add name=mati password=x profile=10M disabled=yes
          """);
      String choices = ", \"choices\": {\"prices\": {\"10M\": 150000}}";
      long id = BillingWithRouter.register(billing, router);
      JsonNode made = take(fromRouter("ppp", id, choices));
      assertThat(counts(made)).as(made.toString()).containsExactly(4, 2, 2, 0);
      JsonNode siti = billing.get("/subscriptions/username:siti").json();
      assertThat(siti.get("staticIp").asText()).isEqualTo("10.0.0.9");
      assertThat(siti.at("/routes/0").asText()).isEqualTo("10.9.0.0/24");
      assertThat(siti.get("macs").toString()).isEqualTo("[\"4c5e0c112233\"]");
      JsonNode plan = billing.get("/plans/" + siti.get("planId").asLong()).json();
      assertThat(plan.get("rateLimitText").asText()).isEqualTo("5M/10M 10M/20M 4M/8M 10/10");
      assertThat(plan.get("pool").asText()).isEqualTo("aktif");
      assertThat(billing.get("/customers/external:ppp:budi").json().get("name").asText())
          .isEqualTo("Budi");
      JsonNode again = rehearse(file("ppp", router.export(true), choices));
      assertThat(counts(again)).as("out of its export").containsExactly(4, 0, 4, 0);
    }
  }

  @Test
  void an_export_calls_the_profile_of_those_who_have_none_by_its_id() {
    String export =
        "/ppp profile\nset *0 rate-limit=2M/4M\n/ppp secret\nadd name=budi password=rahasia1 service=pppoe\n";
    take(file("ppp", export, ", \"choices\": {\"prices\": {\"default\": 90000}}"));
    long planId = billing.get("/subscriptions/username:budi").json().get("planId").asLong();
    assertThat(billing.get("/plans/" + planId).json().get("rateLimitText").asText())
        .isEqualTo("2M/4M");
  }

  @Test
  void prefixes_come_along_and_who_may_log_in_once_still_may_no_more() {
    String export =
        """
        /ppp profile
        add name=10M only-one=yes rate-limit=5M/10M remote-ipv6-prefix-pool=v6 dhcpv6-pd-pool=pd
        /ppp secret
        add name=budi password=rahasia1 service=pppoe profile=10M remote-ipv6-prefix=2001:db8:7::/64
        add name=siti password=rahasia2 service=pppoe profile=10M remote-ipv6-prefix=::/0 ipv6-routes=2001:db8:8::/48
        """;
    JsonNode made = take(file("ppp", export, ", \"choices\": {\"prices\": {\"10M\": 150000}}"));
    assertThat(counts(made)).as(made.toString()).containsExactly(2, 2, 0, 0);
    JsonNode budi = billing.get("/subscriptions/username:budi").json();
    assertThat(budi.at("/ipv6/framedPrefix").asText()).isEqualTo("2001:db8:7::/64");
    JsonNode siti = billing.get("/subscriptions/username:siti").json();
    assertThat(siti.at("/ipv6/framedPrefix").asText("")).as("every address is none").isEmpty();
    assertThat(problem(made, "siti").get("notes").toString())
        .contains("2001:db8:8::/48 is not carried");
    JsonNode plan = billing.get("/plans/" + budi.get("planId").asLong()).json();
    assertThat(plan.get("sharedUsers").asInt()).isEqualTo(1);
    assertThat(plan(made, "10M").get("notes").toString())
        .contains("Framed-IPv6-Pool v6 is not carried")
        .contains("Delegated-IPv6-Pool pd is not carried");
  }
}
