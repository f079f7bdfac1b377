package id.gerbang.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6PrefixTest {

  @Test
  void one_prefix_has_one_text_however_it_was_written() {
    assertThat(Ipv6Prefix.parse("2001:db8:1::/48"))
        .isEqualTo(Ipv6Prefix.parse("2001:0DB8:1:0::/48"));
    assertThat(Ipv6Prefix.parse("2001:db8::1").text()).isEqualTo("2001:db8::1/128");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "2001:db8::/0",
        "2001:db8::/129",
        "2001:db8::/x",
        "2001:db8::1/64",
        "2001:db8::/64/64",
        "10.0.0.0/8",
        "::ffff:10.0.0.1/128",
        "fe80::1%eth0/64",
        "tetangga/64"
      })
  void what_is_no_prefix_of_a_session_is_refused(String text) {
    assertThatThrownBy(() -> Ipv6Prefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
