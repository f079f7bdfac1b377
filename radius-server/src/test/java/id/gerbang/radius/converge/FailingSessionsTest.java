package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Packets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our own code fails upon the sessions of one router: those of the others are looked at. */
class FailingSessionsTest extends ConvergingSessions {

  private static final int SESSIONS = 20;
  private volatile boolean fails;

  @Override
  boolean permits(long router) {
    if (fails && router == 2) {
      throw new StackOverflowError();
    }
    return true;
  }

  @Test
  void a_session_that_fails_keeps_no_other_from_its_act() throws Exception {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < SESSIONS; i++) {
      session("s" + i);
      session(2, "fails" + i);
      all.add("s" + i);
    }
    fails = true;
    entitled(budi(UNPAID, FOREVER));

    Set<String> acted = new HashSet<>();
    while (!acted.equals(all)) {
      Heard heard = news();
      acted.add(Packets.packet(heard.octets()).text(Attribute.ACCT_SESSION_ID).orElseThrow());
      acknowledge(heard);
    }
    fails = false;
    assertThat(other.hear(Duration.ofSeconds(10))).isPresent();
  }
}
