package id.gerbang.radius.listen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What leaves together, what alone, and what becomes of it where the kernel does not cut. */
class RepliesTest {

  private static final InetSocketAddress HERE = new InetSocketAddress("10.0.0.1", 40000);
  private static final InetSocketAddress THERE = new InetSocketAddress("10.0.0.2", 40000);

  private final AtomicInteger unsent = new AtomicInteger();
  private final Replies replies = new Replies(true, unsent::incrementAndGet);

  /** Only there, datagrams are cut. */
  @BeforeAll
  static void epoll() {
    assumeTrue(Epoll.isAvailable() && EpollDatagramChannel.isSegmentedDatagramPacketSupported());
  }

  @Test
  void those_of_one_length_to_one_address_leave_together() {
    EmbeddedChannel channel = channel();
    ChannelHandlerContext context = channel.pipeline().lastContext();
    replies.add(context, HERE, bytes("aaaa"));
    replies.add(context, HERE, bytes("bb"));
    replies.add(context, THERE, bytes("cccc"));
    replies.add(context, HERE, bytes("dddd"));
    replies.add(context, HERE, bytes("x".repeat(1_201)));
    replies.flush(context);

    assertThat(written(channel))
        .containsExactly(
            "10.0.0.1 " + "x".repeat(1_201),
            "10.0.0.1 aaaadddd in pieces of 4",
            "10.0.0.1 bb",
            "10.0.0.2 cccc");
  }

  @Test
  void where_the_kernel_does_not_cut_they_leave_one_by_one_and_so_do_the_next() {
    EmbeddedChannel channel = channel(new NativeIoException("sendmmsg", -5, false));
    ChannelHandlerContext context = channel.pipeline().lastContext();
    for (String reply : List.of("aaaa", "bbbb", "cccc")) {
      replies.add(context, HERE, bytes(reply));
    }
    replies.flush(context);
    assertThat(written(channel)).containsExactly("10.0.0.1 aaaa", "10.0.0.1 bbbb", "10.0.0.1 cccc");

    replies.add(context, HERE, bytes("dddd"));
    replies.add(context, HERE, bytes("eeee"));
    replies.flush(context);
    assertThat(written(channel)).containsExactly("10.0.0.1 dddd", "10.0.0.1 eeee");
  }

  @Test
  void one_way_that_fails_otherwise_is_no_reason_to_send_others_singly() {
    EmbeddedChannel channel = channel(new NativeIoException("sendmmsg", -90, false));
    ChannelHandlerContext context = channel.pipeline().lastContext();
    replies.add(context, HERE, bytes("aaaa"));
    replies.add(context, HERE, bytes("bbbb"));
    replies.flush(context);
    assertThat(written(channel)).containsExactly("10.0.0.1 aaaa", "10.0.0.1 bbbb");

    channel.pipeline().removeFirst();
    replies.add(channel.pipeline().lastContext(), HERE, bytes("cccc"));
    replies.add(channel.pipeline().lastContext(), HERE, bytes("dddd"));
    replies.flush(channel.pipeline().lastContext());
    assertThat(written(channel)).containsExactly("10.0.0.1 ccccdddd in pieces of 4");
  }

  @Test
  void the_kernel_cuts_them_into_datagrams_again() throws IOException, InterruptedException {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try (DatagramSocket router = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      router.setSoTimeout(10_000);
      ChannelInboundHandlerAdapter door = new ChannelInboundHandlerAdapter();
      Channel channel =
          new Bootstrap()
              .group(loops)
              .channel(EpollDatagramChannel.class)
              .handler(door)
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      InetSocketAddress to = (InetSocketAddress) router.getLocalSocketAddress();
      List<String> sent = IntStream.range(0, 150).mapToObj(i -> "reply %03d".formatted(i)).toList();
      channel
          .eventLoop()
          .execute(
              () -> {
                ChannelHandlerContext context = channel.pipeline().context(door);
                sent.forEach(reply -> replies.add(context, to, bytes(reply)));
                replies.flush(context);
              });

      List<String> received = new ArrayList<>();
      while (received.size() < sent.size()) {
        java.net.DatagramPacket datagram = new java.net.DatagramPacket(new byte[4_096], 4_096);
        router.receive(datagram);
        received.add(new String(datagram.getData(), 0, datagram.getLength(), US_ASCII));
      }
      assertThat(received).containsExactlyElementsOf(sent);
      assertThat(unsent).hasValue(0);
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  }

  /** Nothing that is to be cut leaves it. */
  private static EmbeddedChannel channel(IOException refusal) {
    return new EmbeddedChannel(
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof SegmentedDatagramPacket) {
              ReferenceCountUtil.release(message);
              promise.setFailure(refusal);
            } else {
              context.write(message, promise);
            }
          }
        },
        new ChannelInboundHandlerAdapter());
  }

  private static List<String> written(EmbeddedChannel channel) {
    List<String> written = new ArrayList<>();
    for (DatagramPacket datagram = channel.readOutbound();
        datagram != null;
        datagram = channel.readOutbound()) {
      String cut =
          datagram instanceof SegmentedDatagramPacket pieces
              ? " in pieces of " + pieces.segmentSize()
              : "";
      written.add(
          datagram.recipient().getAddress().getHostAddress()
              + ' '
              + datagram.content().toString(US_ASCII)
              + cut);
      datagram.release();
    }
    return written;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
