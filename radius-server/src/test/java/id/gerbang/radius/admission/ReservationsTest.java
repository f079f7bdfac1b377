package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.Station;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReservationsTest {

  private static final Device A = device("AA:BB:CC:00:00:0A", 10);
  private static final Device B = device("AA:BB:CC:00:00:0B", 11);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final Counters counters = new Counters();
  private final Reservations reservations = new Reservations(counters, nanos::get);

  @Test
  void a_place_is_held_for_thirty_seconds() {
    assertThat(hold(A)).isPresent();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(29_999));
    assertThat(hold(B)).isEmpty();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(hold(B)).isPresent();
  }

  @Test
  void each_login_of_a_device_holds_a_place_of_its_own() {
    hold(A);
    assertThat(reservations.hold(1, A, held -> true)).isPresent();
    assertThat(reservations.devices(1)).containsExactly(A, A);
  }

  @Test
  void a_start_gives_the_place_back() {
    hold(A);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    reservations.begun(1, A, Duration.ofSeconds(4));
    assertThat(hold(B)).isPresent();
  }

  /** An Interim that comes late; what another device reports says nothing in any case. */
  @Test
  void a_session_that_began_before_gives_none_back() {
    hold(A);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
    reservations.begun(1, A, Duration.ofSeconds(8));
    reservations.begun(1, B, Duration.ZERO);
    assertThat(hold(B)).isEmpty();
  }

  @Test
  void of_two_logins_a_start_between_them_gives_back_the_first_one_s_place() {
    hold(A);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    reservations.hold(1, A, held -> true);
    reservations.begun(1, A, Duration.ofSeconds(5));
    assertThat(reservations.devices(1)).hasSize(1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    assertThat(hold(B)).isEmpty();
  }

  @Test
  void a_place_held_at_another_node_counts_for_the_rest_of_its_time() {
    reservations.heldElsewhere(1, A, Duration.ofSeconds(3));
    assertThat(hold(B)).isEmpty();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
    reservations.expire();
    assertThat(reservations.size()).isZero();
    assertThat(hold(B)).isPresent();
  }

  @Test
  void a_login_here_holds_its_place_no_shorter_for_an_earlier_one_at_another_node() {
    hold(A);
    reservations.heldElsewhere(1, A, Duration.ofSeconds(3));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    assertThat(hold(B)).isEmpty();
  }

  @Test
  void of_too_many_who_have_places_no_other_has_one_and_of_one_no_more_than_so_many() {
    for (long subscriber = 1; subscriber <= 200_001; subscriber++) {
      reservations.hold(subscriber, A, held -> true);
    }
    assertThat(reservations.size()).isEqualTo(200_000);
    assertThat(reservations.devices(200_001)).isEmpty();
    for (int login = 2; login <= 65; login++) {
      reservations.hold(1, A, held -> true);
    }
    assertThat(reservations.devices(1)).hasSize(64);
    assertThat(counters.text()).contains("gerbang_radius_reservations_dropped_total 2\n");
  }

  private Optional<HeldPlace> hold(Device device) {
    return reservations.hold(1, device, held -> held.isEmpty());
  }

  private static Device device(String station, long port) {
    return new Device(Station.of(station), 1, OptionalLong.of(port), "8100" + port);
  }
}
