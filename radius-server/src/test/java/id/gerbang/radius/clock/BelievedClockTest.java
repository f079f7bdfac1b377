package id.gerbang.radius.clock;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BelievedClockTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final MovableClock machine = new MovableClock(NOON);
  private final BelievedClock clock = new BelievedClock(machine);

  @Test
  void time_that_passes_is_believed() {
    machine.move(YEAR);
    assertThat(clock.instant()).isEqualTo(NOON.plus(YEAR));
    assertThat(clock.jump()).isZero();
  }

  @Test
  void after_a_jump_time_goes_on_from_where_it_was() {
    for (Duration jump : new Duration[] {Duration.ofHours(1), Duration.ofHours(-3), YEAR}) {
      MovableClock jumping = new MovableClock(NOON);
      BelievedClock believed = new BelievedClock(jumping);
      jumping.jump(jump);
      assertThat(believed.instant()).isEqualTo(NOON);
      jumping.move(Duration.ofMinutes(10));
      assertThat(believed.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
      assertThat(believed.jump()).isEqualTo(jump);
      jumping.jump(jump.negated());
      assertThat(believed.jump()).isZero();
      assertThat(believed.instant()).isEqualTo(jumping.instant());
    }
  }

  @Test
  void a_clock_that_is_steered_by_less_than_a_minute_is_followed() {
    for (int i = 0; i < 10; i++) {
      machine.jump(Duration.ofSeconds(59));
      assertThat(clock.instant()).isEqualTo(machine.instant());
    }
    assertThat(clock.jump()).isZero();
  }

  @Test
  void a_jump_onto_the_time_of_a_database_that_did_not_jump_is_a_correction() {
    Instant right = NOON.plus(YEAR);
    clock.witness(right);
    machine.jump(YEAR);
    assertThat(clock.instant()).isEqualTo(NOON);
    clock.witness(right.plusSeconds(2));
    assertThat(clock.instant()).isEqualTo(right);
    assertThat(clock.jump()).isZero();
  }

  @Test
  void a_database_whose_clock_jumped_along_is_no_witness() {
    clock.witness(NOON);
    machine.jump(YEAR);
    clock.witness(machine.instant());
    assertThat(clock.instant()).isEqualTo(NOON);
  }
}
