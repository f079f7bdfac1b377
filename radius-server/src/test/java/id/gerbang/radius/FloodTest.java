package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Captures;
import id.gerbang.radius.packet.Captures.Captured;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Junk by the thousand stops nobody's login and opens for nobody (P7, P9). */
class FloodTest {

  private static final int JUNK = 20_000;

  @TempDir Path directory;

  @Test
  void customers_log_in_through_a_flood_and_every_datagram_is_accounted_for() throws Exception {
    Random random = new Random(42);
    List<byte[]> seeds = seeds();
    try (Isp isp = new Isp(directory, Clock.systemUTC());
        Nas nas = new Nas("127.66.7.1");
        Nas flooder = new Nas("127.66.7.2");
        Nas stranger = new Nas("127.66.7.3")) {
      isp.router(1, "127.66.7.1", "off", 3799);
      isp.router(2, "127.66.7.2", "off", 3799);
      isp.subscriber(1, "alice", "alice-pw");
      isp.awaitSubscribers(1);
      await().until(() -> isp.letsIn(nas, "alice", "alice-pw"));
      for (int i = 0; i < JUNK; i++) {
        byte[] junk = mutated(seeds.get(random.nextInt(seeds.size())), random);
        Nas sender = random.nextInt(4) == 0 ? stranger : flooder;
        sender.send(random.nextBoolean() ? isp.radius().authPort() : isp.radius().acctPort(), junk);
        if (i % 100 == 0) {
          byte[] login = login("alice-pw", "4C:5E:0C:11:22:33");
          assertThat(nas.insist(isp.radius().authPort(), login)[0])
              .isEqualTo((byte) Code.ACCESS_ACCEPT);
          assertThat(accepts(flooder, 1)).isZero();
        }
      }
      assertThat(accepts(flooder, 300)).isZero();
      assertThat(stranger.hear(Duration.ofMillis(1))).isEmpty();

      await().until(() -> isp.metric("gerbang_radius_in_progress") == 0);
      assertThat(isp.metric("gerbang_radius_errors_total")).isZero();
      assertThat(isp.silences("malformed")).isPositive();
      assertThat(isp.silences("unknown_router")).isPositive();
      assertThat(isp.silences("bad_authenticator")).isPositive();
      assertThat(isp.radius().health().values()).containsOnly("");
    }
  }

  /** Nothing in them is right for a login: whatever becomes of a bit, nobody is to be let in. */
  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    Captures.all().stream()
        .filter(packet -> packet.code() != Code.ACCESS_REQUEST)
        .map(Captured::octets)
        .forEach(seeds::add);
    seeds.add(login("salah", "4C:5E:0C:44:55:66"));
    seeds.add(new byte[0]);
    return seeds;
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] octets =
        random.nextInt(10) == 0
            ? Arrays.copyOf(seed, random.nextInt(4_097))
            : Arrays.copyOf(seed, seed.length);
    for (int i = random.nextInt(4); i > 0 && octets.length > 0; i--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(10) == 0) {
      random.nextBytes(octets);
    }
    return octets;
  }

  private static int accepts(Nas nas, int patienceMillis) throws IOException {
    int accepts = 0;
    for (Optional<Nas.Heard> heard = nas.hear(Duration.ofMillis(patienceMillis));
        heard.isPresent();
        heard = nas.hear(Duration.ofMillis(patienceMillis))) {
      accepts += heard.get().octets()[0] == Code.ACCESS_ACCEPT ? 1 : 0;
    }
    return accepts;
  }

  private static byte[] login(String password, String station) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "alice")
        .text(Attribute.CALLING_STATION_ID, station)
        .pap(password, Isp.SECRET)
        .finish(Isp.SECRET);
  }
}
