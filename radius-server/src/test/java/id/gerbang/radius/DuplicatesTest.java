package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retransmission gets the same octets and is never processed twice (P6). */
class DuplicatesTest {

  private static final Duration SOON = Duration.ofMillis(100);

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, "127.66.5.1", "off", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    nas = new Nas("127.66.5.1");
    await().until(() -> isp.letsIn(nas, "budi", "rahasia"));
  }

  @AfterEach
  void close() {
    nas.close();
    isp.close();
  }

  @Test
  void ten_copies_of_a_login_are_one_login_and_ten_times_the_same_octets() throws Exception {
    long replied = isp.metric("gerbang_radius_replied_total");
    byte[] login = login("rahasia");

    byte[] accept = nas.ask(isp.radius().authPort(), login);
    assertThat(accept[0]).isEqualTo((byte) Code.ACCESS_ACCEPT);
    for (int i = 1; i < 10; i++) {
      nas.send(isp.radius().authPort(), login);
    }
    for (int i = 1; i < 10; i++) {
      assertThat(nas.hear().octets()).isEqualTo(accept);
    }
    assertThat(isp.metric("gerbang_radius_replied_total")).isEqualTo(replied + 1);
    assertThat(isp.metric("gerbang_radius_repeated_total")).isEqualTo(9);
  }

  /**
   * Two event loops take them; a copy that one takes while the other is at the first is dropped.
   */
  @Test
  void ten_copies_of_a_login_at_once_are_one_login() throws Exception {
    long replied = isp.metric("gerbang_radius_replied_total");
    byte[] login = login("rahasia");
    for (int i = 0; i < 10; i++) {
      nas.send(isp.radius().authPort(), login);
    }

    byte[] accept = nas.hear().octets();
    assertThat(accept[0]).isEqualTo((byte) Code.ACCESS_ACCEPT);
    await()
        .until(
            () ->
                isp.metric("gerbang_radius_repeated_total")
                        + isp.metric("gerbang_radius_copies_dropped_total")
                    == 9);
    for (long i = isp.metric("gerbang_radius_repeated_total"); i > 0; i--) {
      assertThat(nas.hear().octets()).isEqualTo(accept);
    }
    assertThat(isp.metric("gerbang_radius_replied_total")).isEqualTo(replied + 1);
    assertThat(nas.ask(isp.radius().authPort(), login)).isEqualTo(accept);
  }

  @Test
  void ten_copies_of_a_report_are_one_record() throws Exception {
    byte[] report = report("s1");
    for (int i = 0; i < 10; i++) {
      nas.send(isp.radius().acctPort(), report);
    }

    byte[] response = nas.hear().octets();
    assertThat(nas.ask(isp.radius().acctPort(), report)).isEqualTo(response);
    await()
        .until(
            () ->
                isp.metric("gerbang_radius_repeated_total")
                        + isp.metric("gerbang_radius_copies_dropped_total")
                    == 10);
    await().until(() -> isp.column("SELECT id FROM session").size() == 1);
  }

  @Test
  void a_refusal_is_held_back_and_copies_meanwhile_are_dropped() throws Exception {
    byte[] login = login("salah");
    long started = System.nanoTime();
    nas.send(isp.radius().authPort(), login);
    nas.send(isp.radius().authPort(), login);

    byte[] reject = nas.hear().octets();

    assertThat(reject[0]).isEqualTo((byte) Code.ACCESS_REJECT);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(195));
    assertThat(nas.hear(SOON)).isEmpty();
    assertThat(isp.metric("gerbang_radius_copies_dropped_total")).isEqualTo(1);
    assertThat(nas.ask(isp.radius().authPort(), login)).isEqualTo(reject);
  }

  @Test
  void a_router_that_waits_for_over_a_second_hears_a_refusal_after_one() throws Exception {
    await().until(() -> refusalTakes().toMillis() < 900);
    int copies = 0;
    do {
      byte[] login = login("salah");
      byte[] reject = nas.ask(isp.radius().authPort(), login);
      assertThat(nas.hear(Duration.ofMillis(1_100))).isEmpty();
      assertThat(nas.ask(isp.radius().authPort(), login)).isEqualTo(reject);
      copies++;
    } while (copies < 8 && refusalTakes().toMillis() < 995);
    assertThat(refusalTakes()).isGreaterThan(Duration.ofMillis(995));
  }

  private Duration refusalTakes() throws Exception {
    long started = System.nanoTime();
    nas.ask(isp.radius().authPort(), login("salah"));
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Test
  void the_same_port_and_identifier_with_a_new_authenticator_is_a_new_request() throws Exception {
    byte[] first = login("rahasia");
    byte[] second = login("rahasia");
    second[1] = first[1];

    byte[] accept = nas.ask(isp.radius().authPort(), first);
    byte[] another = nas.ask(isp.radius().authPort(), second);

    assertThat(another[1]).isEqualTo(accept[1]);
    assertThat(another).isNotEqualTo(accept);
  }

  @Test
  void a_forged_copy_does_not_touch_what_is_remembered() throws Exception {
    byte[] report = report("s1");
    byte[] response = nas.ask(isp.radius().acctPort(), report);
    byte[] forged = report.clone();
    forged[forged.length - 1] ^= 1;
    byte[] forgedLogin = signedLogin();
    byte[] accept = nas.ask(isp.radius().authPort(), forgedLogin);
    byte[] wrong = forgedLogin.clone();
    wrong[4] ^= 1;

    nas.send(isp.radius().acctPort(), forged);
    nas.send(isp.radius().authPort(), wrong);

    await().until(() -> isp.silences("bad_authenticator") == 2);
    assertThat(nas.ask(isp.radius().acctPort(), report)).isEqualTo(response);
    assertThat(nas.ask(isp.radius().authPort(), forgedLogin)).isEqualTo(accept);
    assertThat(isp.metric("gerbang_radius_repeated_total")).isEqualTo(2);
  }

  @Test
  void a_login_that_fails_on_our_side_is_silence_and_not_in_progress_for_good() throws Exception {
    isp.update("INSERT INTO plan (name) VALUES ('a pool whose name no attribute can hold')");
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, pool) VALUES (2, 1, 0, ?)",
        "x".repeat(300));
    isp.update("UPDATE subscription SET plan_id = 2");
    await().until(() -> isMetWithSilence(login("rahasia")));

    byte[] login = login("rahasia");
    long errors = isp.metric("gerbang_radius_errors_total");
    assertThat(isMetWithSilence(login)).isTrue();
    assertThat(isMetWithSilence(login)).isTrue();

    assertThat(nas.hear(SOON)).isEmpty();
    assertThat(isp.metric("gerbang_radius_copies_dropped_total")).isZero();
    assertThat(isp.metric("gerbang_radius_in_progress")).isZero();
    assertThat(isp.metric("gerbang_radius_errors_total")).isEqualTo(errors + 2);
  }

  /** Either is waited for: an answer, or that it is counted as silence. */
  private boolean isMetWithSilence(byte[] login) throws Exception {
    long before = isp.silences("not_ready");
    nas.send(isp.radius().authPort(), login);
    for (int waits = 0; waits < 200; waits++) {
      if (nas.hear(SOON).isPresent()) {
        return false;
      }
      if (isp.silences("not_ready") > before) {
        return true;
      }
    }
    throw new AssertionError("neither answered nor counted");
  }

  private static byte[] login(String password) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .pap(password, Isp.SECRET)
        .finish(Isp.SECRET);
  }

  private static byte[] signedLogin() {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .pap("rahasia", Isp.SECRET)
        .signature()
        .finish(Isp.SECRET);
  }

  private static byte[] report(String session) {
    return RawRequest.of(Code.ACCOUNTING_REQUEST)
        .integer(Attribute.ACCT_STATUS_TYPE, 1)
        .text(Attribute.ACCT_SESSION_ID, session)
        .text(Attribute.USER_NAME, "budi")
        .finish(Isp.SECRET);
  }
}
