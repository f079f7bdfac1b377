package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The paper's pair: customer 3067 comes up over LTE when both ends agree, and a single wrong value
 * keeps it down.
 */
class WiredTest {

  private static final String OFFICE = "AA:00:00:00:00:01";
  private static final String BRANCH = "BB:00:00:00:00:02";

  private final MovedClock clock = new MovedClock();
  private StandInRouter pop = StandInRouter.version("7.20.8").clock(clock).start();
  private StandInRouter customer = StandInRouter.version("6.49.18").clock(clock).start();

  @AfterEach
  void close() {
    pop.close();
    customer.close();
  }

  private void restart() {
    close();
    pop = StandInRouter.version("7.20.8").clock(clock).start();
    customer = StandInRouter.version("6.49.18").clock(clock).start();
  }

  private Wire setUp() {
    customer.modem("lte1");
    pop.host("ether2", 3067, OFFICE);
    customer.host("ether2", 0, BRANCH);
    pop.importRsc(Papers.POP);
    customer.importRsc(Papers.CUSTOMER);
    return StandInRouter.wire(pop, "ether1", customer, "lte1");
  }

  private boolean sstpIsUp() {
    return "true".equals(customer.print("/interface/sstp-client").get(0).get("running"));
  }

  private boolean eoipIsUp() {
    return "true".equals(pop.print("/interface/eoip").get(0).get("running"))
        && "true".equals(customer.print("/interface/eoip").get(0).get("running"));
  }

  private static List<String> learned(StandInRouter router) {
    return router.print("/interface/bridge/host").stream()
        .filter(row -> "false".equals(row.get("local")))
        .map(row -> row.get("mac-address") + " " + row.get("on-interface"))
        .toList();
  }

