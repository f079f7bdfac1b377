package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Scripts are parsed, not guessed at: the set-ups of the reference, and every way to get one wrong.
 */
class ScriptTest {

  private static final List<String> BOTH = List.of("6.49.18", "7.20.8");

  private static final String BRAS =
      """
      /radius add address=10.0.0.3 secret="SECRET" service=ppp,hotspot timeout=3s src-address=10.0.0.1 comment="isp:radius:1"
      /radius incoming set accept=yes port=3799
      /ppp aaa set use-radius=yes accounting=yes interim-update=5m
      /ip pool add name=pppoe-aktif ranges=10.100.1.10-10.100.1.250
      /ip pool add name=isolir ranges=10.199.0.10-10.199.0.250
      /ppp profile add name=isp-pppoe local-address=10.100.1.1 remote-address=pppoe-aktif change-tcp-mss=yes
      /interface pppoe-server server add service-name=pppoe-isp interface=ether2 default-profile=isp-pppoe authentication=mschap2,chap,pap one-session-per-host=yes keepalive-timeout=10 disabled=no
      """;

  private static final String ISOLIR =
      """
      /ip firewall filter add chain=forward src-address-list=isolir protocol=udp dst-port=53 action=accept comment="isp:isolir:dns"
      /ip firewall filter add chain=forward src-address-list=isolir dst-address-list=portal action=accept comment="isp:isolir:portal"
      /ip firewall filter add chain=forward src-address-list=isolir action=drop comment="isp:isolir:drop"
      /ip firewall nat add chain=dstnat src-address-list=isolir protocol=tcp dst-port=80 action=dst-nat to-addresses=10.0.0.4 to-ports=80 comment="isp:isolir:http"
      """;

  private static final String LTE =
      """
      /interface lte apn set [find default=yes] apn=internet add-default-route=yes default-route-distance=2 use-peer-dns=no
      /interface lte set [find] name=ANDROMAX
      /ip firewall nat add chain=srcnat out-interface=ether1 action=masquerade comment="isp:failover:nat1"
      /ip firewall nat add chain=srcnat out-interface=ANDROMAX action=masquerade comment="isp:failover:nat2"
      """;

  private static final String NETWATCH =
      "/tool netwatch add host=8.8.8.8 interval=10s timeout=1s"
          + " up-script=\"/ip route set [find comment=\\\"isp:failover:main\\\"] disabled=no\""
          + " down-script=\"/ip route set [find comment=\\\"isp:failover:main\\\"] disabled=yes\""
          + " comment=\"isp:failover:watch\"\n";

  @Test
  void set_ups_of_the_reference_are_taken_by_the_releases_they_are_for() {
    for (String version : BOTH) {
      try (StandInRouter router = StandInRouter.version(version).start()) {
        router.modem("lte1");
        for (String script :
            List.of(
                BRAS,
                ISOLIR,
                Papers.POP,
                Papers.CUSTOMER,
                LTE,
                NETWATCH,
                Papers.failover(version))) {
          router.importRsc(script);
        }

        assertThat(router.print("/ip/firewall/filter")).hasSize(3);
        assertThat(router.print("/ppp/aaa").get(0)).containsEntry("interim-update", "5m");
        assertThat(router.print("/radius/incoming").get(0)).containsEntry("port", "3799");
        assertThat(router.print("/interface/lte").get(0)).containsEntry("name", "ANDROMAX");
        assertThat(router.print("/interface/lte/apn").get(0))
            .containsEntry("default-route-distance", "2");
        assertThat(router.print("/tool/netwatch").get(0))
            .containsEntry(
                "up-script", "/ip route set [find comment=\"isp:failover:main\"] disabled=no");
      }
    }
  }

  /** Shapes of exports that others published: whatever a menu begins with is what was set there. */
  @Test
  void what_a_router_exports_is_taken_by_another() {
    String export =
        """
        # nov/20/2026 13:37:35 by RouterOS
        # software id =
        #
        /interface ethernet
        set [ find default-name=ether1 ] comment=Staff->Core name=ether1-WAN
        set [ find default-name=ether2 ] name=\\
            "ether2 -  INTERNET \\"A\\""
        /ppp profile
        add dns-server=10.0.0.1,10.0.0.2 local-address=10.0.0.1 name=\\
            VPN_Profile
        set *FFFFFFFE use-encryption=required
        /ip dhcp-client
        # DHCP client can not run on slave or passthrough interface!
        add interface=ether1-WAN
        /ip firewall filter
        add action=drop chain=forward comment="#not ours & theirs" \\
            connection-state=established,related dst-address-list=!private
        /ip service
        set telnet disabled=yes
        /ppp secret
        add name="Bu \\C3\\89ni" password="p@\\$\\$\\"w\\\\\\?\\_x \\
            y" profile=VPN_Profile
        /system ntp client
        set enabled=yes
        """;
    for (String version : BOTH) {
      try (StandInRouter router = StandInRouter.version(version).start()) {
        router.importRsc(export);
        assertThat(router.print("/interface/ethernet", "default-name", "ether2"))
            .containsEntry("name", "ether2 -  INTERNET \"A\"");
        assertThat(router.print("/ppp/profile", "name", "default-encryption"))
            .containsEntry("use-encryption", "required");
        assertThat(router.print("/ppp/profile", "name", "default")).containsEntry(".id", "*0");
        assertThat(router.print("/ip/firewall/filter").get(0))
            .containsEntry("comment", "#not ours & theirs")
            .containsEntry("dst-address-list", "!private");
        assertThat(router.print("/ppp/secret").get(0))
            .containsEntry("name", "Bu \u00c9ni")
            .containsEntry("password", "p@$$\"w\\? x y");
        assertThat(router.print("/system/ntp/client").get(0)).containsEntry("enabled", "true");
        router.importRsc("/ppp secret add name=\"\\E9\\80\"");
        assertThat(router.print("/ppp/secret").get(1)).containsEntry("name", "\u00e9\u20ac");
      }
    }
  }

