package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

  private final long now = System.nanoTime();
  private final Complaints complaints = new Complaints();

  @Test
  void each_router_and_reason_is_complained_about_once_a_minute() throws Exception {
    InetAddress router = InetAddress.getByName("10.0.0.1");

    assertThat(complaints.about(router, Reason.MALFORMED, now)).isTrue();
    assertThat(complaints.about(router, Reason.MALFORMED, now + 1)).isFalse();
    assertThat(complaints.about(router, Reason.BAD_AUTHENTICATOR, now + 1)).isTrue();
    assertThat(complaints.about(router, Reason.MALFORMED, now + TimeUnit.MINUTES.toNanos(2)))
        .isTrue();
  }

  @Test
  void that_answers_do_not_leave_or_nothing_comes_is_said_once_a_minute() {
    IOException down = new IOException("Network is unreachable");

    assertThat(complaints.unsent(down, now)).isTrue();
    assertThat(complaints.unsent(down, now + 1)).isFalse();
    assertThat(complaints.unread(down, now + 1)).as("another matter").isTrue();
    assertThat(complaints.unread(down, now + 2)).isFalse();
    assertThat(complaints.unsent(down, now + TimeUnit.MINUTES.toNanos(2))).isTrue();
    assertThat(complaints.unread(down, now + TimeUnit.MINUTES.toNanos(2))).isTrue();
  }

  @Test
  void what_fails_with_each_packet_fills_no_log() {
    SocketAddress port = new InetSocketAddress(1812);
    RuntimeException failure = new IllegalStateException("of ours");
    int lines = 0;
    for (int i = 0; i < 1_000; i++) {
      lines += complaints.failed(port, failure, now) ? 1 : 0;
    }

    assertThat(lines).isEqualTo(10);
    assertThat(complaints.failed(port, failure, now + TimeUnit.MINUTES.toNanos(2))).isTrue();
  }

  @Test
  void a_flood_from_forged_addresses_fills_no_log_and_hides_no_router() throws Exception {
    int lines = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      lines +=
          complaints.about(InetAddress.getByAddress(address), Reason.UNKNOWN_ROUTER, now) ? 1 : 0;
    }

    assertThat(lines).isEqualTo(100);
    assertThat(complaints.about(InetAddress.getByName("10.0.0.1"), Reason.BAD_AUTHENTICATOR, now))
        .isTrue();
  }
}
