package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnansweredTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  private final Unanswered unanswered = new Unanswered();

  @Test
  void it_is_told_at_once_after_a_minute_ten_an_hour_and_then_daily() {
    List<String> told = new ArrayList<>();
    Duration step = Duration.ofSeconds(30);
    for (Duration at = Duration.ZERO; at.toDays() < 4; at = at.plus(step)) {
      if (unanswered.again(NOON.plus(at))) {
        told.add(at.toString());
      }
    }
    assertThat(told).containsExactly("PT0S", "PT1M", "PT10M", "PT1H", "PT24H", "PT48H", "PT72H");
    assertThat(unanswered.tries()).isEqualTo(4 * 24 * 120);
  }

  @Test
  void a_long_pause_between_two_tries_is_told_once() {
    unanswered.again(NOON);
    assertThat(unanswered.again(NOON.plus(Duration.ofDays(3)))).isTrue();
    assertThat(unanswered.again(NOON.plus(Duration.ofDays(3)).plusSeconds(30))).isFalse();
    assertThat(unanswered.again(NOON.plus(Duration.ofDays(4)))).isTrue();
  }
}
