package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.WiredLink.BRANCH;
import static id.gerbang.billing.verification.WiredLink.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.billing.verification.Facts.Macs;
import id.gerbang.billing.verification.Verdict.Kind;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.Row;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fibre comes back while the tunnel is up, and is found by whichever sign there is. */
class LoopTest {

  private final WiredLink link = new WiredLink("7.20.8", Protocol.API);

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void a_fibre_that_is_bridged_beside_the_tunnel_is_a_danger_unless_a_spanning_tree_is_on() {
    link.customer.importRsc(
        "/interface vlan add name=fibre interface=ether3 vlan-id=3067; /interface bridge port add"
            + " bridge=BR-USER-3067 interface=fibre");
    StandInRouter.wire(link.pop, "ether2", link.customer, "ether3");
    assertThat(link.pop.loops()).containsExactly("BR-USER-3067");
    assertDanger(link.verdict(), Why.SECOND_WAY, "fibre");

    link.customer.importRsc("/interface bridge port disable [find interface=USER-3067]");
    assertThat(link.pop.loops()).isEmpty();
    assertThat(link.verdict().kind()).isNotEqualTo(Kind.LOOP_DANGER);

    link.customer.importRsc("/interface bridge port enable [find interface=USER-3067]");
    for (StandInRouter router : List.of(link.pop, link.customer)) {
      router.importRsc("/interface bridge set [find] protocol-mode=rstp");
    }
    assertThat(link.verdict().kind()).isNotEqualTo(Kind.LOOP_DANGER);
  }

  @Test
  void the_branch_that_has_moved_to_the_vlan_since_the_last_look_is_a_danger() {
    Verdict first = link.verdict();
    assertThat(first.kind()).isEqualTo(Kind.WORKS);
    link.pop.host("ether2", 3067, BRANCH);
    link.customer.importRsc("/interface bridge port disable [find interface=ether2]");
    Verdict moved = link.verdict(false, RadiusView.NONE, first.macs(), false);
    assertDanger(moved, Why.MOVED, BRANCH);
    assertThat(link.verdict(false, RadiusView.NONE, Macs.NONE, false).kind())
        .isNotEqualTo(Kind.LOOP_DANGER);
  }

  @Test
  void one_that_is_learned_here_and_then_there_is_a_danger() {
    Reading pop = link.popReading();
    Map<String, List<Row>> told = new HashMap<>(pop.told());
    List<Row> again = new ArrayList<>(pop.rows(Reading.AGAIN + Reading.HOST));
    again.removeIf(row -> row.get("mac-address").filter(BRANCH::equals).isPresent());
    again.add(
        new Row(Map.of("mac-address", BRANCH, "on-interface", "VLAN-USER-3067", "local", "false")));
    told.put(Reading.AGAIN + Reading.HOST, again);
    assertDanger(Verdict.of(facts(new Reading(told), Optional.empty())), Why.ON_BOTH_PORTS, BRANCH);
  }

  @Test
  void the_office_that_comes_in_by_the_branch_s_wire_is_a_danger() {
    Reading customer = link.customerReading();
    Map<String, List<Row>> told = new HashMap<>(customer.told());
    List<Row> hosts = new ArrayList<>(customer.rows(Reading.HOST));
    hosts.add(new Row(Map.of("mac-address", OFFICE, "on-interface", "ether2", "local", "false")));
    told.put(Reading.HOST, hosts);
    assertDanger(
        Verdict.of(facts(link.popReading(), Optional.of(new Reading(told)))),
        Why.SECOND_WAY,
        OFFICE);
  }

  @Test
  void somebody_who_says_that_the_fibre_is_back_is_believed_as_long_as_the_tunnel_is_up() {
    assertDanger(link.verdict(true, RadiusView.NONE, Macs.NONE, true), Why.FIBRE_BACK, "");
    link.customer.importRsc("/interface sstp-client disable [find]");
    link.later();
    assertThat(link.verdict(true, RadiusView.NONE, Macs.NONE, true).kind()).isEqualTo(Kind.FAULT);
  }

  @Test
  void two_looks_at_what_works_are_no_danger() {
    Verdict first = link.verdict();
    Verdict second = link.verdict(true, RadiusView.NONE, first.macs(), false);
    assertThat(second.kind()).isEqualTo(Kind.WORKS);
    assertThat(second.macs()).isEqualTo(new Macs(Set.of(BRANCH), Set.of(OFFICE)));
  }

  private static Facts facts(Reading pop, Optional<Reading> customer) {
    return new Facts(WiredLink.LINK, Optional.of(pop), customer, RadiusView.NONE, Macs.NONE, false);
  }

  private static void assertDanger(Verdict verdict, Why why, String seen) {
    assertThat(verdict.kind()).as("%s", verdict.checks()).isEqualTo(Kind.LOOP_DANGER);
    assertThat(verdict.side()).isEqualTo(Side.FIBRE);
    Check last = verdict.checks().get(verdict.checks().size() - 1);
    assertThat(last.step()).isEqualTo(Step.LOOP);
    assertThat(last.why()).isEqualTo(why);
    assertThat(last.seen()).isEqualTo(seen);
    assertThat(last.wanted()).isEqualTo("isp:gsm:3067:port-eoip");
  }
}
