package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnThreadTest {

  @Test
  void an_error_costs_a_round_and_not_those_to_come() throws Exception {
    CountDownLatch rounds = new CountDownLatch(3);
    try (OwnThread thread = new OwnThread("rounds")) {
      thread.each(
          Duration.ofMillis(1),
          () -> {
            rounds.countDown();
            throw new StackOverflowError();
          });
      assertThat(rounds.await(40, TimeUnit.SECONDS)).isTrue();
    }
  }
}
