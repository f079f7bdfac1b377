package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.WiredLink.BRANCH;
import static id.gerbang.billing.verification.WiredLink.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.verification.Check.Result;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.billing.verification.Facts.Macs;
import id.gerbang.billing.verification.Verdict.Kind;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.standin.StandInRouter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's pair, correct, and with each step of it broken in turn. */
class VerdictTest {

  @ParameterizedTest
  @CsvSource({"6.49.18, API", "7.20.8, API", "7.20.8, REST"})
  void a_correct_pair_works_and_each_step_is_passed(String version, Protocol protocol) {
    try (WiredLink link = new WiredLink(version, protocol)) {
      Verdict verdict = link.verdict();
      assertThat(verdict.kind()).isEqualTo(Kind.WORKS);
      assertThat(verdict.checks()).extracting(Check::step).containsExactlyInAnyOrder(Step.values());
      assertThat(verdict.checks()).allMatch(Check::hasPassed);
      assertThat(verdict.macs()).isEqualTo(new Macs(Set.of(BRANCH), Set.of(OFFICE)));

      Verdict alone = link.fromThePop(RadiusView.NONE);
      assertThat(alone.kind()).isEqualTo(Kind.WORKS);
      assertThat(alone.checks())
          .filteredOn(check -> check.result() == Result.UNKNOWN)
          .extracting(Check::step)
          .containsExactlyInAnyOrder(Step.SSTP_CLIENT, Step.EOIP_CUSTOMER, Step.BRIDGE_CUSTOMER);
    }
  }

