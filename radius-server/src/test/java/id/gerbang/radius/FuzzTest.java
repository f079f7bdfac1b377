package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Oracle;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Right logins of every method, with octets changed: whoever is let in had the right credentials
 * after all, by a judge of its own (P7). Of many names, so that guessing limits leave most of them
 * to be examined.
 */
class FuzzTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BATCH = 200;
  private static final int FEW = 10_000;
  private static final int MANY = Integer.getInteger("gerbang.fuzz", 1_000_000);

  @TempDir Path directory;

  @Test
  void nobody_enters_by_a_changed_login() throws Exception {
    fuzz(FEW, 7);
  }

  @Test
  @Tag("long")
  void nobody_enters_by_a_million_changed_logins() throws Exception {
    fuzz(MANY, System.nanoTime());
  }

  private void fuzz(int number, long seed) throws Exception {
    Random random = new Random(seed);
    try (Isp isp = new Isp(directory, Clock.systemUTC());
        Nas nas = new Nas("127.66.8.1")) {
      isp.router(1, "127.66.8.1", "off", 3799);
      for (int i = 0; i < Oracle.NAMES; i++) {
        isp.subscriber(i + 1L, Oracle.name(i), Oracle.PASSWORD);
      }
      isp.subscriber(Oracle.NAMES + 1L, "budi", "rahasia");
      isp.awaitSubscribers(Oracle.NAMES + 1);
      isp.awaitLetIn(nas, "budi", "rahasia");
      int accepts = 0;
      for (int sent = 0; sent < number; sent += BATCH) {
        List<byte[]> batch = new ArrayList<>();
        try (Nas socket = new Nas("127.66.8.1")) {
          for (int i = 0; i < BATCH; i++) {
            List<byte[]> seeds = seeds(Oracle.name(random.nextInt(Oracle.NAMES)));
            byte[] changed = changed(seeds.get(random.nextInt(seeds.size())), random);
            batch.add(changed);
            socket.send(isp.radius().authPort(), changed);
          }
          for (Optional<Nas.Heard> heard = socket.hear(Duration.ofMillis(20));
              heard.isPresent();
              heard = socket.hear(Duration.ofMillis(20))) {
            byte[] reply = heard.get().octets();
            if (reply[0] == Code.ACCESS_ACCEPT) {
              accepts++;
              assertThat(batch)
                  .as("seed %d: an Accept without right credentials", seed)
                  .anyMatch(request -> Oracle.isReplyTo(reply, request) && Oracle.isRight(request));
            }
          }
        }
      }
      assertThat(accepts).as("some change nothing that matters").isPositive();
      await().until(() -> isp.metric("gerbang_radius_in_progress") == 0);
      assertThat(isp.metric("gerbang_radius_errors_total")).isZero();
      assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();
    }
  }

  /** Each method, signed as RouterOS 7 does, and as older ones don't. */
  private static List<byte[]> seeds(String name) {
    List<byte[]> seeds = new ArrayList<>();
    for (Method method : Method.values()) {
      RequestWriter request =
          RequestWriter.accessRequest(1, RANDOM).integer(Attribute.FRAMED_PROTOCOL, 1);
      byte[] signed =
          new Login(name.getBytes(UTF_8), Password.of(Oracle.PASSWORD), RANDOM)
              .addTo(request, method, Isp.SECRET)
              .text(Attribute.CALLING_STATION_ID, "4C:5E:0C:11:22:33")
              .finish(Isp.SECRET);
      seeds.add(signed);
      seeds.add(Oracle.unsigned(signed));
    }
    seeds.add(
        RawRequest.of(Code.ACCESS_REQUEST)
            .text(Attribute.USER_NAME, name)
            .pap(Oracle.PASSWORD, Isp.SECRET)
            .hex("2104 abcd")
            .finish(Isp.SECRET));
    return seeds;
  }

  /**
   * A few octets others, cut out, doubled or swapped; the identifier too, so that few are copies.
   */
  private static byte[] changed(byte[] seed, Random random) {
    byte[] octets = seed.clone();
    octets[1] = (byte) random.nextInt(256);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(octets.length);
      switch (random.nextInt(8)) {
        case 0 -> octets = Arrays.copyOf(octets, octets.length + random.nextInt(40));
        case 1 -> octets = lengthOf(Arrays.copyOf(octets, Math.max(1, at)), random);
        case 2 -> octets = doubled(octets, at, random);
        case 3 -> octets[at] ^= (byte) (1 << random.nextInt(8));
        default -> octets[at] = (byte) random.nextInt(256);
      }
    }
    return octets;
  }

  private static byte[] doubled(byte[] octets, int at, Random random) {
    int size = Math.min(octets.length - at, 1 + random.nextInt(30));
    byte[] longer = Arrays.copyOf(octets, octets.length + size);
    System.arraycopy(octets, at, longer, octets.length, size);
    return lengthOf(longer, random);
  }

  /** Mostly with a Length that fits, so that it is not found out by that alone. */
  private static byte[] lengthOf(byte[] octets, Random random) {
    if (octets.length >= 4 && random.nextInt(4) > 0) {
      octets[2] = (byte) (octets.length >> 8);
      octets[3] = (byte) octets.length;
    }
    return octets;
  }

  @Test
  void the_judge_knows_right_from_wrong() throws Exception {
    for (byte[] seed : seeds(Oracle.name(7))) {
      byte[] wrong = seed.clone();
      assertThat(Oracle.isRight(seed) || seed[seed.length - 1] == (byte) 0xcd)
          .as(HexFormat.of().formatHex(seed))
          .isTrue();
      wrong[30] ^= 1;
      assertThat(Oracle.isRight(wrong)).isFalse();
    }
  }
}
