package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An ISP moves in from User Manager 6. */
class UserManager6HttpTest extends MovingInOverHttp {

  private static final String USER_MANAGER_6 =
      """
      /tool user-manager profile
      add name=50K owner=admin price=50000 starts-at=logon validity=4w2d
      add name=Bebas owner=admin price=100000 validity=unlimited
      /tool user-manager profile limitation
      add name=L owner=admin rate-limit-rx=524288 rate-limit-tx=1048576 group-name=rumah ip-pool=hs-pool address-list=pelanggan
      /tool user-manager profile profile-limitation
      add profile=50K limitation=L
      add profile=Bebas limitation=L
      /tool user-manager user
      add username=bebvd6 password=bebvd6 customer=admin caller-id=bind
      add username=lama password=x customer=admin
      add username=bebas password=y customer=admin shared-users=3
      """;

  @Test
  void user_manager_6_tells_profiles_and_use_and_no_ends() {
    try (StandInRouter router = UserManagerStandIn.started("6.49.18", clock)) {
      router.importRsc(USER_MANAGER_6);
      has(router, "bebvd6", "50K", "never");
      has(router, "lama", "50K", "nov/01/2026 10:00:00");
      has(router, "bebas", "Bebas", "never");
      long id = BillingWithRouter.register(billing, router);
      int seen = router.seen().size();
      JsonNode rehearsed = rehearse(fromRouter("usermanager", id, ""));
      assertThat(counts(rehearsed)).as(rehearsed.toString()).containsExactly(3, 2, 0, 1);
      assertThat(rehearsed.at("/problems/0/errors/0/field").asText()).isEqualTo("activeUntil");
      assertThat(router.seen().subList(seen, router.seen().size()))
          .isNotEmpty()
          .allMatch(it -> it.endsWith("/print") || it.endsWith("/login"));

      String choices = ", \"choices\": {\"activeUntil\": \"2026-11-30T17:00:00Z\"}";
      JsonNode made = take(fromRouter("usermanager", id, choices));
      assertThat(counts(made)).containsExactly(3, 3, 0, 0);
      JsonNode first = billing.get("/subscriptions/username:bebvd6").json();
      assertThat(first.get("macPolicy").asText()).isEqualTo("first");
      assertThat(first.path("activeUntil").isNull()).isTrue();
      assertThat(billing.get("/subscriptions/username:lama").json().get("activeUntil").asText())
          .isEqualTo("2026-11-30T17:00:00Z");
      JsonNode plan = billing.get("/plans/" + first.get("planId").asLong()).json();
      assertThat(plan.get("rateLimitText").asText()).isEqualTo("524288/1048576");
      assertThat(plan.get("pool").asText()).isEqualTo("hs-pool");
      assertThat(plan.get("addressList").asText()).isEqualTo("pelanggan");
      assertThat(plan.at("/attributes/0/value").asText()).isEqualTo("rumah");
      assertThat(plan.get("period").asText()).isEqualTo("P30D");
      assertThat(billing.get("/subscriptions/username:bebas").json().get("billing").asText())
          .isEqualTo("postpaid");
    }
  }

  /** What User Manager 6 tells of a user over the API alone. */
  private static void has(StandInRouter router, String user, String profile, String seen) {
    router.knows(
        "/tool/user-manager/user", user, Map.of("actual-profile", profile, "last-seen", seen));
  }
}
