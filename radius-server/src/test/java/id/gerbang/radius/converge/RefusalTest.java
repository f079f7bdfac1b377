package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each Error-Cause of RFC 5176 §3.5, and what follows for a CoA and for a Disconnect. */
class RefusalTest {

  private static final Grant GRANT =
      new Grant(
          Optional.of("5M/10M"), "aktif", Optional.empty(), Optional.empty(), Optional.empty(), 1);
  private static final Act CHANGE =
      new Act.Change(
          Reason.PAYMENT, Reason.ACTIVE, GRANT, Granted.of(Reason.ACTIVE, GRANT), false, true);
  private static final Act CUT = new Act.Cut(Reason.DELETED, Reason.UNKNOWN_USER, false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            0 | LATER            | GONE
          201 | GONE             | GONE
          401 | CUT              | ALARM
          402 | NAME_MORE        | NAME_MORE
          403 | NAME_WITHOUT_NAS | NAME_WITHOUT_NAS
          404 | ALARM            | ALARM
          405 | CUT              | ALARM
          406 | CUT              | ALARM
          407 | ALARM            | ALARM
          501 | ALARM            | ALARM
          502 | ALARM            | ALARM
          503 | GONE             | GONE
          504 | ALARM            | ALARM
          505 | LATER            | LATER
          506 | LATER            | LATER
          507 | LATER            | LATER
          508 | ALARM            | ALARM
          999 | CUT              | LATER
          4294967295 | CUT       | LATER
          """)
  void asks_for(long cause, Refusal ofChange, Refusal ofCut) {
    assertThat(Refusal.of(cause, CHANGE, Naming.USUAL, false, false)).isEqualTo(ofChange);
    assertThat(Refusal.of(cause, CUT, Naming.USUAL, false, false)).isEqualTo(ofCut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            0 | true  | false | CUT
            0 | false | true  | GONE
          402 | true  | false | NAME_MORE
          """)
  void a_second_one_or_of_a_quiet_session_asks_for_more(
      long cause, boolean again, boolean quiet, Refusal expected) {
    assertThat(Refusal.of(cause, CHANGE, Naming.USUAL, again, quiet)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"402", "403"})
  void what_was_tried_already_needs_somebody_to_look(long cause) {
    Naming all = Naming.USUAL.withoutNasAddress().withStation();
    assertThat(Refusal.of(cause, CHANGE, all, true, false)).isEqualTo(Refusal.ALARM);
  }
}
