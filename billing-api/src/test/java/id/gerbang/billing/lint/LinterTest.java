package id.gerbang.billing.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.routeros.standin.StandInRouter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A POP with two customers and a customer's router, each slip in turn, and what is none. */
class LinterTest {

  /** As RouterOS 7 exports it; 3067 is the paper's, 3101 another one. */
  private static final String POP =
      """
      # 2026-11-29 20:00:00 by RouterOS 7.20.8
      # software id = AAAA-BBBB
      /interface bridge
      add comment=isp:gsm:3067:bridge name=BR-USER-3067 protocol-mode=none
      add name=BR-USER-3101 protocol-mode=none
      add name=bridge1
      /interface eoip
      add comment=isp:gsm:3067:eoip local-address=10.10.10.1 mac-address=02:AA:00:00:30:67 \\
          name=USER-3067 remote-address=10.10.10.2 tunnel-id=3067
      add local-address=10.10.10.1 mac-address=02:AA:00:00:31:01 name=USER-3101 remote-address=10.10.10.3 tunnel-id=3101
      /interface vlan
      add comment=isp:gsm:3067:vlan interface=ether2 name=VLAN-USER-3067 vlan-id=3067
      add interface=ether2 name=VLAN-USER-3101 vlan-id=3101
      /ip pool
      add name=pppoe-aktif ranges=10.100.1.10-10.100.1.250
      /interface bridge port
      add bridge=BR-USER-3067 comment=isp:gsm:3067:port-eoip interface=USER-3067
      add bridge=BR-USER-3067 comment=isp:gsm:3067:port-vlan interface=VLAN-USER-3067
      add bridge=BR-USER-3101 interface=USER-3101
      add bridge=BR-USER-3101 interface=VLAN-USER-3101
      add bridge=bridge1 interface=ether3
      /interface sstp-server server
      set authentication=mschap2 default-profile=default-encryption enabled=yes
      /ppp secret
      add comment=isp:gsm:3067:secret local-address=10.10.10.1 name=USER-3067 password=kT7vQm2xWp remote-address=10.10.10.2 service=sstp
      add local-address=10.10.10.1 name=USER-3101 password=hJ8wRn5yBd remote-address=10.10.10.3 service=sstp
      """;

  private static final String CUSTOMER =
      """
      /interface bridge
      add name=BR-USER-3067 protocol-mode=none
      /interface ethernet
      set [ find default-name=ether3 ] name=lan-kasir
      /interface eoip
      add local-address=10.10.10.2 mac-address=02:BB:00:00:30:67 name=USER-3067 remote-address=10.10.10.1 tunnel-id=3067
      /interface sstp-client
      add connect-to=103.245.179.46 disabled=no name=SSTP-USER-3067 password=kT7vQm2xWp profile=default-encryption user=USER-3067
      /interface bridge port
      add bridge=BR-USER-3067 interface=USER-3067
      add bridge=BR-USER-3067 interface=ether2
      """;

  @Test
  void the_correct_pair_is_without_findings() {
    assertThat(findings(POP)).isEmpty();
    assertThat(findings(CUSTOMER)).isEmpty();
  }

