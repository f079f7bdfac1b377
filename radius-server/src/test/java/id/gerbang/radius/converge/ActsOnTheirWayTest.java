package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.session.SessionRow;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An act that is on its way when its session ends. */
class ActsOnTheirWayTest extends ConvergingSessions {

  @Override
  Duration firstWait() {
    return Duration.ofSeconds(2);
  }

  @Test
  void a_session_that_is_open_again_has_no_second_act_beside_the_one_on_its_way() throws Exception {
    SessionRow row = row(1, "s1", 1, NOON, Optional.empty());
    follow(row);
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();

    stopped("s1");
    awaitWhatCameBefore();
    follow(row);

    assertThat(news(A_WHILE)).isEmpty();
    acknowledge(isolation);
    acts("ack", 1);
    assertThat(news(A_WHILE)).isEmpty();
  }
}
