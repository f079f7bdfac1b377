package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Script;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouterConnectionsTest {

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final RouterConnections connections = new RouterConnections(IDLE, nanos::get);

  @Test
  void all_who_ask_share_one_connection() throws Exception {
    int many = 20;
    CountDownLatch together = new CountDownLatch(many);
    var threads = Executors.newFixedThreadPool(many);
    try (var router = playing(answeringEverything(new AtomicInteger()));
        connections) {
      List<Future<List<Row>>> answers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        answers.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return connections.use(
                      router.address(), open -> open.print("/ip/pool", List.of()));
                }));
      }
      for (Future<List<Row>> answer : answers) {
        assertThat(answer.get()).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_router_that_cannot_be_reached_is_an_error_each_time() throws Exception {
    RouterAddress gone;
    try (var router = playing()) {
      gone = router.address();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(failure(() -> pools(gone)).kind()).isEqualTo(Kind.PORT_CLOSED);
    }
  }

  @Test
  void what_broke_is_opened_anew() throws Exception {
    try (var router =
            playing(
                loggedIn(talk -> talk.say("!fatal", "out of sessions")),
                answeringEverything(new AtomicInteger()));
        connections) {
      RouterAddress address = router.address();
      assertThat(failure(() -> pools(address)).kind()).isEqualTo(Kind.ROUTER_CLOSED);
      assertThat(pools(address)).hasSize(1);
    }
  }

  @Test
  void an_idle_one_is_closed_and_one_in_use_is_not() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (var router =
            playing(
                talk -> {
                  answeringEverything(new AtomicInteger()).play(talk);
                  first.countDown();
                },
                answeringEverything(new AtomicInteger()));
        connections) {
      RouterAddress address = router.address();
      RouterOs kept =
          connections.use(
              address,
              open -> {
                nanos.addAndGet(IDLE.toNanos());
                connections.closeIdle();
                assertThat(open.isOpen()).isTrue();
                return open;
              });
      nanos.addAndGet(IDLE.toNanos() - 1);
      connections.closeIdle();
      assertThat(kept.isOpen()).isTrue();
      nanos.incrementAndGet();
      connections.closeIdle();
      assertThat(kept.isOpen()).isFalse();
      first.await();
      assertThat(kept(address).isOpen()).isTrue();
    }
  }

  @Test
  void a_quiet_one_is_asked_before_it_is_used_again() throws Exception {
    AtomicInteger commands = new AtomicInteger();
    try (var router = playing(answeringEverything(commands));
        connections) {
      RouterAddress address = router.address();
      RouterOs first = kept(address);
      nanos.addAndGet(address.answer().toNanos());
      assertThat(kept(address)).isSameAs(first);
      assertThat(commands).hasValue(0);
      nanos.addAndGet(address.answer().toNanos() + 1);
      assertThat(kept(address)).isSameAs(first);
      assertThat(commands).hasValue(1);
    }
  }

  @Test
  void a_quiet_one_that_no_longer_answers_is_opened_anew() throws Exception {
    try (var router =
            playing(loggedIn(Talk::untilClosed), answeringEverything(new AtomicInteger()));
        connections) {
      RouterAddress address = router.impatient();
      RouterOs first = kept(address);
      nanos.addAndGet(address.answer().toNanos() + 1);
      assertThat(pools(address)).hasSize(1);
      assertThat(first.isOpen()).isFalse();
    }
  }

  @Test
  void another_password_logs_in_anew() throws Exception {
    try (var router =
            playing(
                answeringEverything(new AtomicInteger()),
                talk -> {
                  assertThat(talk.read()).contains("=password=baru");
                  talk.say("!done");
                  talk.untilClosed();
                });
        connections) {
      RouterAddress address = router.address();
      RouterOs first = kept(address);
      RouterOs second =
          connections.use(
              RouterAddress.of(
                      address.host(), address.protocol(), address.user(), new Password("baru"))
                  .atPort(address.port()),
              open -> open);
      assertThat(first.isOpen()).isFalse();
      assertThat(second.isOpen()).isTrue();
    }
  }

  @Test
  void closing_closes_all_and_opens_no_more() throws Exception {
    try (var router = playing(answeringEverything(new AtomicInteger()))) {
      RouterOs kept = kept(router.address());
      connections.close();
      assertThat(kept.isOpen()).isFalse();
      assertThat(failure(() -> kept(router.address())).kind()).isEqualTo(Kind.CLOSED_HERE);
    }
  }

  private List<Row> pools(RouterAddress address) {
    return connections.use(address, open -> open.print("/ip/pool", List.of()));
  }

  private RouterOs kept(RouterAddress address) {
    return connections.use(address, open -> open);
  }

  private static Script answeringEverything(AtomicInteger commands) {
    return loggedIn(
        talk -> {
          try {
            while (true) {
              String tag = talk.tag();
              commands.incrementAndGet();
              talk.say("!re", "=name=bras", tag);
              talk.say("!done", tag);
            }
          } catch (java.io.IOException e) {
            // The client has gone.
          }
        });
  }
}
