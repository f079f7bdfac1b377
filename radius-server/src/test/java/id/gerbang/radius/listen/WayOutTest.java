package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.MovableClock;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real sockets of both kinds say where the network has no way. */
class WayOutTest {

  private final Counters counters = new Counters();
  private EventLoopGroup loops;
  private Channel channel;

  /** How Netty reaches a socket. */
  enum Kind {
    EPOLL,
    NIO;

    private IoHandlerFactory factory() {
      return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private Class<? extends DatagramChannel> channel() {
      return this == EPOLL ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }
  }

  @AfterEach
  void close() {
    if (loops != null) {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_to_nowhere_is_unsent_and_those_beside_it_leave(Kind kind) throws Exception {
    open(kind);
    ChannelHandlerContext context = channel.pipeline().firstContext();
    WayOut out =
        new WayOut(
            new DuplicateCache(new SegmentPool(1 << 20)),
            counters.auth(),
            new Complaints(),
            context);
    try (DatagramSocket router = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      InetSocketAddress sender = (InetSocketAddress) router.getLocalSocketAddress();
      channel
          .eventLoop()
          .submit(
              () -> {
                out.send(sender, new byte[] {1}, 1);
                out.send(new InetSocketAddress(sender.getAddress(), 0), new byte[] {2}, 1);
                out.send(sender, new byte[] {3}, 1);
                context.flush();
              })
          .sync();
      assertThat(received(router)).isEqualTo((byte) 1);
      assertThat(received(router)).isEqualTo((byte) 3);
    }
    await().until(() -> counted("unsent") == 1);
    assertThat(counted("unread")).isZero();
    assertThat(counters.text()).doesNotContain("gerbang_radius_errors_total");
  }

  @ParameterizedTest
  @EnumSource
  void word_that_a_port_is_unreachable_is_no_unsent_answer(Kind kind) throws Exception {
    open(kind);
    int closed;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), closed);
    channel.connect(nobody).sync();
    channel.writeAndFlush(new DatagramPacket(Unpooled.buffer().writeByte(1), nobody)).sync();

    await().until(() -> counted("unread") == 1);
    assertThat(counted("unsent")).isZero();
    assertThat(counters.text()).doesNotContain("gerbang_radius_errors_total");
  }

  private void open(Kind kind) {
    Assumptions.assumeTrue(kind == Kind.NIO || Epoll.isAvailable());
    RouterRegistry routers = new RouterRegistry(router -> {});
    MovableClock clock = new MovableClock(Instant.EPOCH);
    loops = new MultiThreadIoEventLoopGroup(1, kind.factory());
    channel =
        new Bootstrap()
            .group(loops)
            .channel(kind.channel())
            .handler(new NoService().door(routers, counters, clock))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Of a port that nobody asks. */
  private static final class NoService extends LoginPort {

    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion conclusion) {
      throw new AssertionError(request);
    }
  }

  private static byte received(DatagramSocket router) throws Exception {
    java.net.DatagramPacket packet = new java.net.DatagramPacket(new byte[1], 1);
    router.setSoTimeout(10_000);
    router.receive(packet);
    return packet.getData()[0];
  }

  private long counted(String what) {
    String name = "gerbang_radius_" + what + "_total{port=\"auth\"} ";
    return counters
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .sum();
  }
}
