package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What logins and accounting taught is known after a crash, while PostgreSQL is away (P5). */
class KnowledgeWithoutDatabaseTest {

  private static final String ADDRESS = "127.66.6.1";
  private static final String FIRST = "4C:5E:0C:11:22:33";
  private static final String ANOTHER = "4C:5E:0C:11:22:44";
  private static final DatabaseConfig AWAY =
      new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/gerbang", "gerbang", "");

  private static final AtomicInteger IDENTIFIER = new AtomicInteger();
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;
  private Path crashed;
  private Isp isp;
  private Nas nas;

  @BeforeEach
  void a_pool_and_customers_who_may_come_from_one_device() throws Exception {
    Path running = Files.createDirectory(directory.resolve("running"));
    crashed = Files.createDirectory(directory.resolve("crashed"));
    isp = new Isp(running, Clock.systemUTC());
    nas = new Nas(ADDRESS);
    isp.router(1, ADDRESS, "auto", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.subscriber(3, "agus", "rahasia");
    isp.update("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    isp.update("INSERT INTO address_range VALUES (1, '10.10.0.2'::inet, '10.10.0.254'::inet)");
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, address_pool_id) VALUES (1, 2, 150000, 1)");
    isp.update("UPDATE subscription SET mac_policy = 'first'");
    isp.update("UPDATE plan SET current_version = 2");
    await().until(() -> address(login(isp.radius(), "budi", FIRST)).isPresent());
  }

  @AfterEach
  void close() {
    nas.close();
    isp.close();
  }

  @Test
  void after_a_stop_the_first_device_and_the_sticky_address_are_those_of_before() throws Exception {
    String budis = address(login(isp.radius(), "budi", FIRST)).orElseThrow();
    isp.stop();
    try (RadiusService next = isp.start(directory.resolve("running"), AWAY, Clock.systemUTC())) {
      assertThat(address(login(next, "budi", FIRST))).contains(budis);
      assertThat(login(next, "budi", ANOTHER).code()).isEqualTo(Code.ACCESS_REJECT);
    }
  }

  @Test
  void after_a_crash_the_journal_tells_what_the_snapshot_does_not() throws Exception {
    String budis = address(login(isp.radius(), "budi", FIRST)).orElseThrow();
    isp.stop();
    String sitis;
    try (RadiusService next = isp.node(directory.resolve("running"), Clock.systemUTC())) {
      await().until(() -> address(login(next, "siti", FIRST)).isPresent());
      sitis = address(login(next, "siti", FIRST)).orElseThrow();
      account(next, 1, "siti", "s1", sitis);
      account(next, 1, "budi", "s2", budis);
      account(next, 2, "budi", "s2", budis);
      copy(directory.resolve("running"), crashed);
    }
    try (RadiusService last = isp.start(crashed, AWAY, Clock.systemUTC())) {
      assertThat(last.metrics()).contains("gerbang_radius_sessions_open 1\n");
      assertThat(address(login(last, "siti", FIRST))).contains(sitis);
      assertThat(address(login(last, "budi", FIRST))).contains(budis);
      assertThat(login(last, "siti", ANOTHER).code()).isEqualTo(Code.ACCESS_REJECT);
      // Without the table nobody can say which address is nobody's.
      await()
          .atMost(Duration.ofSeconds(15))
          .ignoreExceptions()
          .until(() -> login(last, "agus", FIRST).code() == Code.ACCESS_REJECT);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void account(RadiusService node, int status, String username, String id, String address)
      throws Exception {
    byte[] request =
        RequestWriter.accountingRequest(IDENTIFIER.getAndIncrement() & 0xff)
            .integer(Attribute.ACCT_STATUS_TYPE, status)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.ACCT_SESSION_ID, id)
            .ipv4(Attribute.FRAMED_IP_ADDRESS, (Inet4Address) InetAddress.getByName(address))
            .finish(Isp.SECRET);
    nas.ask(node.acctPort(), request);
  }

  private static Optional<String> address(RadiusPacket accept) {
    return accept.ipv4(Attribute.FRAMED_IP_ADDRESS).map(Inet4Address::getHostAddress);
  }

  private RadiusPacket login(RadiusService node, String username, String station) throws Exception {
    byte[] request =
        RequestWriter.accessRequest(IDENTIFIER.getAndIncrement() & 0xff, RANDOM)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.CALLING_STATION_ID, station)
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .userPassword("rahasia".getBytes(UTF_8), Isp.SECRET)
            .finish(Isp.SECRET);
    return Packets.packet(nas.insist(node.authPort(), request));
  }
}
