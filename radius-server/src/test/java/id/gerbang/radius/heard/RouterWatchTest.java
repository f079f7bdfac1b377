package id.gerbang.radius.heard;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterWatchTest {

  private final RouterRegistry routers = new RouterRegistry(router -> {});
  private final RouterWatch watch = new RouterWatch(routers, Clock.systemUTC());

  @Test
  void what_anybody_can_forge_makes_no_node_the_one_that_a_router_speaks_to() throws Exception {
    InetAddress address = InetAddress.getByName("10.0.0.1");
    Router router =
        new Router(
            1,
            "BRAS-1",
            address,
            Secret.of("testing123-lab"),
            true,
            3799,
            Router.SignaturePolicy.OFF,
            Optional.empty(),
            RouterPolicy.DEFAULT);
    routers.replace(List.of(router));

    watch.unsigned(router);
    watch.wrongSecret(router, WrongSecret.ACCOUNTING);
    assertThat(routers.lastHeard(1)).isEmpty();
    assertThat(watch.take(Instant.EPOCH)).hasSize(1);

    watch.proved(router, address, address, System.nanoTime());
    assertThat(routers.lastHeard(1)).isPresent();
  }
}
