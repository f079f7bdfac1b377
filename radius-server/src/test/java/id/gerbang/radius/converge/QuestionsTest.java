package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.session.SessionKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuestionsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Questions questions = new Questions();

  @Test
  void the_oldest_unproved_act_is_the_one_that_was_acknowledged_first() {
    questions.ends(session("later"), NOON, NOON.plusSeconds(20));
    questions.changes(session("first"), NOON, NOON.plusSeconds(10));
    questions.isUnknown(session("never acknowledged"), NOON, NOON.plusSeconds(5));
    assertThat(questions.unproved()).isEqualTo(2);
    assertThat(questions.oldestUnproved()).contains(NOON.plusSeconds(10));

    questions.reported(session("first"), NOON.plusSeconds(15), NOON.plusSeconds(15));
    assertThat(questions.unproved()).isEqualTo(1);
    assertThat(questions.oldestUnproved()).contains(NOON.plusSeconds(20));
  }

  private static SessionKey session(String id) {
    return new SessionKey(1, id, "budi");
  }
}
