package id.gerbang.billing.money;

/**
 * Rupiah for which the ledger and the documents differ; each is 0 in a healthy database.
 *
 * @param unbalanced largest sum of all postings of one currency
 * @param receivable the account less the open rests of invoices
 * @param credit the account and what payments have left over (a credit balance is negative)
 * @param received cash and bank less all payments
 */
public record Unexplained(long unbalanced, long receivable, long credit, long received) {}
