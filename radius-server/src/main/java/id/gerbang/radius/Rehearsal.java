package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.listen.RadiusPorts;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some ten thousand logins and reports before the first one: the JVM compiles the way of a packet
 * only once it was walked often, and after a power cut the first to come is a storm. What is
 * rehearsed with is thrown away after it: other ports, on loopback, with a subscriber, a router and
 * counters of their own, and no database. Nothing of it reaches the real ones.
 */
final class Rehearsal {

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /**
   * Each time from the beginning: what only a first request does would else look like what never
   * happens, and the first real one would undo what was compiled.
   */
  private static final int TIMES = 5;

  private static final int REQUESTS = 24_000;
  private static final int AT_ONCE = 32;
  private static final int PATIENCE_MILLIS = 100;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final String NAME = "gladi";

  /** So many that some share a place in a table, as real ones do. */
  private static final int SUBSCRIBERS = 2_000;

  private static final int MOST_WAITING = 4_096;
  private static final String[] STATIONS = {
    "02:00:00:00:00:01", "02-AB-CD-EF-00-02", "0200.ab00.0003"
  };
  private static final Method[] METHODS = {Method.PAP, Method.CHAP, Method.PAP, Method.MS_CHAP_V2};

  private final SecureRandom random = new SecureRandom();
  private final Secret secret = Secret.of(HexFormat.of().formatHex(octets(16)));
  private final Password password = Password.of(HexFormat.of().formatHex(octets(8)));
  private final Login[] logins = new Login[SUBSCRIBERS];
  private final byte[] received = new byte[4_096];
  private final Timepiece clock;
  private final BooleanSupplier wanted;
  private final long began = System.nanoTime();
  private int sent;
  private int answered;

  private Rehearsal(Timepiece clock, BooleanSupplier wanted) {
    this.clock = clock;
    this.wanted = wanted;
  }

  /**
   * Plays it to its end, or until there is better to do.
   *
   * @param stage a directory of its own, gone afterwards
   * @param wanted whether to go on
   * @return how many requests were answered
   */
  static int play(Path stage, Timepiece clock, BooleanSupplier wanted) {
    Rehearsal rehearsal = new Rehearsal(clock, wanted);
    try {
      rehearsal.play(stage);
    } catch (IOException | RuntimeException e) {
      // The real ports do without it; they are slower for their first seconds.
      log.warn("the rehearsal of logins did not come to its end: {}", e.toString());
    }
    return rehearsal.answered;
  }

  private void play(Path stage) throws IOException {
    for (int time = 0; time < TIMES && goesOn(); time++) {
      once(stage);
    }
    log.info("rehearsed requests={} took={}ms", answered, (System.nanoTime() - began) / 1_000_000);
  }

  private boolean goesOn() {
    return System.nanoTime() - began < LONGEST_NANOS && wanted.getAsBoolean();
  }

  private void once(Path stage) throws IOException {
    forget(stage);
    int end = sent + REQUESTS;
    try (Journal journal = Journal.openUnforced(stage, MOST_WAITING);
        RadiusPorts ports = open(journal);
        DatagramSocket auth = router(ports.authPort());
        DatagramSocket acct = router(ports.acctPort())) {
      while (sent < end && goesOn()) {
        exchange(auth, this::access);
        exchange(acct, this::accounting);
      }
    } finally {
      forget(stage);
    }
  }

  private RadiusPorts open(Journal journal) throws IOException {
    Counters counters = new Counters();
    SubscriberDirectory directory = new SubscriberDirectory(clock);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      directory.put(new Subscriber(entitlement(i), password));
      logins[i] = new Login(name(i).getBytes(UTF_8), password, random);
    }
    directory.restored(clock.instant());
    RouterRegistry routers = new RouterRegistry(router -> {});
    InetAddress loopback = InetAddress.getLoopbackAddress();
    routers.replace(
        List.of(
            new Router(
                1,
                NAME,
                loopback,
                secret,
                true,
                1,
                Router.SignaturePolicy.REQUIRE,
                Optional.empty(),
                RouterPolicy.DEFAULT)));
    PGSimpleDataSource none = new PGSimpleDataSource();
    AccessEvents events = new AccessEvents(journal, none, counters);
    return RadiusPorts.open(
        new InetSocketAddress(loopback, 0),
        new InetSocketAddress(loopback, 0),
        new RadiusPorts.Parts(
            directory,
            routers,
            new RouterWatch(routers, clock),
            new Strangers(counters, clock),
            new Admission(directory, new OpenSessions(), events, none, counters, clock),
            journal,
            new ClassCodec(octets(32)),
            new AddressPools(journal, clock),
            events,
            counters,
            clock));
  }

  private static String name(int number) {
    return NAME + number;
  }

  private static Entitlement entitlement(int number) {
    return new Entitlement(
        1 + number,
        name(number),
        1,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(RateLimit.of(5_000_000, 10_000_000)),
        Optional.empty(),
        NAME);
  }

  private static DatagramSocket router(int port) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private interface Writer {
    byte[] request(int identifier);
  }

  /** So many requests, then their answers; what is lost is lost. */
  private void exchange(DatagramSocket socket, Writer writer) throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] request = writer.request(sent++ & 0xff);
      socket.send(new DatagramPacket(request, request.length));
    }
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        socket.receive(new DatagramPacket(received, received.length));
        answered++;
      }
    } catch (SocketTimeoutException fewer) {
      log.debug("an answer to the rehearsal is late");
    }
  }

  private byte[] access(int identifier) {
    RequestWriter request = RequestWriter.accessRequest(identifier, random);
    Login login = logins[random.nextInt(SUBSCRIBERS)];
    return session(login.addTo(request, METHODS[sent % METHODS.length], secret))
        .integer(Attribute.SERVICE_TYPE, 2)
        .integer(Attribute.FRAMED_PROTOCOL, 1)
        .finish(secret);
  }

  private byte[] accounting(int identifier) {
    return session(RequestWriter.accountingRequest(identifier))
        .octets(Attribute.USER_NAME, NAME.getBytes(UTF_8))
        .integer(Attribute.ACCT_STATUS_TYPE, 3)
        .integer(Attribute.ACCT_SESSION_TIME, sent)
        .finish(secret);
  }

  private RequestWriter session(RequestWriter request) {
    return request
        .integer(Attribute.NAS_PORT, sent)
        .integer(Attribute.NAS_PORT_TYPE, 15)
        .text(Attribute.CALLING_STATION_ID, STATIONS[sent % STATIONS.length])
        .text(Attribute.CALLED_STATION_ID, NAME)
        .text(Attribute.NAS_PORT_ID, "ether2")
        .text(Attribute.ACCT_SESSION_ID, Integer.toHexString(0x8100_0000 + sent))
        .text(Attribute.NAS_IDENTIFIER, NAME);
  }

  private byte[] octets(int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }

  private static void forget(Path stage) throws IOException {
    if (Files.isDirectory(stage)) {
      try (var files = Files.list(stage)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(stage);
    }
  }
}
