package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Everybody of a plan to another one, and the plan is retired.
 *
 * @param to the other plan
 * @param at {@code now}, {@code periodEnd} (which it is where nothing is said), or a day
 */
public record ReplacePlanRequest(
    @Nullable Long to, @Nullable String at, @Nullable String reason, @Nullable Boolean dryRun) {

  /** The same as a bulk action. */
  BulkRequest of(long plan) {
    Checks checks = new Checks();
    checks.that(to != null, "to", "is missing");
    checks.that(to == null || to != plan, "to", "is the plan itself");
    checks.text(reason, "reason", 500);
    checks.done();
    return BulkRequest.changePlan(
        BulkRequest.Filter.ofPlan(plan, null),
        to,
        at == null ? ChangePlanRequest.PERIOD_END : at,
        reason);
  }
}
