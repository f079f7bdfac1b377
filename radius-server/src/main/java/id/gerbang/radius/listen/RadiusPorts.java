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
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The two UDP ports. On Linux by epoll: at each address one socket an event loop, so that a
 * router's copies always meet the same duplicate cache, and many datagrams a system call. Elsewhere
 * by NIO: one socket a port, whose answers leave from the address that the system chooses.
 */
public final class RadiusPorts implements AutoCloseable {

  private static final int MAX_PACKET = 4_096;
  private static final int READ_BUFFER = 64 * 1_024;
  private static final int SOCKET_BUFFER = 4 << 20;

  /** Of answers that wait for the socket: twice what one round of reading can bring about. */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 20, 2 << 20);

  /** 10 s of replies at 30,000 a second, and 3 s at 100,000. */
  private static final long DUPLICATE_OCTETS = 64L << 20;

  /** So long may an address that has come, as at a failover, be answered for by the wildcard. */
  private static final long LOOK_SECONDS = 2;

  private final EventLoopGroup loops;
  private final RouterPatience patience = new RouterPatience();
  private final int sockets;
  private final boolean epoll;
  private final List<PortSockets> ports = new ArrayList<>();
  private final List<DuplicateCache> caches = new CopyOnWriteArrayList<>();
  private final SegmentPool memory = new SegmentPool(DUPLICATE_OCTETS);
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "radius-addresses"));

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
      Doors logins = ports.new Doors(new AuthService(access), parts.counters().auth(), parts);
      ports.listen(auth, () -> ports.bootstrap(logins.together()));
      AcctService acctService =
          new AcctService(accounting, parts.admission().starts(), parts.journal(), parts.clock());
      Doors records = ports.new Doors(acctService, parts.counters().acct(), parts);
      ports.listen(acct, () -> ports.bootstrap(records.alone()));
      ports.lookForAddresses();
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

  /** The doors of one port, each made for its socket. */
  private final class Doors {
    private final RequestDoor.Service service;
    private final Recognition recognition;
    private final PortCounters counters;
    private final Complaints complaints = new Complaints();
    private final RouterWatch watch;

    private Doors(RequestDoor.Service service, PortCounters counters, Parts parts) {
      this.service = service;
      this.recognition = new Recognition(parts.routers(), parts.strangers());
      this.counters = counters;
      this.watch = parts.watch();
    }

    /** Those of one address help each other. */
    private Function<Channel, RequestDoor> together() {
      Neighbours neighbours = new Neighbours();
      return channel -> door(channel, neighbours);
    }

    /** None helps another: what costs is the journal's. */
    private Function<Channel, RequestDoor> alone() {
      return channel -> door(channel, new Neighbours());
    }

    private RequestDoor door(Channel channel, Neighbours neighbours) {
      DuplicateCache duplicates = new DuplicateCache(memory);
      caches.add(duplicates);
      channel.closeFuture().addListener(closed -> caches.remove(duplicates));
      return new RequestDoor(
          service, recognition, watch, duplicates, counters, complaints, patience, neighbours);
    }
  }

  /**
   * @param together makes the sockets of one address
   */
  private void listen(InetSocketAddress address, Supplier<Bootstrap> together) {
    ports.add(new PortSockets(address, sockets, together, epoll ? OwnAddresses::now : Set::of));
  }

  private void lookForAddresses() {
    looking.scheduleWithFixedDelay(
        () -> ports.forEach(PortSockets::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** The shortest window of all sockets. */
  private long duplicateWindowMillis() {
    return caches.stream()
        .mapToLong(cache -> TimeUnit.NANOSECONDS.toMillis(cache.windowNanos()))
        .min()
        .orElse(0);
  }

  private Bootstrap bootstrap(Function<Channel, RequestDoor> door) {
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
                    channel.pipeline().addLast(door.apply(channel));
                  }
                });
    return epoll
        ? bootstrap
            .option(EpollChannelOption.SO_REUSEPORT, true)
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PACKET)
        : bootstrap;
  }

  public int authPort() {
    return ports.get(0).port();
  }

  public int acctPort() {
    return ports.get(1).port();
  }

  /** The event loops, for the sockets of CoA. */
  public EventLoopGroup loops() {
    return loops;
  }

  /** No new work from here on; what is in progress can still be answered. */
  public void stopReading() {
    looking.shutdownNow();
    ports.forEach(PortSockets::stopReading);
  }

  @Override
  public void close() {
    looking.shutdownNow();
    ports.forEach(PortSockets::close);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
