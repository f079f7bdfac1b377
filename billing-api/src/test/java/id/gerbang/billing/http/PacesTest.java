package id.gerbang.billing.http;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.Caller.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacesTest {

  private static final Pace PACE = new Pace(2, 5);

  private final AtomicLong nanos = new AtomicLong();
  private final Paces paces = new Paces(nanos::get);

  @Test
  void a_burst_is_let_through_and_then_the_rate() {
    for (int i = 0; i < 5; i++) {
      assertThat(paces.take("a", PACE)).isZero();
    }
    assertThat(paces.take("a", PACE)).isEqualTo(1);
    assertThat(paces.take("b", PACE)).isZero();
    pass(Duration.ofMillis(499));
    assertThat(paces.take("a", PACE)).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(paces.take("a", PACE)).isZero();
    assertThat(paces.take("a", PACE)).isEqualTo(1);
  }

  @Test
  void a_bucket_holds_no_more_than_a_burst_however_long_nobody_came() {
    pass(Duration.ofDays(1));
    for (int i = 0; i < 5; i++) {
      assertThat(paces.take("a", PACE)).isZero();
    }
    assertThat(paces.take("a", PACE)).isEqualTo(1);
  }

  @Test
  void a_slow_rate_says_how_long_it_takes() {
    Pace slow = new Pace(1, 1);
    assertThat(paces.take("a", slow)).isZero();
    assertThat(paces.take("a", slow)).isEqualTo(1);
  }

  @Test
  void who_was_not_heard_for_longest_is_forgotten_first() {
    for (int i = 0; i < 5; i++) {
      paces.take("old", PACE);
    }
    for (int i = 0; i < 10_000; i++) {
      paces.take("new" + i, PACE);
    }
    assertThat(paces.take("old", PACE)).isZero();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
