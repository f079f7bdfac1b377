package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Everybody of a plan to the price that it is sold at.
 *
 * @param filter of those who pay another; left out: all of them
 * @param reason what customers can be told
 */
public record MovePriceRequest(
    BulkRequest.@Nullable Filter filter, @Nullable String reason, @Nullable Boolean dryRun) {

  /** The same as a bulk action. */
  BulkRequest of(long plan) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.that(
        filter == null || filter.planId() == null || filter.planId() == plan,
        "filter.planId",
        "is another plan");
    checks.done();
    return BulkRequest.movePrice(BulkRequest.Filter.ofPlan(plan, filter), reason);
  }
}
