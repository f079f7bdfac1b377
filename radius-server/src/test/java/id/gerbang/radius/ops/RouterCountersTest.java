package id.gerbang.radius.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RouterCountersTest {

  private static final InetAddress ROUTER = InetAddress.getLoopbackAddress();

  private final Counters counters = new Counters();
  private final PortCounters port = counters.auth();

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
}
