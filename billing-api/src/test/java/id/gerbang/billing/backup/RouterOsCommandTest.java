package id.gerbang.billing.backup;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.pop.PopAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterOsCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"103.245.179.46/29", "10.0.0.1/32", "10.0.0.0/31", "192.168.1.1/24"})
  void an_uplink_address_is_a_host_with_its_prefix(String text) {
    assertThat(PopAddress.parse(text).orElseThrow()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "103.245.179.46",
        "103.245.179.46/",
        "103.245.179.46/0",
        "103.245.179.46/33",
        "103.245.179.46/029",
        "103.245.179.40/29",
        "103.245.179.47/29",
        "127.0.0.1/8",
        "0.1.2.3/8",
        "224.0.0.5/24",
        "1.2.3/24",
        "01.2.3.4/24",
        "256.1.1.1/24",
        "pop.example.net/24",
        "2001:db8::1/64",
        " 1.2.3.4/24",
        ""
      })
  void anything_else_is_none(String text) {
    assertThat(PopAddress.parse(text)).isEmpty();
  }

  @Test
  void a_password_prints_as_redacted_and_knows_when_it_is_weak() {
    assertThat(new Password("user3067")).hasToString("[redacted]");
    assertThat(new Password("user3067").weak(3067)).isTrue();
    assertThat(new Password("a-long-one-with-3067").weak(3067)).isTrue();
    assertThat(new Password("kT7vQm2xWp9r").weak(3067)).isFalse();
  }
}
