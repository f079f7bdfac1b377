package id.gerbang.billing.money;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event in the ledger with all its sides. It can't be made unbalanced: the database would
 * refuse it too, but only at commit (P16).
 *
 * @param documentId of what the kind names, where that is neither an invoice nor a payment
 */
public record Entry(
    Kind kind,
    Optional<Long> invoiceId,
    Optional<Long> paymentId,
    Optional<Long> documentId,
    List<Posting> postings) {

  /** What happened. */
  public enum Kind {
    INVOICE,
    VOID,
    PAYMENT,
    CREDIT_USED,
    CREDIT_NOTE,
    REVERSAL,
    REFUND,
    WRITE_OFF,
    GATEWAY_FEE,
    SETTLEMENT,
    HANDOVER,
    DEPOSIT
  }

  public Entry {
    postings = postings.stream().filter(posting -> posting.amount().amount() != 0).toList();
    Map<String, Long> sums = new HashMap<>();
    for (Posting posting : postings) {
      sums.merge(posting.amount().currency(), posting.amount().amount(), Math::addExact);
    }
    if (postings.isEmpty() || sums.values().stream().anyMatch(sum -> sum != 0)) {
      throw new IllegalArgumentException("an entry's postings sum to 0, these to " + sums);
    }
  }

  public Entry(
      Kind kind, Optional<Long> invoiceId, Optional<Long> paymentId, List<Posting> postings) {
    this(kind, invoiceId, paymentId, Optional.empty(), postings);
  }

  /** A customer owes what the invoice says; the ISP has earned it, but for tax and deposits. */
  public static Entry invoiceIssued(long invoiceId, long customerId, Parts parts) {
    return new Entry(
        Kind.INVOICE,
        Optional.of(invoiceId),
        Optional.empty(),
        List.of(
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(parts.total())),
            Posting.own(Account.REVENUE, Money.rupiah(-parts.earned())),
            Posting.own(Account.TAX_PAYABLE, Money.rupiah(-parts.tax())),
            Posting.of(Account.DEPOSIT, customerId, Money.rupiah(-parts.deposit()))));
  }

  /** The invoice's entry backwards; what was paid on it is the customer's again. */
  public static Entry invoiceVoided(long invoiceId, long customerId, Parts parts, long paid) {
    return new Entry(
        Kind.VOID,
        Optional.of(invoiceId),
        Optional.empty(),
        List.of(
            Posting.own(Account.REVENUE, Money.rupiah(parts.earned())),
            Posting.own(Account.TAX_PAYABLE, Money.rupiah(parts.tax())),
            Posting.of(Account.DEPOSIT, customerId, Money.rupiah(parts.deposit())),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(-parts.total())),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(paid)),
            Posting.of(Account.CUSTOMER_CREDIT, customerId, Money.rupiah(-paid))));
  }

  /**
   * What an invoice is made of.
   *
   * @param tax of the total, owed to the state
   * @param deposit of the total, held for the customer
   */
  public record Parts(long total, long tax, long deposit) {

    long earned() {
      return total - tax - deposit;
    }
  }

  /**
   * Money came in.
   *
   * @param into {@link Account#CASH} or {@link Account#BANK}
   * @param allocated what of it pays invoices; the rest is the customer's credit
   */
  public static Entry paymentReceived(
      long paymentId, long customerId, Account into, long amount, long allocated) {
    return paymentReceived(
        paymentId, customerId, Posting.own(into, Money.rupiah(amount)), allocated);
  }

  /** The same, into whatever hands it came. */
  public static Entry paymentReceived(
      long paymentId, long customerId, Posting received, long allocated) {
    long rest = Math.subtractExact(received.amount().amount(), allocated);
    return new Entry(
        Kind.PAYMENT,
        Optional.empty(),
        Optional.of(paymentId),
        List.of(
            received,
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(-allocated)),
            Posting.of(Account.CUSTOMER_CREDIT, customerId, Money.rupiah(-rest))));
  }

  /**
   * Money came in at a gateway, which holds it.
   *
   * @param customerFee what the customer paid it on top of the amount: no turnover, but income that
   *     the gateway's own fee takes away again
   */
  public static Entry paymentThroughGateway(
      String gateway,
      long paymentId,
      long customerId,
      long amount,
      long allocated,
      long customerFee) {
    long rest = Math.subtractExact(amount, allocated);
    return new Entry(
        Kind.PAYMENT,
        Optional.empty(),
        Optional.of(paymentId),
        List.of(
            Posting.with(gateway, Money.rupiah(Math.addExact(amount, customerFee))),
            Posting.own(Account.FEE_INCOME, Money.rupiah(-customerFee)),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(-allocated)),
            Posting.of(Account.CUSTOMER_CREDIT, customerId, Money.rupiah(-rest))));
  }

  /**
   * What a gateway keeps of a payment.
   *
   * @param fee negative: it gives it back
   */
  public static Entry gatewayFee(String gateway, long paymentId, long fee) {
    return new Entry(
        Kind.GATEWAY_FEE,
        Optional.empty(),
        Optional.of(paymentId),
        List.of(
            Posting.own(Account.GATEWAY_FEE, Money.rupiah(fee)),
            Posting.with(gateway, Money.rupiah(-fee))));
  }

  /**
   * What stood with a gateway is in the bank.
   *
   * @param fee what it kept beyond what was booked with the payments
   */
  public static Entry settled(String gateway, long settlementId, long amount, long fee) {
    return new Entry(
        Kind.SETTLEMENT,
        Optional.empty(),
        Optional.empty(),
        Optional.of(settlementId),
        List.of(
            Posting.own(Account.BANK, Money.rupiah(amount)),
            Posting.own(Account.GATEWAY_FEE, Money.rupiah(fee)),
            Posting.with(gateway, Money.rupiah(Math.negateExact(Math.addExact(amount, fee))))));
  }

  /** Credit of an earlier payment pays an invoice. */
  public static Entry creditUsed(long paymentId, long invoiceId, long customerId, long amount) {
    return new Entry(
        Kind.CREDIT_USED,
        Optional.of(invoiceId),
        Optional.of(paymentId),
        List.of(
            Posting.of(Account.CUSTOMER_CREDIT, customerId, Money.rupiah(amount)),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(-amount))));
  }

  /** What a collector had is in the till; what of it was short or over is a difference. */
  public static Entry handedOver(String collector, long expected, long counted) {
    return new Entry(
        Kind.HANDOVER,
        Optional.empty(),
        Optional.empty(),
        List.of(
            Posting.held(collector, Money.rupiah(-expected)),
            Posting.own(Account.CASH, Money.rupiah(counted)),
            Posting.own(
                Account.CASH_DIFFERENCE, Money.rupiah(Math.subtractExact(expected, counted)))));
  }
}
