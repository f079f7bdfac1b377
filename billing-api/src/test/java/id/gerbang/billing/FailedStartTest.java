package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.core.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailedStartTest {

  @Test
  void with_one_port_taken_the_other_is_given_back() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BillingConfig config =
          new BillingConfig(
              TestDatabase.fresh(),
              RunningBilling.newKey(),
              ZoneId.of("Asia/Jakarta"),
              Locale.ENGLISH,
              new HttpConfig(free, Optional.empty(), taken.getLocalPort()),
              RunningBilling.DICTIONARY,
              Optional.empty(),
              Duration.ofMinutes(1),
              24);
      assertThatThrownBy(() -> BillingService.start(config, Clock.systemUTC(), List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("can't start");
    }
    assertThatCode(() -> new ServerSocket(free).close()).doesNotThrowAnyException();
  }
}
