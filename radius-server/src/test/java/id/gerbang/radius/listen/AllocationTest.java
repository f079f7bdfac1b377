package id.gerbang.radius.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What a login leaves to the garbage collector, its event included. */
class AllocationTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final int A_ROUND = 10_000;
  private static final int MOST_ROUNDS = 30;
  private static final int AT_ONCE = 16;
  private static final String LOCALHOST = "127.0.0.1";

  /** Its event loops, and the journal's writer. */
  private static final Pattern SERVICE = Pattern.compile("radius-[0-9-]+|journal");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SecureRandom random = new SecureRandom();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
  private final SubscriberDirectory directory = new SubscriberDirectory(clock);
  private final PGSimpleDataSource noDatabase = new PGSimpleDataSource();
  private final Counters counters = new Counters();
  private final RouterRegistry routers = new RouterRegistry(router -> {});

  @TempDir Path directoryOfJournal;
  private Journal journal;
  private RadiusPorts.Parts parts;
  private int reports;

  @BeforeEach
  void open() {
    journal = Journal.open(directoryOfJournal.resolve("journal"));
    OpenSessions sessions = new OpenSessions();
    AccessEvents events = new AccessEvents(journal, noDatabase, counters);
    parts =
        new RadiusPorts.Parts(
            directory,
            routers,
            new RouterWatch(routers, clock),
            new Strangers(counters, clock),
            new Admission(directory, routers, sessions, events, noDatabase, counters, clock),
            journal,
            new ClassCodec(new byte[32]),
            new AddressPools(journal, sessions, clock),
            events,
            counters,
            clock);
    DirectoryFixture.put(directory, DirectoryFixture.budi(Optional.empty(), Optional.empty()));
    DirectoryFixture.refreshed(directory);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void a_login_by_pap_or_chap_allocates_less_than_650_octets_its_event_included() throws Exception {
    expectLess(650, logins(Method.PAP));
    expectLess(650, logins(Method.CHAP));
  }

  @Test
  void a_login_by_ms_chap_v2_allocates_less_than_950_octets() throws Exception {
    expectLess(950, logins(Method.MS_CHAP_V2));
  }

  /** With what Netty makes of a datagram each way, and what a copy would be known by. */
  @Test
  void a_login_by_pap_through_its_socket_allocates_less_than_1_100_octets() throws Exception {
    try (RadiusPorts ports = open(any());
        DatagramSocket nas = router(ports.authPort())) {
      expectLess(1_100, () -> exchange(nas, id -> request(Method.PAP, id), Code.ACCESS_ACCEPT));
    }
  }

  /** With its way into the journal and back. */
  @Test
  void a_report_through_its_socket_allocates_less_than_1_100_octets() throws Exception {
    try (RadiusPorts ports = open(any());
        DatagramSocket nas = router(ports.acctPort())) {
      expectLess(1_100, () -> exchange(nas, this::report, Code.ACCOUNTING_RESPONSE));
    }
  }

  /** As soon as all of it is compiled; what is not compiled yet keeps more in objects. */
  private void expectLess(long octets, Callable<Long> round) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && least >= octets; i++) {
      least = Math.min(least, round.call() / A_ROUND);
    }
    assertThat(least).isLessThan(octets);
  }

  private static InetSocketAddress any() {
    return new InetSocketAddress(LOCALHOST, 0);
  }

  private RadiusPorts open(InetSocketAddress any) throws Exception {
    routers.replace(List.of(router()));
    return RadiusPorts.open(any, any, parts);
  }

  private static DatagramSocket router(int port) throws Exception {
    DatagramSocket nas = new DatagramSocket(any());
    nas.setSoTimeout(10_000);
    nas.connect(new InetSocketAddress(LOCALHOST, port));
    return nas;
  }

  private long exchange(DatagramSocket nas, IntFunction<byte[]> request, int expected)
      throws Exception {
    long before = allocatedByService();
    DatagramPacket reply = new DatagramPacket(new byte[512], 512);
    for (int sent = 0; sent < A_ROUND; sent += AT_ONCE) {
      for (int i = 0; i < AT_ONCE; i++) {
        byte[] octets = request.apply((sent + i) & 0xff);
        nas.send(new DatagramPacket(octets, octets.length));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        nas.receive(reply);
        assertThat(reply.getData()[0]).isEqualTo((byte) expected);
      }
    }
    return allocatedByService() - before;
  }

  private byte[] report(int identifier) {
    reports++;
    return RequestWriter.accountingRequest(identifier)
        .integer(Attribute.ACCT_STATUS_TYPE, 3)
        .text(Attribute.ACCT_SESSION_ID, "80f00001")
        .text(Attribute.USER_NAME, "budi")
        .integer(Attribute.ACCT_SESSION_TIME, reports)
        .integer(Attribute.ACCT_INPUT_OCTETS, 1_000 * reports)
        .integer(Attribute.ACCT_OUTPUT_OCTETS, 10_000 * reports)
        .integer(Attribute.NAS_PORT, 15_728_641)
        .text(Attribute.CALLING_STATION_ID, "AA:BB:CC:00:00:01")
        .text(Attribute.CALLED_STATION_ID, "pppoe-in")
        .text(Attribute.NAS_PORT_ID, "ether2")
        .text(Attribute.NAS_IDENTIFIER, "BRAS-1")
        .finish(SECRET);
  }

  private long allocatedByService() {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && SERVICE.matcher(thread.getThreadName()).matches())
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
        .sum();
  }

  private Callable<Long> logins(Method method) throws Exception {
    AccessHandler handler =
        new AccessHandler(
            directory,
            routers,
            parts.watch(),
            parts.admission(),
            parts.classes(),
            parts.addresses(),
            parts.events(),
            counters,
            new RouterPatience(),
            clock);
    Router router = router();
    byte[] datagram = request(method, 1);
    return () -> {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < A_ROUND; i++) {
        answer(handler, router, datagram);
      }
      return threads.getCurrentThreadAllocatedBytes() - before;
    };
  }

  private static void answer(AccessHandler handler, Router router, byte[] datagram)
      throws Exception {
    RadiusPacket request = RadiusPacket.read(datagram, datagram.length);
    if (Authenticators.checkMessageAuthenticator(request, router.secret())
            != Authenticators.MessageAuthenticator.GENUINE
        || !(handler.handle(router, request) instanceof Outcome.Reply reply)
        || reply.room()[0] != 2) {
      throw new AssertionError("not let in");
    }
  }

  private byte[] request(Method method, int identifier) {
    RequestWriter request = RequestWriter.accessRequest(identifier, random);
    return new Login("budi".getBytes(UTF_8), Password.of("rahasia"), random)
        .addTo(request, method, SECRET)
        .integer(Attribute.SERVICE_TYPE, 2)
        .integer(Attribute.FRAMED_PROTOCOL, 1)
        .integer(Attribute.NAS_PORT, 15_728_641)
        .text(Attribute.CALLING_STATION_ID, "AA:BB:CC:00:00:01")
        .text(Attribute.CALLED_STATION_ID, "pppoe-in")
        .text(Attribute.NAS_PORT_ID, "ether2")
        .text(Attribute.ACCT_SESSION_ID, "80f00001")
        .text(Attribute.NAS_IDENTIFIER, "BRAS-1")
        .finish(SECRET);
  }

  private static Router router() throws Exception {
    return new Router(
        1,
        "BRAS-1",
        InetAddress.getByName(LOCALHOST),
        SECRET,
        true,
        3799,
        Router.SignaturePolicy.REQUIRE,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }
}