  /** At which router, what is typed there, and whose fault it is, at which step. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pop | /ip address set [find interface=ether1] address=103.245.179.45/29 | POP POP_ADDRESS",
        "pop | /ip address remove [find interface=ether1] | POP POP_ADDRESS",
        "pop | /ip address disable [find interface=ether1] | POP POP_ADDRESS",
        "pop | /interface disable ether1 | POP POP_ADDRESS",
        "pop | /interface sstp-server server set enabled=no | POP SSTP_SERVER",
        "pop | /interface sstp-server server set authentication=pap | POP SSTP_SERVER",
        "pop | /interface sstp-server server set port=4443 | POP SSTP_SERVER",
        "pop | /ppp secret set USER-3067 password=x | RADIUS_LOGIN LOGIN",
        "pop | /ppp secret set USER-3067 remote-address=10.10.10.9 | POP LOGIN",
        "pop | /ppp secret remove USER-3067 | POP LOGIN",
        "pop | /ppp secret set USER-3067 service=pppoe | POP LOGIN",
        "pop | /ppp secret set USER-3067 local-address=\"\" | POP SSTP_SESSION",
        "pop | /interface eoip set [find] tunnel-id=3068 | POP EOIP_POP",
        "pop | /interface eoip set [find] remote-address=10.10.10.3 | POP EOIP_POP",
        "pop | /interface eoip set [find] local-address=10.10.10.4 | POP EOIP_POP",
        "pop | /interface eoip disable [find] | POP EOIP_POP",
        "pop | /interface eoip remove [find] | POP EOIP_POP",
        "pop | /interface vlan set [find] vlan-id=3967 | POP VLAN",
        "pop | /interface vlan set [find] interface=ether3 | POP VLAN",
        "pop | /interface vlan disable [find] | POP VLAN",
        "pop | /interface vlan remove [find] | POP VLAN",
        "pop | /interface disable ether2 | UPE VLAN",
        "pop | /interface bridge remove [find] | POP BRIDGE_POP",
        "pop | /interface bridge disable [find] | POP BRIDGE_POP",
        "pop | /interface bridge port remove [find interface=VLAN-USER-3067] | POP BRIDGE_POP",
        "pop | /interface bridge port remove [find interface=USER-3067] | POP BRIDGE_POP",
        "pop | /interface bridge port disable [find interface=USER-3067] | POP BRIDGE_POP",
        "customer | /interface sstp-client disable [find] | CUSTOMER_ROUTER SSTP_CLIENT",
        "customer | /interface sstp-client remove [find] | CUSTOMER_ROUTER SSTP_CLIENT",
        "customer | /interface sstp-client set [find] connect-to=103.245.179.47 | CUSTOMER_ROUTER"
            + " SSTP_CLIENT",
        "customer | /interface sstp-client set [find] user=USER-3967 | CUSTOMER_ROUTER SSTP_CLIENT",
        "customer | /interface sstp-client set [find] port=444 | CUSTOMER_ROUTER SSTP_CLIENT",
        "customer | /interface sstp-client set [find] authentication=pap | CUSTOMER_ROUTER"
            + " SSTP_CLIENT",
        "customer | /interface sstp-client set [find] verify-server-certificate=yes |"
            + " CUSTOMER_ROUTER SSTP_CLIENT",
        "customer | /interface sstp-client set [find] password=x | RADIUS_LOGIN LOGIN",
        "customer | /interface eoip set [find] tunnel-id=3068 | CUSTOMER_ROUTER EOIP_CUSTOMER",
        "customer | /interface eoip set [find] remote-address=10.10.10.3 | CUSTOMER_ROUTER"
            + " EOIP_CUSTOMER",
        "customer | /interface eoip disable [find] | CUSTOMER_ROUTER EOIP_CUSTOMER",
        "customer | /interface bridge remove [find] | CUSTOMER_ROUTER BRIDGE_CUSTOMER",
        "customer | /interface bridge port remove [find interface=ether2] | CUSTOMER_ROUTER"
            + " BRIDGE_CUSTOMER",
        "customer | /interface bridge port remove [find interface=USER-3067] | CUSTOMER_ROUTER"
            + " BRIDGE_CUSTOMER",
        "customer | /interface disable ether2 | BRANCH BRIDGE_CUSTOMER",
      })
  void a_broken_step_names_its_side(String at, String typed, String fault) {
    for (Way way : Way.values()) {
      try (WiredLink link = new WiredLink(way.version, way.protocol)) {
        (at.equals("pop") ? link.pop : link.customer).importRsc(typed);
        link.later();
        Verdict verdict = link.verdict();
        assertThat(verdict.kind() + " " + verdict.side() + " " + verdict.step().orElseThrow())
            .as("%s %s", way, verdict.checks())
            .isEqualTo("FAULT " + fault);
      }
    }
  }

  private enum Way {
    V6("6.49.18", Protocol.API),
    V7("7.20.8", Protocol.API),
    REST("7.20.8", Protocol.REST);

    private final String version;
    private final Protocol protocol;

    Way(String version, Protocol protocol) {
      this.version = version;
      this.protocol = protocol;
    }
  }

  @Test
  void a_modem_without_network_is_the_modem_s_fault() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.wire.cut();
      link.later();
      assertFault(link.verdict(), Side.POP, Step.POP_ADDRESS);
      link.wire.mend();
      link.customer.link("lte1", false);
      link.later();
      assertFault(link.verdict(), Side.MODEM, Step.MODEM);
    }
  }

  @Test
  void seen_from_the_pop_alone_nobody_who_dials_is_the_modem_or_its_operator() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.customer.importRsc("/interface sstp-client disable [find]");
      link.later();
      Verdict verdict = link.fromThePop(RadiusView.NONE);
      assertFault(verdict, Side.MODEM, Step.SSTP_SESSION);
      assertThat(check(verdict, Step.SSTP_CLIENT).result()).isEqualTo(Result.UNKNOWN);
      assertThat(check(verdict, Step.BRANCH_MACS).result()).isEqualTo(Result.UNKNOWN);
    }
  }

  @Test
  void seen_from_the_pop_alone_a_wrong_end_of_the_tunnel_is_the_customer_s_router() {
    try (WiredLink link = new WiredLink("6.49.18", Protocol.API)) {
      link.customer.importRsc("/interface eoip set [find] tunnel-id=3068");
      link.later();
      assertFault(link.fromThePop(RadiusView.NONE), Side.CUSTOMER_ROUTER, Step.EOIP_RUNNING);
    }
  }

  @Test
  void seen_from_the_pop_alone_a_bridge_without_the_branch_s_port_is_the_branch_s_side() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.customer.importRsc("/interface bridge port remove [find interface=ether2]");
      assertFault(link.fromThePop(RadiusView.NONE), Side.BRANCH, Step.BRANCH_MACS);
    }
  }

  @Test
  void what_radius_answered_says_why_nobody_is_in() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.pop.importRsc(
          """
          /ppp secret remove USER-3067
          /ppp profile add name=gsm-backup local-address=10.10.10.1
          /interface sstp-server server set default-profile=gsm-backup
          /ppp aaa set use-radius=yes
          /radius add address=10.0.0.3 service=ppp secret=x
          """);
      link.pop.radius((user, password) -> Optional.empty());
      RadiusView rejected =
          new RadiusView(
              "reject", "SUSPENDED_UNPAID", Instant.parse("2026-03-01T00:00:00Z"), null, null);
      Verdict verdict = link.fromThePop(rejected);
      assertFault(verdict, Side.RADIUS_LOGIN, Step.LOGIN);
      assertThat(check(verdict, Step.LOGIN).seen()).isEqualTo("SUSPENDED_UNPAID");

      link.pop.radius((user, password) -> Optional.of("10.10.10.7"));
      link.later();
      Verdict elsewhere = link.fromThePop(RadiusView.NONE);
      assertFault(elsewhere, Side.RADIUS_LOGIN, Step.SSTP_SESSION);
      assertThat(check(elsewhere, Step.SSTP_SESSION).seen()).isEqualTo("10.10.10.7");

      link.pop.radius((user, password) -> Optional.of("10.10.10.2"));
      link.later();
      assertThat(link.verdict().kind()).isEqualTo(Kind.WORKS);
      link.pop.importRsc("/ppp aaa set use-radius=no");
      link.later();
      assertFault(link.verdict(), Side.POP, Step.LOGIN);
    }
  }

  @Test
  void a_head_office_that_is_not_seen_is_the_upe_s_side_and_one_that_is_silent_its_own() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.pop.rates("USER-3067", 120_000, 0);
      assertFault(link.verdict(), Side.HEAD_OFFICE, Step.TRAFFIC);
      link.pop.rates("USER-3067", 0, 120_000);
      assertFault(link.verdict(), Side.BRANCH, Step.TRAFFIC);
      link.pop.rates("USER-3067", 0, 0);
      Verdict quiet = link.verdict();
      assertThat(quiet.kind()).isEqualTo(Kind.WORKS);
      assertThat(check(quiet, Step.TRAFFIC).why()).isEqualTo(Why.QUIET);
      link.pop.importRsc(
          "/interface vlan set [find] interface=ether3; /interface vlan set [find]"
              + " interface=ether2");
      StandInRouter none = link.pop;
      none.counters("USER-3067", 1000, 1000);
      assertThat(link.verdict().kind()).isEqualTo(Kind.WORKS);
    }
  }

  @Test
  void a_cloned_mac_is_found_where_both_ends_are_read() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      String mac = link.pop.print("/interface/eoip").get(0).get("mac-address");
      link.customer.importRsc("/interface eoip set [find] mac-address=" + mac);
      Verdict verdict = link.verdict();
      assertFault(verdict, Side.CUSTOMER_ROUTER, Step.EOIP_CUSTOMER);
      assertThat(check(verdict, Step.EOIP_CUSTOMER).why()).isEqualTo(Why.SAME_MAC);
    }
  }

  @Test
  void a_tunnel_without_keepalive_is_not_believed() {
    try (WiredLink link = new WiredLink("7.20.8", Protocol.API)) {
      link.pop.importRsc("/interface eoip set [find] keepalive=\"\"");
      Verdict verdict = link.verdict();
      assertThat(verdict.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(verdict.step()).contains(Step.EOIP_RUNNING);
      assertThat(check(verdict, Step.EOIP_RUNNING).why()).isEqualTo(Why.NO_KEEPALIVE);
    }
  }

  @Test
  void a_router_that_was_not_read_is_never_a_fault() {
    Verdict verdict =
        Verdict.of(
            new Facts(
                WiredLink.LINK,
                Optional.empty(),
                Optional.empty(),
                RadiusView.NONE,
                Macs.NONE,
                false));
    assertThat(verdict.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(verdict.side()).isEqualTo(Side.NOBODY);
    assertThat(verdict.checks()).allMatch(check -> check.result() == Result.UNKNOWN);

    RadiusView open =
        new RadiusView("accept", "ACTIVE", Instant.EPOCH, "10.10.10.2", Instant.EPOCH);
    Verdict byRadius =
        Verdict.of(
            new Facts(WiredLink.LINK, Optional.empty(), Optional.empty(), open, Macs.NONE, false));
    assertThat(byRadius.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(check(byRadius, Step.SSTP_SESSION).hasPassed()).isTrue();
    assertThat(byRadius.step()).contains(Step.EOIP_RUNNING);
  }

  private static void assertFault(Verdict verdict, Side side, Step step) {
    assertThat(verdict.kind() + " " + verdict.side() + " " + verdict.step().orElse(null))
        .as("%s", verdict.checks())
        .isEqualTo("FAULT " + side + " " + step);
  }

  private static Check check(Verdict verdict, Step step) {
    return verdict.checks().stream()
        .filter(check -> check.step() == step)
        .findFirst()
        .orElseThrow();
  }
}
