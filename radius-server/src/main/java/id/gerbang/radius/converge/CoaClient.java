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
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends CoA- and Disconnect-Requests (RFC 5176) and believes only a reply with the right address,
 * port, Identifier, code and authenticators. Retransmissions are the same bytes from the same port:
 * first after 2 s, then doubled, each ±10 %, five tries and 30 s in all (RFC 5080 §2.2.1). Before
 * each datagram it asks whether this node may still speak to the router.
 *
 * <p>No pair of source port and Identifier returns to a router as long as it remembers it: {@link
 * CoaSlots}. Everything happens on one event loop.
 */
public final class CoaClient implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CoaClient.class);
  private static final int TRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final int LONGEST_WAIT_FACTOR = 8;
  private static final long GIVE_UP_MILLIS = 30_000;
  private static final InetAddress WILDCARD = new InetSocketAddress(0).getAddress();
  private static final TimeUnit MS = TimeUnit.MILLISECONDS;

  private final EventLoop loop;
  private final Function<Router, InetAddress> source;
  private final CoaPorts ports;
  private final Counters counters;
  private final LatencyHistogram roundTrip;
  private final long firstWaitMillis;
  private final CoaSlots slots = new CoaSlots();
  private final Map<Waiting, Outstanding> outstanding = new HashMap<>();

  /** What a reply must match. */
  private record Waiting(int port, InetSocketAddress router, int identifier) {}

  /** How often a request is sent, and how long its first answer is waited for. */
  private record Patience(int tries, long firstWaitMillis) {}

  /** A request on its way. */
  interface InFlight {

    /** It is not wanted any more: it is not sent again, and its answer is awaited only shortly. */
    void obsolete();
  }

  /** A request that waits for its reply. */
  private final class Outstanding {
    private final Waiting key;
    private final InetAddress from;
    private final byte[] packet;
    private final Secret secret;
    private final BooleanSupplier allowed;
    private final Consumer<CoaAnswer> answered;
    private final long since = System.nanoTime();
    private final int mostTries;
    private int tries;
    private long waitMillis;
    private boolean notGenuine;

    private Outstanding(
        Waiting key,
        InetAddress from,
        byte[] packet,
        Secret secret,
        Patience patience,
        BooleanSupplier allowed,
        Consumer<CoaAnswer> answered) {
      this.key = key;
      this.from = from;
      this.packet = packet;
      this.secret = secret;
      this.mostTries = patience.tries();
      this.waitMillis = patience.firstWaitMillis();
      this.allowed = allowed;
      this.answered = answered;
    }
  }

  /**
   * @param source the address of ours that a router knows as its RADIUS server: RouterOS obeys no
   *     other; where it is of the other family, or any, the system chooses
   */
  public CoaClient(EventLoopGroup loops, Function<Router, InetAddress> source, Counters counters) {
    this(loops, source, counters, FIRST_WAIT);
  }

  CoaClient(
      EventLoopGroup loops,
      Function<Router, InetAddress> source,
      Counters counters,
      Duration firstWait) {
    this.loop = loops.next();
    this.source = source;
    this.ports = new CoaPorts(loop, Replies::new);
    this.counters = counters;
    this.roundTrip = counters.latency("gerbang_radius_coa_seconds", "");
    this.firstWaitMillis = firstWait.toMillis();
  }

  /**
   * Sends a request and tells what became of it, once, on the event loop.
   *
   * @param request makes the request for an Identifier
   * @param allowed asked on the event loop before each datagram
   */
  InFlight send(
      Router router,
      IntFunction<RequestWriter> request,
      BooleanSupplier allowed,
      Consumer<CoaAnswer> answered) {
    AtomicBoolean obsolete = new AtomicBoolean();
    BooleanSupplier wanted = () -> !obsolete.get() && allowed.getAsBoolean();
    Promise<Outstanding> sent = loop.newPromise();
    Patience patience = new Patience(TRIES, firstWaitMillis);
    loop.execute(
        () -> sendNow(router, request, patience, wanted, answered).ifPresent(sent::setSuccess));
    return () -> {
      obsolete.set(true);
      sent.addListener(done -> loop.schedule(() -> waited(sent.getNow()), firstWaitMillis, MS));
    };
  }

  /** Sends a request once, and waits no longer than that for its answer. */
  void sendOnce(
      Router router,
      IntFunction<RequestWriter> request,
      Duration wait,
      BooleanSupplier allowed,
      Consumer<CoaAnswer> answered) {
    Patience patience = new Patience(1, wait.toMillis());
    loop.execute(() -> sendNow(router, request, patience, allowed, answered));
  }

  private Optional<Outstanding> sendNow(
      Router router,
      IntFunction<RequestWriter> request,
      Patience patience,
      BooleanSupplier allowed,
      Consumer<CoaAnswer> answered) {
    Optional<InetSocketAddress> place =
        router.where().now().map(address -> new InetSocketAddress(address, router.coaPort()));
    int slot =
        place.isPresent() && allowed.getAsBoolean()
            ? slots.take(place.get(), System.nanoTime())
            : CoaSlots.NONE;
    if (slot == CoaSlots.NONE) {
      counters.count("gerbang_radius_coa_unsent_total");
      answered.accept(new CoaAnswer.Unsent());
      return Optional.empty();
    }
    int port = slot / CoaSlots.IDENTIFIERS;
    int identifier = slot % CoaSlots.IDENTIFIERS;
    byte[] packet;
    try {
      packet = request.apply(identifier).finish(router.secret());
    } catch (RuntimeException | Error e) {
      // Whoever asked waits for an answer, and does nothing else about the session meanwhile.
      log.error("a request to router {} can't be written: {}", router.id(), e.toString());
      answered.accept(new CoaAnswer.Unsent());
      return Optional.empty();
    }
    Waiting key = new Waiting(port, place.orElseThrow(), identifier);
    Outstanding sent =
        new Outstanding(
            key, from(router, key.router()), packet, router.secret(), patience, allowed, answered);
    outstanding.put(key, sent);
    transmit(sent);
    return Optional.of(sent);
  }

  private InetAddress from(Router router, InetSocketAddress to) {
    InetAddress own = source.apply(router);
    return own.getClass() == to.getAddress().getClass() ? own : WILDCARD;
  }

  private void transmit(Outstanding sent) {
    sent.tries++;
    ports
        .port(sent.key.port(), sent.from)
        .addListener(
            (ChannelFuture open) -> {
              if (open.isSuccess()) {
                open.channel()
                    .writeAndFlush(
                        new DatagramPacket(Unpooled.wrappedBuffer(sent.packet), sent.key.router()));
              } else {
                log.error("no port for CoA on {}: {}", sent.from, open.cause().toString());
              }
            });
    long left = GIVE_UP_MILLIS - elapsedMillis(sent);
    loop.schedule(() -> waited(sent), Math.min(left, spread(sent.waitMillis)), MS);
    sent.waitMillis = Math.min(LONGEST_WAIT_FACTOR * firstWaitMillis, 2 * sent.waitMillis);
  }

  private void waited(Outstanding sent) {
    if (outstanding.get(sent.key) != sent) {
      return;
    }
    if (sent.tries < sent.mostTries
        && elapsedMillis(sent) < GIVE_UP_MILLIS
        && sent.allowed.getAsBoolean()) {
      counters.count("gerbang_radius_coa_resent_total");
      transmit(sent);
    } else {
      outstanding.remove(sent.key);
      counters.count("gerbang_radius_coa_total{answer=\"silent\"}");
      sent.answered.accept(new CoaAnswer.Silent(sent.notGenuine));
    }
  }

  private static long elapsedMillis(Outstanding sent) {
    return MS.convert(System.nanoTime() - sent.since, TimeUnit.NANOSECONDS);
  }

  private static long spread(long millis) {
    return millis * 9 / 10 + ThreadLocalRandom.current().nextLong(millis / 5 + 1);
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
        reply = RadiusPacket.read(bytes, bytes.length);
      } catch (MalformedPacketException e) {
        counters.count("gerbang_radius_coa_dropped_total{why=\"malformed\"}");
        return;
      }
      Waiting key = new Waiting(port, datagram.sender(), reply.identifier());
      Outstanding sent = outstanding.get(key);
      if (sent == null) {
        counters.count("gerbang_radius_coa_dropped_total{why=\"unasked\"}");
      } else if (!Authenticators.isReplyGenuine(reply, sent.packet, sent.secret)) {
        sent.notGenuine = true;
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
    loop.execute(ports::close);
  }
}
