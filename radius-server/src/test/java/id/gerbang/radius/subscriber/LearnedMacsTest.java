package id.gerbang.radius.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnedMacsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final Optional<Instant> EVER = Optional.empty();
  private static final String OLD = "aabbcc000001";
  private static final String NEW = "aabbcc000002";

  private final List<String> told = new ArrayList<>();
  private final LearnedMacs macs =
      new LearnedMacs((id, mac, at) -> told.add(id + " " + mac + " " + at));

  @Test
  void the_first_one_stays_and_is_told_of_once() {
    assertThat(macs.learn(1, OLD, EVER, NOON)).isEqualTo(OLD);
    assertThat(macs.learn(1, NEW, EVER, NOON.plusSeconds(1))).isEqualTo(OLD);
    assertThat(macs.find(1, EVER)).contains(OLD);
    assertThat(macs.find(2, EVER)).isEmpty();
    assertThat(told).containsExactly("1 aabbcc000001 2026-03-01T05:00:00Z");
  }

  @Test
  void what_was_learned_before_a_change_of_device_is_forgotten() {
    macs.learn(1, OLD, EVER, NOON);
    Optional<Instant> since = Optional.of(NOON.plusSeconds(60));

    assertThat(macs.find(1, since)).isEmpty();
    assertThat(macs.learn(1, NEW, since, NOON.plusSeconds(61))).isEqualTo(NEW);
    assertThat(macs.find(1, since)).contains(NEW);
  }

  @Test
  void a_clock_behind_billings_does_not_forget_what_it_learns() {
    Optional<Instant> since = Optional.of(NOON.plusNanos(60_000_500_000L));

    macs.learn(1, NEW, since, NOON);

    assertThat(macs.find(1, since)).contains(NEW);
    assertThat(told).containsExactly("1 aabbcc000002 2026-03-01T05:01:00.001Z");
  }

  @Test
  void the_earliest_of_several_nodes_wins() {
    macs.learn(1, NEW, EVER, NOON.plusSeconds(1));
    macs.heard(1, OLD, NOON, EVER);
    assertThat(macs.find(1, EVER)).contains(OLD);

    macs.heard(1, NEW, NOON.plusSeconds(1), EVER);
    assertThat(macs.find(1, EVER)).contains(OLD);

    Optional<Instant> since = Optional.of(NOON.plusSeconds(1));
    macs.heard(1, NEW, NOON.plusSeconds(2), since);
    assertThat(macs.find(1, since)).contains(NEW);
  }
}