  @Test
  void both_ends_agree_and_it_carries() {
    setUp();

    assertThat(sstpIsUp()).isTrue();
    assertThat(pop.print("/ppp/active"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("name", "USER-3067")
                    .containsEntry("address", "10.10.10.2")
                    .containsEntry("service", "sstp")
                    .containsEntry("radius", "false"));
    assertThat(eoipIsUp()).isTrue();
    assertThat(pop.print("/interface/eoip").get(0)).containsEntry("actual-mtu", "1458");
    assertThat(learned(pop))
        .containsExactlyInAnyOrder(BRANCH + " USER-3067", OFFICE + " VLAN-USER-3067");
    assertThat(learned(customer)).containsExactlyInAnyOrder(OFFICE + " C-3067", BRANCH + " ether2");
  }

  @Test
  void a_wrong_value_of_sstp_keeps_it_down() {
    Map<String, String> atThePop =
        Map.of(
            "server off", "/interface sstp-server server set enabled=no",
            "port", "/interface sstp-server server set port=4443",
            "secret's password", "/ppp secret set USER-3067 password=x",
            "secret off", "/ppp secret disable USER-3067",
            "secret's service", "/ppp secret set USER-3067 service=pppoe",
            "no local address", "/ppp secret set USER-3067 local-address=\"\"",
            "address", "/ip address set [find interface=ether1] address=103.245.179.45/29",
            "interface off", "/interface disable ether1",
            "client's certificate",
                "/interface sstp-server server set verify-client-certificate=yes");
    Map<String, String> atTheCustomer =
        Map.of(
            "user", "/interface sstp-client set SSTP-C-3067 user=USER-3068",
            "password", "/interface sstp-client set SSTP-C-3067 password=x",
            "disabled", "/interface sstp-client disable SSTP-C-3067",
            "connect-to", "/interface sstp-client set SSTP-C-3067 connect-to=103.245.179.47",
            "client's port", "/interface sstp-client set SSTP-C-3067 port=444",
            "authentication", "/interface sstp-client set SSTP-C-3067 authentication=pap",
            "server's certificate",
                "/interface sstp-client set SSTP-C-3067 verify-server-certificate=yes");
    atThePop.forEach((what, line) -> broken(what, line, true));
    atTheCustomer.forEach((what, line) -> broken(what, line, false));
  }

  private void broken(String what, String line, boolean atThePop) {
    restart();
    setUp();
    assertThat(sstpIsUp()).isTrue();

    (atThePop ? pop : customer).importRsc(line);

    assertThat(sstpIsUp()).as(what).isFalse();
    assertThat(pop.print("/ppp/active")).as(what).isEmpty();
    assertThat(pop.print("/ip/address"))
        .as(what)
        .noneMatch(row -> "true".equals(row.get("dynamic")));
  }

  @Test
  void encryption_that_one_end_demands_and_the_other_refuses_keeps_it_down() {
    setUp();
    customer.importRsc("/ppp profile set default-encryption use-encryption=required");
    assertThat(sstpIsUp()).isTrue();

    pop.importRsc("/ppp profile set default use-encryption=no");

    assertThat(sstpIsUp()).isFalse();
  }

  @Test
  void a_wrong_value_of_eoip_keeps_it_down() {
    for (String line :
        List.of(
            "tunnel-id=3068",
            "remote-address=10.10.10.3",
            "local-address=10.10.10.4",
            "disabled=yes",
            "ipsec-secret=x")) {
      for (boolean atThePop : List.of(true, false)) {
        restart();
        setUp();
        assertThat(eoipIsUp()).isTrue();

        (atThePop ? pop : customer).importRsc("/interface eoip set [find] " + line);
        clock.forward(Duration.ofSeconds(101));

        assertThat(sstpIsUp()).as(line).isTrue();
        assertThat(eoipIsUp()).as(line).isFalse();
        assertThat(learned(pop)).as(line).doesNotContain(BRANCH + " USER-3067");
      }
    }
  }

  @Test
  void eoip_is_down_ten_keepalives_after_the_sstp_beneath_it() {
    Wire wire = setUp();
    wire.cut();
    assertThat(sstpIsUp()).isFalse();

    clock.forward(Duration.ofSeconds(99));
    assertThat(eoipIsUp()).isTrue();
    clock.forward(Duration.ofSeconds(1));
    assertThat(eoipIsUp()).isFalse();

    wire.mend();
    assertThat(sstpIsUp()).isTrue();
    assertThat(eoipIsUp()).isTrue();
  }

  @Test
  void without_keepalive_it_runs_for_ever_and_carries_nothing() {
    setUp();
    for (StandInRouter router : List.of(pop, customer)) {
      router.importRsc("/interface eoip set [find] keepalive=\"\"");
    }
    customer.importRsc("/interface sstp-client disable SSTP-C-3067");
    clock.forward(Duration.ofDays(1));

    assertThat(eoipIsUp()).isTrue();
    assertThat(learned(pop)).containsExactly(OFFICE + " VLAN-USER-3067");
  }

  @Test
  void a_cloned_mac_carries_nothing() {
    setUp();
    String mac = pop.print("/interface/eoip").get(0).get("mac-address");
    customer.importRsc("/interface eoip set [find] mac-address=" + mac);

    assertThat(eoipIsUp()).isTrue();
    assertThat(learned(pop)).containsExactly(OFFICE + " VLAN-USER-3067");
  }

  @Test
  void radius_answers_for_a_user_without_a_secret() {
    setUp();
    pop.importRsc(
        """
        /ppp secret remove USER-3067
        /ppp profile add name=gsm-backup local-address=10.10.10.1
        /interface sstp-server server set default-profile=gsm-backup
        /ppp aaa set use-radius=yes
        """);
    pop.radius(
        (user, password) ->
            password.equals("user3067") ? Optional.of("10.10.10.2") : Optional.empty());
    assertThat(sstpIsUp()).isFalse();

    pop.importRsc("/radius add address=10.0.0.3 service=ppp secret=x");

    assertThat(pop.print("/ppp/active").get(0))
        .containsEntry("radius", "true")
        .containsEntry("address", "10.10.10.2");
    assertThat(eoipIsUp()).isTrue();
    pop.importRsc("/ppp profile set gsm-backup local-address=\"\"");
    assertThat(sstpIsUp()).isFalse();
  }

  @Test
  void a_session_that_is_removed_comes_again_with_another_id() {
    setUp();
    String before = pop.print("/ppp/active").get(0).get(".id");
    assertThat(before).isEqualTo("*800001");

    pop.importRsc("/ppp active remove [find name=USER-3067]");

    assertThat(pop.print("/ppp/active").get(0).get(".id")).isNotEqualTo(before);
  }

  @Test
  void the_fibre_that_comes_back_makes_a_loop_unless_a_spanning_tree_is_on() {
    setUp();
    customer.importRsc(
        "/interface vlan add name=v interface=ether3 vlan-id=3067; /interface bridge port add"
            + " bridge=BR-C-3067 interface=v");
    assertThat(pop.loops()).isEmpty();

    StandInRouter.wire(pop, "ether2", customer, "ether3");
    assertThat(pop.loops()).containsExactly("BR-USER-3067");
    assertThat(customer.loops()).containsExactly("BR-C-3067");

    for (StandInRouter router : List.of(pop, customer)) {
      router.importRsc("/interface bridge set [find] protocol-mode=rstp");
    }
    assertThat(pop.loops()).isEmpty();
    assertThat(learned(pop)).contains(OFFICE + " VLAN-USER-3067");
  }

  @Test
  void a_customer_s_session_has_a_queue_and_counters_until_it_ends() {
    Sessions.Session budi =
        pop.sessions().open("budi", "10.100.1.10", "4C:5E:0C:11:22:33", "10M/30M");
    clock.forward(Duration.ofMinutes(5));
    budi.traffic(5_000_000_000L, 9_000_000_000L);

    Map<String, String> active = pop.print("/ppp/active", "name", "budi");
    assertThat(active)
        .containsEntry("caller-id", "4C:5E:0C:11:22:33")
        .containsEntry("address", "10.100.1.10")
        .containsEntry("uptime", "5m");
    assertThat(pop.print("/queue/simple", "name", "<pppoe-budi>"))
        .containsEntry("max-limit", "10000000/30000000")
        .containsEntry("bytes", "5000000000/9000000000")
        .containsEntry("dynamic", "true");
    assertThat(pop.print("/interface", "name", "<pppoe-budi>"))
        .containsEntry("tx-byte", "9000000000");

    pop.importRsc("/ppp active remove [find name=budi]");

    assertThat(budi.isOpen()).isFalse();
    assertThat(pop.print("/queue/simple")).isEmpty();
    assertThat(pop.print("/ppp/active")).isEmpty();
  }

  /** A clock that stands until it is moved. */
  static final class MovedClock extends Clock {

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
