package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Check.fail;
import static id.gerbang.billing.verification.Check.pass;
import static id.gerbang.billing.verification.Check.unknown;
import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Optional;

/** The EoIP tunnel inside SSTP, and the bridges at both of its ends. */
final class TunnelChecks {

  private final Facts facts;
  private final LinkFacts link;
  private final boolean sstpIsUp;

  TunnelChecks(Facts facts, boolean sstpIsUp) {
    this.facts = facts;
    this.link = facts.link();
    this.sstpIsUp = sstpIsUp;
  }

  List<Check> checks() {
    Check running = running();
    return List.of(
        eoip(Step.EOIP_POP, facts.popEnd(), Side.POP),
        eoip(Step.EOIP_CUSTOMER, facts.customerEnd(), Side.CUSTOMER_ROUTER),
        running,
        ping(running),
        vlan(),
        bridge(Step.BRIDGE_POP, facts.popEnd(), Side.POP),
        bridge(Step.BRIDGE_CUSTOMER, facts.customerEnd(), Side.CUSTOMER_ROUTER));
  }

  private Check eoip(Step step, Optional<TunnelEnd> from, Side side) {
    if (from.filter(end -> end.reading().tells(Reading.EOIP)).isEmpty()) {
      return unknown(step, Why.NOT_TOLD, "");
    }
    TunnelEnd end = from.orElseThrow();
    Optional<Row> found = end.eoip();
    if (found.isEmpty()) {
      return fail(step, side, Why.MISSING, "", link.name());
    }
    Row eoip = found.get();
    if (eoip.isTrue("disabled")) {
      return fail(step, side, Why.OFF, text(eoip, "name"), "disabled=no");
    }
    String id = Integer.toString(link.vlan());
    if (!text(eoip, "tunnel-id").equals(id)) {
      return different(step, side, eoip, "tunnel-id", id);
    }
    if (!text(eoip, "remote-address").equals(end.innerThere())) {
      return different(step, side, eoip, "remote-address", end.innerThere());
    }
    String local = text(eoip, "local-address");
    if (TunnelEnd.isSet(local) && !local.equals(end.innerHere())) {
      return different(step, side, eoip, "local-address", end.innerHere());
    }
    if (step == Step.EOIP_CUSTOMER && isCloned(eoip)) {
      return fail(step, side, Why.SAME_MAC, text(eoip, "mac-address"));
    }
    return pass(step, text(eoip, "name"));
  }

  private static Check different(Step step, Side side, Row row, String property, String wanted) {
    return fail(
        step, side, Why.DIFFERENT, property + "=" + text(row, property), property + "=" + wanted);
  }

  /** As after a copied backup: each takes the other's frames for its own. */
  private boolean isCloned(Row eoip) {
    String mac = text(eoip, "mac-address");
    return !mac.isEmpty()
        && facts
            .popEnd()
            .flatMap(TunnelEnd::eoip)
            .filter(row -> text(row, "mac-address").equalsIgnoreCase(mac))
            .isPresent();
  }

  /** What has no keepalive says that it runs whatever happens. */
  private Check running() {
    Optional<Row> here = facts.popEnd().flatMap(TunnelEnd::eoip);
    Optional<Row> there = facts.customerEnd().flatMap(TunnelEnd::eoip);
    Optional<Row> told = here.or(() -> there);
    if (told.isEmpty() || told.get().get("running").isEmpty()) {
      return unknown(Step.EOIP_RUNNING, Why.NOT_TOLD, "");
    }
    if (!sstpIsUp) {
      return unknown(Step.EOIP_RUNNING, Why.NOT_YET, "");
    }
    String name = text(told.get(), "name");
    if (!told.get().isTrue("running")) {
      return fail(Step.EOIP_RUNNING, Side.CUSTOMER_ROUTER, Why.NOT_RUNNING, name);
    }
    return text(told.get(), "keepalive").matches("|0s?(,.*)?")
        ? unknown(Step.EOIP_RUNNING, Why.NO_KEEPALIVE, name)
        : pass(Step.EOIP_RUNNING, name);
  }

