package id.gerbang.billing.verification;

import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Facts.Macs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the tunnel carries, or who is at fault: routeros-provisioning, section 4.7.
 *
 * @param step the first that failed, or that had to be seen and was not; empty: it works
 * @param macs who was seen where, for the next look
 */
record Verdict(Kind kind, Side side, Optional<Step> step, List<Check> checks, Macs macs) {

  /** What came of it. */
  enum Kind {
    WORKS,
    FAULT,
    /** It may carry, and must not any longer. */
    LOOP_DANGER,
    /** Nothing is known to be wrong, and too little was seen to say that it works. */
    UNKNOWN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<Step> PROOF =
      EnumSet.of(Step.SSTP_SESSION, Step.EOIP_RUNNING, Step.OFFICE_MACS, Step.BRANCH_MACS);

  Verdict {
    checks = List.copyOf(checks);
  }

  static Verdict of(Facts facts) {
    SstpChecks sstp = new SstpChecks(facts);
    List<Check> checks = new ArrayList<>(sstp.checks());
    checks.addAll(new TunnelChecks(facts, sstp.isUp()).checks());
    boolean wireCarries = noneFailed(checks, EnumSet.of(Step.VLAN, Step.BRIDGE_POP));
    boolean tunnelCarries = sstp.isUp() && noneFailed(checks, EnumSet.allOf(Step.class));
    TrafficChecks traffic = new TrafficChecks(facts, tunnelCarries, wireCarries);
    checks.addAll(traffic.checks());
    checks.add(new LoopCheck(facts, traffic.macs(), sstp.isUp()).check());
    return judged(checks, traffic.macs());
  }

  private static boolean noneFailed(List<Check> checks, Set<Step> steps) {
    return checks.stream().noneMatch(check -> check.hasFailed() && steps.contains(check.step()));
  }

  private static Verdict judged(List<Check> checks, Macs macs) {
    Check last = checks.get(checks.size() - 1);
    if (last.hasFailed()) {
      return new Verdict(Kind.LOOP_DANGER, last.side(), Optional.of(last.step()), checks, macs);
    }
    Optional<Check> failed = checks.stream().filter(Check::hasFailed).findFirst();
    if (failed.isPresent()) {
      Check first = failed.get();
      return new Verdict(Kind.FAULT, first.side(), Optional.of(first.step()), checks, macs);
    }
    Optional<Step> unproved =
        checks.stream()
            .filter(check -> PROOF.contains(check.step()) && !check.hasPassed())
            .map(Check::step)
            .findFirst();
    return new Verdict(
        unproved.isEmpty() ? Kind.WORKS : Kind.UNKNOWN, Side.NOBODY, unproved, checks, macs);
  }
}
