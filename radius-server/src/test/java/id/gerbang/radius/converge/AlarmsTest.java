package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.session.SessionKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final SessionKey BUDI = new SessionKey(1, "s1", "budi");
  private static final SessionKey SITI = new SessionKey(1, "s2", "siti");

  private final Alarms alarms = new Alarms();

  @Test
  void each_rings_once_at_its_instant() {
    alarms.set(BUDI, NOON);
    alarms.set(SITI, NOON.plusSeconds(1));

    assertThat(alarms.due(NOON.minusMillis(1))).isEmpty();
    assertThat(alarms.due(NOON)).containsExactly(BUDI);
    assertThat(alarms.due(NOON.plusSeconds(9))).containsExactly(SITI);
    assertThat(alarms.due(NOON.plusSeconds(9))).isEmpty();
  }

  @Test
  void a_session_has_one_however_often_it_reports() {
    for (int i = 0; i < 10_000; i++) {
      alarms.set(BUDI, NOON);
    }
    alarms.set(BUDI, NOON.plusSeconds(60));

    assertThat(alarms.size()).isEqualTo(1);
    assertThat(alarms.due(NOON)).isEmpty();
  }

  @Test
  void an_ended_session_has_none() {
    alarms.set(BUDI, NOON);
    alarms.clear(BUDI);
    alarms.clear(SITI);

    assertThat(alarms.size()).isZero();
    assertThat(alarms.due(NOON)).isEmpty();
  }
}
