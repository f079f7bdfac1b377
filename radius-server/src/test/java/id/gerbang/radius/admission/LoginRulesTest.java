package id.gerbang.radius.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.Nas;
import id.gerbang.radius.RadiusService;
import id.gerbang.radius.TryRouter;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.RequestWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a right password alone does not settle, on real sockets and a real database. */
class LoginRulesTest {

  private static final String HOME = "4C:5E:0C:11:22:33";
  private static final String OTHER = "4C:5E:0C:11:22:44";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration FRESH = Duration.ofSeconds(5);

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(Clock.systemUTC().instant());
  private Isp isp;
  private Nas nas;
  private Nas coa;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, clock);
    coa = new Nas("127.66.17.1");
    isp.router(1, "127.66.17.1", "off", coa.address().getPort());
    nas = new Nas("127.66.17.1");
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.awaitSubscribers(2);
    isp.awaitLetIn(nas, "siti", "rahasia");
  }

  @AfterEach
  void close() {
    nas.close();
    coa.close();
    isp.close();
  }

  @Test
  void of_two_hundred_guesses_over_many_sockets_sixty_are_looked_at() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String station = "4C:5E:0C:00:00:%02X".formatted(i % 3);
      guesses.add(
          () -> {
            try (Nas own = new Nas("127.66.17.1")) {
              return new Dial(isp.radius(), own, "budi", station, 1).letsIn("salah");
            }
          });
    }
    for (Future<Boolean> guess : threads.invokeAll(guesses)) {
      assertThat(guess.get()).isFalse();
    }
    threads.shutdown();

    await()
        .until(
            () -> isp.column("SELECT 1 FROM access_event WHERE answer = 'reject'").size() == 200);
    assertThat(isp.column("SELECT 1 FROM access_event WHERE reason = 'WRONG_PASSWORD'"))
        .hasSize(60);
    assertThat(
            isp.column(
                "SELECT max(n) FROM (SELECT count(*) AS n FROM access_event"
                    + " WHERE reason = 'WRONG_PASSWORD' GROUP BY calling_station_id) s"))
        .containsExactly("20");
    assertThat(isp.column("SELECT DISTINCT reason FROM access_event WHERE answer = 'reject'"))
        .containsExactlyInAnyOrder("WRONG_PASSWORD", "GUESSING_LIMIT");
    assertThat(dial(HOME, 9).letsIn("rahasia")).isFalse();
  }

  @Test
  void a_right_password_enters_from_where_it_entered_before_while_others_guess() throws Exception {
    assertThat(dial(HOME, 1).letsIn("rahasia")).isTrue();
    RadiusPacket wrong = dial(OTHER, 2).login("salah");
    for (int i = 0; i < 80; i++) {
      dial("4C:5E:0C:00:00:%02X".formatted(i % 4), 3).login("salah");
    }

    RadiusPacket unexamined = dial(OTHER, 2).login("rahasia");
    assertThat(unexamined.code()).isEqualTo(Code.ACCESS_REJECT);
    assertThat(unexamined.text(Attribute.REPLY_MESSAGE))
        .isEqualTo(wrong.text(Attribute.REPLY_MESSAGE));
    assertThat(unexamined.length()).isEqualTo(wrong.length());
    assertThat(dial("4c5e.0c11.2233", 1).letsIn("rahasia")).isTrue();
    assertThat(dial(HOME, 1).letsIn("salah")).isFalse();
  }

  @Test
  void a_login_over_the_limit_is_refused_until_the_other_device_stops() throws Exception {
    limit(1, "refuse");
    Dial home = dial(HOME, 1);
    Dial other = dial(OTHER, 2);
    assertThat(home.letsIn("rahasia")).isTrue();
    assertThat(other.letsIn("rahasia")).as("the Accept holds the place").isFalse();
    home.start();
    awaitOpen(1);
    assertThat(other.letsIn("rahasia")).isFalse();
    assertThat(lastReason()).isEqualTo("TOO_MANY_SESSIONS");

    home.stop(10);
    await().atMost(FRESH).until(() -> other.letsIn("rahasia"));
  }

  @Test
  void an_accept_too_long_to_be_sent_is_none_and_holds_no_place() throws Exception {
    limit(1, "refuse");
    RequestWriter request =
        RequestWriter.accessRequest(200, RANDOM)
            .text(Attribute.USER_NAME, "budi")
            .text(Attribute.CALLING_STATION_ID, HOME)
            .userPassword("rahasia".getBytes(UTF_8), Isp.SECRET);
    for (int i = 0; i < 15; i++) {
      request.octets(Attribute.PROXY_STATE, new byte[253]);
    }
    request.octets(Attribute.PROXY_STATE, new byte[170]);
    long before = isp.silences("malformed");
    nas.send(isp.radius().authPort(), request.finish(Isp.SECRET));
    await().until(() -> isp.silences("malformed") == before + 1);

    assertThat(dial(OTHER, 2).letsIn("rahasia")).isTrue();
    await().until(isp::eventsAreStored);
    assertThat(isp.column("SELECT answer FROM access_event WHERE username = 'budi'"))
        .containsExactly("accept");
  }

  @Test
  void the_same_device_comes_back_without_waiting_for_a_stop() throws Exception {
    limit(1, "refuse");
    dial(HOME, 1).login("rahasia");
    Dial home = dial(HOME, 1);
    home.login("rahasia");
    home.start();
    awaitOpen(1);

    assertThat(dial("4c-5e-0c-11-22-33", 7).letsIn("rahasia")).as("another port").isTrue();
    assertThat(dial("", 1).letsIn("rahasia")).as("the same port").isTrue();
    assertThat(dial(OTHER, 8).letsIn("rahasia")).isFalse();
  }

  @Test
  void a_session_that_is_silent_for_three_interims_does_not_count() throws Exception {
    limit(1, "refuse");
    Dial home = dial(HOME, 1);
    home.login("rahasia");
    home.start();
    awaitOpen(1);
    clock.move(Duration.ofMinutes(16));
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isFalse();
    clock.move(Duration.ofMinutes(1));
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isTrue();
  }

  @Test
  void three_interims_are_those_that_it_was_asked_for() throws Exception {
    limit(1, "refuse");
    isp.update("UPDATE subscription SET attributes = ARRAY['Acct-Interim-Interval=900']");
    Dial home = dial(HOME, 1);
    await().until(() -> home.login("rahasia").integer(Attribute.ACCT_INTERIM_INTERVAL, 0) == 900);
    home.start();
    awaitOpen(1);
    clock.move(Duration.ofMinutes(44));
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isFalse();
    clock.move(Duration.ofMinutes(2));
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isTrue();
  }

  @Test
  void the_oldest_session_is_told_to_go_when_a_new_one_begins() throws Exception {
    limit(1, "drop_oldest");
    Dial home = dial(HOME, 1);
    home.login("rahasia");
    home.start();
    awaitOpen(1);
    clock.move(Duration.ofMinutes(1));
    Dial other = dial(OTHER, 2);
    assertThat(other.letsIn("rahasia")).isTrue();
    assertThat(coa.hear(Duration.ofMillis(300))).isEmpty();
    other.start();

    Nas.Heard order = coa.hear(Duration.ofSeconds(5)).orElseThrow();
    RadiusPacket disconnect = Packets.packet(order.octets());
    assertThat(disconnect.code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(disconnect.text(Attribute.ACCT_SESSION_ID)).contains(home.session());
    acknowledge(disconnect, order.sender());
    home.stop(60);
    awaitOpen(1);
    await()
        .until(
            () ->
                isp.column("SELECT cause FROM access_event WHERE answer = 'disconnect-ack'")
                    .equals(List.of("SESSION_LIMIT")));
    assertThat(coa.hear(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void the_first_device_sticks_until_the_customer_changes_it() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    await()
        .until(
            () ->
                dial(HOME, 1).letsIn("rahasia")
                    && isp.column("SELECT mac FROM subscriber_mac").size() == 1);

    assertThat(dial("203.0.113.9", 3).letsIn("rahasia"))
        .as("SSTP says nothing of a device")
        .isTrue();
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isFalse();
    await()
        .until(
            () ->
                isp.column("SELECT detail FROM access_event WHERE reason = 'WRONG_MAC'")
                    .equals(List.of("mac=4c5e0c112244 allowed=4c5e0c112233")));

    isp.update("UPDATE subscription SET macs_since = ?::timestamptz", clock.instant().toString());
    await().atMost(FRESH).until(() -> dial(OTHER, 2).letsIn("rahasia"));
    assertThat(dial(HOME, 1).letsIn("rahasia")).isFalse();
  }

  @Test
  void what_another_node_learned_first_holds_here() throws Exception {
    isp.update("INSERT INTO subscriber_mac VALUES (1, '4c5e0c112244', '2026-01-01T00:00:00Z')");
    isp.update("UPDATE subscription SET mac_policy = 'first'");

    await().atMost(FRESH).until(() -> !dial(HOME, 1).letsIn("rahasia"));
    assertThat(dial(OTHER, 1).letsIn("rahasia")).isTrue();
  }

  @Test
  void of_a_list_each_may_log_in_and_no_other() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'list', macs = '{4c5e0c112233,4c5e0c112244}'");
    await().until(() -> !dial("4C:5E:0C:11:22:55", 1).letsIn("rahasia"));
    assertThat(dial(HOME, 1).letsIn("rahasia")).isTrue();
    assertThat(dial(OTHER, 1).letsIn("rahasia")).isTrue();
  }

  @Test
  void a_place_held_at_another_node_counts_here() throws Exception {
    limit(1, "refuse");
    isp.update(
        "INSERT INTO reservation (node, subscriber_id, station, router_id, nas_port, acct_session_id)"
            + " VALUES (gen_random_uuid(), 1, '4c5e0c112233', 9, 1, '81000001')");
    await()
        .until(
            () ->
                trial(OTHER, "rahasia")
                    .text(Attribute.REPLY_MESSAGE)
                    .equals(Optional.of("TOO_MANY_SESSIONS")));
    assertThat(dial(OTHER, 2).letsIn("rahasia")).isFalse();
    assertThat(dial(HOME, 2).letsIn("rahasia")).isTrue();
    await().until(() -> isp.column("SELECT 1 FROM reservation WHERE station <> ''").size() == 2);
  }

  @Test
  void two_nodes_know_of_each_others_places_and_devices_within_two_seconds() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first' WHERE id = 2");
    limit(1, "refuse");
    try (RadiusService second = isp.node(directory.resolve("second"), clock)) {
      Dial siti = new Dial(isp.radius(), nas, "siti", HOME, 2);
      assertThat(siti.letsIn("rahasia")).isTrue();
      await().until(() -> !new Dial(second, nas, "siti", OTHER, 2).letsIn("rahasia"));
      assertThat(dial(HOME, 1).letsIn("rahasia")).isTrue();
      await().until(() -> second.metrics().contains("gerbang_radius_reservations 2"));
      assertThat(new Dial(second, nas, "budi", OTHER, 2).letsIn("rahasia")).isFalse();
      assertThat(new Dial(second, nas, "budi", HOME, 2).letsIn("rahasia")).isTrue();
    }
  }

  /** Of many, since one may meet a pause of the machine's. */
  @Test
  @Tag("long")
  void an_unknown_name_a_wrong_password_and_an_unexamined_one_take_the_same_time()
      throws Exception {
    for (int i = 0; i < 100; i++) {
      dial(OTHER, 1).login("salah");
    }
    long unknown = median("nobody", HOME);
    long wrong = median("siti", "");
    long unexamined = median("budi", OTHER);
    assertThat(LongStream.of(unknown, wrong, unexamined).max().getAsLong())
        .isLessThan(LongStream.of(unknown, wrong, unexamined).min().getAsLong() + 20);
  }

  private long median(String username, String station) throws Exception {
    long[] millis = new long[19];
    for (int i = 0; i < millis.length; i++) {
      long began = System.nanoTime();
      new Dial(isp.radius(), nas, username, station, 1).login("salah");
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  @Test
  void a_device_logs_in_by_its_mac_where_its_subscription_says_so() throws Exception {
    isp.subscriber(3, "4c5e0c112233", "never typed");
    isp.subscriber(4, "4c5e0c112244", "never typed");
    isp.update("UPDATE subscription SET mac_login = true WHERE id = 3");
    await().atMost(FRESH).until(() -> named("4C:5E:0C:11:22:33", HOME).letsIn(""));

    assertThat(named("4C-5E-0C-11-22-33", HOME).letsIn("4C-5E-0C-11-22-33")).isTrue();
    assertThat(named("4c5e0c112233", "1:4c:5e:c:11:22:33").letsIn("")).isTrue();
    assertThat(named("4c5e0c112233", "").letsIn("never typed")).isTrue();
    assertThat(named("4c5e0c112233", OTHER).letsIn("")).as("from another device").isFalse();
    assertThat(named("4c5e0c112233", OTHER).letsIn("4c5e0c112233")).isFalse();
    assertThat(named("4c5e0c112233", "").letsIn("")).isFalse();
    assertThat(named("4c5e0c112244", OTHER).letsIn("")).as("not said of this one").isFalse();
    assertThat(named("4C:5E:0C:11:22:44", OTHER).letsIn("never typed")).isFalse();
  }

  @Test
  void a_trial_shows_the_reason_and_leaves_no_trace() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    limit(1, "refuse");
    for (int i = 0; i < 30; i++) {
      assertThat(trial(HOME, "salah").code()).isEqualTo(Code.ACCESS_REJECT);
    }
    assertThat(trial(HOME, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("ACTIVE");
    assertThat(trial(OTHER, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("ACTIVE");

    assertThat(dial(OTHER, 2).letsIn("rahasia")).isTrue();
    assertThat(trial(HOME, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("WRONG_MAC");
  }

  @Test
  void an_accept_that_no_start_follows_is_found_and_told_once_an_hour() throws Exception {
    isp.update("UPDATE subscription SET static_ip = '10.9.8.7' WHERE id = 1");
    await().until(() -> isp.login(nas, "budi", "rahasia").has(Attribute.FRAMED_IP_ADDRESS));
    dial(HOME, 1).login("rahasia");
    clock.move(Duration.ofMinutes(1));
    Dial siti = new Dial(isp.radius(), nas, "siti", OTHER, 2);
    siti.login("rahasia");
    siti.start();
    awaitOpen(1);
    siti.login("rahasia");
    siti.interim(10);
    Dial budi = dial(HOME, 1);
    budi.login("rahasia");

    clock.move(Duration.ofSeconds(29));
    assertThat(isp.metric("gerbang_radius_starts_awaited")).isEqualTo(1);
    clock.move(Duration.ofSeconds(1));
    await().until(() -> findings().size() == 1);
    assertThat(findings().get(0))
        .isEqualTo("budi ACTIVE " + HOME + " causes=address-taken,accounting-off");

    budi.login("rahasia");
    clock.move(Duration.ofSeconds(31));
    await()
        .until(() -> isp.metric("gerbang_radius_accepts_without_start_total{router=\"1\"}") == 2);
    assertThat(findings()).hasSize(1);
  }

  private List<String> findings() throws Exception {
    return isp.column(
        "SELECT username || ' ' || reason || ' ' || calling_station_id || ' ' || detail"
            + " FROM access_event WHERE answer = 'no-start'");
  }

  private void limit(int sharedUsers, String onLimit) throws Exception {
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, shared_users, on_limit)"
            + " VALUES (1, 2, 150000, ?, ?)",
        sharedUsers,
        onLimit);
    isp.update("UPDATE plan SET current_version = 2");
    await()
        .until(
            () ->
                isp.login(nas, "siti", "rahasia")
                    .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)
                    .isEmpty());
    clock.move(Duration.ofMinutes(1));
  }

  private Dial named(String username, String station) {
    return new Dial(isp.radius(), nas, username, station, 1);
  }

  private RadiusPacket trial(String station, String password) throws Exception {
    try (Nas own = new Nas(TryRouter.ADDRESS)) {
      byte[] request =
          new Login("budi".getBytes(UTF_8), Password.of(password), RANDOM)
              .addTo(
                  RequestWriter.accessRequest(1, RANDOM)
                      .text(Attribute.CALLING_STATION_ID, station),
                  Method.PAP,
                  isp.trySecret())
              .finish(isp.trySecret());
      return Packets.packet(own.ask(isp.radius().authPort(), request));
    }
  }

  private Dial dial(String station, int port) {
    return new Dial(isp.radius(), nas, "budi", station, port);
  }

  private void awaitOpen(int sessions) {
    await().until(() -> isp.metric("gerbang_radius_sessions_open") == sessions);
  }

  private String lastReason() throws Exception {
    await().until(isp::eventsAreStored);
    return isp.column("SELECT reason FROM access_event ORDER BY at DESC LIMIT 1").get(0);
  }

  private void acknowledge(RadiusPacket request, InetSocketAddress to) throws Exception {
    coa.send(to, ReplyWriter.to(request, Code.DISCONNECT_ACK).finish(Isp.SECRET).orElseThrow());
  }
}
