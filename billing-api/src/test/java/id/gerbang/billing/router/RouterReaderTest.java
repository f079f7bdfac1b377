package id.gerbang.billing.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.standin.StandInRouter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RouterReaderTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void a_router_tells_all_menus_and_nothing_is_changed_on_it() {
    try (StandInRouter router = router()) {
      RouterReading reading = reader(LONG).read(address(router));
      assertThat(reading.failure()).isNull();
      assertThat(reading.told()).containsOnlyKeys(Menu.values());
      assertThat(router.seen()).allMatch(command -> command.endsWith("/print"));
    }
  }

  @Test
  void a_router_that_hangs_is_given_up_by_the_address_s_timeout() {
    try (StandInRouter router = router()) {
      router.faults().hang();
      RouterReading reading = reader(LONG).read(address(router).waiting(LONG, SHORT));
      assertThat(reading.failure()).isNotNull();
      assertThat(reading.failure().kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(reading.answered()).isFalse();
      router.faults().answerAgain();
    }
  }

  @Test
  void a_router_that_is_slow_at_everything_is_given_up_when_the_time_is_over() {
    try (StandInRouter router = router()) {
      router.faults().hang();
      RouterReading reading = reader(SHORT).read(address(router).waiting(LONG, LONG));
      assertThat(reading.failure()).isNotNull();
      assertThat(reading.failure().kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(reading.failure().detail()).contains("300 ms");
      router.faults().answerAgain();
    }
  }

  @Test
  void a_menu_that_the_router_refuses_ends_nothing() {
    try (StandInRouter router = router()) {
      router.faults().failOnce("/ip/pool/print", "no such command");
      RouterReading reading = reader(LONG).read(address(router));
      assertThat(reading.failure()).isNull();
      assertThat(reading.rows(Menu.POOLS)).isEmpty();
      assertThat(reading.rows(Menu.SECRETS)).isPresent();
    }
  }

  @Test
  void what_its_user_may_not_read_is_forbidden() {
    try (StandInRouter router = router()) {
      router.user("sempit", "rahasia", "api");
      RouterReading reading = reader(LONG).read(address(router, "sempit"));
      assertThat(reading.failure()).isNull();
      assertThat(reading.forbidden()).contains(Menu.RESOURCE, Menu.SECRETS);
      assertThat(reading.answered()).isTrue();
    }
  }

  @Test
  void a_connection_that_breaks_midway_leaves_what_was_told() {
    try (StandInRouter router = router()) {
      router.faults().closeAfter(500);
      RouterReading reading = reader(LONG).read(address(router));
      assertThat(reading.failure()).isNotNull();
      assertThat(reading.failure().kind()).isEqualTo(Kind.ROUTER_CLOSED);
      assertThat(reading.told()).containsKey(Menu.RESOURCE).doesNotContainKey(Menu.SECRETS);
    }
  }

  @Test
  void no_more_than_four_are_read_at_once() throws Exception {
    RouterReader reader = reader(LONG);
    ExecutorService askers = Executors.newFixedThreadPool(4);
    List<Future<RouterReading>> readings = new ArrayList<>();
    List<Socket> held = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      RouterAddress address = address(silent.getLocalPort(), "gerbang").waiting(LONG, LONG);
      for (int i = 0; i < 4; i++) {
        readings.add(askers.submit(() -> reader.read(address)));
        held.add(silent.accept());
      }
      assertThatThrownBy(() -> reader.read(address))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
      askers.shutdown();
    }
    for (Future<RouterReading> reading : readings) {
      assertThat(reading.get().failure()).isNotNull();
    }
  }

  private static StandInRouter router() {
    StandInRouter router = StandInRouter.version("7.20.8").start();
    router.user("gerbang", "rahasia", "read,write,test,api");
    return router;
  }

  private static RouterReader reader(Duration patience) {
    return new RouterReader(Clock.systemUTC(), patience);
  }

  private static RouterAddress address(StandInRouter router) {
    return address(router, "gerbang");
  }

  private static RouterAddress address(StandInRouter router, String user) {
    return address(router.port("api"), user);
  }

  private static RouterAddress address(int port, String user) {
    return RouterAddress.of("127.0.0.1", Protocol.API, user, new Password("rahasia")).atPort(port);
  }
}
