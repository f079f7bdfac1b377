package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterPatienceTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final InetSocketAddress SENDER = new InetSocketAddress("10.0.0.1", 40_000);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RouterPatience patience = new RouterPatience();
  private Router router;
  private long now = Long.MAX_VALUE - SECOND;

  @BeforeEach
  void open() throws Exception {
    router = PlainRouter.with(SECRET);
  }

  @Test
  void a_router_is_known_to_be_patient_by_its_third_retransmission() throws Exception {
    asksAgainAfter(3_000);
    asksAgainAfter(3_000);
    assertThat(patience.exceeds(router, SECOND)).isFalse();
    asksAgainAfter(3_000);
    assertThat(patience.exceeds(router, SECOND)).isTrue();
  }

  @Test
  void the_shortest_wait_counts_for_a_copy_may_be_lost() throws Exception {
    asksAgainAfter(1_200);
    asksAgainAfter(1_200);
    asksAgainAfter(1_200);
    assertThat(patience.exceeds(router, SECOND)).isTrue();
    asksAgainAfter(300);
    assertThat(patience.exceeds(router, SECOND)).isFalse();
  }

  @Test
  void a_copy_that_the_network_made_says_nothing() throws Exception {
    asksAgainAfter(3_000);
    asksAgainAfter(3_000);
    asksAgainAfter(1);
    now += 10 * SECOND;
    asksAgainAfter(3_000);
    assertThat(patience.exceeds(router, SECOND)).isTrue();
  }

  @Test
  void an_identifier_that_comes_round_is_another_request() throws Exception {
    byte[] bytes = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);
    RadiusPacket request = RadiusPacket.read(bytes, bytes.length);
    for (int i = 0; i < 3; i++) {
      patience.asked(router, SENDER, request, now);
      now += 2 * SECOND;
      asksAgainAfter(300);
    }
    assertThat(patience.exceeds(router, SECOND)).isFalse();
  }

  private void asksAgainAfter(long millis) throws Exception {
    byte[] bytes = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);
    RadiusPacket request = RadiusPacket.read(bytes, bytes.length);
    patience.asked(router, SENDER, request, now);
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    patience.askedAgain(router, SENDER, request, now);
  }
}
