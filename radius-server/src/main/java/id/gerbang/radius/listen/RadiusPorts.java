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
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The two UDP ports. On Linux by epoll: an event loop a processor, at each address as many sockets
 * as they can serve, so that a router's copies always meet the same duplicate cache, and many
 * datagrams a system call. Elsewhere by NIO: one socket a port, whose answers leave from the
 * address that the system chooses.
 */
public final class RadiusPorts implements AutoCloseable {

  /**
   * Of event loops that serve one socket of logins: more would all be woken by one datagram, and
   * all but one in vain. One of accounting's is enough: what costs there is the journal's.
   */
  private static final int LOOPS_A_SOCKET = 2;

  /** 10 s of replies at 30,000 a second, and 3 s at 100,000. */
  private static final long DUPLICATE_OCTETS = 64L << 20;

  /** So long may an address that has come, as at a failover, be answered for by the wildcard. */
  private static final long LOOK_SECONDS = 2;

  private static final long EXPIRE_SECONDS = 1;

  private final boolean epoll = Epoll.isAvailable();
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          epoll ? Runtime.getRuntime().availableProcessors() : 1,
          new DefaultThreadFactory("radius"),
          epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final RouterPatience patience = new RouterPatience();
  private final List<PortSockets> ports = new ArrayList<>();
  private final SegmentPool memory = new SegmentPool(DUPLICATE_OCTETS);
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "radius-ports"));

  private RadiusPorts() {}

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
    RadiusPorts ports = new RadiusPorts();
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
      ports.listen(auth, new AuthService(access), parts.counters().auth(), parts);
      AcctService acctService =
          new AcctService(accounting, parts.admission().starts(), parts.journal(), parts.clock());
      ports.listen(acct, acctService, parts.counters().acct(), parts);
      ports.lookAround();
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

  private void listen(
      InetSocketAddress address, RequestDoor.Service service, PortCounters counters, Parts parts) {
    Recognition recognition = new Recognition(parts.routers(), parts.strangers());
    Complaints complaints = new Complaints();
    Function<DuplicateCache, ChannelHandler> door =
        duplicates ->
            new RequestDoor(
                service, recognition, parts.watch(), duplicates, counters, complaints, patience);
    int loopsEach = service.atOnce() ? LOOPS_A_SOCKET : 1;
    List<EventLoop> all = loopsOfAll();
    ports.add(
        new PortSockets(
            address,
            sockets(all.size(), loopsEach),
            (at, number) -> PortSocket.open(at, serving(number, all, loopsEach), memory, door),
            epoll ? OwnAddresses::now : Set::of));
  }

  private List<EventLoop> loopsOfAll() {
    return StreamSupport.stream(loops.spliterator(), false).map(EventLoop.class::cast).toList();
  }

  /** As many sockets as have every loop serve one. */
  static int sockets(int loops, int loopsEach) {
    return (loops + loopsEach - 1) / loopsEach;
  }

  /** Who serves a socket; where the last finds too few left, the first serve it too. */
  static <T> List<T> serving(int socket, List<T> loops, int loopsEach) {
    return IntStream.range(socket * loopsEach, (socket + 1) * loopsEach)
        .mapToObj(number -> loops.get(number % loops.size()))
        .distinct()
        .toList();
  }

  private void lookAround() {
    looking.scheduleWithFixedDelay(
        () -> ports.forEach(PortSockets::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    looking.scheduleWithFixedDelay(
        () -> ports.forEach(PortSockets::expire), EXPIRE_SECONDS, EXPIRE_SECONDS, TimeUnit.SECONDS);
  }

  /** The shortest window of all sockets. */
  private long duplicateWindowMillis() {
    return ports.stream()
        .mapToLong(port -> TimeUnit.NANOSECONDS.toMillis(port.windowNanos()))
        .min()
        .orElse(0);
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
