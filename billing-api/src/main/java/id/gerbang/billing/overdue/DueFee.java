package id.gerbang.billing.overdue;

import java.util.Optional;

/**
 * A fee for an invoice that is not paid in time.
 *
 * @param number of the invoice
 * @param subscriptionId that the invoice concerns; absent: all of the customer's
 * @param comesWith the subscription whose next invoice has it; absent: none is to come
 */
public record DueFee(
    long customerId,
    long invoiceId,
    String number,
    long amount,
    Optional<Long> subscriptionId,
    Optional<Long> comesWith) {}
