package id.gerbang.billing.overdue;

import id.gerbang.core.access.Entitlement.Unpaid;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What was not paid in time for a subscription, and what that brings it.
 *
 * @param since when the oldest of the invoices became overdue
 * @param invoices their numbers, oldest first
 */
public record Overdue(Instant since, Unpaid action, List<String> invoices) {

  String actionWord() {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
