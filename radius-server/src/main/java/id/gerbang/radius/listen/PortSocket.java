package id.gerbang.radius.listen;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One UDP socket, and the event loops that serve it: whichever is awake takes what has come, and
 * answers it, so that no request waits for a processor that another program has while one is idle.
 * They share what was answered lately: a router's copies meet it on either.
 */
final class PortSocket implements AutoCloseable {

  private static final int MAX_PACKET = 4_096;
  private static final int READ_BUFFER = 64 * 1_024;
  private static final int SOCKET_BUFFER = 4 << 20;

  /** Of answers that wait for the socket: twice what one round of reading can bring about. */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 20, 2 << 20);

  private final DuplicateCache duplicates;
  private final List<Channel> channels = new ArrayList<>();

  private PortSocket(SegmentPool memory) {
    this.duplicates = new DuplicateCache(memory);
  }

  /**
   * @param loops who serve it: of epoll as many as may be, of NIO one
   * @param memory for what was answered lately
   * @param door the way in, made for each loop
   * @throws IllegalStateException if the system gives no socket at this address
   */
  static PortSocket open(
      InetSocketAddress address,
      List<EventLoop> loops,
      SegmentPool memory,
      Function<DuplicateCache, ChannelHandler> door) {
    PortSocket socket = new PortSocket(memory);
    try {
      ChannelFactory<DatagramChannel> first =
          Epoll.isAvailable() ? EpollDatagramChannel::new : NioDatagramChannel::new;
      socket.add(socket.bootstrap(loops.get(0), first, door).bind(address), address);
      for (EventLoop loop : loops.subList(1, loops.size())) {
        socket.add(socket.bootstrap(loop, socket::again, door).register(), address);
      }
      return socket;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void add(ChannelFuture opening, InetSocketAddress address) {
    ChannelFuture opened = opening.awaitUninterruptibly();
    if (!opened.isSuccess()) {
      throw new IllegalStateException(
          text(address) + " can't be opened (" + opened.cause().getMessage() + ')', opened.cause());
    }
    channels.add(opened.channel());
  }

  /** The same socket, for another loop. */
  private DatagramChannel again() {
    try {
      return new EpollDatagramChannel(SocketCopy.of(((EpollDatagramChannel) channels.get(0)).fd()));
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private Bootstrap bootstrap(
      EventLoop loop,
      ChannelFactory<DatagramChannel> channel,
      Function<DuplicateCache, ChannelHandler> door) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(channel)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(Epoll.isAvailable() ? READ_BUFFER : MAX_PACKET))
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel opened) {
                    opened.pipeline().addLast(door.apply(duplicates));
                  }
                });
    return Epoll.isAvailable()
        ? bootstrap
            .option(EpollChannelOption.SO_REUSEPORT, true)
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PACKET)
        : bootstrap;
  }

  /** An address as messages name it. */
  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ':' + address.getPort();
  }

  int port() {
    return ((InetSocketAddress) channels.get(0).localAddress()).getPort();
  }

  /** What is too old to be asked for again gives its memory back. */
  void expire() {
    duplicates.expire(System.nanoTime());
  }

  /** How long an answer is remembered at present. */
  long windowNanos() {
    return duplicates.windowNanos();
  }

  /** No new work from here on. */
  void stopReading() {
    channels.forEach(channel -> channel.config().setAutoRead(false));
  }

  @Override
  public void close() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
    duplicates.forgetAll();
  }
}
