package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListeningTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @Test
  void changes_come_as_they_are_told_until_it_is_cancelled() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      List<String> asked = talk.read();
                      assertThat(asked)
                          .containsExactly(
                              "/ppp/active/listen", "=.proplist=.id,.dead,name", ".tag=1");
                      talk.say("!re", "=.id=*1", "=name=budi", ".tag=1");
                      talk.say("!re", "=.id=*1", "=.dead=yes", ".tag=1");
                      String other = talk.tag();
                      talk.say("!done", other);
                      assertThat(talk.read()).startsWith("/cancel", "=tag=1");
                      talk.say("!trap", "=category=2", "=message=interrupted", ".tag=1");
                      talk.say("!done", ".tag=1");
                      talk.say("!done", talk.tag());
                      talk.untilClosed();
                    }));
        var open = router.open()) {
      Listening listening = open.listen("/ppp/active", List.of("name"));
      assertThat(listening.next(LONG).orElseThrow().get("name")).contains("budi");
      Row gone = listening.next(LONG).orElseThrow();
      assertThat(gone.isDead()).isTrue();
      assertThat(gone.id()).isEqualTo("*1");
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
      assertThat(listening.next(Duration.ZERO)).isEmpty();
      listening.close();
      assertThat(failure(() -> listening.next(LONG)).kind()).isEqualTo(Kind.CLOSED_HERE);
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
    }
  }

  @Test
  void a_router_that_is_gone_is_no_quiet_one() throws Exception {
    try (var router = playing(loggedIn(Talk::untilClosed));
        var open = RouterOs.open(router.impatient());
        var listening = open.listen("/ppp/active", List.of())) {
      assertThat(failure(() -> listening.next(LONG)).kind()).isEqualTo(Kind.NO_ANSWER);
    }
  }

  @Test
  void a_quiet_router_is_asked_for_its_name_and_believed() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.read();
                      List<String> asked = talk.read();
                      assertThat(asked).startsWith("/system/identity/print");
                      talk.say("!re", "=name=bras", Talk.tagOf(asked));
                      talk.say("!done", Talk.tagOf(asked));
                      talk.say("!re", "=name=budi", ".tag=1");
                      talk.untilClosed();
                    }));
        var open = RouterOs.open(router.impatient());
        var listening = open.listen("/ppp/active", List.of())) {
      assertThat(listening.next(LONG).orElseThrow().get("name")).contains("budi");
    }
  }

  @Test
  void a_router_that_will_not_be_listened_to_says_why() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      String tag = talk.tag();
                      talk.say("!trap", "=message=no such command", tag);
                      talk.say("!done", tag);
                      talk.untilClosed();
                    }));
        var open = router.open();
        var listening = open.listen("/system/clock", List.of())) {
      assertThat(failure(() -> listening.next(LONG)).kind()).isEqualTo(Kind.NO_SUCH_COMMAND);
    }
  }

  @Test
  void who_takes_too_slowly_is_told_after_what_was_kept() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.read();
                      for (int i = 0; i <= Listening.LONGEST_QUEUE; i++) {
                        talk.say("!re", "=.id=*" + i, ".tag=1");
                      }
                      talk.say("!done", talk.tag());
                      talk.untilClosed();
                    }));
        var open = router.open();
        var listening = open.listen("/log", List.of())) {
      assertThat(open.print("/ip/pool", List.of())).isEmpty();
      for (int i = 0; i < Listening.LONGEST_QUEUE; i++) {
        assertThat(listening.next(LONG).orElseThrow().id()).isEqualTo("*" + i);
      }
      assertThat(failure(() -> listening.next(LONG)).kind()).isEqualTo(Kind.TOO_MUCH);
    }
  }

  @Test
  void the_end_of_the_connection_is_its_end() throws Exception {
    try (var router =
            playing(
                loggedIn(
                    talk -> {
                      talk.read();
                      talk.say("!re", "=.id=*1", ".tag=1");
                      talk.say("!fatal", "router is rebooting");
                    }));
        var open = router.open();
        var listening = open.listen("/log", List.of())) {
      assertThat(listening.next(LONG)).isPresent();
      RouterOsException end = failure(() -> listening.next(LONG));
      assertThat(end.kind()).isEqualTo(Kind.ROUTER_CLOSED);
      assertThat(end.detail()).isEqualTo("router is rebooting");
    }
  }
}
