package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said to a router over the binary API, and what is read of its answers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiConnectionTest {

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
                        talk.octets(Arrays.copyOfRange(whole, 0, cut));
                        talk.octets(Arrays.copyOfRange(whole, cut, whole.length));
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

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
