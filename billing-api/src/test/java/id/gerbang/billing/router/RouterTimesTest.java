package id.gerbang.billing.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTimesTest {

  @ParameterizedTest
  @CsvSource({
    "300ms, PT0.3S",
    "3s, PT3S",
    "1s100ms, PT1.1S",
    "5m, PT5M",
    "00:05:00, PT5M",
    "0s, PT0S",
    "1d02:03:04, PT26H3M4S",
    "1w2d3h4m5s, PT219H4M5S",
    "2w, PT336H"
  })
  void lengths_of_time_are_read_as_both_versions_write_them(String text, Duration length) {
    assertThat(RouterTimes.duration(text)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5", "5x", "1d2", "-1s", "received"})
  void what_is_no_length_of_time_is_none(String text) {
    assertThat(RouterTimes.duration(text)).isEmpty();
  }
}
