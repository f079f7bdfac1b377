package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationTest {

  private static final Station MODEM = Station.of("4c5e0c112233");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4C:5E:0C:11:22:33",
        "4c-5e-0c-11-22-33",
        "4c5e0c112233",
        "4C5E.0C11.2233",
        "4C5E0C:112233",
        "4C5E0C-112233",
        "1:4c:5e:c:11:22:33"
      })
  void a_mac_is_the_same_however_a_router_writes_it(String text) {
    assertThat(Station.of(text)).isEqualTo(MODEM).hasSameHashCodeAs(MODEM);
    assertThat(Station.of(text).text()).isEqualTo("4c5e0c112233");
    assertThat(Station.of(text).isMac()).isTrue();
    assertThat(Station.of(text).number()).isEqualTo(MODEM.number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4C:5E:0C:11:22:33", "4c-5e-0c-11-22-33", "203.0.113.9", ""})
  void a_sessions_is_that_of_its_login(String text) {
    Instant now = Instant.parse("2026-11-22T05:00:00Z");
    SessionRow row =
        new SessionRow(
            new SessionKey(1, "81000001", "budi"),
            0,
            Optional.of(1L),
            "",
            "",
            text.isEmpty() ? PlainPlace.NOWHERE : PlainPlace.of(text),
            now,
            now,
            now,
            Counters.ZERO,
            Optional.empty());

    assertThat(Station.of(new OpenSessions().follow(row).orElseThrow()))
        .isEqualTo(Station.of(text));
  }

  /** As where a supplier's modems are numbered, and customers in the same order. */
  @Test
  void macs_that_go_along_with_a_number_do_not_share_hashes_with_it() {
    for (int step = -64; step <= 64; step++) {
      Set<Integer> hashes = new HashSet<>();
      for (int number = 0; number < 10_000; number++) {
        Station modem = Station.of("%012x".formatted(0x4c5e_0c00_0000L + (long) step * number));
        hashes.add(31 * number + modem.hashCode());
      }
      assertThat(hashes.size()).as("step %d", step).isGreaterThan(9_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.9",
        "2001:db8::1",
        "2001:db8:0:0:0:0:1",
        "4C:5E:0C:11:22:3G",
        "4C:5E:0C:11:22",
        "4C:5E:0C:11:22:33:44",
        "2:4c:5e:c:11:22:33",
        "\uff14C:5E:0C:11:22:33",
        "4C5E0C1122334",
        "1:4c:5e:c:11:22:",
        "1:4c5::0c:11:22:33",
        ":4c5e0c112233"
      })
  void what_is_no_mac_stays_as_it_is(String text) {
    Station station = Station.of(text);
    assertThat(station.isMac()).isFalse();
    assertThat(station.text()).isEqualTo(text);
    assertThat(station).isEqualTo(Station.of(text)).isNotEqualTo(MODEM);
  }
}
