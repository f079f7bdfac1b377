package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final long MANY = 1_000;
  private static final long PATIENCE = Gathering.PATIENCE.toNanos();

  private final Gathering gathering = new Gathering(MANY);
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
  void many_do_not_wait() {
    assertThat(isOver(MANY)).isTrue();
    assertThat(isOver(MANY - 1)).isFalse();
    assertThat(isOver(MANY)).isTrue();
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

  private boolean isOver(long octets) {
    return gathering.isOver(octets, nanos);
  }
}
