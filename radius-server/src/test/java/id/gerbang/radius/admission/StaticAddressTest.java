package id.gerbang.radius.admission;

import static id.gerbang.radius.admission.TwoSubscribers.HOME;
import static id.gerbang.radius.admission.TwoSubscribers.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.Nas;
import id.gerbang.radius.RadiusService;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A static address that staff take from one subscriber, who is online, and give to another. */
class StaticAddressTest {

  private static final String ADDRESS = "203.0.113.9";

  @TempDir Path directory;
  private TwoSubscribers two;
  private Isp isp;
  private Dial budi;

  @BeforeEach
  void open() throws Exception {
    two = new TwoSubscribers(Files.createDirectory(directory.resolve("one")));
    isp = two.isp;
    isp.update("UPDATE subscription SET static_ip = ?::inet WHERE id = 1", ADDRESS);
    budi = two.dial(HOME, 1);
    await().until(() -> address(budi.login("rahasia")).equals(Optional.of(ADDRESS)));
    budi.start();
    two.awaitOpen(1);
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void who_gets_it_waits_until_who_had_it_is_told_to_go() throws Exception {
    give();
    Nas.Heard order = two.coa.hear(Duration.ofSeconds(5)).orElseThrow();
    RadiusPacket disconnect = Packets.packet(order.octets());
    assertThat(disconnect.code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(disconnect.text(Attribute.ACCT_SESSION_ID)).contains(budi.session());

    assertThat(two.siti().login("rahasia").code()).isEqualTo(Code.ACCESS_REJECT);
    await().until(isp::eventsAreStored);
    assertThat(
            isp.column(
                "SELECT DISTINCT detail FROM access_event WHERE username = 'siti' AND reason = 'ADDRESS_IN_USE'"))
        .containsExactly("address=" + ADDRESS + " of=budi router=BRAS-1 session=" + budi.session());

    two.coa.send(
        order.sender(),
        ReplyWriter.to(disconnect, Code.DISCONNECT_ACK).finish(Isp.SECRET).orElseThrow());
    await().until(() -> address(two.siti().login("rahasia")).equals(Optional.of(ADDRESS)));
  }

  @Test
  void a_login_that_waits_for_it_holds_no_place() throws Exception {
    two.limit(1, "refuse");
    give();
    assertThat(two.siti().letsIn("rahasia")).isFalse();
    budi.stop(60);
    two.awaitOpen(0);
    Dial elsewhere = new Dial(isp.radius(), two.nas, "siti", HOME, 7);
    assertThat(address(elsewhere.login("rahasia"))).contains(ADDRESS);
  }

  @Test
  void a_session_that_its_router_does_not_know_keeps_it_from_nobody() throws Exception {
    give();
    Nas.Heard order = two.coa.hear(Duration.ofSeconds(5)).orElseThrow();
    two.coa.send(
        order.sender(),
        ReplyWriter.to(Packets.packet(order.octets()), Code.DISCONNECT_NAK)
            .integer(Attribute.ERROR_CAUSE, 503)
            .finish(Isp.SECRET)
            .orElseThrow());
    await().untilAsserted(() -> assertThat(address(two.siti().login("rahasia"))).contains(ADDRESS));
    assertThat(isp.metric("gerbang_radius_sessions_open")).isEqualTo(1);
  }

  @Test
  void his_own_other_session_keeps_it_from_nobody() throws Exception {
    assertThat(address(two.dial(OTHER, 2).login("rahasia"))).contains(ADDRESS);
    assertThat(address(budi.login("rahasia"))).contains(ADDRESS);
  }

  @Test
  void another_node_knows_of_it_too() throws Exception {
    await().until(() -> isp.column("SELECT host(framed_ip) FROM session").contains(ADDRESS));
    give();
    try (RadiusService other =
            isp.node(Files.createDirectory(directory.resolve("other")), two.clock);
        Nas nas = new Nas(TwoSubscribers.ROUTER)) {
      await().until(() -> other.metrics().contains("gerbang_radius_sessions_open 1\n"));
      Dial siti = new Dial(other, nas, "siti", OTHER, 9);
      assertThat(siti.login("rahasia").code()).isEqualTo(Code.ACCESS_REJECT);
      budi.stop(60);
      await().untilAsserted(() -> assertThat(address(siti.login("rahasia"))).contains(ADDRESS));
    }
  }

  /** Until the change is known. */
  private void give() throws Exception {
    isp.update("UPDATE subscription SET static_ip = NULL WHERE id = 1");
    isp.update("UPDATE subscription SET static_ip = ?::inet WHERE id = 2", ADDRESS);
    await()
        .until(
            () -> {
              RadiusPacket reply = two.siti().login("rahasia");
              return reply.code() == Code.ACCESS_REJECT || address(reply).isPresent();
            });
  }

  private static Optional<String> address(RadiusPacket reply) {
    return reply.ipv4(Attribute.FRAMED_IP_ADDRESS).map(Inet4Address::getHostAddress);
  }
}
