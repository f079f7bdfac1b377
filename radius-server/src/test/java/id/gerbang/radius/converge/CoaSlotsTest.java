package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoaSlotsTest {

  private static final InetSocketAddress BRAS = new InetSocketAddress("10.0.0.1", 3799);

  private final CoaSlots slots = new CoaSlots();
  private long now;

  @Test
  void a_slot_comes_back_when_its_router_has_forgotten_it_and_the_oldest_first() {
    assertThat(slots.take(BRAS, now)).isZero();
    pass(200);
    assertThat(slots.take(BRAS, now)).isEqualTo(1);
    pass(100);
    assertThat(slots.take(BRAS, now)).isEqualTo(2);
    now++;
    assertThat(slots.take(BRAS, now)).isZero();
  }

  @Test
  void places_that_routers_had_are_forgotten() {
    for (int place = 0; place < 10_000; place++) {
      assertThat(slots.take(new InetSocketAddress("10.0.0.1", 1 + place), now)).isZero();
      assertThat(slots.places()).isLessThanOrEqualTo(301);
      pass(1);
    }
  }

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}
