package id.gerbang.billing.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings as people type them, and as RouterOS answers. */
class PingReaderTest {

  private static final String LOST =
      """

        SEQ HOST                                     SIZE TTL TIME       STATUS
          0 8.8.8.8                                                      timeout
          sent=1 received=0 packet-loss=100%
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[admin@CABANG] > ping count=2 8.8.8.8",
        "[admin@CABANG] > /ping src-address=10.0.0.1 count=2 8.8.8.8",
        "[admin@CABANG] /interface lte> /ping interface=lte1 address=8.8.8.8 count=2",
        "[admin@CABANG] > /tool/ping 8.8.8.8 src-address=10.0.0.1",
        "[admin@CABANG] > ping address=\"8.8.8.8\" count=2",
        "[admin@CABANG] <SAFE> ping 8.8.8.8 count=2",
        "[admin@CABANG] /interface lte<SAFE> /ping 8.8.8.8",
        "/ping routing-table=lewat-lte 8.8.8.8",
      })
  void the_target_is_what_has_no_name_or_is_the_address(String typed) {
    Told.Ping ping = TerminalReader.read(typed + LOST.replace("8.8.8.8", "10.0.0.1")).ping();
    assertThat(ping.target()).isEqualTo("8.8.8.8");
    assertThat(ping.sent() + " " + ping.received()).isEqualTo("1 0");
  }

  @Test
  void a_target_that_was_typed_nowhere_is_who_answered() {
    assertThat(TerminalReader.read("[a@b] > ping count=2" + LOST).ping().target()).isNull();
    assertThat(TerminalReader.read("    0 9.9.9.9    56  57 818us\n").ping().target())
        .isEqualTo("9.9.9.9");
  }
}
