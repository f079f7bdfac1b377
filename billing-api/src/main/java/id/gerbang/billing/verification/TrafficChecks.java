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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who is seen on which side of the POP's bridge, and whether it flows both ways. */
final class TrafficChecks {

  private static final int NAMED = 3;

  private final Facts facts;
  private final boolean tunnelCarries;
  private final boolean wireCarries;

  /**
   * @param tunnelCarries nothing is known to be wrong up to the far end of the tunnel
   * @param wireCarries nor with the VLAN and the POP's bridge
   */
  TrafficChecks(Facts facts, boolean tunnelCarries, boolean wireCarries) {
    this.facts = facts;
    this.tunnelCarries = tunnelCarries;
    this.wireCarries = wireCarries;
  }

  List<Check> checks() {
    Macs macs = macs();
    return List.of(
        seen(Step.OFFICE_MACS, Side.UPE, macs.office(), wireCarries),
        seen(Step.BRANCH_MACS, Side.BRANCH, macs.branch(), tunnelCarries),
        traffic(macs));
  }

  /** Routers speak for themselves, too: what they send is no sign of who is behind them. */
  Macs macs() {
    Optional<TunnelEnd> pop = facts.popEnd();
    Set<String> far = facts.customerEnd().map(TunnelEnd::ownMacs).orElse(Set.of());
    Set<String> branch =
        pop.flatMap(TunnelEnd::eoip)
            .map(eoip -> pop.orElseThrow().learned(text(eoip, "name")))
            .orElse(Set.of());
    Set<String> office =
        pop.flatMap(TunnelEnd::wired).map(name -> pop.orElseThrow().learned(name)).orElse(Set.of());
    return new Macs(without(branch, far), without(office, far));
  }

  private static Set<String> without(Set<String> macs, Set<String> others) {
    return macs.stream().filter(mac -> !others.contains(mac)).collect(Collectors.toSet());
  }

  private Check seen(Step step, Side side, Set<String> macs, boolean judged) {
    if (facts.pop().filter(reading -> reading.tells(Reading.HOST)).isEmpty()) {
      return unknown(step, Why.NOT_TOLD, "");
    }
    if (!macs.isEmpty()) {
      return pass(step, named(macs));
    }
    return judged ? fail(step, side, Why.NOBODY_SEEN, "") : unknown(step, Why.NOT_YET, "");
  }

  static String named(Set<String> macs) {
    String first = new TreeSet<>(macs).stream().limit(NAMED).collect(Collectors.joining(", "));
    return macs.size() > NAMED ? first + ", … (" + macs.size() + ")" : first;
  }

  /** What the tunnel receives comes from the branch; what it sends, from the head office. */
  private Check traffic(Macs macs) {
    Optional<String> name = facts.popEnd().flatMap(TunnelEnd::eoip).map(eoip -> text(eoip, "name"));
    OptionalLong received = flow(name, "rx");
    OptionalLong sent = flow(name, "tx");
    if (received.isEmpty() || sent.isEmpty()) {
      return unknown(Step.TRAFFIC, Why.NOT_TOLD, "");
    }
    String seen = "rx=" + received.getAsLong() + " tx=" + sent.getAsLong();
    boolean in = received.getAsLong() > 0;
    boolean out = sent.getAsLong() > 0;
    if (in && out) {
      return pass(Step.TRAFFIC, seen);
    }
    if ((!in && !out) || macs.branch().isEmpty() || macs.office().isEmpty() || !tunnelCarries) {
      return unknown(Step.TRAFFIC, Why.QUIET, seen);
    }
    return fail(Step.TRAFFIC, in ? Side.HEAD_OFFICE : Side.BRANCH, Why.ONE_WAY, seen);
  }

  /** What its counter moved between both readings, or else its rate, in whatever unit. */
  private OptionalLong flow(Optional<String> name, String direction) {
    Optional<Reading> pop = facts.pop();
    if (pop.isEmpty() || name.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong first = counter(pop.get(), Reading.INTERFACE, name.get(), direction);
    OptionalLong again =
        counter(pop.get(), Reading.AGAIN + Reading.INTERFACE, name.get(), direction);
    long moved =
        first.isPresent() && again.isPresent()
            ? Math.max(0, again.getAsLong() - first.getAsLong())
            : 0;
    OptionalLong rate =
        pop.get().rows(Reading.RATES).stream()
            .flatMap(row -> row.get(direction + "-bits-per-second").stream())
            .filter(text -> text.matches("\\d{1,18}"))
            .mapToLong(Long::parseLong)
            .findFirst();
    return moved > 0
        ? OptionalLong.of(moved)
        : rate.isPresent() || again.isEmpty() ? rate : OptionalLong.of(moved);
  }

  private static OptionalLong counter(Reading reading, String menu, String name, String direction) {
    return reading.named(menu, name).stream()
        .flatMap((Row row) -> row.get(direction + "-byte").stream())
        .filter(text -> text.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
