package id.gerbang.billing.money;

/**
 * Rupiah for which the ledger and the documents differ; each is 0 in a healthy database.
 *
 * @param unbalanced largest sum of all postings of one currency
 * @param receivable the account less the open rests of invoices
 * @param credit the account and what payments have left over (a credit balance is negative)
 * @param received what came in, wherever it lies or went since (cash, bank, with a gateway or a
 *     collector, their fees and differences), less all payments that stand
 */
public record Unexplained(long unbalanced, long receivable, long credit, long received) {}
