package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.Reason;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An acknowledgement is not proof: what a router answers, and what it shows afterwards. */
class UnprovedActsTest extends ConvergingSessions {

  @Test
  void a_disconnect_acknowledged_is_believed_until_the_session_reports_again() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 2));
    Heard disconnect = news();
    assertThat(disconnect.octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
    assertThat(Packets.packet(disconnect.octets()).has(Attribute.VENDOR_SPECIFIC)).isFalse();
    acknowledge(disconnect);
    acts("ack", 1);
    convergence.everythingMayHaveChanged();
    assertThat(news(A_WHILE)).isEmpty();

    reported("s1", NOON.plusSeconds(60));

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_report_is_one_whatever_its_routers_clock_says() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    acknowledge(news());
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 1\n"));
    reportedByASlowClock("s1", NOON.plusSeconds(60));
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 0\n"));

    entitled(budi(UNPAID, FOREVER, Optional.empty(), 2));
    acknowledge(news());
    acts("ack", 2);
    reportedByASlowClock("s1", NOON.plusSeconds(120));

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_slow_clock_makes_no_session_one_that_has_missed_its_reports() throws Exception {
    session("s1");
    clock.move(Duration.ofMinutes(20));
    reportedByASlowClock("s1", NOON.plus(Duration.ofMinutes(20)));
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 0);
    refuse(news(), 0);

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void what_changes_of_a_subscriber_is_no_word_from_the_session() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    acknowledge(news());
    await().untilAsserted(() -> assertThat(convergence.questions().routers()).containsExactly(1L));

    entitled(budi(PAID, FOREVER, Optional.empty(), 3));
    convergence.seen(List.of(listed(NOON.plusSeconds(11), Optional.empty())));

    await().until(() -> !convergence.removals().isEmpty());
  }

  @Test
  void a_session_that_outlives_its_disconnect_is_removed_once_and_then_somebody_has_to_look()
      throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 2));
    acknowledge(news());
    await().untilAsserted(() -> assertThat(convergence.questions().routers()).containsExactly(1L));

    convergence.seen(List.of(listed(NOON.plusSeconds(9), Optional.empty())));
    convergence.seen(List.of(listed(NOON.plusSeconds(11), Optional.empty())));
    await().until(() -> !convergence.removals().isEmpty());
    Removal removal = convergence.removals().remove();
    assertThat(removal.session().acctSessionId()).isEqualTo("s1");
    assertThat(removal.cause()).isEqualTo(Reason.CREDENTIALS_CHANGED);

    Optional<Instant> removed = Optional.of(NOON.plusSeconds(12));
    convergence.seen(List.of(listed(NOON.plusSeconds(22), removed)));
    convergence.seen(List.of(listed(NOON.plusSeconds(23), removed)));
    await()
        .untilAsserted(
            () -> assertThat(refused()).containsExactly("still listed after its removal"));
    assertThat(convergence.removals()).isEmpty();
    assertThat(news(A_WHILE)).as("a Disconnect more").isEmpty();
  }

  @Test
  void a_session_that_its_router_can_not_remove_by_radius_is_removed_over_its_api()
      throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    refuse(news(), 504);
    await().untilAsserted(() -> assertThat(refused()).containsExactly("Error-Cause 504"));

    convergence.seen(List.of(listed(NOON.plusSeconds(11), Optional.empty())));

    await().until(() -> !convergence.removals().isEmpty());
    assertThat(news(A_WHILE)).as("a Disconnect more").isEmpty();
  }

  @Test
  void who_has_paid_meanwhile_is_not_removed() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 503);
    acts("nak", 1);
    entitled(budi(PAID, FOREVER));
    restsInPeace();
    convergence.seen(List.of(listed(NOON.plusSeconds(60), Optional.empty())));
    session("deleted", 2);
    assertThat(news().octets()[0]).as("behind it").isEqualTo((byte) Code.DISCONNECT_REQUEST);
    assertThat(convergence.removals()).isEmpty();
  }

  @Test
  void a_queue_that_contradicts_a_coa_has_it_sent_again_and_then_somebody_has_to_look()
      throws Exception {
    slowerByAcknowledgedCoa();
    acts("ack", 1);
    restsInPeace();

    convergence.seen(List.of(queue(NOON.plusSeconds(9), 5_000_000, 10_000_000)));
    assertThat(news(A_WHILE)).as("for what it was before the CoA").isEmpty();
    convergence.seen(List.of(queue(NOON.plusSeconds(11), 5_000_000, 10_000_000)));
    Heard again = news();
    assertThat(again.octets()[0]).isEqualTo((byte) Code.COA_REQUEST);
    acknowledge(again);
    acts("ack", 2);
    restsInPeace();

    convergence.seen(List.of(queue(NOON.plusSeconds(71), 5_000_000, 10_000_000)));
    await()
        .untilAsserted(
            () -> assertThat(refused()).containsExactly("its queue lets through 5000000/10000000"));
    assertThat(news(A_WHILE)).as("a CoA more").isEmpty();
  }

  @Test
  void a_queue_contradicts_a_coa_also_after_the_session_has_reported() throws Exception {
    slowerByAcknowledgedCoa();
    acts("ack", 1);
    restsInPeace();
    reported("s1", NOON.plusSeconds(60));
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 0\n"));

    convergence.seen(List.of(queue(NOON.plusSeconds(71), 5_000_000, 10_000_000)));

    assertThat(news().octets()[0]).isEqualTo((byte) Code.COA_REQUEST);
  }

  @Test
  void a_queue_that_shows_the_rate_proves_a_coa() throws Exception {
    slowerByAcknowledgedCoa();
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 1\n"));

    convergence.seen(List.of(queue(NOON.plusSeconds(11), 2_000_000, 4_000_000)));
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 0\n"));
    assertThat(convergence.questions().routers()).isEmpty();
    assertThat(news(A_WHILE)).isEmpty();
  }

  @Test
  void a_stop_before_the_acknowledgement_leaves_nothing_behind() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    Heard disconnect = news();
    stopped("s1");
    acknowledge(disconnect);
    acts("ack", 1);

    restsInPeace();
  }

  @Test
  void a_session_that_the_router_does_not_know_is_left_until_it_reports() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 503);
    acts("nak", 1);
    assertThat(news(Duration.ofMillis(1_500))).isEmpty();

    reported("s1", NOON.plusSeconds(60));

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void a_refused_coa_is_followed_by_a_disconnect() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 401);

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_disconnect_refused_without_a_cause_says_that_the_session_is_not_there() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    refuse(news(), 0);
    acts("nak", 1);

    assertThat(news(Duration.ofMillis(1_500))).isEmpty();
  }

  /** Refused is what somebody has to look at; what was not asked yet is nobody's fault. */
  @Test
  void what_was_refused_keeps_nothing_else_waiting_and_says_nothing_of_it() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 404);
    await().until(() -> refused().equals(List.of("Error-Cause 404")));

    entitled(budi(PAID, Optional.of(NOON.plusSeconds(600))));

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("aktif");
    awaitWhatCameBefore();
    convergence.differences().again(1);
    assertThat(refused()).isEmpty();
  }

  @Test
  void a_session_that_is_believed_to_be_over_takes_no_place() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    acknowledge(news());
    await().until(() -> counted("gerbang_radius_sessions_in_doubt") == 1);
  }

  private static Sight listed(Instant at, Optional<Instant> removed) {
    return new Sight(new SessionKey(1, "s1", "budi"), at, Optional.empty(), removed);
  }

  private static Sight queue(Instant at, long upload, long download) {
    return new Sight(
        new SessionKey(1, "s1", "budi"),
        at,
        Optional.of(new Sight.Queue(at, upload, download)),
        Optional.empty());
  }

  /** What is left to a person, as the router said it. */
  private List<String> refused() {
    return convergence.differences().changes(99, id -> true).present().stream()
        .filter(entry -> entry.state() == OpenDifferences.State.REFUSED)
        .map(OpenDifferences.Entry::detail)
        .toList();
  }

  /** From 5M/10M to 2M/4M; whether the router did it is not proved. */
  private void slowerByAcknowledgedCoa() throws Exception {
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 1));
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(2_000_000, 4_000_000)), 1));
    acknowledge(news());
  }
}
