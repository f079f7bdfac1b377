package id.gerbang.billing.overdue;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An invoice that is not void and not paid in full.
 *
 * @param subscriptionId absent: it concerns all of the customer's
 * @param open what is still to pay
 */
public record OpenInvoice(
    long id,
    String number,
    long customerId,
    Optional<Long> subscriptionId,
    LocalDate dueDate,
    long open) {

  boolean concerns(long subscription) {
    return subscriptionId.map(id -> id == subscription).orElse(true);
  }
}
