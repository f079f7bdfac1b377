package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.admission.GuessingLimits.Place;
import id.gerbang.radius.session.Station;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessingLimitsTest {

  private static final long BUDI = 1;
  private static final Station HOME = Station.of("4C:5E:0C:11:22:33");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final GuessingLimits limits = new GuessingLimits(nanos::get);

  @Test
  void in_a_minute_twenty_of_a_station_are_looked_at_and_sixty_of_a_name() {
    assertThat(lookedAt(100, HOME)).isEqualTo(20);
    assertThat(lookedAt(100, Station.of("AA:BB:CC:00:00:01"))).isEqualTo(20);
    assertThat(lookedAt(100, Station.of("AA:BB:CC:00:00:02"))).isEqualTo(20);
    assertThat(lookedAt(100, Station.of("AA:BB:CC:00:00:03"))).isZero();
    assertThat(limits.take(2, HOME)).isEqualTo(Place.FREE);
  }

  @Test
  void the_minute_slides() {
    assertThat(lookedAt(15, HOME)).isEqualTo(15);
    pass(40);
    assertThat(lookedAt(100, HOME)).isEqualTo(5);
    pass(19);
    assertThat(lookedAt(100, HOME)).isZero();
    pass(1);
    assertThat(lookedAt(100, HOME)).isEqualTo(15);
    pass(60);
    limits.expire();
    assertThat(limits.size()).isZero();
  }

  @Test
  void a_right_password_takes_no_place() {
    lookedAt(19, HOME);
    for (int i = 0; i < 100; i++) {
      Place place = limits.take(BUDI, HOME);
      assertThat(place).isEqualTo(Place.TAKEN);
      limits.right(place, BUDI, HOME);
    }
    assertThat(lookedAt(100, HOME)).isEqualTo(1);
  }

  @Test
  void guesses_in_parallel_do_not_slip_through() throws Exception {
    AtomicInteger examined = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(() -> examined.addAndGet(lookedAt(100, HOME)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(examined).hasValue(20);
  }

  @Test
  void of_too_many_that_are_guessed_at_no_other_is_looked_at_until_their_minute_is_over() {
    for (long subscriber = 1; subscriber <= 200_000; subscriber++) {
      limits.wrong(limits.take(subscriber, HOME), subscriber, HOME);
    }
    assertThat(limits.take(200_001, HOME)).isEqualTo(Place.NONE);
    assertThat(limits.take(BUDI, HOME)).isEqualTo(Place.TAKEN);
    pass(60);
    limits.expire();
    assertThat(limits.take(200_001, HOME)).isEqualTo(Place.FREE);
  }

  private int lookedAt(int guesses, Station station) {
    int lookedAt = 0;
    for (int i = 0; i < guesses; i++) {
      Place place = limits.take(BUDI, station);
      lookedAt += place != Place.NONE && limits.wrong(place, BUDI, station) ? 1 : 0;
    }
    return lookedAt;
  }

  private void pass(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
