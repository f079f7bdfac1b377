package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.session.SessionRow;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An act that is on its way when its session ends, or is to be something else. */
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

  @Test
  void an_act_that_is_to_be_undone_is_not_sent_again_but_what_undoes_it() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));
    followsAtOnce(isolation);
  }

  @Test
  void an_act_that_the_third_change_overtakes_is_not_sent_again_but_the_newest() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));
    entitled(budi(PAID, Optional.of(NOON.plusSeconds(600))));
    Heard newest = followsAtOnce(isolation);
    assertThat(Packets.packet(newest.octets()).integer(Attribute.SESSION_TIMEOUT, 0))
        .isEqualTo(600);
  }

  @Test
  void an_act_on_a_session_that_has_ended_is_not_sent_again() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    news();
    stopped("s1");
    silences(1);
    assertThat(counted("gerbang_radius_coa_resent_total")).isZero();
  }

  /** And not when what is on its way was given up, half a minute later. */
  private Heard followsAtOnce(Heard isolation) throws Exception {
    Heard payment = nas.hear();
    assertThat(sameOctets(payment, isolation)).isFalse();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    acknowledge(payment);
    restsInPeace();
    return payment;
  }
}
