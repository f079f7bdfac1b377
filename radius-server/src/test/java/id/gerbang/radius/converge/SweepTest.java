package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  private final OpenSessions sessions = new OpenSessions();
  private final Sweep sweep = new Sweep();

  @Test
  void a_look_that_fails_ends_its_sweep_and_not_those_to_come() {
    SessionKey key = new SessionKey(1, "s1", "budi");
    sessions.follow(
        new SessionRow(
            key,
            0,
            Optional.of(1L),
            "",
            "",
            PlainPlace.NOWHERE,
            NOON,
            NOON,
            NOON,
            id.gerbang.radius.session.Counters.ZERO,
            Optional.empty()));
    assertThat(sweep.begin(all())).isTrue();
    assertThatThrownBy(
            () ->
                sweep.goOn(
                    session -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);

    List<SessionKey> looked = new ArrayList<>();
    assertThat(sweep.begin(all())).as("somebody has to make it go on").isTrue();
    assertThat(sweep.goOn(looked::add)).isFalse();
    assertThat(looked).containsExactly(key);
  }

  private Iterator<OpenSession> all() {
    return sessions.all().iterator();
  }
}
