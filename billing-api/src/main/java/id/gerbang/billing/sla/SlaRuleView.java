package id.gerbang.billing.sla;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.sla.RuleDao.RuleRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is promised to whom: a customer, whoever has a plan, or, where neither is said, all. */
public record SlaRuleView(
    long id,
    @Nullable Long planId,
    @Nullable Long customerId,
    SlaRules rules,
    Instant setAt,
    String setBy) {

  static SlaRuleView of(RuleRow row) {
    return new SlaRuleView(
        row.id(),
        row.planId().orElse(null),
        row.customerId().orElse(null),
        Json.kept(row.rules(), SlaRules.class),
        row.setAt(),
        row.setBy());
  }
}
