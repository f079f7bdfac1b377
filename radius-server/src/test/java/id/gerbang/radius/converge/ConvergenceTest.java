package id.gerbang.radius.converge;

import static id.gerbang.radius.subscriber.DirectoryFixture.budi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Reason;
import id.gerbang.core.plan.RateLimit;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions on a hand-made router, and what it is sent (P12, P13). */
class ConvergenceTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
  private static final Optional<Entitlement.Unpaid> UNPAID =
      Optional.of(Entitlement.Unpaid.ISOLATE);
  private static final Optional<Entitlement.Unpaid> PAID = Optional.empty();
  private static final Optional<Instant> FOREVER = Optional.empty();
  private final Set<String> known = new HashSet<>();
  private static final int ACTS_PER_SECOND = 50;
  private static final Duration A_WHILE = Duration.ofMillis(400);
  private static final Place PLACE =
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

  private final MovableClock clock = new MovableClock(NOON);
  private final id.gerbang.radius.ops.Counters counters = new id.gerbang.radius.ops.Counters();
  private final SubscriberDirectory directory = new SubscriberDirectory(clock);
  private final RouterRegistry routers = new RouterRegistry(router -> {});
  private final OpenSessions sessions = new OpenSessions();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private volatile boolean permitted = true;
  private Journal journal;
  private CoaClient client;
  private Convergence convergence;
  private Nas nas;
  private Nas other;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(directoryOfJournal);
    nas = new Nas("127.66.4.1");
    other = new Nas("127.66.4.2");
    routers.replace(List.of(router(1, nas), router(2, other)));
    client =
        new CoaClient(loops, InetAddress.getByName("127.0.0.1"), counters, Duration.ofMillis(30));
    AccessEvents events = new AccessEvents(journal, new PGSimpleDataSource(), counters);
    Admission admission =
        new Admission(directory, sessions, events, new PGSimpleDataSource(), counters, clock);
    convergence =
        new Convergence(
            new Convergence.Parts(
                directory,
                routers,
                sessions,
                admission.limits(),
                client,
                new ActRecord(journal, events, counters),
                counters,
                clock),
            new Convergence.Limits(() -> true, router -> permitted, ACTS_PER_SECOND));
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

  @Test
  void a_difference_is_closed_by_a_coa_that_names_the_session_as_it_was_reported()
      throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));

    Heard heard = news();
    RadiusPacket coa = Packets.packet(heard.octets());
    assertThat(coa.code()).isEqualTo(Code.COA_REQUEST);
    assertThat(coa.text(Attribute.USER_NAME)).contains("budi");
    assertThat(coa.text(Attribute.ACCT_SESSION_ID)).contains("s1");
    assertThat(coa.ipv4(Attribute.FRAMED_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("10.100.0.9");
    assertThat(coa.ipv4(Attribute.NAS_IP_ADDRESS).orElseThrow().getHostAddress())
        .isEqualTo("127.66.4.1");
    assertThat(list(coa)).isEqualTo("isolir");
    acknowledge(heard);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();
  }

  @Test
  void of_two_quick_opposite_changes_the_last_wins() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));
    acknowledge(isolation);

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    acknowledge(payment);
    restsInPeace();
  }

  @Test
  void what_is_not_wanted_any_more_is_not_sent_again_and_the_newest_intent_follows()
      throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();

    entitled(budi(PAID, FOREVER));

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    nas.send(isolation.sender(), ack(isolation));
    acknowledge(payment);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();
  }

  @Test
  void there_is_one_act_at_a_time_on_a_session_whatever_changes_meanwhile() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();

    convergence.everythingMayHaveChanged();
    entitled(budi(UNPAID, Optional.of(NOON.plusSeconds(600))));

    assertThat(List.of(nas.hear(), nas.hear())).allMatch(again -> sameOctets(again, isolation));
  }

  @Test
  void an_unanswered_coa_may_have_been_obeyed_so_what_undoes_it_is_sent() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    Heard isolation = news();
    entitled(budi(PAID, FOREVER));

    Heard payment = news();
    assertThat(list(Packets.packet(payment.octets()))).isEqualTo("aktif");
    acknowledge(payment);
    restsInPeace();
  }

  @Test
  void a_disconnect_acknowledged_is_believed_until_the_session_reports_again() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 2));
    Heard disconnect = news();
    assertThat(disconnect.octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
    assertThat(Packets.packet(disconnect.octets()).has(Attribute.VENDOR_SPECIFIC)).isFalse();
    acknowledge(disconnect);
    acts("ack", 1);
    convergence.everythingMayHaveChanged();
    assertThat(news(A_WHILE)).isEmpty();

    reported("s1", NOON.plusSeconds(60));

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_session_that_outlives_its_disconnect_is_removed_once_and_then_somebody_has_to_look()
      throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 2));
    acknowledge(news());
    await().untilAsserted(() -> assertThat(convergence.questions().routers()).containsExactly(1L));

    convergence.seen(List.of(listed(NOON.plusSeconds(9), Optional.empty())));
    convergence.seen(List.of(listed(NOON.plusSeconds(11), Optional.empty())));
    await().until(() -> !convergence.removals().isEmpty());
    Removal removal = convergence.removals().remove();
    assertThat(removal.session().acctSessionId()).isEqualTo("s1");
    assertThat(removal.cause()).isEqualTo(Reason.CREDENTIALS_CHANGED);

    Optional<Instant> removed = Optional.of(NOON.plusSeconds(12));
    convergence.seen(List.of(listed(NOON.plusSeconds(22), removed)));
    convergence.seen(List.of(listed(NOON.plusSeconds(23), removed)));
    await()
        .untilAsserted(
            () -> assertThat(refused()).containsExactly("still listed after its removal"));
    assertThat(convergence.removals()).isEmpty();
    assertThat(news(A_WHILE)).as("a Disconnect more").isEmpty();
  }

  @Test
  void who_has_paid_meanwhile_is_not_removed() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 503);
    acts("nak", 1);
    entitled(budi(PAID, FOREVER));
    convergence.seen(List.of(listed(NOON.plusSeconds(60), Optional.empty())));
    entitled(budi(UNPAID, FOREVER));
    await()
        .untilAsserted(
            () ->
                assertThat(convergence.differences().changes(9, id -> true).present()).hasSize(1));
    assertThat(convergence.removals()).isEmpty();
  }

  @Test
  void a_queue_that_contradicts_a_coa_has_it_sent_again_and_then_somebody_has_to_look()
      throws Exception {
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 1));
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(2_000_000, 4_000_000)), 1));
    acknowledge(news());
    acts("ack", 1);
    restsInPeace();

    convergence.seen(List.of(queue(NOON.plusSeconds(9), 5_000_000, 10_000_000)));
    assertThat(news(A_WHILE)).as("for what it was before the CoA").isEmpty();
    convergence.seen(List.of(queue(NOON.plusSeconds(11), 5_000_000, 10_000_000)));
    Heard again = news();
    assertThat(again.octets()[0]).isEqualTo((byte) Code.COA_REQUEST);
    acknowledge(again);
    acts("ack", 2);
    restsInPeace();

    convergence.seen(List.of(queue(NOON.plusSeconds(71), 5_000_000, 10_000_000)));
    await()
        .untilAsserted(
            () -> assertThat(refused()).containsExactly("its queue lets through 5000000/10000000"));
    assertThat(news(A_WHILE)).as("a CoA more").isEmpty();
  }

  @Test
  void a_queue_that_shows_the_rate_proves_a_coa() throws Exception {
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(5_000_000, 10_000_000)), 1));
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(2_000_000, 4_000_000)), 1));
    acknowledge(news());
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 1\n"));

    convergence.seen(List.of(queue(NOON.plusSeconds(11), 2_000_000, 4_000_000)));
    await().until(() -> counters.text().contains("gerbang_radius_acts_unproved 0\n"));
    assertThat(convergence.questions().routers()).isEmpty();
    assertThat(news(A_WHILE)).isEmpty();
  }

  private static Sight listed(Instant at, Optional<Instant> removed) {
    return new Sight(new SessionKey(1, "s1", "budi"), at, Optional.empty(), removed);
  }

  private static Sight queue(Instant at, long upload, long download) {
    return new Sight(
        new SessionKey(1, "s1", "budi"),
        at,
        Optional.of(new Sight.Queue(at, upload, download)),
        Optional.empty());
  }

  /** What is left to a person, as the router said it. */
  private List<String> refused() {
    return convergence.differences().changes(99, id -> true).present().stream()
        .filter(entry -> entry.state() == OpenDifferences.State.REFUSED)
        .map(OpenDifferences.Entry::detail)
        .toList();
  }

  @Test
  void a_stop_before_the_acknowledgement_leaves_nothing_behind() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    Heard disconnect = news();
    stopped("s1");
    acknowledge(disconnect);
    acts("ack", 1);

    restsInPeace();
  }

  @Test
  void a_session_that_the_router_does_not_know_is_left_until_it_reports() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 503);
    acts("nak", 1);
    assertThat(news(Duration.ofMillis(1_500))).isEmpty();

    reported("s1", NOON.plusSeconds(60));

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void a_refused_coa_is_followed_by_a_disconnect() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    refuse(news(), 401);

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void a_disconnect_refused_without_a_cause_says_that_the_session_is_not_there() throws Exception {
    session("s1");
    entitled(budi(PAID, FOREVER, Optional.empty(), 2));
    refuse(news(), 0);
    acts("nak", 1);

    assertThat(news(Duration.ofMillis(1_500))).isEmpty();
  }

  @Test
  void an_expiry_isolates_by_the_clock_alone() throws Exception {
    entitled(budi(PAID, Optional.of(NOON.plusSeconds(60))));
    session("s1");
    assertThat(news(A_WHILE)).isEmpty();

    clock.move(Duration.ofSeconds(60));

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void nothing_is_narrowed_while_the_directory_is_stale_and_all_that_waits_once_it_is_fresh()
      throws Exception {
    entitled(budi(PAID, Optional.of(NOON.plusSeconds(600))));
    session("s1");
    clock.move(Duration.ofSeconds(601));
    Heard grace = news();
    assertThat(list(Packets.packet(grace.octets()))).isEqualTo("aktif");
    assertThat(Packets.packet(grace.octets()).integer(Attribute.SESSION_TIMEOUT, 0))
        .isEqualTo(21_474_720);
    acknowledge(grace);
    restsInPeace();
    assertThat(news(A_WHILE)).isEmpty();

    DirectoryFixture.refreshed(directory);

    assertThat(list(Packets.packet(news().octets()))).isEqualTo("isolir");
  }

  @Test
  void a_deletion_known_while_stale_is_carried_out_once_fresh() throws Exception {
    session("s1");
    clock.move(Duration.ofMinutes(6));
    DirectoryFixture.remove(directory, 1);
    convergence.subscribersChanged(List.of(1L));
    assertThat(news(A_WHILE)).isEmpty();

    DirectoryFixture.refreshed(directory);

    assertThat(news().octets()[0]).isEqualTo((byte) Code.DISCONNECT_REQUEST);
  }

  @Test
  void silence_that_lasts_is_told_ever_more_seldom_and_counted_each_time() throws Exception {
    session("s1");
    entitled(budi(UNPAID, FOREVER));
    acts("silent", 1);
    told(1);
    acts("silent", 2);
    counted(2);
    told(1);
    clock.move(Duration.ofMinutes(1));
    acts("silent", 3);
    counted(3);
    told(2);
  }

  private void counted(int timeouts) {
    String metric = "acts_total{kind=\"coa\",answer=\"timeout\",cause=\"overdue\"} ";
    await().until(() -> counters.text().contains(metric + timeouts + "\n"));
  }

  private void told(int events) {
    await()
        .until(
            () -> counters.text().contains("gerbang_radius_access_events_total " + events + "\n"));
  }

  @Test
  void a_silent_router_does_not_hold_up_another() throws Exception {
    for (int i = 0; i < 200; i++) {
      session("s" + i);
    }
    session(2, "elsewhere");
    entitled(budi(UNPAID, FOREVER));

    assertThat(other.hear(Duration.ofSeconds(1))).isPresent();
  }

  @Test
  void acts_that_open_go_before_those_that_close() throws Exception {
    entitled(budi(UNPAID, FOREVER));
    session("isolated");
    entitled(budi(PAID, FOREVER));
    Heard first = news();
    assertThat(list(Packets.packet(first.octets()))).isEqualTo("aktif");
    acknowledge(first);
    restsInPeace();

    for (int i = 0; i < 20; i++) {
      session("deleted" + i, 2);
    }
    entitled(budi(PAID, FOREVER, Optional.of(RateLimit.of(1_000, 1_000)), 1));
    convergence.everythingMayHaveChanged();

    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      codes.add((int) news().octets()[0]);
    }
    assertThat(codes).contains(Code.COA_REQUEST);
  }

  private void entitled(Entitlement entitlement) {
    DirectoryFixture.put(directory, entitlement);
    DirectoryFixture.refreshed(directory);
    convergence.subscribersChanged(List.of(entitlement.subscriberId()));
  }

  /** A session that holds what its subscriber is entitled to now. */
  private void session(String id) {
    session(1, id);
  }

  private void session(long router, String id) {
    follow(row(router, id, 1, NOON, Optional.empty()));
  }

  private void session(String id, long subscriber) {
    follow(row(1, id, subscriber, NOON, Optional.empty()));
  }

  private void reported(String id, Instant at) {
    follow(row(1, id, 1, at, Optional.empty()));
  }

  private void stopped(String id) {
    follow(row(1, id, 1, NOON, Optional.of(new SessionRow.Stop(NOON, 60, 1, false))));
  }

  private void follow(SessionRow row) {
    sessions.follow(row).ifPresentOrElse(convergence::heard, () -> convergence.ended(row.key()));
  }

  private SessionRow row(
      long router, String id, long subscriber, Instant at, Optional<SessionRow.Stop> stop) {
    Decision decision =
        AccessPolicy.decide(
            directory.find(1).orElseThrow().entitlement(), RouterPolicy.DEFAULT, clock.instant());
    SessionKey key = new SessionKey(router, id, "budi");
    Granted granted =
        sessions
            .find(key)
            .flatMap(OpenSession::granted)
            .orElse(Granted.of(decision.reason(), ((Decision.Accept) decision).grant()));
    return new SessionRow(
        key,
        0,
        Optional.of(subscriber),
        "",
        granted.text(),
        PLACE,
        NOON,
        at,
        at,
        new Counters(0, 0, 0, 0, 0),
        stop);
  }

  private void acknowledge(Heard request) throws Exception {
    nas.send(request.sender(), ack(request));
  }

  private static byte[] ack(Heard request) throws Exception {
    int code = request.octets()[0] == Code.COA_REQUEST ? Code.COA_ACK : Code.DISCONNECT_ACK;
    return ReplyWriter.to(Packets.packet(request.octets()), code).finish(Isp.SECRET).orElseThrow();
  }

  private void refuse(Heard request, int cause) throws Exception {
    int code = request.octets()[0] == Code.COA_REQUEST ? Code.COA_NAK : Code.DISCONNECT_NAK;
    ReplyWriter reply = ReplyWriter.to(Packets.packet(request.octets()), code);
    if (cause != 0) {
      reply.integer(Attribute.ERROR_CAUSE, cause);
    }
    nas.send(request.sender(), reply.finish(Isp.SECRET).orElseThrow());
  }

  /** The next request that is no retransmission of this one. */
  /** What was not heard before: a retransmission that crossed its answer is no news. */
  private Optional<Heard> news(Duration patience) throws Exception {
    Optional<Heard> heard = nas.hear(patience);
    while (heard.isPresent() && !known.add(HexFormat.of().formatHex(heard.get().octets()))) {
      heard = nas.hear(patience);
    }
    return heard;
  }

  private Heard news() throws Exception {
    return news(Duration.ofSeconds(10)).orElseThrow(() -> new AssertionError("nothing came"));
  }

  private void acts(String answer, int times) {
    await()
        .until(
            () -> counters.text().contains("coa_total{answer=\"" + answer + "\"} " + times + "\n"));
  }

  private void restsInPeace() {
    await().until(() -> counters.text().contains("gerbang_radius_sessions_unequal 0\n"));
  }

  private static boolean sameOctets(Heard one, Heard other) {
    return Arrays.equals(one.octets(), other.octets());
  }

  private static String list(RadiusPacket coa) {
    return coa.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST).orElse("");
  }

  private static Router router(long id, Nas nas) {
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
