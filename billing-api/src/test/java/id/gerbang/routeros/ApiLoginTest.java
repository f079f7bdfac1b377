package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.allOf;
import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a connection of the binary API begins, and why one does not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiLoginTest {

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
  void a_router_that_does_not_even_greet_is_given_up() throws Exception {
    try (var router = playing(Talk::untilClosed)) {
      assertThat(failure(() -> RouterOs.open(router.impatient())).kind()).isEqualTo(Kind.NO_ANSWER);
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
              .waiting(Duration.ofMillis(300), Duration.ofSeconds(5));
      assertThat(failure(() -> RouterOs.open(address)).kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }
}
