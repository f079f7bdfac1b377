package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.net.Inet4Address;
import java.net.InetAddress;
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
    sessions.granted(Reports.KEY, 0, slower);
    rows = follow(rows, OLD.interim(300, 1000));
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(slower);
    follow(rows, NEW.start());
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(Reports.GRANTED);
  }

  @Test
  void what_a_router_acknowledged_of_a_session_is_not_what_the_next_of_its_id_holds() {
    Granted slower = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
    List<SessionRow> rows = follow(List.of(), OLD.start());
    int before = sessions.find(Reports.KEY).orElseThrow().generation();
    follow(rows, NEW.start());
    sessions.granted(Reports.KEY, before, slower);
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(Reports.GRANTED);
  }

  @Test
  void what_the_journal_says_of_a_session_of_a_snapshot_is_when_it_was_last_heard() {
    Granted slower = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
    sessions.restore(row(OLD.start()));
    sessions.granted(Reports.KEY, 0, slower);
    sessions.replay(row(OLD.interim(300, 1000)));
    assertThat(sessions.find(Reports.KEY).orElseThrow().heardAt())
        .isEqualTo(OLD.interim(300, 1000).arrivedAt());
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(slower);
    sessions.replay(row(NEW.interim(9_000, 1000)));
    assertThat(sessions.find(Reports.KEY).orElseThrow().heardAt())
        .as("another session's")
        .isEqualTo(OLD.interim(300, 1000).arrivedAt());
  }

  @Test
  void what_the_journal_says_of_its_address_is_known_as_well() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("10.0.0.2");
    sessions.restore(row(OLD.start()));
    assertThat(sessions.at(address)).isEmpty();
    sessions.replay(row(OLD.interim(300, 1000)));
    assertThat(sessions.at(address)).hasSize(1);
    sessions.replay(row(Reports.withoutClass(Reports.BEGAN, "10.0.0.3").interim(200, 900)));
    assertThat(sessions.at(address)).as("what came late says nothing newer").hasSize(1);
  }

  @Test
  void a_session_of_nobody_has_its_address_and_is_none_of_a_subscriber_s() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("10.0.0.2");
    SessionRow row = row(OLD.interim(300, 1000));
    SessionRow nobodys = of(row, row.generation(), Optional.empty(), Optional.empty());

    assertThat(sessions.follow(nobodys)).isEmpty();
    assertThat(sessions.at(address)).extracting(OpenSession::subscriberId).containsExactly(0L);
    assertThat(sessions.find(Reports.KEY)).isEmpty();
    assertThat(sessions.all()).isEmpty();
    assertThat(sessions.ofSubscriber(OpenSession.NOBODY)).isEmpty();
    assertThat(sessions.ofNobody()).isEqualTo(1);

    sessions.follow(row);
    assertThat(sessions.at(address)).extracting(OpenSession::subscriberId).containsExactly(12L);
    assertThat(sessions.ofNobody()).as("his name is a subscriber's by now").isZero();
    sessions.follow(nobodys);
    assertThat(sessions.ofSubscriber(12)).isEmpty();

    sessions.loading();
    assertThat(sessions.at(address)).hasSize(1);
    sessions.loaded();
    assertThat(sessions.at(address)).as("not among the rows").isEmpty();
    sessions.follow(nobodys);
    SessionRow.Stop stop = new SessionRow.Stop(Reports.BEGAN.plusSeconds(400), 400, 1, false);
    sessions.follow(of(row, row.generation(), Optional.empty(), Optional.of(stop)));
    assertThat(sessions.at(address)).as("ended").isEmpty();
    assertThat(sessions.ofNobody()).isZero();
  }

  private static SessionRow of(
      SessionRow row, int generation, Optional<Long> subscriberId, Optional<SessionRow.Stop> stop) {
    return new SessionRow(
        row.key(),
        generation,
        subscriberId,
        "",
        "",
        row.place(),
        row.startedAt(),
        row.updatedAt(),
        row.heardAt(),
        row.counters(),
        stop);
  }

  @Test
  void that_a_session_speaks_rarely_is_known_while_it_lasts() {
    Duration told = Duration.ofMinutes(20);
    List<SessionRow> rows = follow(List.of(), OLD.start());
    OpenSession session = sessions.find(Reports.KEY).orElseThrow();
    assertThat(sessions.silence(session, told)).isEqualTo(told);
    sessions.heardRarely(Reports.KEY, Duration.ofMinutes(30));
    sessions.heardRarely(Reports.KEY, Duration.ofMinutes(25));
    assertThat(sessions.silence(session, told)).isEqualTo(Duration.ofMinutes(90));
    sessions.heardRarely(Reports.KEY, Duration.ofDays(9));
    assertThat(sessions.silence(session, told)).isEqualTo(GrantTimes.LONGEST_SILENCE);

    follow(rows, OLD.stop(600, 1000, 1));
    sessions.heardRarely(Reports.KEY, Duration.ofDays(9));
    assertThat(sessions.silence(session, told)).isEqualTo(told);
  }

  private static SessionRow row(SessionReport report) {
    return SessionMerge.merge(List.of(), report).reported();
  }

  @Test
  void of_a_snapshot_s_grant_and_the_table_s_the_table_s_is_newer() {
    Granted slower = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
    SessionRow row = SessionMerge.merge(List.of(), OLD.start()).sessions().get(0);
    sessions.restore(
        new SessionRow(
            row.key(),
            row.generation(),
            row.subscriberId(),
            "",
            slower.text(),
            row.place(),
            row.startedAt(),
            row.updatedAt(),
            row.heardAt(),
            row.counters(),
            Optional.empty()));
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(slower);
    sessions.loading();
    sessions.follow(row);
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(Reports.GRANTED);
    assertThat(sessions.loaded()).isEmpty();
  }

  @Test
  void a_username_that_passed_to_another_subscriber_is_no_longer_the_first_one_s() {
    SessionRow row = follow(List.of(), OLD.start()).get(0);
    sessions.follow(of(row, row.generation() + 1, Optional.of(13L), Optional.empty()));
    assertThat(sessions.ofSubscriber(13)).hasSize(1);
    assertThat(sessions.ofSubscriber(12)).isEmpty();
  }

  @Test
  void a_login_finds_who_is_there_and_where() {
    follow(List.of(), OLD.interim(300, 1000));
    OpenSession session = sessions.ofSubscriber(12).get(0);
    assertThat(session.routerId()).isEqualTo(1);
    assertThat(session.callingStationId()).contains("AA:BB:CC:00:00:01");
    assertThat(session.nasPort()).hasValue(15_728_641L);
    assertThat(session.nasPortId()).contains("ether2");
    assertThat(session.framedIp()).contains("10.0.0.2");
    assertThat(session.nasIp()).contains("192.0.2.1");
    assertThat(session.startedAt()).isEqualTo(Reports.BEGAN);
    assertThat(session.heardAt()).isEqualTo(Reports.BEGAN.plusSeconds(300));
  }

  @Test
  void what_another_node_s_coa_granted_wins_once_our_own_is_in_the_table() {
    Granted ours = new Granted(Reason.SLOWED_UNPAID, true, false, 33, 22);
    Granted theirs = new Granted(Reason.ACTIVE, true, false, 44, 22);
    SessionRow row = follow(List.of(), OLD.start()).get(0);
    sessions.granted(Reports.KEY, 0, ours);
    sessions.follow(holding(row, ours));
    sessions.follow(holding(row, theirs));
    assertThat(sessions.find(Reports.KEY).flatMap(OpenSession::granted)).contains(theirs);
    assertThat(sessions.ofSubscriber(12))
        .singleElement()
        .extracting(OpenSession::granted)
        .isEqualTo(Optional.of(theirs));
  }

  @Test
  void a_session_that_a_whole_reading_of_the_table_lacks_has_ended_elsewhere() {
    SessionRow row = follow(List.of(), OLD.start()).get(0);
    sessions.loading();
    sessions.follow(row);
    assertThat(sessions.loaded()).isEmpty();
    sessions.loading();
    assertThat(sessions.loaded()).containsExactly(Reports.KEY);
    assertThat(sessions.ofSubscriber(12)).isEmpty();
  }

  private static SessionRow holding(SessionRow row, Granted granted) {
    return new SessionRow(
        row.key(),
        row.generation(),
        row.subscriberId(),
        row.classText(),
        granted.text(),
        row.place(),
        row.startedAt(),
        row.updatedAt(),
        row.heardAt(),
        row.counters(),
        row.stop());
  }

  private List<SessionRow> follow(List<SessionRow> before, SessionReport report) {
    List<SessionRow> after = SessionMerge.merge(before, report).sessions();
    after.stream().filter(row -> !before.contains(row)).forEach(sessions::follow);
    return after;
  }
}
