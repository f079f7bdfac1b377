package id.gerbang.billing.past;

import java.time.Instant;

/**
 * What somebody paid in another system.
 *
 * @param account by which the customer is known here: the external id
 * @param reference by which it is told from the account's others, whenever it is told
 * @param amount in whole rupiah, above 0
 * @param method in that system's words; may be empty
 * @param profile what was bought; may be empty
 */
public record PastPayment(
    String account, String reference, Instant paidAt, long amount, String method, String profile) {}
