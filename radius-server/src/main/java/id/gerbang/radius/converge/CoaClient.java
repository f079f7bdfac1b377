package id.gerbang.radius.converge;

import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.ops.LatencyHistogram;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends CoA- and Disconnect-Requests (RFC 5176) and believes only a reply with the right address,
 * port, Identifier, code and authenticators. Retransmissions are the same bytes from the same port:
 * first after 2 s, then doubled, each ±10 %, five tries and 30 s in all (RFC 5080 §2.2.1).
 *
 * <p>A router remembers (source port, Identifier) for 300 s, so none returns within that: when a
 * port's 256 are used up for a router, the next port is opened. Everything happens on one event
 * loop.
 */
public final class CoaClient implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CoaClient.class);
  private static final int IDENTIFIERS = 256;
  private static final int MAX_PORTS = 64;
  private static final int TRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final int LONGEST_WAIT_FACTOR = 8;
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final InetAddress WILDCARD = new InetSocketAddress(0).getAddress();
  private static final long REPLAY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(300);

  private final EventLoopGroup loops;
  private final EventLoop loop;
  private final InetAddress localAddress;
  private final Counters counters;
  private final LatencyHistogram roundTrip;
  private final long firstWaitMillis;
  private final List<ChannelFuture> ports = new ArrayList<>();
  private final List<ChannelFuture> otherFamilysPorts = new ArrayList<>();
  private final Map<InetSocketAddress, Slots> slots = new HashMap<>();
  private final Map<Waiting, Outstanding> outstanding = new HashMap<>();

  /** What a reply must match. */
  private record Waiting(int port, InetSocketAddress router, int identifier) {}

  /** A request that waits for its reply. */
  private static final class Outstanding {
    private final byte[] packet;
    private final Secret secret;
    private final Consumer<CoaAnswer> answered;
    private final long since = System.nanoTime();
    private int tries = 1;
    private long waitMillis;

    private Outstanding(
        byte[] packet, Secret secret, Consumer<CoaAnswer> answered, long waitMillis) {
      this.packet = packet;
      this.secret = secret;
      this.answered = answered;
      this.waitMillis = waitMillis;
    }
  }

  /** Which (port, Identifier) was used towards one router, and when. */
  private static final class Slots {
    private final Deque<Used> oldestFirst = new ArrayDeque<>();

    private record Used(int slot, long at) {}

    /** A number below MAX_PORTS × 256, or -1 while all were used within the window. */
    private int take(long now) {
      Used oldest = oldestFirst.peek();
      boolean forgotten = oldest != null && now - oldest.at() > REPLAY_WINDOW_NANOS;
      int slot = forgotten ? oldestFirst.remove().slot() : oldestFirst.size();
      if (slot == MAX_PORTS * IDENTIFIERS) {
        return -1;
      }
      oldestFirst.add(new Used(slot, now));
      return slot;
    }
  }

  /**
   * @param localAddress the one that routers know as their RADIUS server: RouterOS obeys no other;
   *     to routers of the other family the system chooses
   */
  public CoaClient(EventLoopGroup loops, InetAddress localAddress, Counters counters) {
    this(loops, localAddress, counters, FIRST_WAIT);
  }

  CoaClient(EventLoopGroup loops, InetAddress localAddress, Counters counters, Duration firstWait) {
    this.loops = loops;
    this.loop = loops.next();
    this.localAddress = localAddress;
    this.counters = counters;
    this.roundTrip = counters.latency("gerbang_radius_coa_seconds", "");
    this.firstWaitMillis = firstWait.toMillis();
  }

  /**
   * Sends a request and tells what became of it, once, on the event loop.
   *
   * @param request makes the request for an Identifier
   */
  void send(Router router, IntFunction<RequestWriter> request, Consumer<CoaAnswer> answered) {
    loop.execute(() -> sendNow(router, request, answered));
  }

  private void sendNow(
      Router router, IntFunction<RequestWriter> request, Consumer<CoaAnswer> answered) {
    InetAddress address = router.where().now().orElse(null);
    if (address == null) {
      counters.count("gerbang_radius_coa_no_address_total");
      answered.accept(new CoaAnswer.Silent());
      return;
    }
    InetSocketAddress to = new InetSocketAddress(address, router.coaPort());
    int slot = slots.computeIfAbsent(to, any -> new Slots()).take(System.nanoTime());
    if (slot < 0) {
      counters.count("gerbang_radius_coa_no_identifier_total");
      answered.accept(new CoaAnswer.Silent());
      return;
    }
    int port = slot / IDENTIFIERS;
    int identifier = slot % IDENTIFIERS;
    byte[] packet;
    try {
      packet = request.apply(identifier).finish(router.secret());
    } catch (IllegalArgumentException | IllegalStateException e) {
      log.error("a request to router {} can't be written: {}", router.id(), e.getMessage());
      answered.accept(new CoaAnswer.Silent());
      return;
    }
    Waiting key = new Waiting(port, to, identifier);
    Outstanding sent = new Outstanding(packet, router.secret(), answered, firstWaitMillis);
    outstanding.put(key, sent);
    transmit(key, sent);
  }

  private void transmit(Waiting key, Outstanding sent) {
    port(key)
        .addListener(
            (ChannelFuture open) -> {
              if (open.isSuccess()) {
                open.channel()
                    .writeAndFlush(
                        new DatagramPacket(Unpooled.wrappedBuffer(sent.packet), key.router()));
              } else {
                log.error("no port for CoA on {}: {}", localAddress, open.cause().toString());
              }
            });
    long wait = spread(sent.waitMillis);
    loop.schedule(() -> waited(key, sent), wait, TimeUnit.MILLISECONDS);
    sent.waitMillis = Math.min(LONGEST_WAIT_FACTOR * firstWaitMillis, 2 * sent.waitMillis);
  }

  private void waited(Waiting key, Outstanding sent) {
    if (outstanding.get(key) != sent) {
      return;
    }
    if (sent.tries >= TRIES || System.nanoTime() - sent.since >= GIVE_UP_NANOS) {
      outstanding.remove(key);
      counters.count("gerbang_radius_coa_total{answer=\"silent\"}");
      sent.answered.accept(new CoaAnswer.Silent());
      return;
    }
    sent.tries++;
    counters.count("gerbang_radius_coa_resent_total");
    transmit(key, sent);
  }

  private static long spread(long millis) {
    return millis * 9 / 10 + ThreadLocalRandom.current().nextLong(millis / 5 + 1);
  }

  /** A port that could not be opened, as before its address is up, is tried again. */
  private ChannelFuture port(Waiting key) {
    boolean own = key.router().getAddress().getClass() == localAddress.getClass();
    List<ChannelFuture> family = own ? ports : otherFamilysPorts;
    InetAddress from = own ? localAddress : WILDCARD;
    while (family.size() <= key.port()) {
      family.add(open(family.size(), from));
    }
    if (family.get(key.port()).cause() != null) {
      family.set(key.port(), open(key.port(), from));
    }
    return family.get(key.port());
  }

  /** Binding ends later, on this same loop: what is sent before waits for it. */
  private ChannelFuture open(int port, InetAddress from) {
    return new Bootstrap()
        .group(loop)
        .channel(
            loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)
                ? EpollDatagramChannel.class
                : NioDatagramChannel.class)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RadiusPacket.MAX_LENGTH))
        .handler(new Replies(port))
        .bind(from, 0);
  }

  /** Hears what comes back on one port. */
  private final class Replies extends SimpleChannelInboundHandler<DatagramPacket> {

    private final int port;

    Replies(int port) {
      this.port = port;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      byte[] bytes = ByteBufUtil.getBytes(datagram.content());
      RadiusPacket reply;
      try {
        reply = RadiusPacket.read(bytes, 0, bytes.length);
      } catch (MalformedPacketException e) {
        counters.count("gerbang_radius_coa_dropped_total{why=\"malformed\"}");
        return;
      }
      Waiting key = new Waiting(port, datagram.sender(), reply.identifier());
      Outstanding sent = outstanding.get(key);
      if (sent == null) {
        counters.count("gerbang_radius_coa_dropped_total{why=\"unasked\"}");
      } else if (!Authenticators.isReplyGenuine(reply, sent.packet, sent.secret)) {
        counters.count("gerbang_radius_coa_dropped_total{why=\"not_genuine\"}");
      } else {
        outstanding.remove(key);
        roundTrip.took(System.nanoTime() - sent.since);
        sent.answered.accept(answer(reply));
      }
    }

    private CoaAnswer answer(RadiusPacket reply) {
      if (reply.code() == Code.COA_ACK || reply.code() == Code.DISCONNECT_ACK) {
        counters.count("gerbang_radius_coa_total{answer=\"ack\"}");
        return new CoaAnswer.Acknowledged();
      }
      counters.count("gerbang_radius_coa_total{answer=\"nak\"}");
      return new CoaAnswer.Refused(reply.integer(Attribute.ERROR_CAUSE, 0));
    }
  }

  @Override
  public void close() {
    loop.execute(
        () ->
            Stream.of(ports, otherFamilysPorts)
                .flatMap(List::stream)
                .forEach(open -> open.channel().close()));
  }
}
