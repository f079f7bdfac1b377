package id.gerbang.radius.listen;

import id.gerbang.radius.accounting.AccountingHandler;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.ops.PortCounters;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The two UDP ports. On Linux by epoll: one socket an event loop on the same port, so that a
 * router's copies always meet the same duplicate cache, and many datagrams a system call. Elsewhere
 * by NIO: one socket a port.
 */
public final class RadiusPorts implements AutoCloseable {

  private static final int MAX_PACKET = 4_096;
  private static final int READ_BUFFER = 64 * 1_024;
  private static final int SOCKET_BUFFER = 4 << 20;

  /** Of answers that wait for the socket: twice what one round of reading can bring about. */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 20, 2 << 20);

  /** 10 s of replies at 30,000 a second, and 3 s at 100,000. */
  private static final long DUPLICATE_OCTETS = 64L << 20;

  private final EventLoopGroup loops;
  private final RouterPatience patience = new RouterPatience();
  private final int sockets;
  private final boolean epoll;
  private final List<Channel> channels = new ArrayList<>();
  private final List<DuplicateCache> caches = new CopyOnWriteArrayList<>();
  private final SegmentPool memory = new SegmentPool(DUPLICATE_OCTETS);

  private RadiusPorts(EventLoopGroup loops, int sockets, boolean epoll) {
    this.loops = loops;
    this.sockets = sockets;
    this.epoll = epoll;
  }

  /** What the ports need of the rest of the service. */
  public record Parts(
      SubscriberDirectory directory,
      RouterRegistry routers,
      RouterWatch watch,
      Strangers strangers,
      Admission admission,
      Journal journal,
      ClassCodec classes,
      AddressPools addresses,
      AccessEvents events,
      Counters counters,
      Clock clock) {}

  /** Opens both ports; port 0 takes a free one. */
  public static RadiusPorts open(InetSocketAddress auth, InetSocketAddress acct, Parts parts) {
    boolean epoll = Epoll.isAvailable();
    int sockets = epoll ? Math.max(1, Runtime.getRuntime().availableProcessors()) : 1;
    DefaultThreadFactory threads = new DefaultThreadFactory("radius");
    RadiusPorts ports =
        new RadiusPorts(
            epoll
                ? new MultiThreadIoEventLoopGroup(sockets, threads, EpollIoHandler.newFactory())
                : new MultiThreadIoEventLoopGroup(sockets, threads, NioIoHandler.newFactory()),
            sockets,
            epoll);
    AccessHandler access =
        new AccessHandler(
            parts.directory(),
            parts.routers(),
            parts.watch(),
            parts.admission(),
            parts.classes(),
            parts.addresses(),
            parts.events(),
            parts.counters(),
            ports.patience,
            parts.clock());
    AccountingHandler accounting = new AccountingHandler(parts.journal());
    try {
      Neighbours together = new Neighbours();
      ports.bind(auth, new AuthService(access), () -> together, parts.counters().auth(), parts);
      ports.bind(
          acct,
          new AcctService(accounting, parts.admission().starts(), parts.journal(), parts.clock()),
          Neighbours::new, // each alone: what costs here is the journal's
          parts.counters().acct(),
          parts);
    } catch (RuntimeException e) {
      ports.close();
      throw e;
    }
    parts
        .counters()
        .gauge("gerbang_radius_duplicate_window_milliseconds", ports::duplicateWindowMillis);
    parts.counters().gauge("gerbang_radius_duplicate_octets", ports.memory::octetsInUse);
    return ports;
  }

  private DuplicateCache duplicates() {
    DuplicateCache cache = new DuplicateCache(memory);
    caches.add(cache);
    return cache;
  }

  /** The shortest window of all sockets. */
  private long duplicateWindowMillis() {
    return caches.stream()
        .mapToLong(cache -> TimeUnit.NANOSECONDS.toMillis(cache.windowNanos()))
        .min()
        .orElse(0);
  }

  private void bind(
      InetSocketAddress address,
      RequestDoor.Service service,
      Supplier<Neighbours> neighbours,
      PortCounters counters,
      Parts parts) {
    Complaints complaints = new Complaints();
    Recognition recognition = new Recognition(parts.routers(), parts.strangers());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(epoll ? READ_BUFFER : MAX_PACKET))
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new RequestDoor(
                                service,
                                recognition,
                                parts.watch(),
                                duplicates(),
                                counters,
                                complaints,
                                patience,
                                neighbours.get()));
                  }
                });
    if (epoll) {
      bootstrap
          .option(EpollChannelOption.SO_REUSEPORT, sockets > 1)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PACKET);
    }
    InetSocketAddress next = address;
    refuseIfTaken(address);
    for (int i = 0; i < sockets; i++) {
      Channel channel = bindOne(bootstrap, next);
      channels.add(channel);
      next = new InetSocketAddress(address.getAddress(), port(channel));
    }
  }

  /** SO_REUSEPORT would let a second server share the port unseen: a plain socket finds out. */
  private static void refuseIfTaken(InetSocketAddress address) {
    try (DatagramSocket probe = new DatagramSocket(address)) {
      probe.getLocalPort();
    } catch (SocketException e) {
      throw new IllegalStateException(
          "UDP "
              + address.getAddress().getHostAddress()
              + ':'
              + address.getPort()
              + " can't be opened ("
              + e.getMessage()
              + "). Another RADIUS server? GERBANG_AUTH_PORT and GERBANG_ACCT_PORT move ours.",
          e);
    }
  }

  private static Channel bindOne(Bootstrap bootstrap, InetSocketAddress address) {
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(address + " can't be opened", bound.cause());
    }
    return bound.channel();
  }

  private static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  public int authPort() {
    return port(channels.get(0));
  }

  public int acctPort() {
    return port(channels.get(sockets));
  }

  /** The event loops, for the sockets of CoA. */
  public EventLoopGroup loops() {
    return loops;
  }

  /** No new work from here on; what is in progress can still be answered. */
  public void stopReading() {
    channels.forEach(channel -> channel.config().setAutoRead(false));
  }

  @Override
  public void close() {
    channels.forEach(channel -> channel.close().awaitUninterruptibly());
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
