package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawAttribute;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan, a subscription and the ISP add to a grant, from the tables to the wire. */
class GrantedFurtherTest {

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    nas = new Nas("127.0.0.2");
    isp.router(1, "127.0.0.2", "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    isp.awaitLetIn(nas, "budi", "rahasia");
  }

  @AfterEach
  void close() {
    isp.close();
  }

  @Test
  void a_subscriptions_own_attribute_wins_over_the_plans_and_that_over_the_default()
      throws Exception {
    setDefaults("[\"Idle-Timeout=100\", \"Filter-Id=semua\"]");
    await().until(() -> budi().integer(Attribute.IDLE_TIMEOUT, 0) == 100);

    sell("attributes", "ARRAY['Idle-Timeout=200', 'Mikrotik-Group=emas']");
    await().until(() -> budi().integer(Attribute.IDLE_TIMEOUT, 0) == 200);

    isp.update("UPDATE subscription SET attributes = ARRAY['Idle-Timeout=300']");
    await().until(() -> budi().integer(Attribute.IDLE_TIMEOUT, 0) == 300);

    RadiusPacket accept = budi();
    assertThat(accept.text(Attribute.FILTER_ID)).contains("semua");
    assertThat(accept.vendorText(MikroTik.VENDOR, MikroTik.GROUP)).contains("emas");
    assertThat(accept.count(Attribute.IDLE_TIMEOUT)).isEqualTo(1);

    setDefaults("[]");
    await().until(() -> !budi().has(Attribute.FILTER_ID));
  }

  @Test
  void what_can_not_be_sent_is_left_out_and_does_no_other_harm() throws Exception {
    sell("attributes", "ARRAY['No-Such=1', 'Class=0x00', 'Idle-Timeout=soon', 'Port-Limit=2']");
    await().until(() -> budi().integer(Attribute.PORT_LIMIT, 0) == 2);

    RadiusPacket accept = budi();
    assertThat(accept.has(Attribute.IDLE_TIMEOUT)).isFalse();
    assertThat(accept.count(Attribute.CLASS)).isEqualTo(1);
  }

  @Test
  void what_no_answer_has_room_for_is_refused_by_its_name_and_holds_no_place() throws Exception {
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, shared_users, on_limit, attributes)"
            + " VALUES (1, 2, 150000, 1, 'refuse',"
            + " (SELECT array_agg('Filter-Id=' || repeat('a', 200)) FROM generate_series(1, 21)))");
    isp.update("UPDATE plan SET current_version = 2");
    Dial budi = new Dial(isp.radius(), nas, "budi", "4C:5E:0C:11:22:33", 1);
    await().until(() -> !budi.letsIn("rahasia"));

    await()
        .until(
            () ->
                !isp.column("SELECT answer FROM access_event WHERE reason = 'REPLY_TOO_LONG'")
                    .isEmpty());
    assertThat(
            isp.column(
                "SELECT DISTINCT answer || ' ' || username || ' ' || split_part(detail, '=', 1)"
                    + " FROM access_event WHERE reason = 'REPLY_TOO_LONG'"))
        .containsExactly("reject budi octets");
    assertThat(isp.silences("malformed")).isZero();
    assertThat(isp.metric("gerbang_radius_reservations")).isZero();
  }

  @Test
  void routes_and_prefixes_are_granted_and_taken_away_in_the_walled_garden() throws Exception {
    sell("routes", "ARRAY['10.9.0.0/24']");
    isp.update(
        "UPDATE subscription SET routes = ARRAY['10.9.1.0/24 0.0.0.0 1'],"
            + " delegated_ipv6_prefix = '2001:db8:f000:ab00::/56'");
    await().until(() -> budi().count(Attribute.FRAMED_ROUTE) == 2);
    assertThat(delegated(budi())).containsExactly("003820010db8f000ab");

    isp.update("UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate'");
    await().until(() -> !budi().has(Attribute.FRAMED_ROUTE));
    assertThat(delegated(budi())).isEmpty();
  }

  /** PPPoE accounting carries no Delegated-IPv6-Prefix: what was granted is noted. */
  @Test
  void a_granted_prefix_stands_with_its_session_though_no_router_reports_it() throws Exception {
    isp.update("UPDATE subscription SET delegated_ipv6_prefix = '2001:db8:f000:ab00::/56'");
    await().until(() -> !delegated(budi()).isEmpty());
    report("81000001", budi());
    await()
        .untilAsserted(() -> assertThat(prefixOf("81000001")).isEqualTo("2001:db8:f000:ab00::/56"));

    RadiusPacket before = budi();
    isp.update("UPDATE subscription SET delegated_ipv6_prefix = '2001:db8:f000:ac00::/56'");
    await().until(() -> delegated(budi()).contains("003820010db8f000ac"));
    report("81000002", before);
    await()
        .untilAsserted(
            () -> assertThat(prefixOf("81000002")).as("not what it was granted").isNull());
  }

  /** The Start of a session that an Accept opened. */
  private void report(String sessionId, RadiusPacket accept) throws Exception {
    nas.ask(
        isp.radius().acctPort(),
        RequestWriter.accountingRequest(1)
            .integer(Attribute.ACCT_STATUS_TYPE, 1)
            .text(Attribute.ACCT_SESSION_ID, sessionId)
            .text(Attribute.USER_NAME, "budi")
            .text(Attribute.CLASS, accept.text(Attribute.CLASS).orElseThrow())
            .finish(Isp.SECRET));
  }

  private String prefixOf(String sessionId) throws Exception {
    List<String> found =
        isp.column(
            "SELECT delegated_ipv6_prefix::text FROM session WHERE acct_session_id = '"
                + sessionId
                + "'");
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<String> delegated(RadiusPacket packet) {
    return packet.attributes().stream()
        .filter(
            one ->
                one.vendor() == RawAttribute.STANDARD
                    && one.type() == Attribute.DELEGATED_IPV6_PREFIX)
        .map(one -> HexFormat.of().formatHex(one.value()))
        .toList();
  }

  /** A new version of the plan with one column more. */
  private void sell(String column, String value) throws Exception {
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, download, upload, "
            + column
            + ") VALUES (1, 2, 150000, 10000000, 5000000, "
            + value
            + ")");
    isp.update("UPDATE plan SET current_version = 2");
  }

  private void setDefaults(String json) throws Exception {
    isp.update(
        "INSERT INTO setting (name, value) VALUES ('attributes', ?::jsonb)"
            + " ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value",
        json);
  }

  private RadiusPacket budi() throws Exception {
    return isp.login(nas, "budi", "rahasia");
  }
}
