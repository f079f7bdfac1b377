package id.gerbang.billing.sla;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/** What is to be promised: to a customer, or to whoever has a plan, or, without both, to all. */
public record SetSlaRule(
    @Nullable Long planId, @Nullable Long customerId, @Nullable SlaRules rules) {

  void check() {
    Checks checks = new Checks();
    checks.that(planId == null || customerId == null, "planId", "or customerId, not both");
    if (checks.that(rules != null, "rules", "is missing") && rules != null) {
      rules.check(checks);
    }
    checks.done();
  }
}
