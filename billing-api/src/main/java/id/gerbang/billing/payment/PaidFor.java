package id.gerbang.billing.payment;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.AllocationDao;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.Settlement.Share;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OpenInvoice;
import id.gerbang.billing.payment.RecordPayment.ChosenAllocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is for, as its request has it: whose it is, how much, and which open invoices.
 *
 * @param amount as it says, or what is open, or what of a deposit there is
 * @param chosen shares that it names; what is beyond them pays the open ones in their order
 * @param open those that it may pay, in the order in which it does
 */
record PaidFor(long customerId, long amount, List<Share> chosen, List<OpenInvoice> open) {

  /** The customer's row is locked from now on. */
  static PaidFor of(Handle handle, RecordPayment record, boolean ofDeposit) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long customerId =
        invoices
            .lockAnyCustomer(payer(invoices, record))
            .orElseThrow(() -> Problem.unprocessable("customerId", "is no customer's"));
    List<OpenInvoice> open =
        inOrder(
            ofDeposit ? invoices.openWithoutDeposit(customerId) : invoices.open(customerId),
            record.invoiceId());
    List<Share> chosen = chosen(record, open);
    long amount = amount(record, open, chosen);
    return new PaidFor(
        customerId,
        ofDeposit ? requireHeld(handle, record, customerId, amount, open) : amount,
        chosen,
        open);
  }

  /** The customer who pays: named, or the invoice's. */
  private static long payer(InvoiceDao invoices, RecordPayment record) {
    Long customerId = record.customerId();
    if (record.invoiceId() == null) {
      return Objects.requireNonNull(customerId);
    }
    InvoiceRow invoice =
        invoices
            .byId(record.invoiceId())
            .orElseThrow(() -> Problem.unprocessable("invoiceId", "is no invoice's"));
    if (customerId != null && customerId != invoice.customerId()) {
      throw Problem.unprocessable("invoiceId", "is an invoice of another customer");
    }
    return invoice.customerId();
  }

  /** Oldest due first, but before all others the one that the payment is for. */
  private static List<OpenInvoice> inOrder(List<OpenInvoice> open, @Nullable Long invoiceId) {
    return open.stream()
        .sorted(Comparator.comparing(invoice -> invoiceId == null || invoice.id() != invoiceId))
        .toList();
  }

  /** What was chosen, each of an open invoice and no more than it owes. */
  private static List<Share> chosen(RecordPayment record, List<OpenInvoice> open) {
    Map<Long, OpenInvoice> byId = open.stream().collect(toMap(OpenInvoice::id, identity()));
    Checks checks = new Checks();
    List<Share> chosen = new ArrayList<>();
    for (ChosenAllocation allocation : record.chosen()) {
      String path = "allocations[" + chosen.size() + "].";
      Share share =
          new Share(
              Objects.requireNonNull(allocation.invoiceId()),
              Objects.requireNonNull(allocation.amount()).amount());
      OpenInvoice invoice = byId.get(share.invoiceId());
      if (invoice == null) {
        checks.that(false, path + "invoiceId", "is no open invoice of this customer");
      } else {
        checks.that(
            share.amount() <= invoice.open(),
            path + "amount",
            "is more than the %s that %s owes"
                .formatted(Money.rupiah(invoice.open()).text(), invoice.number()));
      }
      chosen.add(share);
    }
    checks.done();
    return chosen;
  }

  private static long amount(RecordPayment record, List<OpenInvoice> open, List<Share> chosen) {
    long allocated = chosen.stream().mapToLong(Share::amount).sum();
    Money amount = record.amount();
    if (amount != null) {
      if (allocated > amount.amount()) {
        throw Problem.unprocessable(
            "allocations",
            "are %s together, which is more than the amount"
                .formatted(Money.rupiah(allocated).text()));
      }
      return amount.amount();
    }
    if (allocated > 0) {
      return allocated;
    }
    Long invoiceId = record.invoiceId();
    long rest =
        open.stream()
            .filter(invoice -> invoiceId == null || invoice.id() == invoiceId)
            .mapToLong(OpenInvoice::open)
            .sum();
    if (rest == 0) {
      throw Problem.unprocessable("amount", "is missing, and nothing is open that it could be");
    }
    return rest;
  }

  /** A deposit pays what is open, and no credit; where no amount is said, as much as there is. */
  private static long requireHeld(
      Handle handle, RecordPayment record, long customerId, long amount, List<OpenInvoice> open) {
    long held = Math.max(0, handle.attach(AllocationDao.class).depositHeld(customerId));
    long most = Math.min(held, open.stream().mapToLong(OpenInvoice::open).sum());
    if (record.amount() == null && record.chosen().isEmpty() && most > 0) {
      return Math.min(amount, most);
    }
    if (amount > most) {
      throw Problem.conflict(
          "amount",
          amount > held
              ? "is more than the deposit of %s that is held".formatted(Money.rupiah(held).text())
              : "is more than the %s that is open: what no invoice takes is given back by a refund"
                  .formatted(Money.rupiah(most).text()));
    }
    return amount;
  }
}
