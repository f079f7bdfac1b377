package id.gerbang.billing.invoice;

import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.overdue.OpenInvoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How an amount pays invoices: those that were chosen with what was chosen for them, then each in
 * full, in order, until the amount is used up.
 *
 * @param rest what no invoice takes
 */
public record Settlement(List<Share> shares, long rest) {

  /** What one invoice gets of it. */
  public record Share(long invoiceId, long amount) {}

  public static Settlement of(long amount, List<OpenInvoice> inOrder) {
    return of(amount, List.of(), inOrder);
  }

  /**
   * With shares that were chosen.
   *
   * @param chosen of invoices in {@code inOrder}, none more than is open of it, together at most
   *     the amount
   */
  public static Settlement of(long amount, List<Share> chosen, List<OpenInvoice> inOrder) {
    Map<Long, Long> first = chosen.stream().collect(toMap(Share::invoiceId, Share::amount));
    long rest = amount - chosen.stream().mapToLong(Share::amount).sum();
    List<Share> shares = new ArrayList<>();
    for (OpenInvoice invoice : inOrder) {
      long share = first.getOrDefault(invoice.id(), 0L);
      long more = Math.min(rest, invoice.open() - share);
      if (share + more > 0) {
        shares.add(new Share(invoice.id(), share + more));
        rest -= more;
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
