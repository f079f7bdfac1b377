package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.Isp;
import id.gerbang.radius.SimulatedRouter;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.admission.SessionLimits;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Ten thousand sessions changed at once (P13), and restarted with (P15). */
class ConvergenceScaleTest {

  private static final int SESSIONS = 10_000;
  private static final long SECOND = SESSIONS + 1;
  private static final Instant BEGAN = Instant.parse("2026-03-01T05:00:00Z");
  private static final Place PLACE = PlainPlace.at("10.100.0.9");
  private static final Optional<Entitlement.Unpaid> PAID = Optional.empty();
  private static final Optional<Entitlement.Unpaid> UNPAID =
      Optional.of(Entitlement.Unpaid.ISOLATE);

  @TempDir Path directoryOfJournal;

  private final id.gerbang.radius.ops.Counters counters = new id.gerbang.radius.ops.Counters();
  private final SubscriberDirectory directory =
      new SubscriberDirectory(Timepiece.of(Clock.systemUTC()));
  private final RouterRegistry routers = new RouterRegistry(router -> {});
  private final OpenSessions sessions = new OpenSessions();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<SimulatedRouter> simulated = new ArrayList<>();
  private Journal journal;
  private CoaClient client;
  private Convergence convergence;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(directoryOfJournal);
    client = new CoaClient(loops, any -> InetAddress.getLoopbackAddress(), counters);
    DirectoryFixture.refreshed(directory);
  }

  @AfterEach
  void close() {
    convergence.close();
    client.close();
    journal.close();
    simulated.forEach(SimulatedRouter::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void ten_thousand_sessions_on_one_router_are_changed_each_once() throws Exception {
    routers(1);
    sessions(SESSIONS);
    start(999);

    entitled(SESSIONS, UNPAID);

    await().atMost(Duration.ofMinutes(2)).until(this::nothingOpen);
    assertThat(simulated.get(0).acts()).hasSize(SESSIONS);
    assertThat(sessionsOf(simulated.get(0))).hasSize(SESSIONS);
  }

  @Test
  void twenty_routers_are_changed_side_by_side_none_faster_than_its_pace() throws Exception {
    routers(20);
    sessions(SESSIONS / 5);
    start(50);
    long began = System.nanoTime();

    entitled(SESSIONS / 5, UNPAID);

    await().atMost(Duration.ofMinutes(1)).until(this::nothingOpen);
    for (SimulatedRouter router : simulated) {
      List<SimulatedRouter.Act> acts = router.acts();
      assertThat(sessionsOf(router)).hasSize(SESSIONS / 5 / 20);
      for (int i = 0; i < acts.size(); i++) {
        // From the beginning: one that was late on its way is followed closely by the next.
        assertThat(acts.get(i).nanos() - began)
            .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20) * i);
      }
    }
  }

  @Test
  void a_payment_amid_ten_thousand_isolations_opens_at_once() throws Exception {
    routers(1);
    sessions(SESSIONS);
    session(0, "second", SECOND, UNPAID);
    start(50);
    entitled(SESSIONS, UNPAID);
    await().until(() -> simulated.get(0).acts().size() > 20);
    int before = simulated.get(0).acts().size();

    DirectoryFixture.put(directory, subscriber(SECOND, PAID));
    convergence.subscribersChanged(List.of(SECOND));

    await()
        .atMost(Duration.ofSeconds(6))
        .until(() -> sessionsOf(simulated.get(0)).contains("second"));
    assertThat(simulated.get(0).acts().size() - before).isLessThan(100);
  }

  @Test
  void a_silent_router_with_thousands_waiting_costs_few_datagrams_and_is_done_once_it_is_back()
      throws Exception {
    routers(1);
    sessions(200);
    simulated.get(0).switchOn(false);
    start(50);

    entitled(200, UNPAID);
    await()
        .atMost(Duration.ofSeconds(20))
        .during(Duration.ofSeconds(15))
        .until(() -> simulated.get(0).datagrams() < 300 && simulated.get(0).acts().size() < 70);

    simulated.get(0).switchOn(true);
    routers.heard(
        routers.find(1).orElseThrow(), InetAddress.getLoopbackAddress(), System.nanoTime());

    await().atMost(Duration.ofMinutes(2)).until(this::nothingOpen);
  }

  @Test
  void a_restart_is_no_reason_for_an_act() throws Exception {
    routers(1);
    sessions(SESSIONS);

    start(50);

    await().until(convergence::sweptOnce);
    assertThat(counters.text()).contains("gerbang_radius_sessions_unequal 0\n");
    await().during(Duration.ofSeconds(1)).until(() -> simulated.get(0).datagrams() == 0);
  }

  @Test
  void nothing_is_done_before_the_sessions_and_a_fresh_directory_are_there() throws Exception {
    routers(1);
    session(0, "s1", 1, PAID);
    DirectoryFixture.put(directory, subscriber(1, UNPAID));
    boolean[] loaded = {false};
    start(50, () -> loaded[0]);
    convergence.everythingMayHaveChanged();
    convergence.subscribersChanged(List.of(1L));
    await().during(Duration.ofSeconds(1)).until(() -> simulated.get(0).datagrams() == 0);

    loaded[0] = true;

    await().until(() -> simulated.get(0).acts().size() == 1);
  }

  /** The table may know what was granted since the snapshot: by that it would be taken back. */
  @Test
  void by_what_a_snapshot_knows_nothing_is_done_however_young_it_is() throws Exception {
    routers(1);
    session(0, "s1", 1, PAID);
    DirectoryFixture.put(directory, subscriber(1, UNPAID));
    directory.restored(Instant.now());
    start(50);
    await().during(Duration.ofSeconds(1)).until(() -> simulated.get(0).datagrams() == 0);

    DirectoryFixture.refreshed(directory);

    await().until(() -> simulated.get(0).acts().size() == 1);
  }

  private void start(int actsPerSecond) {
    start(actsPerSecond, () -> true);
  }

  private void start(int actsPerSecond, java.util.function.BooleanSupplier ready) {
    AccessEvents events = new AccessEvents(journal, new PGSimpleDataSource(), counters);
    Timepiece clock = Timepiece.of(Clock.systemUTC());
    SessionLimits sessionLimits =
        new Admission(
                directory, routers, sessions, events, new PGSimpleDataSource(), counters, clock)
            .limits();
    convergence =
        new Convergence(
            new Convergence.Parts(
                directory,
                routers,
                sessions,
                sessionLimits,
                client,
                new ActRecord(journal, events, counters),
                counters,
                clock),
            new Convergence.Limits(ready, router -> true, actsPerSecond));
    convergence.start();
  }

  private void entitled(int subscribers, Optional<Entitlement.Unpaid> unpaid) {
    List<Long> ids = LongStream.rangeClosed(1, subscribers).boxed().toList();
    ids.forEach(id -> DirectoryFixture.put(directory, subscriber(id, unpaid)));
    convergence.subscribersChanged(ids);
  }

  private static Entitlement subscriber(long id, Optional<Entitlement.Unpaid> unpaid) {
    return new Entitlement(
        id,
        "pelanggan" + id,
        1,
        false,
        unpaid,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        budi(Optional.empty(), Optional.empty()).rateLimit(),
        Optional.empty(),
        "aktif");
  }

  private boolean nothingOpen() {
    return counters.text().contains("gerbang_radius_differences{kind=\"unpaid_but_online\"} 0\n")
        && simulated.stream().allMatch(router -> !router.acts().isEmpty());
  }

  private static Set<String> sessionsOf(SimulatedRouter router) {
    Set<String> sessions = new HashSet<>();
    router.acts().forEach(act -> sessions.add(act.session()));
    return sessions;
  }

  private void routers(int number) throws IOException {
    List<Router> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      SimulatedRouter router = new SimulatedRouter("127.66.6." + (i + 1));
      simulated.add(router);
      all.add(
          new Router(
              i + 1,
              "BRAS-" + i,
              router.address().getAddress(),
              Isp.SECRET,
              true,
              router.address().getPort(),
              Router.SignaturePolicy.AUTO,
              Optional.empty(),
              RouterPolicy.DEFAULT));
    }
    routers.replace(all);
  }

  /** Each of a subscriber of its own, over all routers, holding the ordinary grant. */
  private void sessions(int number) {
    for (int i = 0; i < number; i++) {
      session(i % simulated.size(), "s" + i, i + 1, PAID);
    }
  }

  private void session(
      int router, String id, long subscriberId, Optional<Entitlement.Unpaid> unpaid) {
    Entitlement held = subscriber(subscriberId, unpaid);
    DirectoryFixture.put(directory, held);
    Decision decision = AccessPolicy.decide(held, RouterPolicy.DEFAULT, Instant.now());
    sessions.follow(
        new SessionRow(
            new SessionKey(router + 1, id, held.username()),
            0,
            Optional.of(subscriberId),
            "",
            Granted.of(decision.reason(), ((Decision.Accept) decision).grant()).text(),
            PLACE,
            BEGAN,
            BEGAN,
            BEGAN,
            new Counters(0, 0, 0, 0, 0),
            Optional.empty()));
  }
}
