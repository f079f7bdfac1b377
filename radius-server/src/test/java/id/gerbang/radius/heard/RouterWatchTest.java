package id.gerbang.radius.heard;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
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
    Router router = router();
    routers.replace(List.of(router));

    watch.unsigned(router);
    watch.wrongSecret(router, WrongSecret.ACCOUNTING);
    assertThat(routers.lastHeard(1)).isEmpty();
    assertThat(watch.take()).hasSize(1);

    watch.proved(router, address, address, System.nanoTime());
    assertThat(routers.lastHeard(1)).isPresent();
  }

  @Test
  void what_is_heard_after_the_clock_was_set_back_is_written_too() throws Exception {
    MovableClock clock = new MovableClock(Instant.parse("2026-03-01T05:00:00Z"));
    RouterWatch set = new RouterWatch(routers, clock);
    routers.replace(List.of(router()));
    set.unsigned(router());
    assertThat(set.take()).hasSize(1);
    assertThat(set.take()).isEmpty();

    clock.jump(Duration.ofHours(-1));
    set.wrongSecret(router(), WrongSecret.PASSWORD);

    List<RouterFacts> facts = set.take();
    assertThat(facts).extracting(RouterFacts::wrongSecrets).containsExactly(1L);
    set.giveBack(facts);
    assertThat(set.take()).isEqualTo(facts);
  }

  private static Router router() throws Exception {
    return new Router(
        1,
        "BRAS-1",
        InetAddress.getByName("10.0.0.1"),
        Secret.of("testing123-lab"),
        true,
        3799,
        Router.SignaturePolicy.OFF,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }
}
