package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstCredentialsTest {

  @Test
  void an_empty_variable_is_as_good_as_none_and_makes_no_owner_without_a_password() {
    assertThat(
            Gerbang.FirstCredentials.of(
                Map.of("GERBANG_OWNER_PASSWORD", "", "GERBANG_API_TOKEN", " ")))
        .isEqualTo(new Gerbang.FirstCredentials(Optional.empty(), Optional.empty()));
  }

  @Test
  void what_is_given_is_taken_as_it_is() {
    assertThat(
            Gerbang.FirstCredentials.of(
                Map.of("GERBANG_OWNER_PASSWORD", " rahasia ", "GERBANG_API_TOKEN", "gbg_given")))
        .isEqualTo(
            new Gerbang.FirstCredentials(Optional.of(" rahasia "), Optional.of("gbg_given")));
  }
}
