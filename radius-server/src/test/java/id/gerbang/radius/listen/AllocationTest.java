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
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
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
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What a login leaves to the garbage collector, from the datagram's octets to the reply's. */
class AllocationTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final int WARM_UP = 30_000;
  private static final int MEASURED = 10_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SecureRandom random = new SecureRandom();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
  private final SubscriberDirectory directory = new SubscriberDirectory(clock);
  private final PGSimpleDataSource noDatabase = new PGSimpleDataSource();
  private final Counters counters = new Counters();
  private final RouterRegistry routers = new RouterRegistry(router -> {});

  @TempDir Path directoryOfJournal;
  private Journal journal;
  private AccessHandler handler;

  @BeforeEach
  void open() {
    journal = Journal.open(directoryOfJournal.resolve("journal"));
    AccessEvents events = new AccessEvents(journal, noDatabase, counters);
    handler =
        new AccessHandler(
            directory,
            routers,
            new RouterWatch(routers, clock),
            new Admission(directory, new OpenSessions(), events, noDatabase, counters, clock),
            new ClassCodec(new byte[32]),
            new AddressPools(journal, clock),
            events,
            counters,
            new RouterPatience(),
            clock);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void a_login_by_pap_or_chap_allocates_less_than_800_octets_its_event_included() throws Exception {
    assertThat(octetsOf(Method.PAP)).isLessThan(800);
    assertThat(octetsOf(Method.CHAP)).isLessThan(800);
  }

  @Test
  void a_login_by_ms_chap_v2_allocates_less_than_1_200_octets() throws Exception {
    assertThat(octetsOf(Method.MS_CHAP_V2)).isLessThan(1_200);
  }

  private long octetsOf(Method method) throws Exception {
    DirectoryFixture.put(directory, DirectoryFixture.budi(Optional.empty(), Optional.empty()));
    DirectoryFixture.refreshed(directory);
    Router router = router();
    byte[] datagram = request(method);
    for (int i = 0; i < WARM_UP; i++) {
      answer(router, datagram);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      answer(router, datagram);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
  }

  private void answer(Router router, byte[] datagram) throws Exception {
    RadiusPacket request = RadiusPacket.read(datagram, datagram.length);
    if (Authenticators.checkMessageAuthenticator(request, router.secret())
            != Authenticators.MessageAuthenticator.GENUINE
        || !(handler.handle(router, request) instanceof Outcome.Reply reply)
        || reply.room()[0] != 2) {
      throw new AssertionError("not let in");
    }
  }

  private byte[] request(Method method) {
    RequestWriter request = RequestWriter.accessRequest(1, random);
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
        InetAddress.getByName("10.0.0.1"),
        SECRET,
        true,
        3799,
        Router.SignaturePolicy.REQUIRE,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }
}
