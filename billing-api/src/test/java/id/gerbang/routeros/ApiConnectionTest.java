package id.gerbang.routeros;

import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiConnectionTest {

  @Test
  void the_form_of_6_43_and_later_logs_in() throws Exception {
    try (var router =
            playing(
                talk -> {
                  assertThat(talk.read())
                      .containsExactly(
                          "/login", "=name=gerbang", "=password=" + ScriptedRouter.PASSWORD);
                  talk.say("!done");
                  talk.untilClosed();
                });
        var open = router.open()) {
      assertThat(open.isOpen()).isTrue();
    }
  }

  @Test
  void a_challenge_is_answered_in_the_form_before_6_43() throws Exception {
    try (var router =
            playing(
                talk -> {
                  talk.read();
                  talk.say("!done", "=ret=93b438ec9b80057c06dd9fe67d56aa9a");
                  assertThat(talk.read())
                      .containsExactly(
                          "/login", "=name=admin", "=response=00e134102a9d330dd7b1849fedfea3cb57");
                  talk.say("!done");
                  talk.untilClosed();
                });
        var open =
            RouterOs.open(
                RouterAddress.of("127.0.0.1", RouterAddress.Protocol.API, "admin", new Password(""))
                    .atPort(router.address().port()))) {
      assertThat(open.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "invalid user name or password (6), WRONG_LOGIN",
    "cannot log in, WRONG_LOGIN",
    "not enough permissions (9), NOT_PERMITTED",
    "kunci-rahasia is no password, WRONG_LOGIN"
  })
  void a_refused_login_is_told_in_the_routers_words(String words, Kind kind) throws Exception {
    try (var router =
        playing(
            talk -> {
              talk.read();
              talk.say("!trap", "=message=" + words);
              talk.say("!done");
              talk.untilClosed();
            })) {
      RouterOsException refused = failure(router::open);
      assertThat(refused.kind()).isEqualTo(kind);
      assertThat(refused.getMessage())
          .contains(words.replace(ScriptedRouter.PASSWORD, "(secret)"))
          .contains(kind.advice());
      assertThat(allOf(refused)).doesNotContain(ScriptedRouter.PASSWORD);
    }
  }

  @Test
  void a_challenge_that_is_none_is_not_understood() throws Exception {
    try (var router =
        playing(
            talk -> {
              talk.read();
              talk.say("!done", "=ret=xyz");
              talk.untilClosed();
            })) {
      assertThat(failure(router::open).kind()).isEqualTo(Kind.NOT_UNDERSTOOD);
    }
  }

  @Test
  void a_query_is_the_manuals_octets() throws Exception {
    byte[] wanted =
        HexFormat.of()
            .parseHex(
                "112f7070702f6163746976652f7072696e740e3f6e616d653d62756469406973701b3d2e70726f70"
                    + "6c6973743d2e69642c6e616d652c61646472657373062e7461673d3100");
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      assertThat(talk.socket().getInputStream().readNBytes(wanted.length))
                          .isEqualTo(wanted);
                      talk.say("!re", "=.id=*80000A", "=name=budi@isp", ".tag=1");
                      talk.say("!done", ".tag=1");
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      List<Row> rows =
          open.print(
              "/ppp/active",
              List.of(".id", "name", "address"),
              Condition.equal("name", "budi@isp"));
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).id()).isEqualTo("*80000A");
      assertThat(rows.get(0).get("address")).isEmpty();
    }
  }

  @Test
  void conditions_become_a_stack_of_words() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      assertThat(talk.read())
                          .containsExactly(
                              "/ip/route/print",
                              "?disabled=false",
                              "?comment",
                              "?-gateway",
                              "?#|",
                              "?<distance=5",
                              "?>scope=9",
                              "?#&",
                              "?#!",
                              "?#|",
                              "?#&",
                              ".tag=1");
                      talk.say("!empty", ".tag=1");
                      talk.say("!done", ".tag=1");
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      assertThat(
              open.print(
                  "/ip/route",
                  List.of(),
                  Condition.equal("disabled", "false"),
                  Condition.or(
                      Condition.present("comment"),
                      Condition.absent("gateway"),
                      Condition.not(
                          Condition.and(
                              Condition.less("distance", "5"), Condition.greater("scope", "9"))))))
          .isEmpty();
    }
  }

  @Test
  void items_are_added_changed_and_removed() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      assertThat(talk.read())
                          .containsExactly("/ip/pool/add", "=name=isolir", ".tag=1");
                      talk.say("!done", ".tag=1", "=ret=*1A");
                      assertThat(talk.read())
                          .containsExactly("/ip/pool/set", "=ranges=a=b", "=.id=*1A", ".tag=2");
                      talk.say("!done", ".tag=2");
                      assertThat(talk.read())
                          .containsExactly("/radius/incoming/set", "=accept=yes", ".tag=3");
                      talk.say("!done", ".tag=3");
                      assertThat(talk.read())
                          .containsExactly("/ip/pool/remove", "=.id=*1A", ".tag=4");
                      talk.say("!done", ".tag=4");
                      talk.read();
                      talk.say("!trap", "=message=no such item (4)", ".tag=5");
                      talk.say("!done", ".tag=5");
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      assertThat(open.add("/ip/pool", Map.of("name", "isolir"))).isEqualTo("*1A");
      open.set("/ip/pool", "*1A", Map.of("ranges", "a=b"));
      open.set("/radius/incoming", Map.of("accept", "yes"));
      open.remove("/ip/pool", "*1A");
      open.remove("/ip/pool", "*1A");
    }
  }

  @Test
  void an_added_item_without_an_id_is_not_understood() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.say("!done", talk.tag());
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      assertThat(failure(() -> open.add("/ip/pool", Map.of("name", "isolir"))).kind())
          .isEqualTo(Kind.NOT_UNDERSTOOD);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, no such command prefix, NO_SUCH_COMMAND",
    "0, no such item, NO_SUCH_ITEM",
    "0, something new, NO_SUCH_COMMAND",
    "1, input does not match any value of interface, VALUE_REFUSED",
    "'', unknown parameter vlan-ids, NO_SUCH_COMMAND",
    "'', failure: already have such address, VALUE_REFUSED",
    "'', value of vlan-id out of range (1..4095), VALUE_REFUSED",
    "'', invalid time value for argument interim-update, VALUE_REFUSED",
    "'', missing =interface=, VALUE_REFUSED",
    "'', failure: can not remove, COMMAND_FAILED",
    "2, interrupted, INTERRUPTED",
    "3, syntax error, COMMAND_FAILED",
    "4, failure: out of memory, COMMAND_FAILED",
    "5, not enough permissions (9), NOT_PERMITTED",
    "6, no terminal, COMMAND_FAILED",
    "7, returned, COMMAND_FAILED",
    "'', '', COMMAND_FAILED"
  })
  void a_trap_is_told_by_kind_and_the_connection_goes_on(String category, String words, Kind kind)
      throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      String tag = talk.tag();
                      talk.say("!re", "=name=half", tag);
                      talk.say("!trap", "=category=" + category, "=message=" + words, tag);
                      talk.say("!trap", "=category=4", "=message=a second one", tag);
                      talk.say("!done", tag);
                      talk.say("!done", talk.tag());
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      RouterOsException trap = failure(() -> open.print("/ip/pool", List.of()));
      assertThat(trap.kind()).isEqualTo(kind);
      assertThat(trap.detail()).isEqualTo(words);
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
    }
  }

  @Test
  void a_secret_that_the_router_repeats_is_not_told_on() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      String tag = talk.tag();
                      talk.say("!trap", "=message=too long: s3cr3t-value for budi", tag);
                      talk.say("!done", tag);
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      RouterOsException trap =
          failure(() -> open.add("/radius", Map.of("secret", "s3cr3t-value", "comment", "budi")));
      assertThat(trap.detail()).isEqualTo("too long: (secret) for budi");
      assertThat(allOf(trap)).doesNotContain("s3cr3t-value");
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
  void octets_may_come_in_any_pieces() throws Exception {
    byte[] answer = Talk.sentence("!re", "=.id=*1", "=comment=" + "panjang ".repeat(30), ".tag=");
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.socket().setTcpNoDelay(true);
                      for (int cut = 1; cut < answer.length + 3; cut++) {
                        String tag = talk.tag();
                        byte[] whole =
                            concat(
                                Talk.sentence(
                                    "!re", "=.id=*1", "=comment=" + "panjang ".repeat(30), tag),
                                Talk.sentence("!done", tag));
                        talk.octets(java.util.Arrays.copyOfRange(whole, 0, cut));
                        talk.octets(java.util.Arrays.copyOfRange(whole, cut, whole.length));
                      }
                      for (byte one : Talk.sentence("!done", talk.tag())) {
                        talk.octets(one);
                      }
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      for (int cut = 1; cut < answer.length + 3; cut++) {
        assertThat(open.print("/ip/pool", List.of()).get(0).get("comment").orElseThrow())
            .hasSize(240);
      }
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
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
  void a_router_that_does_not_even_greet_is_given_up() throws Exception {
    try (var router = playing(Talk::untilClosed)) {
      assertThat(failure(() -> RouterOs.open(router.impatient())).kind()).isEqualTo(Kind.NO_ANSWER);
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
  void a_trap_without_its_end_is_the_answer_all_the_same() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.say("!trap", "=message=no such command", talk.tag());
                      talk.untilClosed();
                    }));
        var open = RouterOs.open(router.impatient())) {
      assertThat(failure(() -> open.run("/system/reboot", Map.of())).kind())
          .isEqualTo(Kind.NO_SUCH_COMMAND);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', ROUTER_CLOSED",
    "03217265, ROUTER_CLOSED",
    "0321, ROUTER_CLOSED",
    "bf, ROUTER_CLOSED",
    "f8, NOT_UNDERSTOOD",
    "ff, NOT_UNDERSTOOD",
    "485454502f312e3120343030, NOT_UNDERSTOOD",
    "f010000000, TOO_MUCH"
  })
  void what_breaks_off_or_is_no_reply_ends_the_connection(String hex, Kind kind) throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.read();
                      talk.octets(HexFormat.of().parseHex(hex));
                      if (kind == Kind.NOT_UNDERSTOOD && hex.length() > 2) {
                        talk.octets(new byte[80]);
                      }
                      if (kind != Kind.ROUTER_CLOSED) {
                        talk.untilClosed();
                      }
                    }));
        var open = router.open()) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(kind);
      assertThat(open.isOpen()).isFalse();
    }
  }

  @Test
  void more_rows_than_are_read_end_the_connection() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      byte[] row = Talk.sentence("!re", "=a=b", talk.tag());
                      byte[] thousand = new byte[row.length * 1000];
                      for (int i = 0; i < 1000; i++) {
                        System.arraycopy(row, 0, thousand, i * row.length, row.length);
                      }
                      for (int i = 0; i < Answer.MOST_ROWS / 1000; i++) {
                        talk.octets(thousand);
                      }
                      talk.octets(row);
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      assertThat(failure(() -> open.print("/log", List.of())).kind()).isEqualTo(Kind.TOO_MUCH);
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

  @Test
  void a_closed_port_is_told_from_a_name_that_does_not_resolve() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    RouterAddress closed =
        RouterAddress.of("127.0.0.1", RouterAddress.Protocol.API, "u", new Password("p"))
            .atPort(port);
    assertThat(failure(() -> RouterOs.open(closed)).kind()).isEqualTo(Kind.PORT_CLOSED);

    RouterAddress unnamed =
        RouterAddress.of("router.invalid", RouterAddress.Protocol.API, "u", new Password("p"));
    assertThat(failure(() -> RouterOs.open(unnamed)).kind()).isEqualTo(Kind.NAME_NOT_RESOLVED);
  }

  @Test
  void a_full_backlog_is_no_way_to_the_router() throws Exception {
    // Nobody accepts: what does not fit into the backlog gets no answer, as behind a firewall.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      RouterAddress address =
          RouterAddress.of("127.0.0.1", RouterAddress.Protocol.API, "u", new Password("p"))
              .atPort(full.getLocalPort())
              .waiting(java.time.Duration.ofMillis(300), java.time.Duration.ofSeconds(5));
      assertThat(failure(() -> RouterOs.open(address)).kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static RouterOsException failure(ThrowingCallable call) {
    RouterOsException failure = catchThrowableOfType(RouterOsException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  /** As a log would show it. */
  static String allOf(Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text, true));
    return text.toString();
  }

  /** Threads that are gone with the test. */
  private static final class Threads implements AutoCloseable {
    private final ExecutorService executor;

    Threads(int count) {
      executor = Executors.newFixedThreadPool(count);
    }

    <T> Future<T> submit(java.util.concurrent.Callable<T> task) {
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
