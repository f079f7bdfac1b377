package id.gerbang.billing.money;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rupiah for which the ledger and the documents differ; each is 0 in a healthy database.
 *
 * @param unbalanced largest sum of all postings of one currency
 * @param receivable the account less the open rests of invoices
 * @param credit the account and what payments have left over (a credit balance is negative)
 * @param cash what lies in the till and with collectors, and what they had too little or too much,
 *     less the cash of payments that stand and were not refunded
 * @param bank the account less payments by transfer that were not refunded so, and settlements
 * @param gateways of each gateway what stands there and its fees, less payments through it that
 *     were not refunded there, and settlements: their differences, whichever way
 * @param tax the account and the PPN of invoices, less that of credit notes
 * @param deposit the account and what is held for customers: deposits of invoices, less what of
 *     them paid invoices or was given back
 * @param writtenOff the account less what was given up of invoices
 * @param settled what left the gateways by settlements, as the ledger and the documents have it
 */
public record Unexplained(
    long unbalanced,
    long receivable,
    long credit,
    long cash,
    long bank,
    long gateways,
    long tax,
    long deposit,
    long writtenOff,
    long settled) {

  /** The one number: how much is not explained, wherever it is. */
  public long rupiah() {
    return parts().values().stream().mapToLong(Math::abs).reduce(0, Math::addExact);
  }

  /** The comparisons that do not agree, by name, and by how much; empty in a healthy database. */
  public Map<String, Long> parts() {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("unbalanced", unbalanced);
    parts.put("receivable", receivable);
    parts.put("credit", credit);
    parts.put("cash", cash);
    parts.put("bank", bank);
    parts.put("gateways", gateways);
    parts.put("tax", tax);
    parts.put("deposit", deposit);
    parts.put("writtenOff", writtenOff);
    parts.put("settled", settled);
    parts.values().removeIf(amount -> amount == 0);
    return parts;
  }
}
