package id.gerbang.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final BackOff backOff = new BackOff(nanos::get);

  @Test
  void tries_at_once_then_ever_more_rarely_and_at_once_again_after_a_good_minute() {
    assertThat(triesWithin(Duration.ofSeconds(100)))
        .containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L);
    pass(Duration.ofSeconds(61));
    assertThat(backOff.due()).isTrue();
    assertThat(backOff.pause()).isEqualTo(Duration.ofSeconds(1));
  }

  /** Of something that never stands: the seconds at which it was tried. */
  private List<Long> triesWithin(Duration time) {
    List<Long> tries = new ArrayList<>();
    for (long second = 0; second < time.toSeconds(); second++) {
      if (backOff.due()) {
        tries.add(second);
      }
      pass(Duration.ofSeconds(1));
    }
    return tries;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
