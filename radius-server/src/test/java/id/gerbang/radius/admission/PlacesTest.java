package id.gerbang.radius.admission;

import static id.gerbang.radius.admission.TwoSubscribers.HOME;
import static id.gerbang.radius.admission.TwoSubscribers.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.Nas;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.RequestWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many sessions a plan lets a subscriber have at once, and what ends the wait for a place. */
class PlacesTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;
  private TwoSubscribers two;
  private Isp isp;

  @BeforeEach
  void open() throws Exception {
    two = new TwoSubscribers(directory);
    isp = two.isp;
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void a_login_over_the_limit_is_refused_until_the_other_device_stops() throws Exception {
    two.limit(1, "refuse");
    Dial home = two.dial(HOME, 1);
    Dial other = two.dial(OTHER, 2);
    assertThat(home.letsIn("rahasia")).isTrue();
    assertThat(other.letsIn("rahasia")).as("the Accept holds the place").isFalse();
    home.start();
    two.awaitOpen(1);
    assertThat(other.letsIn("rahasia")).isFalse();
    await().until(isp::eventsAreStored);
    assertThat(
            isp.column(
                "SELECT reason FROM access_event WHERE calling_station_id = '" + OTHER + "'"))
        .containsExactly("TOO_MANY_SESSIONS", "TOO_MANY_SESSIONS");

    home.stop(10);
    await().until(() -> other.letsIn("rahasia"));
  }

  @Test
  void an_accept_too_long_to_be_sent_is_none_and_holds_no_place() throws Exception {
    two.limit(1, "refuse");
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
    two.nas.send(isp.radius().authPort(), request.finish(Isp.SECRET));
    await().until(() -> isp.silences("malformed") == before + 1);

    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isTrue();
    await().until(isp::eventsAreStored);
    assertThat(isp.column("SELECT answer FROM access_event WHERE username = 'budi'"))
        .containsExactly("accept");
  }

  @Test
  void the_same_device_comes_back_without_waiting_for_a_stop() throws Exception {
    two.limit(1, "refuse");
    two.dial(HOME, 1).login("rahasia");
    atHome();

    assertThat(two.dial("4c-5e-0c-11-22-33", 7).letsIn("rahasia")).as("another port").isTrue();
    assertThat(two.dial("", 1).letsIn("rahasia")).as("the same port").isTrue();
    assertThat(two.dial(OTHER, 8).letsIn("rahasia")).isFalse();
  }

  @Test
  void a_session_that_is_silent_for_three_interims_does_not_count() throws Exception {
    two.limit(1, "refuse");
    atHome();
    two.clock.move(Duration.ofMinutes(16));
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isFalse();
    two.clock.move(Duration.ofMinutes(1));
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isTrue();
  }

  @Test
  void three_interims_are_those_that_it_was_asked_for() throws Exception {
    two.limit(1, "refuse");
    isp.update("UPDATE subscription SET attributes = ARRAY['Acct-Interim-Interval=900']");
    Dial home = two.dial(HOME, 1);
    await().until(() -> home.login("rahasia").integer(Attribute.ACCT_INTERIM_INTERVAL, 0) == 900);
    home.start();
    two.awaitOpen(1);
    two.clock.move(Duration.ofMinutes(44));
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isFalse();
    two.clock.move(Duration.ofMinutes(2));
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isTrue();
  }

  @Test
  void the_oldest_session_is_told_to_go_when_a_new_one_begins() throws Exception {
    two.limit(1, "drop_oldest");
    Dial home = atHome();
    two.clock.move(Duration.ofMinutes(1));
    Dial other = two.dial(OTHER, 2);
    assertThat(other.letsIn("rahasia")).isTrue();
    assertThat(two.coa.hear(Duration.ofMillis(300))).isEmpty();
    other.start();

    Nas.Heard order = two.coa.hear(Duration.ofSeconds(5)).orElseThrow();
    RadiusPacket disconnect = Packets.packet(order.octets());
    assertThat(disconnect.code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(disconnect.text(Attribute.ACCT_SESSION_ID)).contains(home.session());
    acknowledge(disconnect, order.sender());
    home.stop(60);
    two.awaitOpen(1);
    await()
        .until(
            () ->
                isp.column("SELECT cause FROM access_event WHERE answer = 'disconnect-ack'")
                    .equals(List.of("SESSION_LIMIT")));
    assertThat(two.coa.hear(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void a_place_held_at_another_node_counts_here() throws Exception {
    two.limit(1, "refuse");
    isp.update(
        "INSERT INTO reservation (node, subscriber_id, station, router_id, nas_port, acct_session_id)"
            + " VALUES (gen_random_uuid(), 1, '4c5e0c112233', 9, 1, '81000001')");
    await()
        .until(
            () ->
                two.trial(OTHER, "rahasia")
                    .text(Attribute.REPLY_MESSAGE)
                    .equals(Optional.of("TOO_MANY_SESSIONS")));
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isFalse();
    assertThat(two.dial(HOME, 2).letsIn("rahasia")).isTrue();
    await().until(() -> isp.column("SELECT 1 FROM reservation WHERE station <> ''").size() == 2);
  }

  /** Budi's session there, which is known to be open. */
  private Dial atHome() throws Exception {
    Dial home = two.dial(HOME, 1);
    home.login("rahasia");
    home.start();
    two.awaitOpen(1);
    return home;
  }

  private void acknowledge(RadiusPacket request, InetSocketAddress to) throws Exception {
    two.coa.send(to, ReplyWriter.to(request, Code.DISCONNECT_ACK).finish(Isp.SECRET).orElseThrow());
  }
}
