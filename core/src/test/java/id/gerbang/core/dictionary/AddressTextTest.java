package id.gerbang.core.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "255.255.255.255", "::1", "2001:db8::10.0.0.1"})
  void an_address_is_taken_as_it_is_written(String text) {
    assertThat(AddressText.read(text)).isPresent();
  }

  /** {@code InetAddress} would read the first two as addresses, and ask DNS for the next ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "010.0.0.1",
        "10.0.0.01",
        "256.1.1.1",
        "999.1.1.1",
        "1.2.3",
        "gerbang.id",
        "",
        ":g"
      })
  void what_only_looks_like_one_is_none(String text) {
    assertThat(AddressText.read(text)).isEmpty();
  }
}
