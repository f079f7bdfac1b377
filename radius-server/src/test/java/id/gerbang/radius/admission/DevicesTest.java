package id.gerbang.radius.admission;

import static id.gerbang.radius.admission.TwoSubscribers.HOME;
import static id.gerbang.radius.admission.TwoSubscribers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From which devices a subscriber may log in. */
class DevicesTest {

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
  void the_first_device_sticks_until_the_customer_changes_it() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    await()
        .until(
            () ->
                two.dial(HOME, 1).letsIn("rahasia")
                    && isp.column("SELECT mac FROM subscriber_mac").size() == 1);

    assertThat(two.dial("203.0.113.9", 3).letsIn("rahasia"))
        .as("SSTP says nothing of a device")
        .isTrue();
    assertThat(two.dial(OTHER, 2).letsIn("rahasia")).isFalse();
    await()
        .until(
            () ->
                isp.column("SELECT detail FROM access_event WHERE reason = 'WRONG_MAC'")
                    .equals(List.of("mac=4c5e0c112244 allowed=4c5e0c112233")));

    isp.update(
        "UPDATE subscription SET macs_since = ?::timestamptz", two.clock.instant().toString());
    await().until(() -> two.dial(OTHER, 2).letsIn("rahasia"));
    assertThat(two.dial(HOME, 1).letsIn("rahasia")).isFalse();
  }

  @Test
  void a_login_that_is_not_let_in_binds_no_device() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    isp.update("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, address_pool_id) VALUES (1, 2, 150000, 1)");
    isp.update("UPDATE plan SET current_version = 2");
    await().until(() -> isp.loginInTheEnd(two.nas, "siti", "rahasia").code() == Code.ACCESS_REJECT);

    assertThat(two.dial(HOME, 1).letsIn("rahasia")).isFalse();
    await()
        .until(
            () ->
                isp.column(
                        "SELECT reason FROM access_event WHERE calling_station_id = '" + HOME + "'")
                    .equals(List.of("POOL_EMPTY")));

    isp.update("INSERT INTO address_range VALUES (1, '10.10.9.1', '10.10.9.9')");
    await().until(() -> two.dial(OTHER, 1).letsIn("rahasia"));
    assertThat(two.dial(HOME, 1).letsIn("rahasia")).isFalse();
  }

  @Test
  void what_another_node_learned_first_holds_here() throws Exception {
    isp.update("INSERT INTO subscriber_mac VALUES (1, '4c5e0c112244', '2026-01-01T00:00:00Z')");
    isp.update("UPDATE subscription SET mac_policy = 'first'");

    await().until(() -> !two.dial(HOME, 1).letsIn("rahasia"));
    assertThat(two.dial(OTHER, 1).letsIn("rahasia")).isTrue();
  }

  @Test
  void of_a_list_each_may_log_in_and_no_other() throws Exception {
    isp.update("UPDATE subscription SET mac_policy = 'list', macs = '{4c5e0c112233,4c5e0c112244}'");
    await().until(() -> !two.dial("4C:5E:0C:11:22:55", 1).letsIn("rahasia"));
    assertThat(two.dial(HOME, 1).letsIn("rahasia")).isTrue();
    assertThat(two.dial(OTHER, 1).letsIn("rahasia")).isTrue();
  }

  @Test
  void a_device_logs_in_by_its_mac_where_its_subscription_says_so() throws Exception {
    isp.subscriber(3, "4c5e0c112233", "never typed");
    isp.subscriber(4, "4c5e0c112244", "never typed");
    isp.update("UPDATE subscription SET mac_login = true WHERE id = 3");
    await().until(() -> named("4C:5E:0C:11:22:33", HOME).letsIn(""));

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
  void its_sessions_are_its_subscription_s_without_our_class_too() throws Exception {
    isp.subscriber(3, "4c5e0c112233", "never typed");
    isp.subscriber(4, "4c5e0c112244", "never typed");
    isp.update("UPDATE subscription SET mac_login = true WHERE id = 3");
    await().until(() -> named("4C:5E:0C:11:22:33", HOME).letsIn(""));

    for (String name : List.of("4C:5E:0C:11:22:33", "4C:5E:0C:11:22:44")) {
      two.nas.ask(
          isp.radius().acctPort(),
          RawRequest.of(Code.ACCOUNTING_REQUEST)
              .integer(Attribute.ACCT_STATUS_TYPE, 1)
              .text(Attribute.USER_NAME, name)
              .text(Attribute.ACCT_SESSION_ID, "81000001")
              .finish(Isp.SECRET));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT coalesce(subscriber_id, 0) FROM session WHERE acct_session_id = '81000001' ORDER BY username"))
                    .containsExactly("3", "0"));
  }

  private Dial named(String username, String station) {
    return new Dial(isp.radius(), two.nas, username, station, 1);
  }
}
