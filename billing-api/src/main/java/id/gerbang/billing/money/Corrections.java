package id.gerbang.billing.money;

import id.gerbang.billing.money.Entry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries that correct earlier ones, or give back or give up what those say. */
public final class Corrections {

  private Corrections() {}

  /**
   * Money that had come in is gone again.
   *
   * @param received what the payment's entry put on the ISP's own accounts
   * @param released what it paid of invoices, open again now; the rest was the customer's credit
   */
  public static Entry paymentReversed(
      long paymentId, long customerId, List<Posting> received, long released) {
    List<Posting> postings = new ArrayList<>();
    long amount = 0;
    for (Posting posting : received) {
      amount = Math.addExact(amount, posting.amount().amount());
      postings.add(posting.back());
    }
    postings.add(Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(released)));
    postings.add(
        Posting.of(
            Account.CUSTOMER_CREDIT,
            customerId,
            Money.rupiah(Math.subtractExact(amount, released))));
    return new Entry(Kind.REVERSAL, Optional.empty(), Optional.of(paymentId), postings);
  }

  /**
   * An issued invoice was too high.
   *
   * @param tax of the amount: no longer owed to the state
   * @param released of the amount: had been paid, and is the customer's credit now
   */
  public static Entry creditNote(
      long creditNoteId, long invoiceId, long customerId, long amount, long tax, long released) {
    return new Entry(
        Kind.CREDIT_NOTE,
        Optional.of(invoiceId),
        Optional.empty(),
        Optional.of(creditNoteId),
        List.of(
            Posting.own(Account.REVENUE, Money.rupiah(amount - tax)),
            Posting.own(Account.TAX_PAYABLE, Money.rupiah(tax)),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(released - amount)),
            Posting.of(Account.CUSTOMER_CREDIT, customerId, Money.rupiah(-released))));
  }

  /**
   * What is open of an invoice is given up.
   *
   * @param amount negative: it is open again
   */
  public static Entry writtenOff(long writeOffId, long invoiceId, long customerId, long amount) {
    return new Entry(
        Kind.WRITE_OFF,
        Optional.of(invoiceId),
        Optional.empty(),
        Optional.of(writeOffId),
        List.of(
            Posting.own(Account.WRITE_OFF, Money.rupiah(amount)),
            Posting.of(Account.RECEIVABLE, customerId, Money.rupiah(-amount))));
  }

  /**
   * What was held for a customer is given back.
   *
   * @param paidOut below Rp 0, out of {@link Account#CASH} or {@link Account#BANK}
   */
  public static Entry depositRefunded(long refundId, long customerId, Posting paidOut) {
    return new Entry(
        Kind.DEPOSIT,
        Optional.empty(),
        Optional.empty(),
        Optional.of(refundId),
        List.of(
            Posting.outOfDeposit(
                customerId, Money.rupiah(Math.negateExact(paidOut.amount().amount()))),
            paidOut));
  }

  /**
   * A customer's credit is given back.
   *
   * @param paidOut below Rp 0, out of {@link Account#CASH}, {@link Account#BANK} or {@link
   *     Account#GATEWAY_CLEARING}
   */
  public static Entry refunded(long refundId, long customerId, Posting paidOut) {
    return new Entry(
        Kind.REFUND,
        Optional.empty(),
        Optional.empty(),
        Optional.of(refundId),
        List.of(
            Posting.of(
                Account.CUSTOMER_CREDIT,
                customerId,
                Money.rupiah(Math.negateExact(paidOut.amount().amount()))),
            paidOut));
  }
}
