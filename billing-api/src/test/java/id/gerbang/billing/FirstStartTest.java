package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Role;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstStartTest {

  @Test
  void an_empty_database_gets_one_owner_and_one_token() {
    try (RunningBilling billing = new RunningBilling(List.of())) {
      Optional<String> password =
          billing
              .service
              .firstStart()
              .run(
                  billing.sealer,
                  Optional.empty(),
                  Optional.of("gbg_given_0123456789abcdef0123456789"));
      assertThat(password).get().asString().matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
      assertThat(
              billing
                  .as("gbg_given_0123456789abcdef0123456789", "GET", "/staff", null)
                  .json()
                  .at("/items/0/name")
                  .asText())
          .isEqualTo("owner");
      assertThat(
              billing
                  .service
                  .firstStart()
                  .run(billing.sealer, Optional.of("other"), Optional.of("gbg_other")))
          .isEmpty();
      assertThat(billing.as("gbg_other", "GET", "/staff", null).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "too short, , GERBANG_OWNER_PASSWORD",
    ", gbg_short, GERBANG_API_TOKEN",
    ", gbs_0123456789abcdef0123456789abcdef, GERBANG_API_TOKEN"
  })
  void weak_first_credentials_make_nothing(String password, String token, String named) {
    try (RunningBilling billing = new RunningBilling(List.of())) {
      assertThatThrownBy(
              () ->
                  billing
                      .service
                      .firstStart()
                      .run(
                          billing.sealer,
                          Optional.ofNullable(password),
                          Optional.ofNullable(token)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(named);
      assertThat(billing.get("/staff").json().get("items")).isEmpty();
    }
  }

  @Test
  void another_key_stops_the_start() {
    try (RunningBilling billing = new RunningBilling(List.of())) {
      Sealer other = RunningBilling.newKey();
      assertThatThrownBy(
              () -> BillingService.start(billing.config(other), Clock.systemUTC(), List.of()))
          .isInstanceOf(SealException.class)
          .hasMessageContaining("filled under another sealing key")
          .hasMessageContaining("GERBANG_KEY_FILE");
    }
  }

  @Test
  void staff_get_a_password_that_is_shown_once() {
    try (RunningBilling billing = new RunningBilling(List.of())) {
      String first = billing.service.staff().add("budi", Role.BILLING);
      String second = billing.service.staff().reset("budi");
      assertThat(second).isNotEqualTo(first);
      assertThat(billing.post("/staff", "{\"name\": \"budi\", \"role\": \"auditor\"}").field())
          .isEqualTo("name");
      assertThat(billing.post("/staff", "{\"name\": \"ani\", \"role\": \"boss\"}").field())
          .isEqualTo("role");
      String password =
          billing
              .post("/staff", "{\"name\": \"ani\", \"role\": \"technician\"}")
              .json()
              .get("oneTimePassword")
              .asText();
      assertThat(billing.get("/staff").text() + billing.get("/audit").text())
          .contains("ani", "staff.add", "staff.reset")
          .doesNotContain(first, second, password);
    }
  }
}
