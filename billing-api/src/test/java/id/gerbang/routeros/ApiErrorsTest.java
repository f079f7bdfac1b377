package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.allOf;
import static id.gerbang.routeros.Failures.failure;
import static id.gerbang.routeros.ScriptedRouter.loggedIn;
import static id.gerbang.routeros.ScriptedRouter.playing;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.ScriptedRouter.Talk;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a router refuses, and what is no answer at all. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiErrorsTest {

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
}
