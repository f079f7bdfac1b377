package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMergeTest {

  private static final Instant BEGAN = Reports.BEGAN;
  private static final Reports FIRST = Reports.withClass("aaaaaa", BEGAN);
  private static final Instant REBOOTED = BEGAN.plus(Duration.ofHours(2));
  private static final Reports SECOND = Reports.withClass("bbbbbb", REBOOTED);
  private static final long BEYOND_32_BITS = 5L << 32;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void any_order_and_any_repetition_of_a_session_s_reports_end_in_the_same_row(boolean ofClass) {
    Reports session = ofClass ? FIRST : FIRST.withoutClass();
    List<SessionReport> reports =
        new ArrayList<>(
            List.of(
                session.start(),
                session.start(),
                session.interim(300, 1_000_000),
                session.clockSet(1).interim(600, 2_000_000),
                session.interim(600, 2_000_000),
                session.clockSet(-1).interim(900, BEYOND_32_BITS),
                session.withoutClass().interim(1200, BEYOND_32_BITS + 5),
                session.stop(1500, BEYOND_32_BITS + 7, 2),
                session.stop(1500, BEYOND_32_BITS + 7, 1),
                session.stop(1490, BEYOND_32_BITS + 6, 1)));
    List<SessionRow> inOrder = merged(reports);
    assertThat(inOrder).hasSize(1);
    SessionRow row = inOrder.get(0);
    assertThat(row.counters()).isEqualTo(Reports.counters(1500, BEYOND_32_BITS + 7));
    assertThat(row.stop()).contains(new SessionRow.Stop(BEGAN.plusSeconds(1500), 1500, 1, false));
    assertThat(row.startedAt()).isEqualTo(BEGAN.minusSeconds(1));
    assertThat(row.place().framedIp()).contains("10.0.0.2");
    inEveryOrder(reports, inOrder);
  }

  @Test
  void two_sessions_of_one_id_stay_two_in_any_order() {
    List<SessionReport> reports =
        new ArrayList<>(
            List.of(
                FIRST.start(),
                FIRST.interim(300, 1_000_000),
                FIRST.interim(600, 2_000_000),
                FIRST.interim(600, 2_000_000),
                SECOND.start(),
                SECOND.interim(300, 500),
                SECOND.interim(600, 700)));
    List<SessionRow> inOrder = merged(reports);
    assertThat(inOrder).hasSize(2);
    assertThat(inOrder.get(0).stop())
        .contains(new SessionRow.Stop(BEGAN.plusSeconds(600), 600, SessionRow.LOST_SERVICE, true));
    assertThat(inOrder.get(1).open()).isTrue();
    inEveryOrder(reports, inOrder);
  }

  @Test
  void without_our_class_the_start_tells_an_id_used_again() {
    Reports before = Reports.withoutClass(BEGAN, "10.0.0.2");
    Reports after = Reports.withoutClass(REBOOTED, "10.0.0.9");
    List<SessionReport> reports =
        new ArrayList<>(
            List.of(
                before.start(),
                before.interim(300, 1_000_000),
                after.start(),
                after.interim(300, 500),
                after.stop(600, 700, 1)));
    List<SessionRow> inOrder = merged(reports);
    assertThat(inOrder)
        .extracting(row -> row.counters().inputOctets())
        .containsExactly(1_000_000L, 700L);
    inEveryOrder(reports, inOrder);
  }

  @Test
  void without_our_class_starts_more_than_two_minutes_apart_are_two_sessions() {
    SessionReport start = Reports.withoutClass(BEGAN, "10.0.0.2").start();
    for (int apart : new int[] {120, 121}) {
      SessionReport other = Reports.withoutClass(BEGAN.plusSeconds(apart), "10.0.0.9").start();
      assertThat(merged(List.of(start, other))).hasSize(apart == 120 ? 1 : 2);
      assertThat(merged(List.of(other, start))).hasSize(apart == 120 ? 1 : 2);
    }
  }

  @Test
  void a_router_whose_clock_was_set_still_has_the_same_session() {
    Reports session = Reports.withoutClass(BEGAN, "10.0.0.2");
    Reports later = session.clockSet(7200);
    List<SessionRow> rows =
        merged(
            List.of(
                session.start(),
                session.interim(300, 1000),
                later.interim(600, 2000),
                later.stop(900, 3000, 1)));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).counters()).isEqualTo(Reports.counters(900, 3000));
    assertThat(merged(List.of(FIRST.start(), FIRST.clockSet(-7200).interim(300, 1000)))).hasSize(1);
  }

  @Test
  void packets_that_begin_anew_make_no_other_session_of_it() {
    Reports session = Reports.withoutClass(BEGAN, "10.0.0.2");
    SessionReport wrapped =
        packets(session.clockSet(7200).interim(400_000, 6L << 40), 1_000, 2_000);
    List<SessionRow> rows =
        merged(
            List.of(
                session.start(),
                packets(session.interim(399_700, 5L << 40), 0xffff_fff0L, 0xffff_ff00L),
                wrapped));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).counters().inputOctets()).isEqualTo(6L << 40);
    assertThat(rows.get(0).counters().inputPackets()).isEqualTo(0xffff_fff0L);
  }

  private static SessionReport packets(SessionReport of, long input, long output) {
    Counters counters = of.counters();
    return new SessionReport(
        of.kind(),
        of.key(),
        of.classText(),
        of.sessionClass(),
        of.subscriberId(),
        of.place(),
        new Counters(
            counters.sessionTime(), counters.inputOctets(), counters.outputOctets(), input, output),
        of.terminateCause(),
        of.eventAt(),
        of.arrivedAt());
  }

  @Test
  void a_late_interim_raises_counters_and_never_reopens_a_stop() {
    List<SessionRow> rows =
        merged(List.of(FIRST.start(), FIRST.stop(600, 1000, 1), FIRST.interim(590, 1500)));
    assertThat(rows.get(0).open()).isFalse();
    assertThat(rows.get(0).counters().inputOctets()).isEqualTo(1500);
    List<SessionRow> after = merged(rows, List.of(FIRST.interim(9000, 2000)));
    assertThat(after.get(0).stop()).isEqualTo(rows.get(0).stop());
  }

  @Test
  void counters_never_fall_one_by_one() {
    Counters one = new Counters(10, 200, 1, 9, 3);
    Counters other = new Counters(20, 100, 2, 8, 3);
    assertThat(one.max(other)).isEqualTo(other.max(one)).isEqualTo(new Counters(20, 200, 2, 9, 3));
    assertThat(Counters.octets(3, 0xffff_ffffL)).isEqualTo((4L << 32) - 1);
  }

  @Test
  void a_close_that_we_guessed_is_undone_by_a_later_report_and_replaced_by_a_stop() {
    SessionRow open = merged(List.of(FIRST.start(), FIRST.interim(600, 1000))).get(0);
    List<SessionRow> guessed = List.of(open.endedByGuess(11));
    assertThat(merged(guessed, List.of(FIRST.interim(600, 1000))).get(0).open()).isFalse();
    assertThat(merged(guessed, List.of(FIRST.interim(900, 1000))).get(0).open()).isTrue();
    assertThat(merged(guessed, List.of(FIRST.stop(550, 900, 1))).get(0).stop())
        .contains(new SessionRow.Stop(BEGAN.plusSeconds(550), 550, 1, false));
  }

  @Test
  void a_late_report_of_the_earlier_session_never_reopens_it_beside_the_new_one() {
    List<SessionRow> rows =
        merged(List.of(SECOND.start(), FIRST.interim(300, 1000), FIRST.interim(600, 2000)));
    assertThat(rows).extracting(SessionRow::open).containsExactly(true, false);
    assertThat(rows.get(1).stop())
        .contains(new SessionRow.Stop(BEGAN.plusSeconds(600), 600, SessionRow.LOST_SERVICE, true));
  }

  @Test
  void generations_go_on_after_the_first_ones_went_to_the_history() {
    List<SessionRow> kept = merged(List.of(FIRST.stop(600, 1000, 1), SECOND.start())).subList(1, 2);
    Reports third = Reports.withClass("cccccc", REBOOTED.plus(Duration.ofDays(1)));
    assertThat(merged(kept, List.of(third.start())))
        .extracting(SessionRow::generation)
        .containsExactly(1, 2);
  }

  private static void inEveryOrder(List<SessionReport> reports, List<SessionRow> expected) {
    Random random = new Random(20261122);
    for (int i = 0; i < 2000; i++) {
      Collections.shuffle(reports, random);
      assertThat(merged(reports))
          .as("%s", reports)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("generation")
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<SessionRow> merged(List<SessionReport> reports) {
    return merged(List.of(), reports);
  }

  private static List<SessionRow> merged(List<SessionRow> known, List<SessionReport> reports) {
    List<SessionRow> rows = known;
    for (SessionReport report : reports) {
      rows = SessionMerge.merge(rows, report).sessions();
    }
    return rows;
  }
}
