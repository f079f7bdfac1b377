package id.gerbang.radius.converge;

import id.gerbang.radius.packet.RadiusPacket;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The source ports of CoA, numbered from 0 at each address of ours, opened when they are needed.
 * Everything happens on one event loop.
 */
final class CoaPorts {

  private final EventLoop loop;
  private final IntFunction<ChannelHandler> replies;
  private final Map<InetAddress, List<ChannelFuture>> byAddress = new HashMap<>();

  /**
   * @param replies makes what hears the answers to a port, by its number
   */
  CoaPorts(EventLoop loop, IntFunction<ChannelHandler> replies) {
    this.loop = loop;
    this.replies = replies;
  }

  /**
   * A port that could not be opened, as before its address is up, is tried again.
   *
   * @param from an address of ours, or any
   */
  ChannelFuture port(int number, InetAddress from) {
    List<ChannelFuture> ports = byAddress.computeIfAbsent(from, any -> new ArrayList<>());
    while (ports.size() <= number) {
      ports.add(open(ports.size(), from));
    }
    if (ports.get(number).cause() != null) {
      ports.set(number, open(number, from));
    }
    return ports.get(number);
  }

  /** Binding ends later, on this same loop: what is sent before waits for it. */
  private ChannelFuture open(int number, InetAddress from) {
    return new Bootstrap()
        .group(loop)
        .channel(
            loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)
                ? EpollDatagramChannel.class
                : NioDatagramChannel.class)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RadiusPacket.MAX_LENGTH))
        .handler(replies.apply(number))
        .bind(from, 0);
  }

  void close() {
    byAddress.values().stream().flatMap(List::stream).forEach(open -> open.channel().close());
  }
}