  /** A router that answers no ping, and whose tunnel runs, only drops pings. */
  private Check ping(Check running) {
    List<Row> pings = facts.pop().map(reading -> reading.rows(Reading.PING)).orElse(List.of());
    long sent = pings.stream().filter(row -> row.get("seq").isPresent()).count();
    long received = pings.stream().filter(row -> row.get("time").isPresent()).count();
    if (!sstpIsUp) {
      return unknown(Step.INNER_PING, Why.NOT_YET, "");
    }
    if (sent == 0) {
      return unknown(Step.INNER_PING, Why.NOT_TOLD, "");
    }
    String seen = received + "/" + sent + " " + link.innerRemote();
    if (received > 0) {
      return pass(Step.INNER_PING, seen);
    }
    return running.hasPassed()
        ? unknown(Step.INNER_PING, Why.NO_ANSWER, seen)
        : fail(Step.INNER_PING, Side.CUSTOMER_ROUTER, Why.NO_ANSWER, seen);
  }

  private Check vlan() {
    Optional<TunnelEnd> end = facts.popEnd().filter(pop -> pop.reading().tells(Reading.VLAN));
    if (end.isEmpty()) {
      return unknown(Step.VLAN, Why.NOT_TOLD, "");
    }
    Optional<Row> found = end.get().vlan();
    if (found.isEmpty()) {
      return fail(Step.VLAN, Side.POP, Why.MISSING, "", "VLAN-" + link.vlanName());
    }
    Row vlan = found.get();
    String id = Integer.toString(link.vlan());
    if (!text(vlan, "vlan-id").equals(id)) {
      return different(Step.VLAN, Side.POP, vlan, "vlan-id", id);
    }
    if (!text(vlan, "interface").equals(link.popVlanInterface())) {
      return different(Step.VLAN, Side.POP, vlan, "interface", link.popVlanInterface());
    }
    String name = text(vlan, "name");
    if (vlan.isTrue("disabled")) {
      return fail(Step.VLAN, Side.POP, Why.OFF, name, "disabled=no");
    }
    boolean dead = vlan.get("running").isPresent() && !vlan.isTrue("running");
    return dead
        ? fail(Step.VLAN, Side.UPE, Why.NOT_RUNNING, name + " " + link.popVlanInterface())
        : pass(Step.VLAN, name);
  }

  private Check bridge(Step step, Optional<TunnelEnd> from, Side side) {
    if (from.filter(end -> end.reading().tells(Reading.BRIDGE) && end.reading().tells(Reading.PORT))
        .isEmpty()) {
      return unknown(step, Why.NOT_TOLD, "");
    }
    TunnelEnd end = from.orElseThrow();
    Optional<Row> found = end.bridge();
    if (found.isEmpty()) {
      return fail(step, side, Why.MISSING, "", "BR-" + link.name());
    }
    Row bridge = found.get();
    String name = text(bridge, "name");
    if (bridge.isTrue("disabled")) {
      return fail(step, side, Why.OFF, name, "disabled=no");
    }
    Optional<Check> port =
        end.eoip()
            .map(row -> text(row, "name"))
            .or(() -> Optional.of(link.name()))
            .flatMap(tunnel -> port(step, side, end, bridge, tunnel))
            .or(() -> end.wired().flatMap(wired -> port(step, side, end, bridge, wired)));
    return port.or(() -> lan(step, end)).orElseGet(() -> pass(step, name));
  }

  /** What is wrong with this interface's port; empty: nothing. */
  private static Optional<Check> port(
      Step step, Side side, TunnelEnd end, Row bridge, String name) {
    Optional<Row> port = end.port(name);
    if (port.isEmpty()) {
      return Optional.of(fail(step, side, Why.MISSING, text(bridge, "name"), "interface=" + name));
    }
    if (!TunnelEnd.isOf(port.get(), bridge)) {
      return Optional.of(
          fail(
              step,
              side,
              Why.DIFFERENT,
              name + " bridge=" + text(port.get(), "bridge"),
              "bridge=" + text(bridge, "name")));
    }
    return port.get().isTrue("disabled")
        ? Optional.of(fail(step, side, Why.OFF, name, "disabled=no"))
        : Optional.empty();
  }

  /** The branch's cable. */
  private Optional<Check> lan(Step step, TunnelEnd end) {
    return step == Step.BRIDGE_CUSTOMER
        ? end.reading()
            .named(Reading.INTERFACE, link.customerInterface())
            .filter(row -> row.get("running").isPresent() && !row.isTrue("running"))
            .map(row -> fail(step, Side.BRANCH, Why.NOT_RUNNING, link.customerInterface()))
        : Optional.empty();
  }
}
