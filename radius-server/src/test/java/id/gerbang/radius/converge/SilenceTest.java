package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.DirectoryFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A directory that may be stale narrows nothing, and a router that is silent holds up no other. */
class SilenceTest extends ConvergingSessions {

  private static final String TIMEOUTS =
      "gerbang_radius_acts_total{kind=\"coa\",answer=\"timeout\",cause=\"overdue\"}";

  @Test
  void nothing_is_narrowed_while_the_directory_is_stale_and_all_that_waits_once_it_is_fresh()
      throws Exception {
    entitled(budi(PAID, Optional.of(NOON.plusSeconds(600))));
    session("s1");
    clock.move(Duration.ofSeconds(601));
    Heard grace = news();
    assertThat(list(Packets.packet(grace.octets()))).isEqualTo("aktif");
    assertThat(Packets.packet(grace.octets()).integer(Attribute.SESSION_TIMEOUT, 0))
        .isEqualTo(21_474_720);
    acknowledge(grace);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();

    DirectoryFixture.refreshed(directory);

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void a_deletion_known_while_stale_is_carried_out_once_fresh() throws Exception {
    session("s1");
    clock.move(Duration.ofMinutes(6));
    DirectoryFixture.remove(directory, 1);
    convergence.subscribersChanged(List.of(1L));
    assertThat(news(A_WHILE)).isEmpty();

    DirectoryFixture.refreshed(directory);

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void silence_that_lasts_is_told_ever_more_seldom_and_counted_each_time() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    silences(1);
    told(1);
    silences(2);
    told(1);
    clock.move(Duration.ofMinutes(1));
    silences((int) counted(TIMEOUTS) + 1);
    told(2);
    permitted = false;
    await()
        .until(() -> counted(TIMEOUTS) == counted("gerbang_radius_coa_total{answer=\"silent\"}"));
  }

  @Test
  void what_was_tried_of_a_session_is_nothing_of_the_next_by_its_name() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    silences(1);
    entitled(budi(PAID, FOREVER));
    silences(2);

    Instant later = NOON.plusSeconds(60);
    SessionRow first = row(1, "s1", 1, NOON, Optional.empty());
    follow(
        new SessionRow(
            first.key(),
            1,
            first.subscriberId(),
            "",
            granted(),
            PLACE,
            later,
            later,
            later,
            first.counters(),
            Optional.empty()));

    restsInPeace();
  }

  @Test
  void what_another_node_has_settled_meanwhile_is_no_more_in_doubt() throws Exception {
    session("told late");
    session("s1");
    String paid = granted();
    entitled(budi(UNPAID, FOREVER));
    follow(holding("s1", paid, granted()));
    silences(2);
    permitted = false;
    follow(holding("told late", paid, granted()));
    awaitWhatCameBefore();

    entitled(budi(PAID, FOREVER));
    follow(holding("s1", paid, ""));
    follow(holding("told late", paid, ""));

    restsInPeace();
  }

  /** As a run finds it that follows one which was killed before it heard an answer. */
  @Test
  void a_refusal_leaves_in_doubt_what_an_unanswered_coa_before_it_may_have_done() throws Exception {
    permitted = false;
    String paid = granted();
    entitled(budi(UNPAID, FOREVER));
    String isolated = granted();
    entitled(budi(PAID, FOREVER));
    follow(holding("s1", paid, isolated));
    permitted = true;
    refuse(news(), 506);

    Heard again = news();
    assertThat(list(Packets.packet(again.octets()))).isEqualTo("aktif");
    acknowledge(again);
    restsInPeace();
  }

  @Test
  void after_too_many_unanswered_coas_that_were_each_another_only_a_redial_is_sure() {
    session("s1");
    OpenSession session = sessions.find(new SessionKey(1, "s1", "budi")).orElseThrow();
    Progress progress = new Progress(session.generation());
    for (int plan = 1; plan <= 4; plan++) {
      progress.mayHold(new Granted(Reason.ACTIVE, false, false, plan, 1), session);
      progress.mayHold(new Granted(Reason.ACTIVE, false, false, plan, 1), session);
      assertThat(progress.cutOnly).isFalse();
    }
    progress.mayHold(new Granted(Reason.ACTIVE, false, false, 5, 1), session);
    assertThat(progress.cutOnly).isTrue();
  }

  /** Else a router that is gone would keep its customer from logging in elsewhere. */
  @Test
  void a_session_whose_disconnect_nobody_answers_takes_no_place() {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    silences(1);
    await().until(() -> counted("gerbang_radius_sessions_in_doubt") == 1);
  }

  private SessionRow holding(String id, String granted, String attempted) {
    SessionRow row = row(1, id, 1, NOON, Optional.empty());
    return new SessionRow(
        row.key(),
        row.generation(),
        row.subscriberId(),
        "",
        granted,
        attempted,
        PLACE,
        row.startedAt(),
        row.updatedAt(),
        row.heardAt(),
        row.counters(),
        Optional.empty());
  }

  @Test
  void a_silent_router_does_not_hold_up_another() throws Exception {
    for (int i = 0; i < 200; i++) {
      session("s" + i);
    }
    session(2, "elsewhere");
    entitled(budi(UNPAID, FOREVER));

    assertThat(other.hear(Duration.ofSeconds(10))).isPresent();
  }

  private void told(int events) {
    await()
        .until(
            () -> counters.text().contains("gerbang_radius_access_events_total " + events + "\n"));
  }
}
