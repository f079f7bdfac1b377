package id.gerbang.radius.admission;

import static id.gerbang.radius.admission.TwoSubscribers.HOME;
import static id.gerbang.radius.admission.TwoSubscribers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.RadiusService;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a login beyond its answer: other nodes, a trial, an Accept without a Start. */
class LoginRulesTest {

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
  void two_nodes_know_of_each_others_places_and_devices_within_two_seconds() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first' WHERE id = 2");
    two.limit(1, "refuse");
    try (RadiusService second = isp.node(directory.resolve("second"), two.clock)) {
      Dial siti = new Dial(isp.radius(), two.nas, "siti", HOME, 2);
      assertThat(siti.letsIn("rahasia")).isTrue();
      await().until(() -> !new Dial(second, two.nas, "siti", OTHER, 2).letsIn("rahasia"));
      assertThat(two.dial(HOME, 1).letsIn("rahasia")).isTrue();
      await().until(() -> second.metrics().contains("gerbang_radius_reservations 2"));
      assertThat(new Dial(second, two.nas, "budi", OTHER, 2).letsIn("rahasia")).isFalse();
      assertThat(new Dial(second, two.nas, "budi", HOME, 2).letsIn("rahasia")).isTrue();
    }
  }

  @Test
  void a_trial_shows_the_reason_and_leaves_no_trace() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    two.limit(1, "refuse");
    for (int i = 0; i < 30; i++) {
      assertThat(two.trial(HOME, "salah").code()).isEqualTo(Code.ACCESS_REJECT);
    }
    assertThat(two.trial(HOME, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("ACTIVE");
    assertThat(two.trial(OTHER, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("ACTIVE");

    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isTrue();
    assertThat(two.trial(HOME, "rahasia").text(Attribute.REPLY_MESSAGE)).contains("WRONG_MAC");
  }

  @Test
  void a_trial_on_a_router_that_is_switched_off_says_so() throws Exception {
    assertThat(two.trialOn("BRAS-1").text(Attribute.REPLY_MESSAGE)).contains("ACTIVE");
    isp.update("UPDATE router SET enabled = false WHERE id = 1");
    await().until(() -> !two.dial(HOME, 1).letsIn("rahasia"));
    assertThat(two.trialOn("BRAS-1").text(Attribute.REPLY_MESSAGE)).contains("ROUTER_DISABLED");
  }

  @Test
  void who_belongs_to_one_router_is_let_in_there_alone() throws Exception {
    isp.router(2, "192.0.2.2", "off", 3799);
    isp.update("UPDATE subscription SET router_id = 2 WHERE id = 1");
    Dial budi = two.dial(HOME, 1);
    await().until(() -> !budi.letsIn("rahasia"));
    assertThat(new Dial(isp.radius(), two.nas, "siti", OTHER, 2).letsIn("rahasia")).isTrue();
    assertThat(two.trial(HOME, "rahasia").text(Attribute.REPLY_MESSAGE))
        .as("a trial that names no router is on none")
        .contains("ACTIVE");
    String refusals = "SELECT DISTINCT detail FROM access_event WHERE reason = 'WRONG_ROUTER'";
    await().until(() -> isp.column(refusals).contains("router=BRAS-1 allowed=BRAS-2"));

    isp.update("UPDATE subscription SET router_id = 1 WHERE id = 1");
    await().until(() -> budi.letsIn("rahasia"));
  }

  @Test
  void an_accept_that_no_start_follows_is_found_and_told_once_an_hour() throws Exception {
    isp.update("UPDATE subscription SET static_ip = '10.9.8.7' WHERE id = 1");
    await().until(() -> isp.login(two.nas, "budi", "rahasia").has(Attribute.FRAMED_IP_ADDRESS));
    two.dial(HOME, 1).login("rahasia");
    two.clock.move(Duration.ofMinutes(1));
    Dial siti = new Dial(isp.radius(), two.nas, "siti", OTHER, 2);
    siti.login("rahasia");
    siti.start();
    two.awaitOpen(1);
    siti.login("rahasia");
    siti.interim(10);
    Dial budi = two.dial(HOME, 1);
    budi.login("rahasia");

    two.clock.move(Duration.ofSeconds(29));
    await().until(() -> isp.metric("gerbang_radius_starts_awaited") == 1);
    two.clock.move(Duration.ofSeconds(1));
    String found = "budi ACTIVE " + HOME + " causes=address-taken,accounting-off";
    await().until(() -> findings().contains(found));
    assertThat(
            isp.column(
                "SELECT DISTINCT host(framed_ip) FROM access_event WHERE detail LIKE '%address-taken%'"))
        .containsExactly("10.9.8.7");
    long told = findings().size();

    long before = isp.metric("gerbang_radius_accepts_without_start_total{router=\"1\"}");
    budi.login("rahasia");
    two.clock.move(Duration.ofSeconds(31));
    await()
        .until(
            () ->
                isp.metric("gerbang_radius_accepts_without_start_total{router=\"1\"}")
                    == before + 1);
    assertThat(findings()).hasSize((int) told);
  }

  @Test
  void a_router_that_accounts_for_nobody_is_found_by_one_login_an_hour() throws Exception {
    for (int i = 0; i < 3; i++) {
      two.dial(HOME, 1).login("rahasia");
    }
    two.clock.move(Duration.ofSeconds(31));
    await().until(() -> findings().size() == 1);
    assertThat(findings().get(0)).startsWith("siti ACTIVE").endsWith(" causes=accounting-off");

    two.clock.move(Duration.ofHours(1));
    two.dial(HOME, 1).login("rahasia");
    two.dial(OTHER, 2).login("rahasia");
    two.clock.move(Duration.ofSeconds(31));
    await().until(() -> findings().size() == 2);
    assertThat(findings()).contains("budi ACTIVE " + HOME + " causes=accounting-off");
    assertThat(isp.metric("gerbang_radius_starts_awaited")).isZero();
  }

  @Test
  void an_unsigned_chap_or_a_pool_of_the_router_is_among_the_causes() throws Exception {
    two.dial(HOME, 1).login("rahasia");
    Dial siti = two.siti();
    siti.login("rahasia");
    siti.start();
    two.awaitOpen(1);
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, pool) VALUES (1, 2, 150000, 'pool-a')");
    isp.update("UPDATE plan SET current_version = 2");
    await().until(() -> isp.login(two.nas, "siti", "rahasia").has(Attribute.FRAMED_POOL));
    two.clock.move(Duration.ofSeconds(31));
    await().until(() -> isp.metric("gerbang_radius_starts_awaited") == 0);
    two.clock.move(Duration.ofHours(2));
    for (boolean signed : new boolean[] {false, true}) {
      RawRequest request =
          RawRequest.of(Code.ACCESS_REQUEST)
              .text(Attribute.USER_NAME, signed ? "siti" : "budi")
              .text(Attribute.CALLING_STATION_ID, signed ? "signed" : "unsigned")
              .chap("rahasia");
      two.nas.ask(
          isp.radius().authPort(), (signed ? request.signature() : request).finish(Isp.SECRET));
    }
    two.clock.move(Duration.ofSeconds(31));
    await()
        .untilAsserted(
            () ->
                assertThat(findings())
                    .contains(
                        "budi ACTIVE unsigned causes=pool-missing,wrong-secret,accounting-off",
                        "siti ACTIVE signed causes=pool-missing,accounting-off"));
  }

  @Test
  void a_late_word_of_the_session_before_is_not_the_start_that_an_accept_awaits() throws Exception {
    Dial siti = new Dial(isp.radius(), two.nas, "siti", OTHER, 2);
    siti.login("rahasia");
    siti.start();
    two.awaitOpen(1);
    two.clock.move(Duration.ofMinutes(10));

    Dial again = new Dial(isp.radius(), two.nas, "siti", OTHER, 3);
    again.login("rahasia");
    siti.interim(600);
    await().until(() -> isp.metric("gerbang_radius_journal_lag_octets") == 0);
    await().until(() -> isp.metric("gerbang_radius_starts_awaited") == 1);

    again.start();
    await().until(() -> isp.metric("gerbang_radius_starts_awaited") == 0);
  }

  private List<String> findings() throws Exception {
    return isp.column(
        "SELECT username || ' ' || reason || ' ' || calling_station_id || ' ' || detail"
            + " FROM access_event WHERE answer = 'no-start'");
  }
}
