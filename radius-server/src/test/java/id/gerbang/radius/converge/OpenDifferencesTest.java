package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenDifferencesTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final SessionKey BUDI = new SessionKey(1, "81000001", "budi");

  private final OpenDifferences differences = new OpenDifferences();

  @Test
  void one_is_as_old_as_it_is_of_its_kind_and_session_whatever_was_tried() {
    put(0, OpenDifferences.Kind.ONLINE, OpenDifferences.State.WAITING, 0);
    put(0, OpenDifferences.Kind.ONLINE, OpenDifferences.State.SENT, 10);
    assertThat(oldest(OpenDifferences.Kind.ONLINE)).isEqualTo(Duration.ofSeconds(60));

    put(0, OpenDifferences.Kind.BLOCKED, OpenDifferences.State.WAITING, 20);
    assertThat(oldest(OpenDifferences.Kind.ONLINE)).isZero();
    assertThat(oldest(OpenDifferences.Kind.BLOCKED)).isEqualTo(Duration.ofSeconds(40));

    put(1, OpenDifferences.Kind.BLOCKED, OpenDifferences.State.WAITING, 30);
    assertThat(oldest(OpenDifferences.Kind.BLOCKED)).isEqualTo(Duration.ofSeconds(30));
    assertThat(differences.oldest(OpenDifferences.Kind.BLOCKED, router -> false, nanos(60)))
        .as("on routers of another node")
        .isZero();
  }

  @Test
  void
      what_changes_while_nothing_can_be_written_is_forgotten_at_its_bound_and_all_is_written_again() {
    for (int i = 0; i <= 100_000; i++) {
      put(
          new SessionKey(1, "81" + i, "budi"),
          0,
          OpenDifferences.Kind.ONLINE,
          OpenDifferences.State.WAITING,
          0);
    }
    assertThat(differences.changes(Integer.MAX_VALUE, router -> true).present()).isEmpty();
    assertThat(differences.overflowed()).isTrue();
    assertThat(differences.overflowed()).isFalse();
    assertThat(differences.again(1)).hasSize(100_001);
    assertThat(differences.changes(Integer.MAX_VALUE, router -> true).present()).hasSize(100_001);
  }

  /** After a minute. */
  private Duration oldest(OpenDifferences.Kind kind) {
    return differences.oldest(kind, router -> router == 1, nanos(60));
  }

  private void put(
      int generation, OpenDifferences.Kind kind, OpenDifferences.State state, long second) {
    put(BUDI, generation, kind, state, second);
  }

  private void put(
      SessionKey key,
      int generation,
      OpenDifferences.Kind kind,
      OpenDifferences.State state,
      long second) {
    differences.put(
        new OpenDifferences.Entry(
            key,
            generation,
            12,
            kind,
            BEGAN.plusSeconds(second),
            nanos(second),
            Optional.of(Reason.ACTIVE),
            Reason.ISOLATED_UNPAID,
            Reason.OVERDUE,
            state,
            ""));
  }

  private static long nanos(long second) {
    return TimeUnit.SECONDS.toNanos(second);
  }
}