  /** What stands in the POP, what stands there instead, and what is said: rule, line, right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // The paper prints this one.
        "name=VLAN-USER-3067 | name=VLAN-USER-3967 | port_without_interface 18 VLAN-USER-3967,"
            + " number_differs 12 VLAN-USER-3067",
        "VLAN-USER-3067 | VLAN-USER-3967 | number_differs 12 VLAN-USER-3067",
        "VLAN-USER-3101 | VLAN-USER-3110 | number_differs 13 VLAN-USER-3101",
        "vlan-id=3067 | vlan-id=3967 | number_differs 12 3067",
        "BR-USER-3067 | BR-USER-3967 | number_differs 4 BR-USER-3067",
        "tunnel-id=3067 | tunnel-id=3076 | number_differs 8 3067",
        "tunnel-id=3067 | tunnel-id=3101 | number_differs 8 3067",
        "isp:gsm:3067:eoip | isp:gsm:3967:eoip | number_differs 8 isp:gsm:3067:eoip",
        "isp:gsm:3067:port-vlan | isp:gsm:3101:port-vlan | number_differs 18"
            + " isp:gsm:3067:port-vlan",
        "name=USER-3067 password | name=USER-3967 password | number_differs 25 USER-3067",
        "bridge=BR-USER-3101 interface=VLAN-USER-3101 | bridge=BR-USER-3101"
            + " interface=VLAN-USER-3067 | two_customers 20 VLAN-USER-3101",
        "bridge=BR-USER-3101 interface=USER-3101 | bridge=BR-USER-3101 interface=USER-3011 |"
            + " bridge_without",
        "bridge=bridge1 interface=ether3 | bridge=bridge1 interface=vlan40 | port_without_interface"
            + " 21 -",
        "bridge=bridge1 interface=ether3 | bridge=bridge1 interface=*1F | port_without_interface 21"
            + " -",
        "bridge=bridge1 interface=ether3 | bridge=BR-USER-3100 interface=ether3 |"
            + " port_without_bridge 21 BR-USER-3101",
        "local-address=10.10.10.1 mac-address=02:AA:00:00:30:67 | local-address=10.10.10.2"
            + " mac-address=02:AA:00:00:30:67 | eoip_ends_equal 8 -",
        "remote-address=10.10.10.3 tunnel | remote-address=10.10.10.4 tunnel | eoip_against_secret"
            + " 10 10.10.10.3",
        "remote-address=10.10.10.3 | remote-address=10.10.10.2 | remote_address_twice 10 -,"
            + " remote_address_twice 26 -",
        "02:AA:00:00:31:01 | 02:aa:00:00:30:67 | eoip_mac_twice 10 -",
        "tunnel-id=3101 | tunnel-id=3101 !keepalive | eoip_keepalive_off 10 10s,10",
        "10.100.1.10-10.100.1.250 | 10.10.10.2-10.10.10.2 | address_of_a_pool 8 -",
        "remote-address=10.10.10.3 service | remote-address=pppoe-aktif service | address_of_a_pool"
            + " 26 10.10.10.3",
        "kT7vQm2xWp | user3067 | password_guessable 25 -",
        "hJ8wRn5yBd | user-3101 | password_guessable 26 -",
        "default-encryption enabled=yes | default-encryption | sstp_server_off 23 yes",
        "authentication=mschap2 | authentication=pap,chap | sstp_server_without_mschap2 23 mschap2",
        "name=VLAN-USER-3101 | disabled=yes name=VLAN-USER-3101 | switched_off 13 no",
        "name=bridge1 | name=bridge1 disabled=yes | -",
      })
  void a_slip_at_the_pop_is_found_where_it_stands(String correct, String slip, String said) {
    String text = POP.replace(correct, slip);
    assertThat(text).isNotEqualTo(POP);
    if ("bridge_without".equals(said)) {
      assertThat(findings(text))
          .containsExactlyInAnyOrder(
              "eoip_in_no_bridge 10 -", "port_without_interface 19 USER-3101");
    } else {
      assertThat(findings(text))
          .containsExactlyInAnyOrder(said == null ? new String[0] : said.split(", "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "disabled=no | | sstp_client_off 8 no",
        "disabled=no | disabled=yes | sstp_client_off 8 no",
        "disabled=no | disabled=no add-default-route=yes | sstp_client_draws_default_route 8 no",
        "user=USER-3067 | user=USER-3967 | number_differs 8 USER-3067",
        "password=kT7vQm2xWp | password=USER-3067 | password_guessable 8 -",
        "interface=ether2 | interface=ether3 | port_without_interface 11 -",
        "interface=ether2 | interface=lan-kasir | -",
        "interface=ether2 | interface=sfp-sfpplus1 | -",
        "bridge=BR-USER-3067 interface=ether2 | bridge=bridge-x interface=ether2 |"
            + " port_without_bridge 11 -, bridge_has_one_side 2 -",
        "remote-address=10.10.10.1 | remote-address=10.10.10.2 | eoip_ends_equal 6 -",
      })
  void a_slip_at_the_customer_is_found_where_it_stands(String correct, String slip, String said) {
    String text = CUSTOMER.replace(correct, slip == null ? "" : slip);
    assertThat(text).isNotEqualTo(CUSTOMER);
    assertThat(findings(text))
        .containsExactlyInAnyOrder(said == null ? new String[0] : said.split(", "));
  }

  @Test
  void the_fibre_beside_the_tunnel_is_a_loop_unless_a_spanning_tree_guards_it() {
    String both =
        CUSTOMER
            + "add bridge=BR-USER-3067 interface=fibre\n"
            + "/interface vlan\nadd interface=ether5 name=fibre vlan-id=3067\n";
    assertThat(findings(both)).containsExactly("loop 2 rstp");
    assertThat(findings(both.replace("none", "rstp"))).isEmpty();
    assertThat(findings(both.replace("tunnel-id", "loop-protect=on tunnel-id"))).isEmpty();
    assertThat(
            findings(
                both.replace(
                    "bridge=BR-USER-3067 interface=fibre",
                    "bridge=BR-USER-3067 disabled=yes interface=fibre")))
        .isEmpty();
  }

  @Test
  void a_local_login_is_in_the_way_where_radius_is_to_answer() {
    String asks = POP + "/ppp aaa\nset use-radius=yes\n";
    assertThat(findings(asks))
        .containsExactly("secret_before_radius 25 -", "secret_before_radius 26 -");
    assertThat(
            findings(
                "/ppp aaa\nset use-radius=yes\n/ppp secret\nadd name=vpn-kantor service=l2tp\n"))
        .isEmpty();
  }

  @Test
  void the_same_tunnel_twice_is_one_too_many() {
    assertThat(
            findings(
                """
                /interface eoip
                add name=eoip-a remote-address=198.51.100.7 tunnel-id=7
                add name=eoip-b remote-address=198.51.100.7 tunnel-id=7
                add name=eoip-c remote-address=198.51.100.7 tunnel-id=8
                """))
        .containsExactly("eoip_twice 3 -");
  }

  @Test
  void a_slip_alone_is_judged_by_the_rest_of_the_text_or_left_to_a_person() {
    String alone = "/interface vlan\nadd interface=ether2 name=VLAN-USER-3967 vlan-id=3067\n";
    assertThat(findings(alone)).containsExactly("numbers_disagree 2 -");
    assertThat(findings(alone + "/ppp secret\nadd name=USER-3067 service=sstp\n"))
        .containsExactly("number_differs 2 VLAN-USER-3067");
  }

  /** As people publish them: nothing of it is a slip. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        /interface bridge
        add name=bridge-local
        /interface eoip
        add mac-address=02:2B:71:3F:6A:01 name=eoip-tunnel1 remote-address=203.0.113.9 tunnel-id=10
        add mac-address=02:2B:71:3F:6A:02 name=eoip-to-site-12 remote-address=203.0.113.10 tunnel-id=112
        /interface vlan
        add interface=ether1 name=vlan10 vlan-id=10
        add interface=bridge-local name=vlan-2024 vlan-id=20
        /interface bridge port
        add bridge=bridge-local interface=ether2
        add bridge=bridge-local interface=wlan1
        add bridge=bridge-local interface=eoip-tunnel1
        add bridge=bridge-local interface=eoip-to-site-12
        add bridge=bridge-local interface=vlan10
        /ppp aaa
        set use-radius=yes
        /ppp secret
        add local-address=192.168.88.1 name=l2tp-user password=x1 profile=default-encryption remote-address=192.168.88.10 service=l2tp
        add name=pppoe1 password=x2 profile=10M remote-address=pool-10m service=pppoe
        add name=pppoe2 password=x3 profile=10M remote-address=pool-10m service=pppoe
        /ip pool
        add name=pool-10m ranges=10.20.0.2-10.20.0.254
        """,
        """
        /interface sstp-client
        add connect-to=198.51.100.5 disabled=no name=sstp-out1 password=12345 user=KANTOR
        /interface eoip
        add local-address=172.16.100.254 name=EoIP remote-address=172.16.200.254 tunnel-id=1
        /interface bridge port
        add bridge=BridgeMain interface=EoIP
        """,
        """
        /interface bridge
        add name=BR-HUB protocol-mode=none
        /interface eoip
        add name=USER-101 remote-address=10.10.10.2 tunnel-id=101
        add name=USER-102 remote-address=10.10.10.3 tunnel-id=102
        /interface bridge port
        add bridge=BR-HUB horizon=1 interface=USER-101
        add bridge=BR-HUB horizon=1 interface=USER-102
        add bridge=BR-HUB interface=ether5
        """,
        """
        /interface list
        add name=LAN
        /interface wireless
        set [ find default-name=wlan1 ] name=wifi-tamu
        /interface bonding
        add name=bonding1 slaves=ether3,ether4
        /interface bridge
        add name=bridge
        /interface bridge port
        add bridge=bridge interface=LAN
        add bridge=bridge interface=wifi-tamu
        add bridge=bridge interface=bonding1
        add bridge=bridge interface=<pppoe-budi>
        """
      })
  void what_people_usually_have_is_no_finding(String text) {
    assertThat(findings(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6.49.18, pop-secret.rsc",
    "7.20.8, pop-radius.rsc",
    "6.49.18, customer.rsc",
    "7.20.8, customer.rsc"
  })
  void what_our_halves_make_of_a_router_is_without_findings(String version, String half) {
    try (StandInRouter router = StandInRouter.version(version).start()) {
      router.importRsc(golden(half).replace("user3067", "kT7vQm2xWp9r"));
      assertThat(findings(router.export())).isEmpty();
    }
  }

  @Test
  void of_the_paper_s_own_values_the_password_alone_is_weak() {
    assertThat(findings(golden("pop-secret.rsc"))).containsExactly("password_guessable 4 -");
  }

  @Test
  void what_the_text_does_not_tell_is_said_so() {
    Linter linter = Linter.ofExport(POP.replaceAll("password=\\S+", "").getBytes(UTF_8));
    assertThat(linter.untold()).containsExactly("password");
    assertThat(linter.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings", "findings_id"})
  void every_rule_has_its_words(String bundle) throws IOException {
    Properties words = new Properties();
    try (InputStream text =
        Rule.class.getResourceAsStream("/id/gerbang/billing/lint/" + bundle + ".properties")) {
      words.load(text);
    }
    assertThat(words.stringPropertyNames())
        .containsAll(Arrays.stream(Rule.values()).map(Rule::code).toList())
        .contains("right")
        .hasSize(Rule.values().length + 1);
  }

  private static List<String> findings(String text) {
    return Linter.ofExport(text.getBytes(UTF_8)).findings().stream()
        .map(
            finding ->
                finding.rule().code() + " " + finding.line() + " " + finding.right().orElse("-"))
        .toList();
  }

  private static String golden(String name) {
    try (InputStream text =
        LinterTest.class.getResourceAsStream("/id/gerbang/billing/backup/" + name)) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
