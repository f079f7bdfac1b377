package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final long MANY = 1_000;
  private static final long STORM = 100;
  private static final long PATIENCE = Gathering.PATIENCE.toNanos();
  private static final long PATIENCE_IN_A_STORM = Gathering.PATIENCE_IN_A_STORM.toNanos();

  private final Gathering gathering = new Gathering(MANY, STORM);
  private long nanos = -PATIENCE / 2;

  @Test
  void what_comes_alone_waits_for_company_but_not_for_ever() {
    assertThat(isOver(10)).isFalse();
    nanos += PATIENCE - 1;
    assertThat(isOver(20)).isFalse();
    nanos += 1;
    assertThat(isOver(20)).isTrue();
  }

  @Test
  void the_next_ones_wait_as_long_again() {
    isOver(10);
    nanos += PATIENCE;
    assertThat(isOver(10)).isTrue();
    assertThat(isOver(10)).isFalse();
    nanos += PATIENCE - 1;
    assertThat(isOver(10)).isFalse();
    nanos += 1;
    assertThat(isOver(10)).isTrue();
  }

  @Test
  void while_nothing_waits_nothing_is_over_and_no_time_counts() {
    assertThat(isOver(0)).isFalse();
    nanos += 10 * PATIENCE;
    assertThat(isOver(0)).isFalse();
    assertThat(isOver(10)).isFalse();
  }

  @Test
  void a_storm_is_let_pass_if_it_is_over_soon() {
    assertThat(isOver(STORM)).isFalse();
    nanos += PATIENCE;
    assertThat(isOver(2 * STORM)).isFalse();
    nanos += PATIENCE;
    assertThat(isOver(3 * STORM)).isFalse();
    assertThat(isOver(3 * STORM + 1)).isTrue();
  }

  @Test
  void a_storm_that_goes_on_is_applied_after_a_second() {
    long octets = 0;
    for (; nanos < PATIENCE_IN_A_STORM - PATIENCE / 2; nanos += PATIENCE) {
      octets += STORM;
      assertThat(isOver(octets)).isFalse();
    }
    assertThat(isOver(octets + STORM)).isTrue();
  }

  @Test
  void what_has_waited_is_applied_to_the_end_before_the_next_gather() {
    isOver(2 * MANY);
    nanos += PATIENCE_IN_A_STORM;
    assertThat(isOver(5 * MANY)).isTrue();
    assertThat(isOver(9 * MANY)).isTrue();
    assertThat(isOver(MANY)).isTrue();
    assertThat(isOver(MANY - 1)).isFalse();
  }

  private boolean isOver(long octets) {
    return gathering.isOver(octets, nanos);
  }
}
