package id.gerbang.billing.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each order of steps that there may be, and each that there may not. */
class ProcedureTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T03:00:00Z");

  @ParameterizedTest(name = "after {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ticket | analysed",
        "ticket analysed+ | fibre_back team_sent",
        "ticket analysed+ team_sent | fibre_back pic_informed",
        "ticket analysed+ team_sent pic_informed | condition_before fibre_back",
        "ticket analysed+ team_sent pic_informed condition_before | fibre_back tools_ready",
        "..condition_before tools_ready | fibre_back power_ready",
        "..power_ready | fibre_back modem_ready",
        "..modem_ready | fibre_back lan_ready",
        "..lan_ready | configured fibre_back",
        "..configured | cable_moved fibre_back",
        "..cable_moved | fibre_back noc_verified",
        "..noc_verified | fibre_back pic_confirmed",
        "..pic_confirmed | fibre_back",
        "..pic_confirmed fibre_back | backup_removed",
        "..pic_confirmed fibre_back backup_removed | ''",
        "..modem_ready fibre_back | backup_removed",
        "..power_ready fibre_back | ''",
        "ticket analysed- | fibre_back pic_informed team_sent",
        "ticket analysed- team_sent | fibre_back pic_informed",
        "ticket analysed- fibre_back | ''",
      })
  void what_may_follow(String taken, String next) {
    assertThat(after(taken).next().stream().map(Step::text))
        .containsExactlyInAnyOrder(
            Stream.of(next.split(" ")).filter(name -> !name.isEmpty()).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void no_step_is_taken_twice_and_some_again_if_that_is_meant(Step step) {
    Procedure procedure = after("..pic_confirmed");
    if (!procedure.stands(step)) {
      return;
    }
    assertThat(procedure.verdict(step, at(99), false)).isInstanceOf(Verdict.TakenAlready.class);
    Verdict again = procedure.verdict(step, at(99), true);
    switch (step) {
      case TEAM_SENT, PIC_INFORMED, CONDITION_BEFORE, CONFIGURED ->
          assertThat(again).isEqualTo(new Verdict.May());
      case ANALYSED -> assertThat(again).isInstanceOf(Verdict.LeftOut.class);
      default -> assertThat(again).isInstanceOf(Verdict.TakenAlready.class);
    }
  }

  @Test
  void a_step_is_not_earlier_than_the_one_before_it_and_may_be_at_the_same_time() {
    Procedure procedure = after("ticket analysed+");
    assertThat(procedure.verdict(Step.TEAM_SENT, at(1), false)).isEqualTo(new Verdict.May());
    assertThat(procedure.verdict(Step.TEAM_SENT, at(1).minusMillis(1), false))
        .isEqualTo(new Verdict.TooEarly(procedure.last(Step.ANALYSED).orElseThrow()));
  }

  @Test
  void the_fibre_may_have_been_back_before_what_was_done_meanwhile() {
    assertThat(after("..pic_confirmed").verdict(Step.FIBRE_BACK, at(1), false))
        .isEqualTo(new Verdict.May());
  }

  @Test
  void the_analysis_may_change_its_mind_until_something_is_built() {
    assertThat(after("ticket analysed- team_sent").verdict(Step.ANALYSED, at(9), true))
        .isEqualTo(new Verdict.May());
    Procedure changed = after("ticket analysed- team_sent pic_informed analysed+");
    assertThat(changed.next()).containsExactlyInAnyOrder(Step.CONDITION_BEFORE, Step.FIBRE_BACK);
    assertThat(after("..condition_before").verdict(Step.ANALYSED, at(99), true))
        .isInstanceOf(Verdict.LeftOut.class);
  }

  @ParameterizedTest(name = "{1} of {0} is held by {2}")
  @CsvSource({
    "..pic_confirmed, pic_confirmed, ",
    "..pic_confirmed, noc_verified, pic_confirmed",
    "..pic_confirmed, analysed, team_sent",
    "..pic_confirmed fibre_back, pic_confirmed, ",
    "..pic_confirmed fibre_back backup_removed, fibre_back, backup_removed",
    "..pic_confirmed fibre_back backup_removed, backup_removed, ",
    "..modem_ready fibre_back backup_removed, modem_ready, backup_removed",
    "..team_sent analysed+, analysed, ",
    "ticket analysed+ team_sent analysed-, analysed, ",
  })
  void what_stands_on_a_step_holds_it(String taken, String undone, String held) {
    Procedure procedure = after(taken);
    assertThat(procedure.holding(procedure.last(step(undone)).orElseThrow()).map(Step::text))
        .isEqualTo(Optional.ofNullable(held));
  }

  /**
   * @param words steps a minute apart; {@code ..step}: all up to that one; {@code +} and {@code -}
   *     after an analysis: a cut fibre or not
   */
  private static Procedure after(String words) {
    List<Taken> taken = new ArrayList<>();
    for (String word : words.strip().split(" ")) {
      if (word.startsWith("..")) {
        for (Step step : Step.values()) {
          if (!step(word.substring(2)).before(step)) {
            add(taken, step, Cause.FIBRE_CUT);
          }
        }
      } else {
        add(
            taken,
            step(word.replaceFirst("[+-]$", "")),
            word.endsWith("-") ? Cause.OTHER : Cause.FIBRE_CUT);
      }
    }
    return new Procedure(taken);
  }

  private static void add(List<Taken> taken, Step step, Cause cause) {
    int number = taken.size();
    taken.add(
        new Taken(
            number,
            step,
            at(number),
            "joko",
            step == Step.ANALYSED ? Optional.of(cause) : Optional.empty()));
  }

  private static Step step(String text) {
    return Step.of(text).orElseThrow();
  }

  private static Instant at(int minute) {
    return BEGIN.plusSeconds(60L * minute);
  }
}
