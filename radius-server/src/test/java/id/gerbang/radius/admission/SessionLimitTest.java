package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement.MacPolicy;
import id.gerbang.core.access.Entitlement.OnLimit;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.radius.session.Station;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SessionLimitTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final Device A = device("AA:BB:CC:00:00:0A", 1, 10);
  private static final Device B = device("AA:BB:CC:00:00:0B", 1, 11);
  private static final Device C = device("AA:BB:CC:00:00:0C", 1, 12);

  @Test
  void a_device_finds_a_place_until_so_many_others_have_one() {
    SessionRules two = rules(2, OnLimit.REFUSE);
    assertThat(SessionLimit.isFull(two, C, List.of(A))).isFalse();
    assertThat(SessionLimit.isFull(two, C, List.of(A, B))).isTrue();
    assertThat(SessionLimit.isFull(two, C, List.of(A, A, A))).isFalse();
    assertThat(SessionLimit.isFull(rules(0, OnLimit.REFUSE), C, List.of(A, B))).isFalse();
  }

  @Test
  void the_same_caller_or_port_needs_no_second_place() {
    SessionRules one = rules(1, OnLimit.REFUSE);
    assertThat(SessionLimit.isFull(one, device("AA:BB:CC:00:00:0A", 2, 99), List.of(A))).isFalse();
    assertThat(SessionLimit.isFull(one, device("AA:BB:CC:00:00:0F", 1, 10), List.of(A))).isFalse();
    assertThat(SessionLimit.isFull(one, device("AA:BB:CC:00:00:0F", 2, 10), List.of(A))).isTrue();
    assertThat(
            SessionLimit.isFull(
                one, device("203.0.113.9", 1, 4), List.of(device("203.0.113.9", 1, 5))))
        .isFalse();
    Device nameless = new Device(Station.UNKNOWN, 1, OptionalLong.empty(), "");
    assertThat(SessionLimit.isFull(one, nameless, List.of(nameless))).isTrue();
  }

  @Test
  void port_0_is_that_of_a_router_without_ports_and_names_nobody() {
    SessionRules one = rules(1, OnLimit.REFUSE);
    Device home = new Device(A.station(), 1, OptionalLong.of(0), "81000001");
    Device other = new Device(B.station(), 1, OptionalLong.of(0), "81000002");
    assertThat(SessionLimit.isFull(one, other, List.of(home))).isTrue();
    assertThat(SessionLimit.isFull(one, home, List.of(home))).isFalse();
  }

  @Test
  void over_the_limit_are_the_oldest() {
    SessionRules two = rules(2, OnLimit.DROP_OLDEST);
    assertThat(SessionLimit.over(two, List.of(at(0, A), at(1, B)))).isEmpty();
    assertThat(SessionLimit.over(two, List.of(at(1, B), at(0, A), at(2, C))))
        .containsExactly(at(0, A));
    assertThat(
            SessionLimit.over(rules(1, OnLimit.DROP_OLDEST), List.of(at(0, A), at(1, B), at(2, C))))
        .containsExactly(at(1, B), at(0, A));
  }

  @Test
  void where_logins_are_refused_the_first_stay() {
    assertThat(SessionLimit.over(rules(1, OnLimit.REFUSE), List.of(at(1, B), at(0, A))))
        .containsExactly(at(1, B));
  }

  @Test
  void a_session_whose_device_has_a_newer_one_goes_first() {
    SessionLimit.Holder replaced = at(5, A);
    SessionLimit.Holder newer = new SessionLimit.Holder(A, NOON.plusSeconds(6), "1/newer");
    for (OnLimit onLimit : OnLimit.values()) {
      assertThat(SessionLimit.over(rules(2, onLimit), List.of(at(0, B), replaced, newer)))
          .containsExactly(replaced);
    }
  }

  private static SessionLimit.Holder at(int seconds, Device device) {
    return new SessionLimit.Holder(device, NOON.plusSeconds(seconds), "1/" + device.nasPort());
  }

  private static Device device(String station, long router, long port) {
    return new Device(Station.of(station), router, OptionalLong.of(port), "8100" + port);
  }

  private static SessionRules rules(int sharedUsers, OnLimit onLimit) {
    return new SessionRules(sharedUsers, onLimit, MacPolicy.OFF, List.of(), Optional.empty());
  }
}
