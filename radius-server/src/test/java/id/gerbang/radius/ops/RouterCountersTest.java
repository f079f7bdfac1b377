package id.gerbang.radius.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterCountersTest {

  private static final InetAddress ROUTER = InetAddress.getLoopbackAddress();

  private final Counters counters = new Counters();
  private final PortCounters port = counters.auth();
  private final Map<InetAddress, Long> routers = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  @Test
  void of_a_routers_first_datagrams_that_two_loops_take_at_once_each_is_counted() {
    assertThat(port.received(ROUTER)).isFalse();
    assertThat(port.received(ROUTER)).isFalse();
    port.genuine(ROUTER);
    port.replied(ROUTER);
    assertThat(port.received(ROUTER)).isTrue();
    port.replied(ROUTER);
    port.genuine(ROUTER);
    port.replied(ROUTER);

    assertThat(counters.text())
        .contains("gerbang_radius_router_received_total{router=\"127.0.0.1\"} 3\n")
        .contains("gerbang_radius_router_replied_total{router=\"127.0.0.1\"} 3\n");
  }

  @Test
  void a_router_that_moves_is_one_line_and_takes_what_it_counted_along() throws Exception {
    named();
    names.put(1L, "mover");
    String text = "";
    for (int i = 0; i < 3_000; i++) {
      InetAddress place = InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
      routers.clear();
      routers.put(place, 1L);
      port.received(place);
      port.genuine(place);
      port.replied(place);
      text = counters.text();
    }

    assertThat(text.lines().filter(line -> line.startsWith("gerbang_radius_router_received")))
        .containsExactly("gerbang_radius_router_received_total{router=\"mover\"} 3000");
  }

  @Test
  void who_comes_to_the_address_of_another_takes_none_of_what_that_counted() {
    named();
    names.putAll(Map.of(1L, "one", 2L, "other"));
    routers.put(ROUTER, 1L);
    port.genuine(ROUTER);
    counters.text();
    routers.put(ROUTER, 2L);
    counters.text();
    port.genuine(ROUTER);

    assertThat(counters.text())
        .contains("gerbang_radius_router_received_total{router=\"one\"} 1\n")
        .contains("gerbang_radius_router_received_total{router=\"other\"} 1\n");
  }

  @Test
  void a_router_with_a_new_name_is_one_line_and_one_that_is_deleted_none() {
    named();
    names.put(1L, "old");
    routers.put(ROUTER, 1L);
    port.genuine(ROUTER);
    counters.text();
    names.put(1L, "new");
    assertThat(counters.text())
        .contains("gerbang_radius_router_received_total{router=\"new\"} 1\n")
        .doesNotContain("\"old\"");
    routers.clear();
    names.clear();

    assertThat(counters.text()).doesNotContain("{router=");
  }

  @Test
  void where_nobody_looked_addresses_that_are_nobodys_make_room_for_routers() throws Exception {
    named();
    names.put(1L, "router");
    routers.put(ROUTER, 1L);
    for (int i = 0; i < 2_000; i++) {
      port.genuine(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
    }
    counters.text();
    port.genuine(ROUTER);

    assertThat(counters.text())
        .contains("gerbang_radius_router_received_total{router=\"router\"} 1\n")
        .contains("gerbang_radius_router_received_total{router=\"(others)\"} 2000\n");
  }

  private void named() {
    counters.routersNamed(
        address -> Optional.ofNullable(routers.get(address)),
        router -> Optional.ofNullable(names.get(router)));
  }
}
