package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.RadiusPacket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock set wrong while the service runs (P25, F6). */
class ClockJumpTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(NOON);

  @Test
  void a_year_ahead_expires_nobody_until_that_year_has_passed() throws Exception {
    try (Isp isp = new Isp(directory, clock);
        Nas nas = new Nas("127.66.1.1")) {
      isp.router(1, "127.66.1.1", "require", 3799);
      isp.subscriber(1, "budi", "rahasia");
      isp.update(
          "UPDATE subscription SET billing = 'prepaid', active_until = ?::timestamptz",
          NOON.plus(Duration.ofHours(2)).toString());
      isp.awaitSubscribers(1);
      await().until(() -> isp.login(nas, "budi", "rahasia").has(Attribute.SESSION_TIMEOUT));

      clock.jump(Duration.ofDays(365));
      assertThat(list(isp.login(nas, "budi", "rahasia"))).isEqualTo("aktif");
      assertThat(isp.radius().health().get("radius-clock")).contains("31536000");

      clock.move(Duration.ofHours(3));
      await().until(() -> list(isp.login(nas, "budi", "rahasia")).equals("isolir"));

      clock.jump(Duration.ofDays(-365));
      assertThat(list(isp.login(nas, "budi", "rahasia"))).isEqualTo("isolir");
      assertThat(isp.radius().health().get("radius-clock")).isEmpty();
    }
  }

  private static String list(RadiusPacket reply) {
    assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT);
    return reply.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST).orElseThrow();
  }
}
