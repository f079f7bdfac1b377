package id.gerbang.radius.address;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.Heap;
import id.gerbang.radius.address.AddressPool.Holder;
import id.gerbang.radius.address.AddressPool.Knowledge;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Station;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a lease costs: a million subscribers keep theirs, online or not. */
@Isolated // Others would change the heap that it measures.
class LeaseMemoryTest {

  private static final int LEASES = 1_000_000;
  private static final int FIRST = Ipv4Number.of("10.0.0.1");
  private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");

  private final AddressPool pool = new AddressPool(new OpenSessions());

  @Test
  void a_million_leases_cost_at_most_200_octets_each_beside_their_sessions() {
    long before = Heap.used();
    for (int i = 0; i < LEASES; i++) {
      pool.learn(new Holder(1 + i, 0), FIRST + i, NOON.plusMillis(i), true);
    }
    for (int i = 0; i < LEASES; i++) {
      Station modem =
          Station.of("4C:5E:0C:%02X:%02X:%02X".formatted(i >> 16, i >> 8 & 0xff, i & 0xff));
      assertThat(pool.lease(1 + i, 1, modem, Knowledge.CURRENT, NOON, i)).isNotNull();
    }
    assertThat((Heap.used() - before) / LEASES).as("octets a lease").isBetween(50L, 200L);
    assertThat(pool.leased()).isEqualTo(LEASES);
  }
}
