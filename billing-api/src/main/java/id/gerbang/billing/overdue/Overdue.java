package id.gerbang.billing.overdue;

import id.gerbang.billing.overdue.OverduePolicy.Action;
import id.gerbang.core.plan.RateLimit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was not paid in time for a subscription, and what that brings it.
 *
 * @param since when the oldest of the invoices became overdue
 * @param slow of the action {@code SLOW}: what each direction has at most
 * @param invoices their numbers, oldest first
 */
public record Overdue(
    Instant since, Action action, Optional<RateLimit.Pair> slow, List<String> invoices) {

  /**
   * The same since the first of the steps that shut the gate: a severer one does not open it for a
   * moment, and no day after the first is billed.
   */
  Overdue since(List<Overdue> come) {
    return action == Action.SLOW
        ? this
        : new Overdue(
            come.stream()
                .filter(step -> step.action() != Action.SLOW)
                .map(Overdue::since)
                .min(Comparator.naturalOrder())
                .orElse(since),
            action,
            slow,
            invoices);
  }
}
