package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that wait side by side on one connection, and what ends their waiting. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiWaitingTest {

  @Test
  void two_hundred_commands_at_once_get_each_its_own_answer() throws Exception {
    int many = 200;
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      List<String[]> asked = new ArrayList<>();
                      for (int i = 0; i < many; i++) {
                        List<String> sentence = talk.read();
                        asked.add(
                            new String[] {sentence.get(1).substring(1), Talk.tagOf(sentence)});
                      }
                      for (int round = 0; round < 3; round++) {
                        Collections.shuffle(asked, new Random(round));
                        for (String[] one : asked) {
                          talk.say("!re", "=" + one[0], "=round=" + round, one[1]);
                        }
                      }
                      for (String[] one : asked) {
                        talk.say("!done", one[1]);
                      }
                      talk.untilClosed();
                    }));
        var open = router.open();
        var threads = new Threads(many)) {
      List<Future<List<Row>>> answers =
          IntStream.range(0, many)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              open.print(
                                  "/ppp/secret", List.of(), Condition.equal("name", "c" + i))))
              .toList();
      for (int i = 0; i < many; i++) {
        assertThat(answers.get(i).get())
            .extracting(row -> row.get("name").orElseThrow() + row.get("round").orElseThrow())
            .containsExactly("c" + i + "0", "c" + i + "1", "c" + i + "2");
      }
    }
  }

  @Test
  void a_fatal_ends_all_that_wait_with_its_words() throws Exception {
    int many = 5;
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      for (int i = 0; i < many; i++) {
                        talk.say("!re", "=name=x", talk.tag());
                      }
                      talk.say("!fatal", "session terminated on request");
                    }));
        var open = router.open();
        var threads = new Threads(many)) {
      List<Future<Kind>> kinds = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        kinds.add(
            threads.submit(
                () -> {
                  RouterOsException e = failure(() -> open.print("/ip/pool", List.of()));
                  assertThat(e.detail()).isEqualTo("session terminated on request");
                  return e.kind();
                }));
      }
      for (Future<Kind> kind : kinds) {
        assertThat(kind.get()).isEqualTo(Kind.ROUTER_CLOSED);
      }
      assertThat(open.isOpen()).isFalse();
      assertThat(failure(() -> open.print("/ip/pool", List.of())).detail())
          .isEqualTo("session terminated on request");
    }
  }

  @Test
  void a_router_that_says_nothing_is_no_empty_list() throws Exception {
    try (var router = playing(loggedIn(Talk::untilClosed));
        var open = RouterOs.open(router.impatient())) {
      RouterOsException silent = failure(() -> open.print("/ip/pool", List.of()));
      assertThat(silent.kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(silent.kind().leavesUnknown()).isTrue();
      assertThat(open.isOpen()).isFalse();
    }
  }

  @Test
  void one_command_that_is_late_is_cancelled_and_the_others_go_on() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      String late = talk.tag();
                      talk.say("!re", "=name=half", late);
                      List<String> cancel = talk.read();
                      assertThat(cancel).startsWith("/cancel", "=tag=" + late.substring(5));
                      talk.say("!trap", "=category=2", "=message=interrupted", late);
                      talk.say("!done", late);
                      talk.say("!done", Talk.tagOf(cancel));
                      talk.say("!done", talk.tag());
                      talk.untilClosed();
                    }));
        var open = RouterOs.open(router.impatient())) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
    }
  }

  @Test
  void closing_here_ends_all_that_wait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.read();
                      asked.countDown();
                      talk.untilClosed();
                    }));
        var threads = new Threads(1)) {
      RouterOs open = router.open();
      Future<RouterOsException> waiting =
          threads.submit(() -> failure(() -> open.print("/ip/pool", List.of())));
      asked.await();
      open.close();
      assertThat(waiting.get().kind()).isEqualTo(Kind.CLOSED_HERE);
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind())
          .isEqualTo(Kind.CLOSED_HERE);
    }
  }

  @Test
  void a_thread_that_is_interrupted_waits_no_longer_and_cancels() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      String tag = talk.tag();
                      asked.countDown();
                      assertThat(talk.read()).startsWith("/cancel", "=tag=" + tag.substring(5));
                      talk.untilClosed();
                    }));
        var open = router.open();
        var threads = new Threads(1)) {
      Future<RouterOsException> waiting =
          threads.submit(
              () -> {
                RouterOsException e = failure(() -> open.print("/ip/pool", List.of()));
                assertThat(Thread.interrupted()).isTrue();
                return e;
              });
      asked.await();
      threads.interrupt();
      assertThat(waiting.get().kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(open.isOpen()).isTrue();
    }
  }

  @Test
  void a_router_that_takes_nothing_is_given_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (var router = playing(loggedIn(talk -> over.await()));
        var open = RouterOs.open(router.impatient())) {
      String script = "x".repeat(64 << 20);
      assertThat(failure(() -> open.run("/execute", Map.of("script", script))).kind())
          .isEqualTo(Kind.NO_ANSWER);
      over.countDown();
    }
  }

  /** Threads that are gone with the test. */
  private static final class Threads implements AutoCloseable {
    private final ExecutorService executor;

    Threads(int count) {
      executor = Executors.newFixedThreadPool(count);
    }

    <T> Future<T> submit(Callable<T> task) {
      return executor.submit(task);
    }

    void interrupt() {
      executor.shutdownNow();
    }

    @Override
    public void close() throws InterruptedException {
      executor.shutdownNow();
      executor.awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}
