package id.gerbang.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterOsVersionTest {

  @ParameterizedTest
  @CsvSource({
    "6.49.18 (long-term), 6.49.18",
    "7.20.8 (stable), 7.20.8",
    "7.1, 7.1",
    "' 7.22rc1 (testing) ', 7.22rc1",
    "7.23beta4 (development), 7.23beta4"
  })
  void is_read_from_what_a_router_says(String text, String version) {
    assertThat(RouterOsVersion.parse(text).orElseThrow()).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "seven", "v7.1", "7.x", "99999.1", "7.22foo1"})
  void what_is_none_is_unknown(String text) {
    assertThat(RouterOsVersion.parse(text)).isEmpty();
  }

  @Test
  void has_the_order_in_which_they_came_out() {
    List<RouterOsVersion> inOrder =
        List.of(
                "6.42.12",
                "6.43",
                "6.49.9",
                "6.49.18",
                "7.1rc4",
                "7.1",
                "7.9.2",
                "7.22beta3",
                "7.22rc1",
                "7.22rc2",
                "7.22",
                "7.22.1")
            .stream()
            .map(text -> RouterOsVersion.parse(text).orElseThrow())
            .toList();
    assertThat(inOrder).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void rest_is_there_from_7_1_on() {
    assertThat(RouterOsVersion.parse("7.1").orElseThrow().isAtLeast(7, 1)).isTrue();
    assertThat(RouterOsVersion.parse("7.1rc4").orElseThrow().isAtLeast(7, 1)).isFalse();
    assertThat(RouterOsVersion.parse("6.49.18").orElseThrow().isAtLeast(7, 1)).isFalse();
    assertThat(RouterOsVersion.parse("7.10").orElseThrow().isAtLeast(7, 9)).isTrue();
  }
}
