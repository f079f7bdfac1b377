package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RawRequest;
import io.netty.channel.epoll.Epoll;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both wildcards hear IPv4 and IPv6 at every address, and what leaves has the address that was
 * asked.
 */
class DualStackTest {

  @TempDir Path directory;
  private Isp isp;

  @AfterEach
  void close() {
    isp.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void a_router_of_each_family_is_answered_and_told(String wildcard) throws Exception {
    isp = new Isp(directory, Clock.systemUTC(), InetAddress.getByName(wildcard));
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    try (Nas four = new Nas("127.66.9.1");
        Nas six = new Nas("::1")) {
      isp.router(4, "127.66.9.1", "require", four.address().getPort());
      isp.router(6, "::1", "require", six.address().getPort());

      asks(four, new InetSocketAddress("127.0.0.1", 0), "81000004");
      asks(six, new InetSocketAddress("::1", 0), "81000006");
      await().until(() -> isp.column("SELECT 1 FROM session").size() == 2);
      assertThat(isp.column("SELECT host(nas_ip) FROM session ORDER BY router_id"))
          .containsExactly("2001:db8::4", "2001:db8::4");
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          isp.column(
                              "SELECT host(proven_address) FROM router_heard ORDER BY router_id"))
                      .containsExactly("127.66.9.1", "::1"));
      isp.update(
          "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id = 1");

      for (Nas nas : new Nas[] {four, six}) {
        Nas.Heard heard = nas.hear();
        assertThat(Packets.packet(heard.octets()).code())
            .isIn(Code.COA_REQUEST, Code.DISCONNECT_REQUEST);
        assertThat(heard.sender().getAddress().getAddress())
            .hasSameSizeAs(nas.address().getAddress().getAddress());
      }
    }
  }

  /** The system names an interface with each IPv6 address; the database knows none. */
  @Test
  void a_stranger_of_each_family_is_written_down() throws Exception {
    isp = new Isp(directory, Clock.systemUTC(), InetAddress.getByName("::"));
    for (String stranger : new String[] {"127.66.9.3", "::1"}) {
      try (Nas nas = new Nas(stranger)) {
        nas.send(
            new InetSocketAddress(
                nas.address().getAddress() instanceof Inet4Address ? "127.0.0.1" : "::1",
                isp.radius().authPort()),
            RawRequest.of(Code.ACCESS_REQUEST).finish(Isp.SECRET));
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(isp.column("SELECT host(address) FROM unknown_router ORDER BY 1"))
                    .containsExactly("127.66.9.3", "::1"));
  }

  /** From anywhere else a router drops it, as RADIUS clients do; and RouterOS obeys no other. */
  @Test
  void answers_and_coa_come_from_the_address_that_was_asked() throws Exception {
    Optional<InetAddress> asked =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .filter(address -> !address.isLinkLocalAddress())
            .findFirst();
    assumeThat(asked).as("an address besides the loopback's").isPresent();
    assumeThat(Epoll.isAvailable()).as("elsewhere the system chooses").isTrue();
    isp = new Isp(directory, Clock.systemUTC(), InetAddress.getByName("0.0.0.0"));
    isp.subscriber(1, "budi", "rahasia");
    isp.awaitSubscribers(1);
    try (Nas nas = new Nas("127.66.9.1")) {
      isp.router(4, "127.66.9.1", "require", nas.address().getPort());
      asks(nas, new InetSocketAddress(asked.get(), 0), "81000004");
      await().until(() -> isp.column("SELECT 1 FROM session").size() == 1);
      isp.update(
          "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id = 1");

      Nas.Heard heard = nas.hear();
      assertThat(Packets.packet(heard.octets()).code())
          .isIn(Code.COA_REQUEST, Code.DISCONNECT_REQUEST);
      assertThat(heard.sender().getAddress()).isEqualTo(asked.get());
    }
  }

  private void asks(Nas nas, InetSocketAddress server, String session) throws Exception {
    byte[] login =
        RawRequest.of(Code.ACCESS_REQUEST)
            .text(Attribute.USER_NAME, "budi")
            .pap("rahasia", Isp.SECRET)
            .signature()
            .finish(Isp.SECRET);
    // From a port of its own, which late answers to what was asked again come to.
    try (Nas asking = new Nas(nas.address().getAddress().getHostAddress())) {
      await()
          .untilAsserted(
              () -> {
                asking.send(
                    new InetSocketAddress(server.getAddress(), isp.radius().authPort()), login);
                Optional<Nas.Heard> heard = asking.hear(Duration.ofMillis(400));
                assertThat(heard).as("from a router that is not known yet").isPresent();
                assertThat(Packets.packet(heard.get().octets()).code())
                    .isEqualTo(Code.ACCESS_ACCEPT);
                assertThat(heard.get().sender().getAddress()).isEqualTo(server.getAddress());
              });
    }
    nas.send(
        new InetSocketAddress(server.getAddress(), isp.radius().acctPort()),
        RawRequest.of(Code.ACCOUNTING_REQUEST)
            .integer(Attribute.ACCT_STATUS_TYPE, 1)
            .text(Attribute.ACCT_SESSION_ID, session)
            .text(Attribute.USER_NAME, "budi")
            .octets(Attribute.NAS_IPV6_ADDRESS, InetAddress.getByName("2001:db8::4").getAddress())
            .finish(Isp.SECRET));
    Nas.Heard heard = nas.hear();
    assertThat(Packets.packet(heard.octets()).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
    assertThat(heard.sender().getAddress()).isEqualTo(server.getAddress());
  }
}
