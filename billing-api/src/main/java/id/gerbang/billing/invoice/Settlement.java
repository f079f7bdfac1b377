package id.gerbang.billing.invoice;

import id.gerbang.billing.overdue.OpenInvoice;
import java.util.ArrayList;
import java.util.List;

/**
 * How an amount pays invoices: each in full, in order, until the amount is used up.
 *
 * @param rest what no invoice takes
 */
public record Settlement(List<Share> shares, long rest) {

  /** What one invoice gets of it. */
  public record Share(long invoiceId, long amount) {}

  public static Settlement of(long amount, List<OpenInvoice> inOrder) {
    List<Share> shares = new ArrayList<>();
    long rest = amount;
    for (OpenInvoice invoice : inOrder) {
      long share = Math.min(rest, invoice.open());
      if (share > 0) {
        shares.add(new Share(invoice.id(), share));
        rest -= share;
      }
    }
    return new Settlement(List.copyOf(shares), rest);
  }

  /** Whether an invoice gets this much of it. */
  boolean pays(long invoiceId, long amount) {
    return shares.contains(new Share(invoiceId, amount));
  }

  public long allocated() {
    return shares.stream().mapToLong(Share::amount).sum();
  }
}
