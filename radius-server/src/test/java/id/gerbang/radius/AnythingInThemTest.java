package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A router with the right secret, and customers with the right password, may say of all else what
 * they like: it is answered, written down, and stops nothing.
 */
class AnythingInThemTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ROUNDS = 20;
  private static final int AT_ONCE = 150;
  private static final int LONGEST = 200;

  /** What is read of a request beside the password. */
  private static final List<Integer> SAID =
      List.of(
          Attribute.NAS_IP_ADDRESS,
          Attribute.NAS_IPV6_ADDRESS,
          Attribute.NAS_IDENTIFIER,
          Attribute.NAS_PORT,
          Attribute.NAS_PORT_ID,
          Attribute.NAS_PORT_TYPE,
          Attribute.SERVICE_TYPE,
          Attribute.FRAMED_PROTOCOL,
          Attribute.FRAMED_IP_ADDRESS,
          Attribute.FRAMED_IPV6_PREFIX,
          Attribute.DELEGATED_IPV6_PREFIX,
          Attribute.CALLING_STATION_ID,
          Attribute.CALLED_STATION_ID,
          Attribute.CLASS,
          Attribute.ACCT_SESSION_ID,
          Attribute.EVENT_TIMESTAMP);

  private static final List<Integer> COUNTED =
      List.of(
          Attribute.ACCT_SESSION_TIME,
          Attribute.ACCT_INPUT_OCTETS,
          Attribute.ACCT_INPUT_GIGAWORDS,
          Attribute.ACCT_OUTPUT_OCTETS,
          Attribute.ACCT_OUTPUT_GIGAWORDS,
          Attribute.ACCT_INPUT_PACKETS,
          Attribute.ACCT_TERMINATE_CAUSE,
          Attribute.ACCT_DELAY_TIME);

  @TempDir Path directory;

  @Test
  void whatever_genuine_requests_say_is_answered_and_kept() throws Exception {
    Random random = new Random(20261130);
    try (Isp isp = new Isp(directory, Clock.systemUTC());
        Nas nas = new Nas("127.66.9.1")) {
      isp.router(1, "127.66.9.1", "off", 3799);
      isp.router(2, "127.66.9.2", "off", 3799);
      isp.subscriber(1, "budi", "rahasia");
      isp.awaitSubscribers(1);
      isp.awaitLetIn(nas, "budi", "rahasia");
      int answered = 0;
      for (int round = 0; round < ROUNDS; round++) {
        try (Nas socket = new Nas("127.66.9.2")) {
          for (int i = 0; i < AT_ONCE; i++) {
            boolean login = random.nextBoolean();
            socket.send(
                login ? isp.radius().authPort() : isp.radius().acctPort(),
                login ? login(i, random) : accounting(i, random));
          }
          for (Optional<Nas.Heard> heard = socket.hear(Duration.ofMillis(400));
              heard.isPresent();
              heard = socket.hear(Duration.ofMillis(400))) {
            answered++;
          }
        }
      }

      assertThat(answered).as("of those that are not silenced for their form").isPositive();
      await().until(() -> isp.metric("gerbang_radius_in_progress") == 0);
      assertThat(isp.metric("gerbang_radius_received_total"))
          .isEqualTo(
              isp.metric("gerbang_radius_replied_total")
                  + isp.metric("gerbang_radius_silent_total"));
      assertThat(isp.metric("gerbang_radius_errors_total")).isZero();
      await().until(isp::eventsAreStored);
      await().until(() -> isp.metric("gerbang_radius_journal_lag_octets") == 0);
      assertThat(isp.column("SELECT error FROM journal_quarantine")).isEmpty();
      assertThat(isp.radius().health().values()).containsOnly("");
      assertThat(isp.letsIn(nas, "budi", "rahasia")).isTrue();
    }
  }

  private static byte[] login(int identifier, Random random) {
    RequestWriter request = RequestWriter.accessRequest(identifier, RANDOM);
    say(request, SAID, random);
    Method method = Method.values()[random.nextInt(Method.values().length)];
    return new Login("budi".getBytes(UTF_8), Password.of("rahasia"), RANDOM)
        .addTo(request, method, Isp.SECRET)
        .finish(Isp.SECRET);
  }

  private static byte[] accounting(int identifier, Random random) {
    RequestWriter request =
        RequestWriter.accountingRequest(identifier)
            .integer(Attribute.ACCT_STATUS_TYPE, random.nextInt(9))
            .octets(
                Attribute.USER_NAME, random.nextBoolean() ? "budi".getBytes(UTF_8) : value(random));
    say(request, SAID, random);
    say(request, COUNTED, random);
    return request.finish(Isp.SECRET);
  }

  private static void say(RequestWriter request, List<Integer> types, Random random) {
    for (int type : types) {
      if (random.nextInt(3) > 0) {
        request.octets(type, value(random));
      }
    }
  }

  private static byte[] value(Random random) {
    int[] sizes = {0, 4, 4, 16, 18, 1 + random.nextInt(LONGEST)};
    byte[] value = new byte[sizes[random.nextInt(sizes.length)]];
    switch (random.nextInt(3)) {
      case 0 -> Arrays.fill(value, (byte) 0xff);
      case 1 -> random.nextBytes(value);
      default -> Arrays.fill(value, (byte) ' ');
    }
    return value;
  }
}
