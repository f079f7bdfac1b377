package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.app.bras.BrasSession;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.Modem;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate opens and closes for a subscriber behind a router that behaves as RouterOS does. */
class GateTest {

  private static final String MAC = "4C:5E:0C:11:22:33";
  private static final String UNPAID =
      "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate'";
  private static final String PAID =
      "UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL";

  @TempDir Path directory;
  private Isp isp;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    isp.close();
  }

  @ParameterizedTest
  @EnumSource(PasswordMethod.class)
  void a_subscriber_is_let_in_at_the_speed_of_the_plan(PasswordMethod method) throws Exception {
    isp.openForBusiness("list");
    try (SimulatedBras bras = isp.bras()) {
      BrasSession session = connected(bras.dial("budi", "rahasia", method, MAC));
      assertThat(session.rateLimit()).contains("5M/10M");
      assertThat(session.addressList()).contains("aktif");
      assertThat(session.classAttributes()).hasSize(1);
      assertThat(session.interimInterval().toSeconds()).isBetween(270L, 330L);
      assertThat(bras.dial("budi", "salah", method, MAC)).isInstanceOf(DialResult.Rejected.class);
      assertThat(bras.dial("Budi", "rahasia", method, MAC)).isInstanceOf(DialResult.Rejected.class);
    }
  }

  @Test
  void usage_arrives_in_the_report() throws Exception {
    isp.openForBusiness("list");
    try (SimulatedBras bras = isp.bras()) {
      BrasSession session = connected(bras.dial("budi", "rahasia", PasswordMethod.MSCHAPV2, MAC));
      session.transfer(5_000_000_000L, 40_000_000_000L);
      assertThat(session.interim()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          isp.column(
                              "SELECT input_octets || ' ' || output_octets FROM report.session WHERE stopped_at IS NULL"))
                      .containsExactly("5000000000 40000000000"));
      session.transfer(1, 1);
      assertThat(session.hangUp(id.gerbang.app.bras.TerminateCause.USER_REQUEST)).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          isp.column(
                              "SELECT input_octets || ' ' || output_octets || ' ' || terminate_cause FROM report.session WHERE stopped_at IS NOT NULL"))
                      .containsExactly("5000000001 40000000001 User-Request"));
      assertThat(isp.column("SELECT input_octets || ' ' || output_octets FROM report.usage_day"))
          .containsExactly("5000000001 40000000001");
    }
  }

  @Test
  void isolation_by_list_changes_the_live_session_and_payment_undoes_it() throws Exception {
    isp.openForBusiness("list");
    isp.update("UPDATE subscription SET static_ip = '10.100.9.9'");
    try (SimulatedBras bras = isp.bras()) {
      await()
          .until(
              () ->
                  bras.dial("budi", "rahasia", PasswordMethod.PAP, MAC)
                          instanceof DialResult.Connected c
                      && c.session().framedIp().getHostAddress().equals("10.100.9.9"));
      BrasSession session = bras.sessions("budi").get(bras.sessions("budi").size() - 1);
      isp.update(UNPAID);
      await().untilAsserted(() -> assertThat(session.addressList()).contains("isolir"));
      assertThat(session.rateLimit()).contains("128k/128k");
      isp.update(PAID);
      await().untilAsserted(() -> assertThat(session.addressList()).contains("aktif"));
      assertThat(session.rateLimit()).contains("5M/10M");
      assertThat(session.isOnline()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          isp.column(
                              "SELECT DISTINCT answer || ' ' || reason || ' ' || cause FROM access_event WHERE cause IS NOT NULL"))
                      .containsExactlyInAnyOrder(
                          "coa-ack ISOLATED_UNPAID OVERDUE", "coa-ack ACTIVE PAYMENT"));
    }
  }

  @Test
  void a_late_payer_is_slowed_on_the_live_session_and_payment_undoes_it() throws Exception {
    isp.openForBusiness("list");
    try (SimulatedBras bras = isp.bras()) {
      BrasSession session = connected(bras.dial("budi", "rahasia", PasswordMethod.MSCHAPV2, MAC));
      isp.update(
          "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'slow', slow_download = 1000000, slow_upload = 512000");
      await().untilAsserted(() -> assertThat(session.rateLimit()).contains("512k/1M"));
      assertThat(session.addressList()).contains("aktif");
      isp.update(
          "UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL, slow_download = NULL, slow_upload = NULL");
      await().untilAsserted(() -> assertThat(session.rateLimit()).contains("5M/10M"));
      assertThat(session.isOnline()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          isp.column(
                              "SELECT DISTINCT answer || ' ' || reason || ' ' || cause FROM access_event WHERE cause IS NOT NULL"))
                      .containsExactlyInAnyOrder(
                          "coa-ack SLOWED_UNPAID OVERDUE", "coa-ack ACTIVE PAYMENT"));
    }
  }

  @Test
  void isolation_by_pool_redials_into_the_isolation_pool_also_from_a_static_address()
      throws Exception {
    isp.openForBusiness("pool");
    isp.update("UPDATE subscription SET static_ip = '10.100.9.9'");
    try (SimulatedBras bras = isp.bras()) {
      connected(bras.dial(Modem.pppoe("budi", "rahasia", PasswordMethod.CHAP, MAC)));
      isp.update(UNPAID);
      await().untilAsserted(() -> assertThat(address(bras)).startsWith("10.199.0."));
      assertThat(bras.sessions("budi").get(0).rateLimit()).contains("128k/128k");
      isp.update(PAID);
      await().untilAsserted(() -> assertThat(address(bras)).isEqualTo("10.100.9.9"));
      assertThat(bras.sessions("budi").get(0).rateLimit()).contains("5M/10M");
    }
  }

  @Test
  void isolation_by_reject_keeps_out_until_payment() throws Exception {
    isp.openForBusiness("reject");
    try (SimulatedBras bras = isp.bras()) {
      connected(bras.dial("budi", "rahasia", PasswordMethod.MSCHAPV2, MAC));
      isp.update(UNPAID);
      await().untilAsserted(() -> assertThat(bras.sessions("budi")).isEmpty());
      await().untilAsserted(() -> assertThat(bras.counters().rejects()).isPositive());
      isp.update(PAID);
      await().untilAsserted(() -> assertThat(bras.sessions("budi")).hasSize(1));
    }
  }

  @Test
  void what_was_granted_survives_a_restart_without_a_wave_of_acts() throws Exception {
    isp.openForBusiness("list");
    try (SimulatedBras bras = isp.bras()) {
      BrasSession session = connected(bras.dial("budi", "rahasia", PasswordMethod.MSCHAPV2, MAC));
      isp.update(UNPAID);
      await().untilAsserted(() -> assertThat(session.addressList()).contains("isolir"));
      await()
          .untilAsserted(
              () ->
                  assertThat(isp.column("SELECT granted FROM session WHERE granted LIKE '02%'"))
                      .hasSize(1));
      isp.restartRadius();
      await().until(() -> isp.radius().metrics().contains("gerbang_radius_sessions_open 1"));
      long acts = bras.incomingCounters().requests();
      isp.update(PAID);
      await().untilAsserted(() -> assertThat(session.addressList()).contains("aktif"));
      assertThat(bras.incomingCounters().requests()).isEqualTo(acts + 1);
    }
  }

  private static String address(SimulatedBras bras) {
    return bras.sessions("budi").stream()
        .map(session -> session.framedIp().getHostAddress())
        .reduce((first, second) -> second)
        .orElse("");
  }

  private static BrasSession connected(DialResult result) {
    assertThat(result).isInstanceOf(DialResult.Connected.class);
    return ((DialResult.Connected) result).session();
  }
}
