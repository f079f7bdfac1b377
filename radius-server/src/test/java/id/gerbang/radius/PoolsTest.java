package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that radius names itself, from the tables to the wire. */
class PoolsTest {

  private static final int START = 1;
  private static final int INTERIM = 3;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger IDENTIFIER = new AtomicInteger();

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    nas = new Nas("127.0.0.2");
    isp.router(1, "127.0.0.2", "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.subscriber(3, "agus", "rahasia");
    isp.awaitSubscribers(3);
    isp.awaitLetIn(nas, "budi", "rahasia");
  }

  @AfterEach
  void close() throws Exception {
    nas.close();
    isp.close();
  }

  @Test
  void each_subscriber_has_an_address_of_the_pool_and_keeps_it() throws Exception {
    sell("10.10.0.2", "10.10.0.254");
    String budis = address(isp.radius(), "budi").orElseThrow();
    String sitis = address(isp.radius(), "siti").orElseThrow();

    assertThat(budis).startsWith("10.10.0.").isNotEqualTo(sitis);
    assertThat(address(isp.radius(), "budi")).contains(budis);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        isp.column(
                            "SELECT host(address) FROM address_lease WHERE subscriber_id = 1"))
                    .containsExactly(budis));
    assertThat(login(isp.radius(), "budi").has(Attribute.FRAMED_POOL)).isFalse();
  }

  @Test
  void a_pool_that_is_used_up_refuses_or_leaves_it_to_the_routers_own() throws Exception {
    sell("10.10.0.2", "10.10.0.3");
    assertThat(address(isp.radius(), "budi")).isPresent();
    assertThat(address(isp.radius(), "siti")).isPresent();

    assertThat(login(isp.radius(), "agus").code()).isEqualTo(Code.ACCESS_REJECT);
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT reason FROM access_event WHERE username = 'agus'"))
                    .contains("POOL_EMPTY"));

    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, pool, address_pool_id)"
            + " VALUES (1, 3, 150000, 'cadangan', 1)");
    isp.update("UPDATE plan SET current_version = 3");
    await()
        .untilAsserted(
            () ->
                assertThat(login(isp.radius(), "agus").text(Attribute.FRAMED_POOL))
                    .contains("cadangan"));
    String budis = address(isp.radius(), "budi").orElseThrow();
    await()
        .untilAsserted(
            () -> assertThat(granted("agus")).containsExactly("rate=- list=aktif pool=cadangan"));
    await()
        .untilAsserted(
            () -> assertThat(granted("budi")).containsExactly("rate=- list=aktif " + budis));
  }

  /** What the helpdesk is told of the last Accept, of none nothing. */
  private List<String> granted(String username) throws Exception {
    return isp.column(
        "SELECT concat_ws(' ', detail, host(framed_ip)) FROM access_event WHERE answer = 'accept' AND username = '"
            + username
            + "' ORDER BY at DESC LIMIT 1");
  }

  @Test
  void another_node_gives_the_same_subscriber_the_same_and_another_another() throws Exception {
    sell("10.10.0.2", "10.10.0.254");
    String budis = address(isp.radius(), "budi").orElseThrow();
    Path other = Files.createDirectory(directory.resolve("other"));
    String sitis;
    try (RadiusService second = isp.node(other, Clock.systemUTC())) {
      await().untilAsserted(() -> assertThat(address(second, "budi")).contains(budis));
      await().until(() -> address(second, "siti").isPresent());
      sitis = address(second, "siti").orElseThrow();
      assertThat(sitis).isNotEqualTo(budis);
      await().untilAsserted(() -> assertThat(address(isp.radius(), "siti")).contains(sitis));
      assertThat(address(isp.radius(), "agus").orElseThrow()).isNotIn(budis, sitis);
    }
    try (RadiusService again = isp.node(other, Clock.systemUTC())) {
      await().untilAsserted(() -> assertThat(address(again, "siti")).contains(sitis));
      assertThat(address(again, "budi")).contains(budis);
    }
  }

  @Test
  void a_pool_that_becomes_narrower_or_wider_is_so_for_the_next_login() throws Exception {
    sell("10.10.0.2", "10.10.0.3");
    String budis = address(isp.radius(), "budi").orElseThrow();
    await().until(() -> isp.column("SELECT address FROM address_lease").size() == 2);

    isp.update("DELETE FROM address_range");
    isp.update("INSERT INTO address_range VALUES (1, '10.10.9.1', '10.10.9.1')");
    await().untilAsserted(() -> assertThat(address(isp.radius(), "budi")).contains("10.10.9.1"));
    assertThat(budis).startsWith("10.10.0.");
    assertThat(address(isp.radius(), "siti")).as("nothing of what was taken away").isEmpty();

    isp.update("INSERT INTO address_range VALUES (1, '10.10.9.2', '10.10.9.9')");
    await().untilAsserted(() -> assertThat(address(isp.radius(), "siti")).isPresent());
    assertThat(address(isp.radius(), "siti").orElseThrow()).startsWith("10.10.9.");
  }

  @Test
  void what_a_node_had_in_hand_that_is_gone_is_given_and_leased_addresses_are_kept()
      throws Exception {
    isp.update("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    isp.update(
        "INSERT INTO address_lease (address, pool_id, node) SELECT '10.10.0.1'::inet + i, 1, '00000000-0000-0000-0000-000000000001' FROM generate_series(1, 3) AS i");
    isp.update(
        "UPDATE address_lease SET subscriber_id = 2, leased_at = now() - interval '3 days' WHERE address = '10.10.0.2'");
    isp.update(
        "INSERT INTO radius_node VALUES ('00000000-0000-0000-0000-000000000001', now() - interval '2 days')");
    sellRange("10.10.0.2", "10.10.0.4");

    await().until(() -> address(isp.radius(), "budi").isPresent());
    assertThat(address(isp.radius(), "siti")).contains("10.10.0.2");
    assertThat(address(isp.radius(), "budi").orElseThrow()).isIn("10.10.0.3", "10.10.0.4");
    assertThat(isp.column("SELECT DISTINCT node FROM address_lease"))
        .hasSize(1)
        .doesNotContain("00000000-0000-0000-0000-000000000001");
  }

  @Test
  void what_was_taken_back_after_the_last_snapshot_is_not_given_to_two() throws Exception {
    isp.update("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    sellRange("10.10.0.2", "10.10.0.254");
    Path killed = Files.createDirectory(directory.resolve("killed"));
    AtomicReference<String> before = new AtomicReference<>();
    try (RadiusService node = isp.node(killed, Clock.systemUTC())) {
      await().untilAsserted(() -> before.set(address(node, "siti").orElseThrow()));
      await()
          .until(
              () ->
                  isp.column("SELECT host(address) FROM address_lease WHERE subscriber_id = 2")
                      .contains(before.get()));
    }
    isp.update(
        "UPDATE address_lease SET subscriber_id = NULL, slot = 0, leased_at = NULL, xid = pg_current_xact_id()"
            + " WHERE subscriber_id = 2");
    try (RadiusService again = isp.node(killed, Clock.systemUTC())) {
      await().untilAsserted(() -> assertThat(address(again, "agus")).isPresent());
      assertThat(address(again, "siti").orElseThrow())
          .isNotEqualTo(address(again, "agus").orElseThrow());
    }
  }

  @Test
  void an_address_that_its_session_has_left_is_anybodys() throws Exception {
    sell("10.10.0.2", "10.10.0.3");
    String other =
        address(isp.radius(), "budi").orElseThrow().equals("10.10.0.2") ? "10.10.0.3" : "10.10.0.2";
    report(START, other);
    await().until(() -> isp.column("SELECT host(framed_ip) FROM session").contains(other));
    report(INTERIM, "10.99.0.9");

    await().untilAsserted(() -> assertThat(address(isp.radius(), "siti")).contains(other));
  }

  private void report(int status, String framedIp) throws Exception {
    byte[] report =
        RequestWriter.accountingRequest(IDENTIFIER.getAndIncrement() & 0xff)
            .text(Attribute.USER_NAME, "agus")
            .text(Attribute.ACCT_SESSION_ID, "81000001")
            .integer(Attribute.ACCT_STATUS_TYPE, status)
            .ipv4(Attribute.FRAMED_IP_ADDRESS, (Inet4Address) InetAddress.getByName(framedIp))
            .finish(Isp.SECRET);
    nas.insist(isp.radius().acctPort(), report);
  }

  /** A pool of one range, and the plan with it; until a login has an address. */
  private void sell(String first, String last) throws Exception {
    isp.update("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    sellRange(first, last);
    await().until(() -> address(isp.radius(), "budi").isPresent());
  }

  private void sellRange(String first, String last) throws Exception {
    isp.update("INSERT INTO address_range VALUES (1, ?::inet, ?::inet)", first, last);
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, address_pool_id) VALUES (1, 2, 150000, 1)");
    isp.update("UPDATE plan SET current_version = 2");
  }

  private Optional<String> address(RadiusService node, String username) throws Exception {
    return login(node, username)
        .ipv4(Attribute.FRAMED_IP_ADDRESS)
        .map(Inet4Address::getHostAddress);
  }

  /** As a router does it: a node that does not know yet who has which address is silent. */
  private RadiusPacket login(RadiusService node, String username) throws Exception {
    byte[] request =
        RequestWriter.accessRequest(IDENTIFIER.getAndIncrement() & 0xff, RANDOM)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.CALLING_STATION_ID, "4C:5E:0C:11:22:33")
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .userPassword("rahasia".getBytes(UTF_8), Isp.SECRET)
            .finish(Isp.SECRET);
    return Packets.packet(nas.insist(node.authPort(), request));
  }
}
