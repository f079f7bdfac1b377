package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestDoorTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final InetSocketAddress SENDER = new InetSocketAddress("10.0.0.1", 40_000);

  private final Counters counters = new Counters();
  private final RouterRegistry routers = new RouterRegistry(router -> {});
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private LoginPort service = new Accepting();
  private EmbeddedChannel channel;

  @BeforeEach
  void open() throws Exception {
    routers.replace(List.of(PlainRouter.with(SECRET)));
    channel = channel();
  }

  @Test
  void a_datagram_is_read_from_wherever_its_buffer_holds_it() {
    byte[] login = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);
    for (ByteBuf content :
        List.of(
            Unpooled.wrappedBuffer(login),
            Unpooled.buffer().writeZero(7).writeBytes(login).skipBytes(7),
            Unpooled.buffer().writeZero(7).writeBytes(login).slice(7, login.length),
            Unpooled.directBuffer().writeZero(7).writeBytes(login).skipBytes(7))) {
      channel = channel();
      receive(content);
      DatagramPacket reply = channel.readOutbound();
      assertThat(reply).isNotNull();
      assertThat(reply.content().getByte(0)).isEqualTo((byte) Code.ACCESS_ACCEPT);
      reply.release();
    }
  }

  @Test
  void a_failure_of_ours_is_silence_and_a_copy_is_a_new_try() {
    service =
        new Accepting() {
          @Override
          public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion to) {
            throw new IllegalArgumentException("attribute 88 holds at most 253 octets, not 300");
          }
        };
    channel = channel();
    byte[] login = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);

    receive(Unpooled.wrappedBuffer(login));
    receive(Unpooled.wrappedBuffer(login));

    assertThat(channel.<DatagramPacket>readOutbound()).isNull();
    assertThat(counters.silences(Reason.NOT_READY)).isEqualTo(2);
    assertThat(counters.inProgress()).isZero();
    assertThat(counters.text()).contains("gerbang_radius_errors_total 2");
  }

  @Test
  void an_error_of_ours_in_one_request_leaves_the_others_of_its_batch_their_answers() {
    service =
        new Accepting() {
          @Override
          public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion to) {
            if (request.has(Attribute.USER_NAME)) {
              throw new StackOverflowError();
            }
            super.settle(router, request, to);
          }

          @Override
          public boolean ready() {
            throw new NoClassDefFoundError("id/gerbang/radius/Gone");
          }
        };
    channel = channel();
    List<byte[]> batch =
        List.of(
            RawRequest.of(Code.STATUS_SERVER).signature().finish(SECRET),
            RawRequest.of(Code.ACCESS_REQUEST).text(Attribute.USER_NAME, "budi").finish(SECRET),
            RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET));

    channel.writeInbound(batch.stream().map(RequestDoorTest::datagram).toArray());

    DatagramPacket reply = channel.readOutbound();
    assertThat(reply).isNotNull();
    assertThat(reply.content().getByte(1)).isEqualTo(batch.get(2)[1]);
    reply.release();
    assertThat(counters.inProgress()).isZero();
    assertThat(counters.silences(Reason.NOT_READY)).isEqualTo(2);
    assertThat(counters.text()).contains("gerbang_radius_errors_total 2");
  }

  @Test
  void a_failure_after_the_answer_takes_nothing_back() {
    service =
        new Accepting() {
          @Override
          public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion to) {
            super.settle(router, request, to);
            throw new IllegalStateException("too late");
          }
        };
    channel = channel();

    receive(Unpooled.wrappedBuffer(RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET)));

    channel.<DatagramPacket>readOutbound().release();
    assertThat(counters.inProgress()).isZero();
    assertThat(counters.silences(Reason.NOT_READY)).isZero();
    assertThat(counters.text()).contains("gerbang_radius_errors_total 1");
  }

  @Test
  void an_answer_that_the_socket_does_not_take_is_sent_when_the_router_asks_again() {
    byte[] login = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    receive(Unpooled.wrappedBuffer(login));
    assertThat(channel.<DatagramPacket>readOutbound()).isNull();
    assertThat(counters.text()).contains("gerbang_radius_unsent_total{port=\"auth\"} 1");

    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    receive(Unpooled.wrappedBuffer(login));
    DatagramPacket reply = channel.readOutbound();
    assertThat(reply.content().getByte(0)).isEqualTo((byte) Code.ACCESS_ACCEPT);
    reply.release();
  }

  @Test
  void an_answer_that_the_network_does_not_take_is_no_fault_and_is_sent_when_asked_again() {
    AtomicBoolean down = new AtomicBoolean(true);
    channel
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext context, Object what, ChannelPromise told)
                  throws Exception {
                if (down.get()) {
                  ReferenceCountUtil.release(what);
                  told.tryFailure(new IOException("Network is unreachable"));
                } else {
                  super.write(context, what, told);
                }
              }
            });
    byte[] login = RawRequest.of(Code.ACCESS_REQUEST).finish(SECRET);

    receive(Unpooled.wrappedBuffer(login));
    assertThat(channel.<DatagramPacket>readOutbound()).isNull();
    assertThat(counters.text())
        .contains("gerbang_radius_unsent_total{port=\"auth\"} 1")
        .doesNotContain("gerbang_radius_errors_total 1");

    down.set(false);
    receive(Unpooled.wrappedBuffer(login));
    DatagramPacket reply = channel.readOutbound();
    assertThat(reply.content().getByte(0)).isEqualTo((byte) Code.ACCESS_ACCEPT);
    reply.release();
  }

  @Test
  void what_is_held_back_and_what_is_not_are_each_the_answer_to_their_own_request()
      throws Exception {
    service =
        new Accepting() {
          @Override
          public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion to) {
            if (request.has(Attribute.USER_NAME)) {
              super.settle(router, request, to);
            } else {
              ReplyWriter reject = ReplyWriter.to(request, Code.ACCESS_REJECT);
              to.concluded(Outcome.later(reject, router.secret(), Duration.ofSeconds(1)));
            }
          }
        };
    channel = channel();
    byte[] slow = signed("held back", false);
    byte[] slower = signed("held back, and longer", false);
    byte[] quick = signed("now", true);
    byte[] quicker = signed("now, and longer", true);

    channel.writeInbound(
        datagram(slow), datagram(quick), datagram(slower), datagram(quicker), datagram(slow));
    expectAnswer(quick, Code.ACCESS_ACCEPT, "now");
    expectAnswer(quicker, Code.ACCESS_ACCEPT, "now, and longer");
    assertThat(channel.<DatagramPacket>readOutbound()).isNull();

    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    expectAnswer(slow, Code.ACCESS_REJECT, "held back");
    expectAnswer(slower, Code.ACCESS_REJECT, "held back, and longer");

    channel.writeInbound(datagram(quick), datagram(slower));
    expectAnswer(quick, Code.ACCESS_ACCEPT, "now");
    expectAnswer(slower, Code.ACCESS_REJECT, "held back, and longer");
  }

  private static byte[] signed(String state, boolean named) {
    RawRequest request = RawRequest.of(Code.ACCESS_REQUEST).signature();
    return (named ? request.text(Attribute.USER_NAME, "budi") : request)
        .text(Attribute.PROXY_STATE, state)
        .finish(SECRET);
  }

  private void expectAnswer(byte[] request, int code, String state) throws Exception {
    DatagramPacket datagram = channel.readOutbound();
    RadiusPacket reply = Packets.packet(ByteBufUtil.getBytes(datagram.content()));
    datagram.release();
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.text(Attribute.PROXY_STATE)).contains(state);
    assertThat(Authenticators.isReplyGenuine(reply, request, SECRET)).isTrue();
  }

  private void receive(ByteBuf content) {
    channel.writeInbound(
        new DatagramPacket(content, new InetSocketAddress("10.0.0.9", 1812), SENDER));
  }

  private static DatagramPacket datagram(byte[] octets) {
    return new DatagramPacket(
        Unpooled.wrappedBuffer(octets), new InetSocketAddress("10.0.0.9", 1812), SENDER);
  }

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(service.door(routers, counters, clock));
  }

  /** Lets everybody in. */
  private static class Accepting extends LoginPort {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion conclusion) {
      ReplyWriter accept = ReplyWriter.to(request, Code.ACCESS_ACCEPT);
      conclusion.concluded(Outcome.now(accept, router.secret()));
    }
  }
}
