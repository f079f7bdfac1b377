package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.admission.Reservations.Outcome;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReservationsTest {

  private static final Device A = device("AA:BB:CC:00:00:0A", 10);
  private static final Device B = device("AA:BB:CC:00:00:0B", 11);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final Reservations reservations = new Reservations(nanos::get);

  @Test
  void a_place_is_held_for_thirty_seconds() {
    assertThat(hold(A)).isEqualTo(Outcome.HELD);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(29_999));
    assertThat(hold(B)).isEqualTo(Outcome.REFUSED);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(hold(B)).isEqualTo(Outcome.HELD);
  }

  @Test
  void the_same_device_holds_one_place_however_often_it_logs_in() {
    hold(A);
    assertThat(reservations.hold(1, A, held -> true)).isEqualTo(Outcome.HELD);
    assertThat(reservations.devices(1)).containsExactly(A);
  }

  @Test
  void a_start_gives_the_place_back() {
    hold(A);
    reservations.release(1, A);
    assertThat(hold(B)).isEqualTo(Outcome.HELD);
  }

  @Test
  void a_place_held_at_another_node_counts_for_the_rest_of_its_time() {
    reservations.heldElsewhere(1, A, Duration.ofSeconds(3));
    assertThat(hold(B)).isEqualTo(Outcome.REFUSED);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
    reservations.expire();
    assertThat(reservations.size()).isZero();
    assertThat(hold(B)).isEqualTo(Outcome.HELD);
  }

  @Test
  void a_login_here_holds_its_place_no_shorter_for_an_earlier_one_at_another_node() {
    hold(A);
    reservations.heldElsewhere(1, A, Duration.ofSeconds(3));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    assertThat(hold(B)).isEqualTo(Outcome.REFUSED);
  }

  private Outcome hold(Device device) {
    return reservations.hold(1, device, held -> held.isEmpty());
  }

  private static Device device(String station, long port) {
    return new Device(Station.of(station), 1, OptionalLong.of(port), "8100" + port);
  }
}
