package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String MAC = "4C:5E:0C:11:22:33";

  @ParameterizedTest
  @CsvSource({
    "81000001, 4C:5E:0C:11:22:33, 7, 81000002, 4C:5E:0C:11:22:33, 8, true",
    "81000001, 4C:5E:0C:11:22:33, 7, 81000002, 4C:5E:0C:11:22:44, 7, true",
    "81000001, 4C:5E:0C:11:22:33, 7, 81000001, 4C:5E:0C:11:22:44, 8, true",
    "81000001, 4C:5E:0C:11:22:33, 7, 81000002, 4C:5E:0C:11:22:44, 8, false",
    "81000001, 4C:5E:0C:11:22:33, 0, 81000002, 4C:5E:0C:11:22:44, 0, false",
    "81000001, 203.0.113.77, 7, 81000002, 203.0.113.77, 8, false",
    "81000001, 2001:db8:0:1:2:3:4, 7, 81000002, 2001:db8:0:1:2:3:4, 8, false",
  })
  void a_later_session_takes_the_place_of_the_same_id_modem_or_port(
      String id,
      String station,
      long port,
      String laterId,
      String laterStation,
      long laterPort,
      boolean takes) {
    SessionRow earlier = row(1, "budi", id, station, port, BEGAN);
    SessionRow later = row(1, "budi", laterId, laterStation, laterPort, BEGAN.plus(HOUR));
    assertThat(Verdict.supersedes(later, earlier)).isEqualTo(takes);
    assertThat(Verdict.supersedes(earlier, later)).isFalse();
    assertThat(Verdict.on(earlier, List.of(earlier, later), List.of()).open()).isEqualTo(!takes);
    assertThat(Verdict.on(later, List.of(earlier, later), List.of()).open()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "81000001, 4C:5E:0C:11:22:33, 7, 120, true",
    "81000001, 4C:5E:0C:11:22:33, 7, 121, false",
    "81000001, 4C:5E:0C:11:22:33, 8, 121, true",
    "81000002, 4C:5E:0C:11:22:33, 7, 121, true",
  })
  void a_modem_has_two_sessions_where_the_older_speaks_after_the_later_began(
      String id, String station, long port, long spokeAfter, boolean takes) {
    SessionRow earlier = row(1, "budi", id, station, port, BEGAN);
    SessionRow later =
        row(1, "budi", "81000002", station, 8, BEGAN.plusSeconds(300).minusSeconds(spokeAfter));
    assertThat(Verdict.on(earlier, List.of(earlier, later), List.of()).open()).isEqualTo(!takes);
    assertThat(Verdict.on(later, List.of(earlier, later), List.of()).open()).isTrue();
  }

  @Test
  void another_router_or_user_takes_nobody_s_place() {
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN);
    assertThat(
            Verdict.on(
                    session,
                    List.of(
                        row(2, "budi", "81000001", MAC, 7, BEGAN.plus(HOUR)),
                        row(1, "ani", "81000001", MAC, 7, BEGAN.plus(HOUR))),
                    List.of())
                .open())
        .isTrue();
  }

  @Test
  void the_first_of_several_ends_gives_the_cause() {
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN);
    SessionRow redial = row(1, "budi", "81000002", MAC, 8, BEGAN.plus(HOUR.multipliedBy(2)));
    RouterLoss reboot = reboot(BEGAN.plus(HOUR), Optional.empty());
    RouterLoss silence = RouterLoss.silent(1, BEGAN.plus(HOUR.multipliedBy(3)));
    SessionRow verdict = Verdict.on(session, List.of(session, redial), List.of(silence, reboot));
    assertThat(verdict.stop()).contains(new SessionRow.Stop(BEGAN.plusSeconds(300), 300, 11, true));
    assertThat(Verdict.on(verdict, List.of(), List.of()).open()).isTrue();
  }

  @Test
  void a_reboot_takes_no_session_that_a_redial_had_ended_before() {
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN);
    SessionRow redial = row(1, "budi", "81000002", MAC, 8, BEGAN.plus(HOUR));
    RouterLoss reboot = reboot(BEGAN.plus(HOUR.multipliedBy(2)), Optional.empty());
    SessionRow verdict = Verdict.on(session, List.of(session, redial), List.of(reboot));
    assertThat(verdict.stop()).contains(new SessionRow.Stop(BEGAN.plusSeconds(300), 300, 3, true));
    assertThat(Verdict.on(redial, List.of(session, redial), List.of(reboot)).stop())
        .contains(new SessionRow.Stop(BEGAN.plus(HOUR).plusSeconds(300), 300, 11, true));
  }

  @Test
  void a_reboot_takes_only_what_its_own_router_behind_the_address_had() {
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN);
    assertThat(reboot(BEGAN.plus(HOUR), Optional.of("BRAS-1")).took(session)).isTrue();
    assertThat(reboot(BEGAN.plus(HOUR), Optional.of("BRAS-2")).took(session)).isFalse();
    assertThat(RouterLoss.silent(2, BEGAN.plus(HOUR)).took(session)).isFalse();
  }

  @Test
  void what_was_heard_after_a_silence_or_began_after_a_reboot_is_alive() {
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN);
    assertThat(RouterLoss.silent(1, BEGAN.plusSeconds(301)).took(session)).isTrue();
    assertThat(RouterLoss.silent(1, BEGAN.plusSeconds(300)).took(session)).isFalse();
    assertThat(reboot(BEGAN, Optional.empty()).took(session)).isFalse();
  }

  @Test
  void a_stop_is_no_guess_and_stays() {
    SessionRow.Stop stop = new SessionRow.Stop(BEGAN.plusSeconds(300), 300, 1, false);
    SessionRow session = row(1, "budi", "81000001", MAC, 7, BEGAN).ended(stop);
    assertThat(Verdict.on(session, List.of(), List.of(reboot(BEGAN.plus(HOUR), Optional.empty()))))
        .isEqualTo(session);
  }

  private static RouterLoss reboot(Instant at, Optional<String> identifier) {
    return new RouterLoss(1, identifier, 11, Optional.of(at), at);
  }

  /** Last heard five minutes after it began. */
  private static SessionRow row(
      long router, String username, String id, String station, long port, Instant began) {
    Place place =
        new Place(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(station),
            Optional.empty(),
            Optional.empty(),
            Optional.of("BRAS-1"),
            Optional.of(port),
            Optional.empty(),
            Optional.empty());
    return new SessionRow(
        new SessionKey(router, id, username),
        0,
        Optional.of(12L),
        "",
        "",
        place,
        began,
        began.plusSeconds(300),
        began.plusSeconds(300),
        new Counters(300, 1000, 2000, 1, 2),
        Optional.empty());
  }
}
