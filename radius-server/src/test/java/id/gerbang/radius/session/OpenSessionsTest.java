package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {

  private static final Reports OLD = Reports.withClass("aaaaaa", Reports.BEGAN);
  private static final Reports NEW =
      Reports.withClass("bbbbbb", Reports.BEGAN.plus(Duration.ofHours(2)));

  private final OpenSessions sessions = new OpenSessions();

  @Test
  void a_session_is_there_from_its_start_to_its_stop() {
    List<SessionRow> rows = follow(List.of(), OLD.start());
    assertThat(sessions.ofSubscriber(12)).extracting(OpenSession::key).containsExactly(Reports.KEY);
    follow(rows, OLD.stop(600, 1000, 1));
    assertThat(sessions.all()).isEmpty();
    assertThat(sessions.ofSubscriber(12)).isEmpty();
  }

  @Test
  void the_close_of_an_earlier_session_of_the_same_id_takes_nothing_from_the_live_one() {
    List<SessionRow> rows = follow(List.of(), NEW.start());
    follow(rows, OLD.stop(600, 1000, 1));
    assertThat(sessions.find(Reports.KEY))
        .map(OpenSession::startedAt)
        .contains(NEW.start().startedAt());
  }

  @Test
  void what_a_coa_granted_outlives_reports_of_the_session_but_not_the_session() {
    Granted slower = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
    List<SessionRow> rows = follow(List.of(), OLD.start());
    sessions.granted(Reports.KEY, slower);
    rows = follow(rows, OLD.interim(300, 1000));
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(slower);
    follow(rows, NEW.start());
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(Reports.GRANTED);
  }

  @Test
  void a_username_that_passed_to_another_subscriber_is_no_longer_the_first_one_s() {
    SessionRow row = follow(List.of(), OLD.start()).get(0);
    sessions.follow(
        new SessionRow(
            row.key(),
            row.generation() + 1,
            Optional.of(13L),
            "",
            "",
            row.place(),
            row.startedAt(),
            row.updatedAt(),
            row.heardAt(),
            row.counters(),
            Optional.empty()));
    assertThat(sessions.ofSubscriber(13)).hasSize(1);
    assertThat(sessions.ofSubscriber(12)).isEmpty();
  }

  private List<SessionRow> follow(List<SessionRow> before, SessionReport report) {
    List<SessionRow> after = SessionMerge.merge(before, report).sessions();
    after.stream().filter(row -> !before.contains(row)).forEach(sessions::follow);
    return after;
  }
}
