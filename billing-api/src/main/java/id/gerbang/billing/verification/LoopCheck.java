package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Check.fail;
import static id.gerbang.billing.verification.Check.pass;
import static id.gerbang.billing.verification.Check.unknown;
import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.billing.verification.Facts.Macs;
import id.gerbang.routeros.Row;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the fibre carries the VLAN again beside the tunnel: then frames may go round for ever.
 */
final class LoopCheck {

  private final Facts facts;
  private final Macs now;
  private final boolean sstpIsUp;

  LoopCheck(Facts facts, Macs now, boolean sstpIsUp) {
    this.facts = facts;
    this.now = now;
    this.sstpIsUp = sstpIsUp;
  }

  Check check() {
    Optional<Check> danger =
        tunnelForwards()
            ? onBothPorts().or(this::moved).or(this::secondWay).or(this::secondPort)
            : Optional.empty();
    return danger
        .or(this::saidToBeBack)
        .orElseGet(
            () ->
                facts.pop().filter(reading -> reading.tells(Reading.HOST)).isPresent()
                    ? pass(Step.LOOP, "")
                    : unknown(Step.LOOP, Why.NOT_TOLD, ""));
  }

  /** Where either end has switched the tunnel's port off, nothing goes round. */
  private boolean tunnelForwards() {
    return Stream.of(facts.popEnd(), facts.customerEnd())
        .flatMap(Optional::stream)
        .flatMap(end -> end.eoip().flatMap(end::port).stream())
        .noneMatch(port -> port.isTrue("disabled"));
  }

  /** At once, or in one reading here and in the next there. */
  private Optional<Check> onBothPorts() {
    return danger(Why.ON_BOTH_PORTS, both(now.branch(), now.office()));
  }

  /** Since it was looked at last. */
  private Optional<Check> moved() {
    Set<String> moved = new LinkedHashSet<>(both(facts.before().branch(), now.office()));
    moved.addAll(both(facts.before().office(), now.branch()));
    return danger(Why.MOVED, moved);
  }

  /** One side's hosts come in on the other side's wire. */
  private Optional<Check> secondWay() {
    Set<String> lan =
        facts
            .customerEnd()
            .map(end -> end.learned(facts.link().customerInterface()))
            .orElse(Set.of());
    return danger(Why.SECOND_WAY, both(lan, now.office()));
  }

  /** The customer's bridge has the tunnel and the VLAN of the fibre, and both run. */
  private Optional<Check> secondPort() {
    Optional<TunnelEnd> end = facts.customerEnd();
    boolean guarded =
        end.flatMap(TunnelEnd::bridge)
            .filter(bridge -> text(bridge, "protocol-mode").endsWith("stp"))
            .isPresent();
    if (end.isEmpty() || !sstpIsUp || guarded) {
      return Optional.empty();
    }
    return end.get().wiredPorts().stream()
        .filter(name -> isFibre(end.get(), name))
        .findFirst()
        .map(name -> danger(Why.SECOND_WAY, name));
  }

  private boolean isFibre(TunnelEnd end, String name) {
    return end.reading()
        .named(Reading.VLAN, name)
        .filter(vlan -> text(vlan, "vlan-id").equals(Integer.toString(facts.link().vlan())))
        .filter((Row vlan) -> vlan.isTrue("running"))
        .isPresent();
  }

  private Optional<Check> saidToBeBack() {
    return facts.fibreBack() && sstpIsUp
        ? Optional.of(danger(Why.FIBRE_BACK, ""))
        : Optional.empty();
  }

  private Optional<Check> danger(Why why, Set<String> macs) {
    return macs.isEmpty() ? Optional.empty() : Optional.of(danger(why, TrafficChecks.named(macs)));
  }

  /** Wanted is which port to switch off first, by its comment. */
  private Check danger(Why why, String seen) {
    String port = facts.link().comment("port-eoip");
    return fail(Step.LOOP, Side.FIBRE, why, seen, port);
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    return one.stream().filter(other::contains).collect(Collectors.toSet());
  }
}
