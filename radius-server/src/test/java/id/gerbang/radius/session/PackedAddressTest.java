package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "255.255.255.255", "192.0.2.1", "0.0.0.1"})
  void an_address_comes_back_as_it_was(String text) {
    assertThat(PackedAddress.ipv4(PackedAddress.ipv4(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.2.3",
        "10..0.2",
        "2001:db8::1",
        "10.0.0.x",
        "9999999999.0.0.1"
      })
  void what_is_no_address_is_none(String text) {
    assertThat(PackedAddress.ipv4(text)).isEqualTo(PackedAddress.NO_IPV4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4C:5E:0C:11:22:33", "00:00:00:00:00:00", "FF:FF:FF:FF:FF:FF"})
  void a_mac_comes_back_as_it_was(String text) {
    assertThat(PackedAddress.mac(PackedAddress.mac(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4c:5e:0c:11:22:33",
        "4C-5E-0C-11-22-33",
        "4C:5E:0C:11:22:3",
        "203.0.113.77",
        "1:0:e1:c:38:c8:f8"
      })
  void a_mac_that_is_written_otherwise_stays_text(String text) {
    assertThat(PackedAddress.mac(text)).isEqualTo(PackedAddress.NO_MAC);
  }
}
