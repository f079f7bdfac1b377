package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How User Manager is read: over the API or out of an export, and nothing is written there. */
class UserManagerReadHttpTest extends UserManagerOverHttp {

  @Test
  void nothing_is_written_into_user_manager() {
    List<Map<String, String>> before = router.print("/user-manager/user");
    int seen = router.seen().size();
    take(request(", \"skipErrors\": true"));
    List<String> commands = router.seen().subList(seen, router.seen().size());
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands).allMatch(it -> it.endsWith("/print") || it.endsWith("/login"));
    assertThat(router.print("/user-manager/user")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_export_tells_all_but_ends(boolean sensitive) {
    String more =
        """
        , "skipErrors": true, "choices": {"activeUntil": "2026-12-31T00:00:00Z"}""";
    JsonNode made = take(file("usermanager", router.export(sensitive), more));
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
    JsonNode rehearsed = rehearse(request(""));
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
}
