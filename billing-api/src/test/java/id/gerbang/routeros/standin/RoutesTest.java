package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failover by a recursive route: what is active, on 6 and on 7, as the uplink goes and comes. */
class RoutesTest {

  private final WiredTest.MovedClock clock = new WiredTest.MovedClock();

  private static String active(StandInRouter router) {
    List<String> comments =
        router.print("/ip/route").stream()
            .filter(
                row ->
                    "true".equals(row.get("active")) && "0.0.0.0/0".equals(row.get("dst-address")))
            .map(row -> String.valueOf(row.get("comment")))
            .toList();
    return String.join(" ", comments);
  }

  @Test
  void it_switches_when_the_internet_behind_the_main_gateway_dies_and_back() {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
        router.importRsc(Papers.failover(version));
        assertThat(active(router)).isEqualTo("isp:failover:main");

        router.reaches("192.168.0.1", false);
        clock.forward(Duration.ofSeconds(19));
        assertThat(active(router)).isEqualTo("isp:failover:main");
        clock.forward(Duration.ofSeconds(1));
        assertThat(active(router)).isEqualTo("isp:failover:backup");

        router.reaches("192.168.0.1", true);
        clock.forward(Duration.ofSeconds(10));
        assertThat(active(router)).isEqualTo("isp:failover:main");

        router.link("ether3", false);
        assertThat(active(router)).isEqualTo("isp:failover:backup");
      }
    }
  }

  @Test
  void seven_wants_a_target_scope_above_the_probe_s_scope_and_six_does_not() {
    try (StandInRouter six = StandInRouter.version("6.49.18").clock(clock).start();
        StandInRouter seven = StandInRouter.version("7.20.8").clock(clock).start()) {
      six.importRsc(Papers.failover("6.49.18"));
      seven.importRsc(Papers.failover("6.49.18"));

      assertThat(active(six)).isEqualTo("isp:failover:main");
      assertThat(active(seven)).isEqualTo("isp:failover:backup");
      assertThat(six.print("/ip/route", "comment", "isp:failover:main"))
          .containsEntry("gateway-status", "8.8.8.8 recursive via 192.168.0.1 ether3");

      seven.importRsc("/ip route set [find comment=\"isp:failover:main\"] target-scope=11");
      assertThat(seven.print("/ip/route", "comment", "isp:failover:main"))
          .containsEntry("active", "true")
          .containsEntry("immediate-gw", "192.168.0.1%ether3");
    }
  }

  @Test
  void a_probe_with_the_scope_of_a_static_route_leads_nowhere() {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
        router.importRsc(Papers.failover(version).replace(" scope=10", ""));

        assertThat(active(router)).isEqualTo("isp:failover:backup");
      }
    }
  }

  @Test
  void six_has_one_gateway_for_an_address_with_the_smallest_target_scope() {
    String second =
        "/ip route add dst-address=9.9.9.9/32 gateway=8.8.8.8 target-scope=5 comment=second\n";
    try (StandInRouter six = StandInRouter.version("6.49.18").clock(clock).start();
        StandInRouter seven = StandInRouter.version("7.20.8").clock(clock).start()) {
      six.importRsc(Papers.failover("6.49.18") + second);
      seven.importRsc(Papers.failover("7.20.8") + second);

      assertThat(active(six)).isEqualTo("isp:failover:backup");
      assertThat(active(seven)).isEqualTo("isp:failover:main");
    }
  }

  @Test
  void netwatch_runs_its_scripts_when_the_host_goes_and_comes() {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
        router.importRsc(
            """
            /ip address add address=192.168.0.2/24 interface=ether3
            /ip route add dst-address=8.8.8.8/32 gateway=192.168.0.1
            /ip route add gateway=192.168.0.1 comment="isp:failover:main"
            /tool netwatch add host=8.8.8.8 interval=10s timeout=1s up-script="/ip route set [find comment=\\"isp:failover:main\\"] disabled=no" down-script="/ip route set [find comment=\\"isp:failover:main\\"] disabled=yes"
            """);
        clock.forward(Duration.ofSeconds(10));
        assertThat(active(router)).isEqualTo("isp:failover:main");

        router.answers("8.8.8.8", false);
        clock.forward(Duration.ofSeconds(10));
        assertThat(active(router)).isEmpty();
        assertThat(router.print("/tool/netwatch").get(0)).containsEntry("status", "down");

        router.answers("8.8.8.8", true);
        clock.forward(Duration.ofSeconds(10));
        assertThat(active(router)).isEqualTo("isp:failover:main");
      }
    }
  }

  @Test
  void a_scheduled_revert_comes_when_nobody_has_taken_it_back() {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
        router.importRsc(
            """
            /ip address add address=192.168.0.2/24 interface=ether3
            /system scheduler add name=revert interval=5m on-event="/ip route add gateway=192.168.0.1 comment=old; /system scheduler remove revert"
            /system scheduler add name=broken interval=5m on-event="/ip route nonsense"
            """);
        clock.forward(Duration.ofSeconds(299));
        assertThat(active(router)).isEmpty();

        clock.forward(Duration.ofSeconds(1));
        assertThat(active(router)).isEqualTo("old");
        clock.forward(Duration.ofHours(1));
        assertThat(active(router)).isEqualTo("old");
        assertThat(router.print("/system/scheduler")).hasSize(1);
        assertThat(router.print("/log"))
            .extracting(row -> row.get("message"))
            .contains("bad command name nonsense (line 1 column 11)");
      }
    }
  }

  @Test
  void lte_stands_behind_the_wire_by_its_apn_s_distance() {
    for (String version : List.of("6.49.18", "7.20.8")) {
      try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
        router.modem("lte1");
        router.importRsc("/ip dhcp-client add interface=ether1 disabled=no");
        router.lease("ether1", "192.168.1.9/24", "192.168.1.1");
        router.lease("lte1", "10.64.3.7/32", "10.64.3.7");
        assertThat(gateway(router)).isEqualTo("192.168.1.1");

        router.link("ether1", false);
        assertThat(gateway(router)).isEqualTo("lte1");

        router.link("ether1", true);
        router.importRsc("/interface lte apn set [find default=yes] default-route-distance=1");
        router.importRsc("/ip dhcp-client set [find] default-route-distance=3");
        assertThat(gateway(router)).isEqualTo("lte1");
      }
    }
  }

  private static String gateway(StandInRouter router) {
    return router.print("/ip/route").stream()
        .filter(
            row -> "true".equals(row.get("active")) && "0.0.0.0/0".equals(row.get("dst-address")))
        .map(row -> String.valueOf(row.get("gateway")))
        .reduce("", String::concat);
  }
}
