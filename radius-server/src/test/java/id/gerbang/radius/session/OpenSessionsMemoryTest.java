package id.gerbang.radius.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.Heap;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What an open session costs, so that a million of them fit beside everything else. */
@Isolated // Others would change the heap that it measures.
class OpenSessionsMemoryTest {

  private static final int SESSIONS = 1_000_000;
  private static final int ROUTERS = 200;
  private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void a_million_open_sessions_cost_at_most_400_octets_each() {
    Map<String, String> directory = new HashMap<>();
    for (int i = 0; i < SESSIONS; i++) {
      directory.put(username(i), username(i));
    }
    directory.replaceAll((name, same) -> name);
    OpenSessions sessions = new OpenSessions(name -> directory.getOrDefault(name, name));
    long before = Heap.used();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.follow(row(i, BEGAN.plusSeconds(300)));
    }
    for (int i = 0; i < SESSIONS; i += 10) {
      sessions.follow(row(i, BEGAN.plusSeconds(600)));
    }
    long each = (Heap.used() - before) / SESSIONS;
    assertThat(sessions.size()).isEqualTo(SESSIONS);
    assertThat(sessions.ofSubscriber(778).get(0).callingStationId()).contains("4C:5E:0C:00:03:09");
    assertThat(each).as("octets a session").isBetween(100L, 400L);
    assertThat(directory).hasSize(SESSIONS);
  }

  private static String username(int i) {
    return "pelanggan" + i + "@rt05.example";
  }

  /** What a router would report: nothing in it is shared with another session's row. */
  private static SessionRow row(int i, Instant at) {
    Granted granted = new Granted(Reason.ACTIVE, true, true, i * 7919L, i * 104_729L);
    Place place =
        new Place(
            Optional.of("10." + (i >> 16 & 0xff) + '.' + (i >> 8 & 0xff) + '.' + (i & 0xff)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                String.format("4C:5E:0C:%02X:%02X:%02X", i >> 16 & 0xff, i >> 8 & 0xff, i & 0xff)),
            Optional.of("isp"),
            Optional.of("192.0.2." + i % ROUTERS),
            Optional.of("BRAS-" + i % ROUTERS),
            Optional.of(15_728_640L + i),
            Optional.of("vlan" + i % 100),
            Optional.of(15L));
    return new SessionRow(
        new SessionKey(i % ROUTERS, String.format("81%06x", i), username(i)),
        0,
        Optional.of(1L + i),
        "",
        granted.text(),
        place,
        BEGAN,
        at,
        at,
        Counters.ZERO,
        Optional.empty());
  }
}
