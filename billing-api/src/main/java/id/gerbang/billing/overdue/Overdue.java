package id.gerbang.billing.overdue;

import id.gerbang.billing.overdue.OverduePolicy.Action;
import id.gerbang.core.plan.RateLimit;
import java.time.Instant;
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
    Instant since, Action action, Optional<RateLimit.Pair> slow, List<String> invoices) {}