  @Test
  void a_set_up_said_twice_is_made_once() {
    String idempotent =
        """
        # EoIP of customer 3067
        :if ([:len [/interface eoip find comment="isp:gsm:3067:eoip"]] = 0) do={ \\
            /interface eoip add name="USER-3067" local-address="10.10.10.1" \\
            remote-address="10.10.10.2" tunnel-id="3067" comment="isp:gsm:3067:eoip"
        } else={
          /interface eoip set [find comment="isp:gsm:3067:eoip"] tunnel-id="3068"
        }
        """;
    for (String version : BOTH) {
      try (StandInRouter router = StandInRouter.version(version).start()) {
        router.importRsc(idempotent.replace("\n", "\r\n"));
        assertThat(router.print("/interface/eoip").get(0)).containsEntry("tunnel-id", "3067");

        router.importRsc(idempotent);
        assertThat(router.print("/interface/eoip")).hasSize(1);
        assertThat(router.print("/interface/eoip").get(0)).containsEntry("tunnel-id", "3068");

        router.importRsc("/interface eoip remove [find comment=\"isp:gsm:3067:eoip\"]\n".repeat(2));
        assertThat(router.print("/interface/eoip")).isEmpty();
      }
    }
  }

  @Test
  void the_first_error_ends_it_and_what_came_before_stays() {
    Map<String, String> wrong =
        Map.of(
            "/ip pools add name=x", "bad command name pools (line 2 column 5)",
            "/ip pool create name=x", "bad command name create (line 2 column 10)",
            "/ip pool add name=x range=10.0.0.2", "expected end of command (line 2 column 21)",
            "/ip pool add name=x ranges=10.0.0.2 }", "expected end of command (line 2 column 37)",
            "/ip pool set nope comment=x", "no such item",
            "/ip pool add name=a ranges=10.0.0.2", "failure: pool with such name exists",
            ":put $nobody", "undefined variable nobody (line 2 column 6)",
            "/ip pool add name=\"x ranges=10.0.0.2", "expected closing quote",
            "/ppp secret add profile=nope name=x", "input does not match any value of profile",
            "/ppp secret add password=x", "missing value(s) of argument(s) name");
    for (String version : BOTH) {
      wrong.forEach(
          (line, says) -> {
            try (StandInRouter router = StandInRouter.version(version).start()) {
              String script =
                  "/ip pool add name=a ranges=10.0.0.2\n"
                      + line
                      + "\n/ip pool add name=b ranges=10.0.0.3\n";

              assertThatThrownBy(() -> router.importRsc(script))
                  .as(line)
                  .hasMessageContaining(says);

              assertThat(router.print("/ip/pool")).as(line).hasSize(1);
            }
          });
    }
  }

  @Test
  void paths_with_slashes_are_for_7() {
    String line = "/ip/pool/add name=a ranges=10.0.0.2";
    try (StandInRouter six = StandInRouter.version("6.49.18").start();
        StandInRouter seven = StandInRouter.version("7.20.8").start()) {
      seven.importRsc(line);
      assertThat(seven.print("/ip/pool")).hasSize(1);

      assertThatThrownBy(() -> six.importRsc(line))
          .hasMessage("bad command name ip/pool/add (line 1 column 2)");
    }
  }

  @Test
  void menus_variables_loops_and_escapes_are_read() {
    try (StandInRouter router = StandInRouter.version("6.49.18").start()) {
      List<String> printed =
          router.importRsc(
              """
              /ip pool
              add name=a ranges=10.0.0.2 comment="say \\"hi\\" for \\$5\\\\\\3F"
              add name=b ranges=10.0.0.3
              :local total 0
              :foreach i in=[find] do={ :set total ($total + 1); set $i comment=("no " . $total) }
              set 0 name="first"; set [find name=b] comment=""
              :put "there are $total, $[:len [find]]"
              :global who "budi"
              :delay 2s
              :if ($total > 1 && $who != "siti") do={ /ppp secret add name=$who } else={ /ppp secret add name=x }
              :do { /ppp secret add name=budi } on-error={ :put "twice" }
              set [find name~"^fir" and comment="no 1"] ranges=10.0.0.9
              """);

      assertThat(printed).containsExactly("there are 2, 2", "twice");
      assertThat(router.print("/ip/pool", "name", "first")).containsEntry("ranges", "10.0.0.9");
      assertThat(router.print("/ip/pool", "name", "b")).doesNotContainKey("comment");
      assertThat(router.print("/ppp/secret"))
          .extracting(row -> row.get("name"))
          .containsExactly("budi");
      router.importRsc("/ip pool set first comment=\"a\\\n    b\\22\\_\\?\"");
      assertThat(router.print("/ip/pool", "name", "first")).containsEntry("comment", "ab\" ?");
    }
  }

  @Test
  void what_is_exported_makes_the_same_router() {
    for (String version : BOTH) {
      try (StandInRouter router = StandInRouter.version(version).start();
          StandInRouter copy = StandInRouter.version(version).start()) {
        router.modem("lte1");
        copy.modem("lte1");
        for (String script :
            List.of(BRAS, ISOLIR, Papers.POP, LTE, NETWATCH, Papers.failover(version))) {
          router.importRsc(script);
        }
        assertThat(router.export(false)).doesNotContain("user3067");

        copy.importRsc(router.export(true));

        assertThat(copy.export(true)).isEqualTo(router.export(true)).contains("user3067");
      }
    }
  }
}
