package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.app.bras.BrasSession;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import id.gerbang.app.bras.TerminateCause;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.watch.RouterLooks;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.routeros.standin.Sessions.Session;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a router lists decides what its RADIUS left in doubt: one router as two, its RADIUS client a
 * simulated BRAS, its API the stand-in, with the same sessions.
 */
class ListedSessionsTest {

  private static final String MAC = "4C:5E:0C:11:22:33";
  private static final String UNPAID =
      "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate'";

  /** Longer than clocks may differ, shorter than what counts as a jump. */
  private static final Duration A_MOMENT = Duration.ofSeconds(15);

  /** Real time, and what was added to it. */
  private static final class AheadClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void move(Duration by) {
      ahead.updateAndGet(by::plus);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.offset(Clock.system(zone), ahead.get());
    }
  }

  @TempDir Path directory;
  private final AheadClock clock = new AheadClock();
  private Isp isp;
  private SimulatedBras bras;
  private StandInRouter router;
  private HikariDataSource pool;
  private RouterAccess access;
  private RouterLooks looks;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, clock);
    isp.openForBusiness("list");
    bras =
        SimulatedBras.at("127.0.0.1")
            .identity("BRAS-01")
            .server("127.0.0.1", isp.radius().authPort(), isp.radius().acctPort())
            .secret(Isp.SECRET)
            .coaPort(0)
            .clock(clock)
            .start();
    pool = Pool.open(isp.database, ServiceRole.BILLING, 2);
    access = new RouterAccess(isp.sealer);
    looks =
        new RouterLooks(
            BillingService.jdbi(pool, isp.sealer), clock, access, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    access.close();
    pool.close();
    bras.close();
    isp.close();
    if (router != null) {
      router.close();
    }
  }

  private void start(String version) throws Exception {
    router = StandInRouter.version(version).start();
    router.user("gerbang", "rahasia", "read,write,test,api");
    router.importRsc("/system identity set name=BRAS-01");
    isp.update(
        "UPDATE router SET address = '127.0.0.1', coa_port = ?, api_protocol = 'api', api_port = ?, api_username = 'gerbang', api_password_sealed = ?",
        bras.coaPort(),
        router.port("api"),
        isp.sealer.seal("rahasia".getBytes(StandardCharsets.UTF_8), "router:1:api"));
    assertThat(looks.run()).isEqualTo("1 of 1 routers reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_session_whose_stop_was_lost_ends_by_the_list_and_not_by_a_router_that_is_away(
      String version) throws Exception {
    start(version);
    BrasSession session = online("budi");
    Session listed = router.sessions().open("budi", "10.100.0.2", MAC, "5M/10M");
    looks.run();
    bras.misbehaviour().loseNextStop();
    session.hangUp(TerminateCause.LOST_CARRIER);
    listed.end();

    router.faults().refuseConnections();
    router.faults().dropConnections();
    clock.move(A_MOMENT);
    assertThat(looks.run()).isEqualTo("0 of 1 routers reached");
    assertThat(isp.column("SELECT gone_at FROM router_session WHERE gone_at IS NOT NULL"))
        .isEmpty();

    router.faults().acceptConnections();
    clock.move(A_MOMENT);
    looks.run();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT username || ' ' || terminate_cause FROM report.session WHERE stopped_at IS NOT NULL"))
                    .containsExactly("budi Lost-Service"));
    await().until(() -> isp.radius().metrics().contains("gerbang_radius_sessions_open 0\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_session_that_outlives_its_disconnect_is_removed_on_the_router(String version)
      throws Exception {
    start(version);
    online("budi");
    Session listed = router.sessions().open("budi", "10.100.0.2", MAC, "5M/10M");
    looks.run();
    bras.misbehaviour().keepSessionAfterDisconnectAck(true);
    isp.update("UPDATE subscription SET terminated_at = now()");
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT state FROM difference")).containsExactly("unproved"));

    clock.move(A_MOMENT);
    looks.run();
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT username || ' ' || cause FROM session_removal"))
                    .containsExactly("budi DELETED"));
    assertThat(listed.isOpen()).isTrue();

    clock.move(A_MOMENT);
    looks.run();
    assertThat(listed.isOpen()).isFalse();
    assertThat(isp.column("SELECT outcome FROM session_removal")).containsExactly("removed");
    assertThat(
            isp.column(
                "SELECT actor || ' ' || object || ' ' || (detail ->> 'username') FROM audit WHERE action = 'router.remove-session'"))
        .containsExactly("system router:1 budi");
    assertThat(router.seen()).containsOnlyOnce("gerbang /ppp/active/remove");
    await()
        .untilAsserted(() -> assertThat(isp.column("SELECT username FROM difference")).isEmpty());
    await().until(() -> isp.radius().metrics().contains("gerbang_radius_sessions_open 0\n"));
  }

  /** Of two, each of which acknowledged that it is isolated, one shows it. */
  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void a_queue_proves_an_acknowledged_coa_or_has_it_sent_again(String version) throws Exception {
    start(version);
    isp.subscriber(2, "siti", "rahasia");
    online("budi");
    online("siti");
    router.sessions().open("budi", "10.100.0.2", MAC, "128k/128k");
    router.sessions().open("siti", "10.100.0.3", MAC, "5M/10M");
    long before = bras.incomingCounters().acks();
    isp.update(UNPAID);
    await().until(() -> bras.incomingCounters().acks() == before + 2);
    await().until(() -> isp.radius().metrics().contains("gerbang_radius_acts_unproved 2\n"));

    clock.move(A_MOMENT);
    looks.run();
    await()
        .until(
            () ->
                isp.radius()
                    .metrics()
                    .contains(
                        "gerbang_radius_acts_total{kind=\"coa\",answer=\"ack\",cause=\"overdue\"} 3\n"));
    await().until(() -> isp.radius().metrics().contains("gerbang_radius_sessions_unequal 0\n"));
    clock.move(A_MOMENT);
    looks.run();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT username || ' ' || state || ' ' || detail FROM difference"))
                    .containsExactly("siti refused its queue lets through 5000000/10000000"));
    assertThat(isp.radius().metrics()).contains("gerbang_radius_acts_unproved 1\n");
    assertThat(bras.incomingCounters().acks()).isEqualTo(before + 3);
  }

  /** Longer than usual: two services and a router's API work one after the other. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private BrasSession online(String username) {
    AtomicReference<BrasSession> session = new AtomicReference<>();
    await()
        .until(
            () -> {
              if (bras.dial(username, "rahasia", PasswordMethod.PAP, MAC)
                  instanceof DialResult.Connected connected) {
                session.set(connected.session());
              }
              return session.get() != null;
            });
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT username FROM session WHERE stopped_at IS NULL AND username = '"
                                + username
                                + "'"))
                    .hasSize(1));
    return session.get();
  }
}
