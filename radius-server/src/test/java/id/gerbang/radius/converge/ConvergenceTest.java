package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Reason;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Differences are closed by acts, one at a time, and the last intent wins (P12, P13). */
class ConvergenceTest extends ConvergingSessions {

  @Test
  void a_difference_is_closed_by_a_coa_that_names_the_session_as_it_was_reported()
      throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));

    Heard heard = news();
    RadiusPacket coa = Packets.packet(heard.octets());
    assertThat(coa.code()).isEqualTo(Code.COA_REQUEST);
    assertThat(coa.text(Attribute.USER_NAME)).contains("budi");
    assertThat(coa.text(Attribute.ACCT_SESSION_ID)).contains("s1");
    assertThat(coa.ipv4(Attribute.FRAMED_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("10.100.0.9");
    assertThat(coa.ipv4(Attribute.NAS_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("127.66.4.1");
    assertThat(list(coa)).isEqualTo("isolir");
    acknowledge(heard);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();
  }

  @Test
  void of_two_quick_opposite_changes_the_last_wins() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));
    acknowledge(isolation);

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    acknowledge(payment);
    restsInPeace();
  }

  @Test
  void what_is_not_wanted_any_more_is_not_sent_again_and_the_newest_intent_follows()
      throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();

    entitled(budi(PAID, FOREVER));

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    nas.send(isolation.sender(), ack(isolation));
    acknowledge(payment);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();
  }

  @Test
  void there_is_one_act_at_a_time_on_a_session_whatever_changes_meanwhile() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();

    convergence.everythingMayHaveChanged();
    entitled(budi(UNPAID, Optional.of(NOON.plusSeconds(600))));

    assertThat(List.of(nas.hear(), nas.hear())).allMatch(again -> sameOctets(again, isolation));
  }

  @Test
  void an_unanswered_coa_may_have_been_obeyed_so_what_undoes_it_is_sent() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    acknowledge(payment);
    restsInPeace();
  }

  @Test
  void an_expiry_isolates_by_the_clock_alone() throws Exception {
    entitled(budi(PAID, Optional.of(NOON.plusSeconds(60))));
    session("s1");
    assertThat(news(A_WHILE)).isEmpty();

    clock.move(Duration.ofSeconds(60));

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void acts_that_open_go_before_those_that_close() throws Exception {
    entitled(budi(UNPAID, FOREVER));
    session("isolated");
    entitled(budi(PAID, FOREVER));
    Heard first = news();
    assertThat(list(Packets.packet(first.octets()))).isEqualTo("aktif");
    acknowledge(first);
    restsInPeace();

    permitted = false;
    for (int i = 0; i < 20; i++) {
      session("deleted" + i, 2);
    }
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(1_000, 1_000)), 1));
    convergence.everythingMayHaveChanged();
    awaitWhatCameBefore();
    permitted = true;

    assertThat(news().octets()[0]).isEqualTo((byte) Code.COA_REQUEST);
    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_session_under_a_former_name_is_dropped_once_though_nothing_says_what_it_holds()
      throws Exception {
    holdingNobodyKnows("s1", "budi");
    entitled(named("budi", 1));
    assertThat(news(A_WHILE)).isEmpty();

    entitled(named("0a1b2c3d4e5f", 2));
    holdingNobodyKnows("as MAC", "0A-1B-2C-3D-4E-5F");

    Heard disconnect = news();
    assertThat(disconnect.octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
    assertThat(Packets.packet(disconnect.octets()).text(Attribute.ACCT_SESSION_ID)).contains("s1");
    acknowledge(disconnect);
    assertThat(news(A_WHILE)).isEmpty();
  }

  private void holdingNobodyKnows(String id, String username) {
    SessionRow row = row(1, id, 1, NOON, Optional.empty());
    follow(
        new SessionRow(
            new SessionKey(1, id, username),
            0,
            row.subscriberId(),
            "",
            "",
            PLACE,
            NOON,
            NOON,
            NOON,
            row.counters(),
            Optional.empty()));
  }

  private static Entitlement named(String username, int credentialVersion) {
    Entitlement budi = budi(PAID, FOREVER);
    return new Entitlement(
        budi.subscriberId(),
        username,
        credentialVersion,
        false,
        PAID,
        Optional.empty(),
        FOREVER,
        Optional.empty(),
        budi.rateLimit(),
        Optional.empty(),
        "aktif");
  }

  @Test
  void of_all_that_is_ordered_only_what_changed_is_looked_at_again() {
    Intentions intentions = new Intentions(parts);
    Map<SessionKey, Convergence.Ordered> two = Map.of(key("a"), end("a"), key("b"), end("b"));
    assertThat(intentions.ordered(two)).containsExactlyInAnyOrder(key("a"), key("b"));

    assertThat(intentions.ordered(Map.copyOf(two))).isEmpty();
    assertThat(intentions.ordered(Map.of(key("b"), end("b"), key("c"), end("c"))))
        .containsExactlyInAnyOrder(key("a"), key("c"));
  }

  @Test
  void what_is_ordered_of_a_session_is_not_done_to_another_of_its_id() {
    entitled(budi(Optional.empty(), Optional.empty()));
    session("a");
    Intentions intentions = new Intentions(parts);
    Look look = intentions.look(key("a")).orElseThrow();

    intentions.ordered(Map.of(key("a"), new Convergence.Ordered(key("a"), 1, Reason.STAFF)));
    assertThat(intentions.act(look, new Progress(0))).isEmpty();

    intentions.ordered(Map.of(key("a"), end("a")));
    assertThat(intentions.act(look, new Progress(0))).containsInstanceOf(Act.Cut.class);
  }

  private static Convergence.Ordered end(String id) {
    return new Convergence.Ordered(key(id), 0, Reason.STAFF);
  }

  private static SessionKey key(String id) {
    return new SessionKey(1, id, "budi");
  }
}
