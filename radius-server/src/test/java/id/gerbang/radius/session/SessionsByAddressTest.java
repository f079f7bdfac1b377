package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who has an address, by what sessions report. */
class SessionsByAddressTest {

  private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");

  private final OpenSessions sessions = new OpenSessions();

  @Test
  void a_session_is_found_by_its_address_while_it_has_it() throws Exception {
    follow(1, "10.0.0.1", true);
    follow(2, "10.0.0.1", true);
    assertThat(at("10.0.0.1")).containsExactlyInAnyOrder(1L, 2L);
    follow(1, "10.0.0.2", true);
    assertThat(at("10.0.0.1")).containsExactly(2L);
    assertThat(at("10.0.0.2")).containsExactly(1L);
    follow(2, "10.0.0.1", false);
    assertThat(at("10.0.0.1")).isEmpty();
    follow(1, "", true);
    assertThat(at("10.0.0.2")).isEmpty();
  }

  @Test
  void who_is_not_among_the_rows_any_more_has_none() throws Exception {
    sessions.restore(row(1, "10.0.0.1", true));
    sessions.restore(row(2, "10.0.0.2", true));
    assertThat(at("10.0.0.2")).containsExactly(2L);
    sessions.loading();
    follow(1, "10.0.0.1", true);
    sessions.loaded();
    assertThat(at("10.0.0.1")).containsExactly(1L);
    assertThat(at("10.0.0.2")).isEmpty();
  }

  @Test
  void however_they_come_and_go_each_address_has_those_that_report_it() throws Exception {
    Random random = new Random(20_261_122);
    Map<Long, String> expected = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long id = random.nextInt(i < 30_000 ? 4_000 : 200);
      String address = "10.0." + random.nextInt(8) + '.' + random.nextInt(256);
      boolean open = random.nextInt(3) > 0;
      follow(id, address, open);
      if (open) {
        expected.put(id, address);
      } else {
        expected.remove(id);
      }
    }
    for (int i = 0; i < 8 * 256; i++) {
      String address = "10.0." + i / 256 + '.' + i % 256;
      assertThat(at(address))
          .containsExactlyInAnyOrderElementsOf(
              expected.keySet().stream().filter(id -> expected.get(id).equals(address)).toList());
    }
  }

  @Test
  void of_a_whole_network_that_reports_one_address_64_are_kept() throws Exception {
    for (int id = 0; id < 50_000; id++) {
      follow(id, "10.0.0.1", true);
    }
    assertThat(at("10.0.0.1")).hasSize(64);
    for (int id = 0; id < 50_000; id++) {
      follow(id, "10.0.0.1", id == 40_000);
    }
    assertThat(at("10.0.0.1")).containsExactly(40_000L);
  }

  private List<Long> at(String address) throws UnknownHostException {
    return sessions.at((Inet4Address) InetAddress.getByName(address)).stream()
        .map(OpenSession::subscriberId)
        .toList();
  }

  private void follow(long id, String address, boolean open) {
    sessions.follow(row(id, address, open));
  }

  private static SessionRow row(long id, String address, boolean open) {
    return new SessionRow(
        new SessionKey(1, "81%06x".formatted(id), "budi" + id),
        0,
        Optional.of(id),
        "",
        "",
        address.isEmpty() ? PlainPlace.NOWHERE : PlainPlace.at(address),
        BEGAN,
        BEGAN,
        BEGAN,
        Counters.ZERO,
        open ? Optional.empty() : Optional.of(new SessionRow.Stop(BEGAN, 60, 1, false)));
  }
}
