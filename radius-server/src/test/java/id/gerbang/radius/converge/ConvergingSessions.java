package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.Isp;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.Nas;
import id.gerbang.radius.Nas.Heard;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions on two hand-made routers, and what these are sent. */
abstract class ConvergingSessions {

  static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  static final Optional<Entitlement.Unpaid> UNPAID = Optional.of(Entitlement.Unpaid.ISOLATE);
  static final Optional<Entitlement.Unpaid> PAID = Optional.empty();
  static final Optional<Instant> FOREVER = Optional.empty();
  final Set<String> known = new HashSet<>();
  static final int ACTS_PER_SECOND = 50;
  static final Duration A_WHILE = Duration.ofMillis(400);
  static final Place PLACE =
      new Place(
          Optional.of("10.100.0.9"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of("127.66.4.1"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir Path directoryOfJournal;

  final MovableClock clock = new MovableClock(NOON);
  final id.gerbang.radius.ops.Counters counters = new id.gerbang.radius.ops.Counters();
  final SubscriberDirectory directory = new SubscriberDirectory(clock);
  final RouterRegistry routers = new RouterRegistry(router -> {});
  final OpenSessions sessions = new OpenSessions();
  final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  volatile boolean permitted = true;
  Journal journal;
  CoaClient client;
  Convergence.Parts parts;
  Convergence convergence;
  Nas nas;
  Nas other;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(directoryOfJournal);
    nas = new Nas("127.66.4.1");
    other = new Nas("127.66.4.2");
    routers.replace(List.of(router(1, nas), router(2, other)));
    client = new CoaClient(loops, any -> InetAddress.getLoopbackAddress(), counters, firstWait());
    AccessEvents events = new AccessEvents(journal, new PGSimpleDataSource(), counters);
    Admission admission =
        new Admission(
            directory, routers, sessions, events, new PGSimpleDataSource(), counters, clock);
    parts =
        new Convergence.Parts(
            directory,
            routers,
            sessions,
            admission.limits(),
            client,
            new ActRecord(journal, events, counters),
            counters,
            clock);
    convergence =
        new Convergence(parts, new Convergence.Limits(() -> true, this::permits, ACTS_PER_SECOND));
    convergence.start();
    entitled(budi(PAID, FOREVER));
    await().until(convergence::sweptOnce);
  }

  @AfterEach
  void close() {
    convergence.close();
    client.close();
    journal.close();
    nas.close();
    other.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Asked before each act. */
  boolean permits(long router) {
    return permitted;
  }

  /** Before an act is sent again. */
  Duration firstWait() {
    return Duration.ofMillis(30);
  }

  void entitled(Entitlement entitlement) {
    DirectoryFixture.put(directory, entitlement);
    DirectoryFixture.refreshed(directory);
    convergence.subscribersChanged(List.of(entitlement.subscriberId()));
  }

  /** A session that holds what its subscriber is entitled to now. */
  void session(String id) {
    session(1, id);
  }

  void session(long router, String id) {
    follow(row(router, id, 1, NOON, Optional.empty()));
  }

  void session(String id, long subscriber) {
    follow(row(1, id, subscriber, NOON, Optional.empty()));
  }

  void reported(String id, Instant at) {
    follow(row(1, id, 1, at, Optional.empty()));
  }

  /** By a router whose clock was set back: what it says now is of before what it said last. */
  void reportedByASlowClock(String id, Instant arrived) {
    follow(row(1, id, 1, NOON, arrived, Optional.empty()));
  }

  void stopped(String id) {
    follow(row(1, id, 1, NOON, Optional.of(new SessionRow.Stop(NOON, 60, 1, false))));
  }

  void follow(SessionRow row) {
    sessions.follow(row).ifPresentOrElse(convergence::heard, () -> convergence.ended(row.key()));
  }

  SessionRow row(
      long router, String id, long subscriber, Instant at, Optional<SessionRow.Stop> stop) {
    return row(router, id, subscriber, at, at, stop);
  }

  private SessionRow row(
      long router,
      String id,
      long subscriber,
      Instant updated,
      Instant heard,
      Optional<SessionRow.Stop> stop) {
    SessionKey key = new SessionKey(router, id, "budi");
    String granted =
        sessions.find(key).flatMap(OpenSession::granted).map(Granted::text).orElse(granted());
    return new SessionRow(
        key,
        0,
        Optional.of(subscriber),
        "",
        granted,
        PLACE,
        NOON,
        updated,
        heard,
        new Counters(0, 0, 0, 0, 0),
        stop);
  }

  /** Everything is decided in turn: a difference on another router was seen behind it. */
  void awaitWhatCameBefore() {
    follow(row(2, "deleted", 2, NOON, Optional.empty()));
    await().until(() -> convergence.differences().again(2).size() == 1);
    follow(row(2, "deleted", 2, NOON, Optional.of(new SessionRow.Stop(NOON, 60, 1, false))));
  }

  /** What a login is given now. */
  String granted() {
    Decision decision =
        AccessPolicy.decide(
            directory.find(1).orElseThrow().entitlement(), RouterPolicy.DEFAULT, clock.instant());
    return Granted.of(decision.reason(), ((Decision.Accept) decision).grant()).text();
  }

  void acknowledge(Heard request) throws Exception {
    nas.send(request.sender(), ack(request));
  }

  static byte[] ack(Heard request) throws Exception {
    int code = request.octets()[0] == Code.COA_REQUEST ? Code.COA_ACK : Code.DISCONNECT_ACK;
    return ReplyWriter.to(Packets.packet(request.octets()), code).finish(Isp.SECRET).orElseThrow();
  }

  void refuse(Heard request, int cause) throws Exception {
    int code = request.octets()[0] == Code.COA_REQUEST ? Code.COA_NAK : Code.DISCONNECT_NAK;
    ReplyWriter reply = ReplyWriter.to(Packets.packet(request.octets()), code);
    if (cause != 0) {
      reply.integer(Attribute.ERROR_CAUSE, cause);
    }
    nas.send(request.sender(), reply.finish(Isp.SECRET).orElseThrow());
  }

  /** What was not heard before: a retransmission that crossed its answer is no news. */
  Optional<Heard> news(Duration patience) throws Exception {
    Optional<Heard> heard = nas.hear(patience);
    while (heard.isPresent() && !known.add(HexFormat.of().formatHex(heard.get().octets()))) {
      heard = nas.hear(patience);
    }
    return heard;
  }

  Heard news() throws Exception {
    return news(Duration.ofSeconds(10)).orElseThrow(() -> new AssertionError("nothing came"));
  }

  void acts(String answer, int times) {
    await()
        .until(
            () -> counters.text().contains("coa_total{answer=\"" + answer + "\"} " + times + "\n"));
  }

  /** Of acts without an answer so many, or more: they are tried again. */
  void silences(int atLeast) {
    await().until(() -> counted("gerbang_radius_coa_total{answer=\"silent\"}") >= atLeast);
  }

  /** 0 of what never counted. */
  long counted(String metric) {
    return counters
        .text()
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToLong(line -> Long.parseLong(line.substring(metric.length() + 1)))
        .sum();
  }

  void restsInPeace() {
    await().until(() -> counters.text().contains("gerbang_radius_sessions_unequal 0\n"));
  }

  static boolean sameOctets(Heard one, Heard other) {
    return Arrays.equals(one.octets(), other.octets());
  }

  static String list(RadiusPacket coa) {
    return coa.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST).orElse("");
  }

  static Router router(long id, Nas nas) {
    return new Router(
        id,
        "BRAS-" + id,
        nas.address().getAddress(),
        Isp.SECRET,
        true,
        nas.address().getPort(),
        Router.SignaturePolicy.AUTO,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }
}
