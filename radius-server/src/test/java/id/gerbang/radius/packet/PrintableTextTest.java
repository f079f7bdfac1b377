package id.gerbang.radius.packet;

import static id.gerbang.radius.packet.Packets.octets;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTextTest {

  private static final int MEASURED = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "62756469, budi",
    "53c3ad7469, Síti",
    "e6bfa1e4bb81, 濡仁",
    "f09f9880, 😀",
  })
  void octets_that_are_text_are_it_exactly(String hex, String text) {
    assertThat(PrintableText.exact(octets(hex))).contains(text);
    assertThat(PrintableText.escaped(octets(hex))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "6200, b\\x00, a NUL",
    "627f, b\\x7f, DEL",
    "62c285, b\\xc2\\x85, a control character of two octets",
    "62ff, b\\xff, no octet of UTF-8",
    "62c3, b\\xc3, a character cut off",
    "c0af62, \\xc0\\xafb, one written longer than need be",
    "eda08062, \\xed\\xa0\\x80b, half a pair",
    "5cff, \\x5c\\xff, a backslash beside",
  })
  void octets_that_are_none_are_told_one_by_one(String hex, String escaped, String why) {
    assertThat(PrintableText.exact(octets(hex))).as(why).isEmpty();
    assertThat(PrintableText.escaped(octets(hex))).as(why).isEqualTo(escaped);
  }

  @Test
  void a_part_of_a_packet_is_read_alone() {
    byte[] packet = octets("ff62c3ad7469ff");
    assertThat(PrintableText.exact(packet, 1, 6)).contains("bíti");
    assertThat(PrintableText.exact(packet, 1, 3)).isEmpty();
    assertThat(PrintableText.escaped(packet, 4, 7)).isEqualTo("ti\\xff");
  }

  /** Anybody may send them at any rate: an exception's stack trace alone is over a kilobyte. */
  @Test
  void octets_that_are_none_make_no_exception() {
    byte[] name = octets("42524153ff");
    assertThat(PrintableText.exact(name)).isEmpty();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      PrintableText.exact(name);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / MEASURED).isLessThan(400);
  }
}
