package id.gerbang.billing.payment;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.cash.Collectors;
import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.Settlement;
import id.gerbang.billing.invoice.Settlement.Share;
import id.gerbang.billing.money.Account;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Posting;
import id.gerbang.billing.overdue.OpenInvoice;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.payment.PaymentDao.AllocationRow;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import id.gerbang.billing.payment.PaymentDao.Refunded;
import id.gerbang.billing.payment.RecordPayment.ChosenAllocation;
import id.gerbang.billing.payment.ReversalDao.ReversalRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Records payments: allocates, posts, and opens the gate, all in its caller's transaction. Two
 * payments of one customer go one after the other.
 */
public final class PaymentService {

  private static final Duration LOOKS_LIKE_A_DUPLICATE = Duration.ofMinutes(10);

  private final Clock clock;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;
  private final Collectors collectors;
  private final Receipts receipts;

  public PaymentService(
      Clock clock,
      Ledger ledger,
      Allocations allocations,
      OverdueEvaluation evaluation,
      Collectors collectors,
      Receipts receipts) {
    this.collectors = collectors;
    this.receipts = receipts;
    this.clock = clock;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
  }

  public PaymentView record(Handle handle, RecordPayment record, Actor actor) {
    Optional.ofNullable(record.externalId())
        .flatMap(handle.attach(PaymentDao.class)::gatewayOf)
        .ifPresent(
            gateway -> {
              throw Problem.unprocessable(
                  "externalId",
                  "begins with %s:, which is kept for what %s tells".formatted(gateway, gateway));
            });
    return record(handle, record, OptionalLong.empty(), actor);
  }

  /**
   * Money that a gateway holds for us.
   *
   * @param customerFee what the customer paid the gateway on top of the amount
   */
  public PaymentView recordFromGateway(
      Handle handle, RecordPayment record, long customerFee, Actor actor) {
    return record(handle, record, OptionalLong.of(customerFee), actor);
  }

  private PaymentView record(
      Handle handle, RecordPayment record, OptionalLong customerFee, Actor actor) {
    Instant now = clock.instant();
    record.check(now);
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    PaymentDao payments = handle.attach(PaymentDao.class);
    long customerId =
        invoices
            .lockAnyCustomer(payer(invoices, record))
            .orElseThrow(() -> Problem.unprocessable("customerId", "is no customer's"));
    boolean ofDeposit =
        customerFee.isEmpty() && RecordPayment.DEPOSIT.equals(String.valueOf(record.method()));
    List<OpenInvoice> open =
        inOrder(
            ofDeposit ? invoices.openWithoutDeposit(customerId) : invoices.open(customerId),
            record.invoiceId());
    List<Share> chosen = chosen(record, open);
    long amount = amount(record, open, chosen);
    String method = String.valueOf(record.method());
    if (actor.role() == Role.COLLECTOR && !method.equals("cash")) {
      throw Problem.unprocessable("method", "is cash: a collector takes nothing else");
    }
    if (ofDeposit) {
      amount = requireHeld(invoices, record, customerId, amount, open);
    }
    requireNew(payments, record, customerId, amount, method, now);
    long id =
        payments.insert(
            record.externalId(),
            customerId,
            amount,
            method,
            record.reference(),
            record.receivedAt() == null ? now : record.receivedAt(),
            now,
            actor.name(),
            ofDeposit);
    long allocated =
        allocations
            .settle(handle, id, Settlement.of(amount, chosen, open), open, actor)
            .allocated();
    allocations.coverRefunds(handle, customerId);
    ledger.post(
        handle,
        customerFee.isPresent()
            ? Entry.paymentThroughGateway(
                id, customerId, amount, allocated, customerFee.getAsLong())
            : Entry.paymentReceived(
                id,
                customerId,
                ofDeposit
                    ? Posting.outOfDeposit(customerId, Money.rupiah(amount))
                    : into(handle, method, amount, actor),
                allocated),
        actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "payment.record",
        "payment:" + id,
        Map.of("customerId", customerId, "amount", amount, "method", method));
    evaluation.evaluate(handle, Cause.PAYMENT, actor, customerId);
    if (!ofDeposit) {
      receipts.issue(handle, id);
    }
    return one(handle, id);
  }

  private Posting into(Handle handle, String method, long amount, Actor actor) {
    if (method.equals("cash")) {
      return collectors.cash(handle, actor, amount);
    }
    boolean withGateway = handle.attach(PaymentDao.class).isGateway(method);
    return Posting.own(withGateway ? Account.GATEWAY_CLEARING : Account.BANK, Money.rupiah(amount));
  }

  /** The payment that a path names. */
  PaymentView one(Handle handle, Ref ref) {
    return views(handle, List.of(find(handle, ref))).get(0);
  }

  static PaymentRow find(Handle handle, Ref ref) {
    PaymentDao dao = handle.attach(PaymentDao.class);
    Optional<PaymentRow> row =
        switch (ref.kind()) {
          case ID -> dao.byId(ref.id());
          case EXTERNAL -> dao.byExternalId(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return row.orElseThrow(() -> Problem.notFound("payment " + ref));
  }

  /** What the customer gets for it; a collector has those of the own payments. */
  public ReceiptView receipt(Handle handle, Ref ref, Actor actor) {
    PaymentView payment = one(handle, ref);
    boolean hidden = actor.role() == Role.COLLECTOR && !payment.recordedBy().equals(actor.name());
    ReceiptView receipt =
        handle
            .attach(ReceiptDao.class)
            .find(payment.id())
            .filter(row -> !hidden)
            .map(row -> ReceiptView.of(row, payment))
            .orElseThrow(() -> Problem.notFound("receipt of payment " + ref));
    AccessLog.read(handle, clock.instant(), actor, "customer:" + receipt.customer().id());
    return receipt;
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
      InvoiceDao invoices,
      RecordPayment record,
      long customerId,
      long amount,
      List<OpenInvoice> open) {
    long held = Math.max(0, invoices.depositHeld(customerId));
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

  private static void requireNew(
      PaymentDao payments,
      RecordPayment record,
      long customerId,
      long amount,
      String method,
      Instant now) {
    Optional.ofNullable(record.externalId())
        .flatMap(payments::byExternalId)
        .ifPresent(
            first -> {
              throw Problem.conflict("externalId", "is that of payment " + first.id());
            });
    if (!record.duplicateConfirmed()) {
      payments
          .alike(customerId, amount, method, now.minus(LOOKS_LIKE_A_DUPLICATE))
          .ifPresent(
              first -> {
                throw Problem.conflict(
                    "confirmDuplicate",
                    "payment %d of %s by %s was recorded at %s; if this is another, send true"
                        .formatted(
                            first.id(),
                            Money.rupiah(first.amount()).text(),
                            method,
                            first.recordedAt()));
              });
    }
  }

  PaymentView one(Handle handle, long id) {
    PaymentRow row =
        handle
            .attach(PaymentDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("payment " + id));
    return views(handle, List.of(row)).get(0);
  }

  static List<PaymentView> views(Handle handle, List<PaymentRow> rows) {
    long[] ids = rows.stream().mapToLong(PaymentRow::id).toArray();
    Map<Long, List<AllocationRow>> allocations =
        handle.attach(PaymentDao.class).allocations(ids).stream()
            .collect(groupingBy(AllocationRow::paymentId));
    Map<Long, ReversalRow> reversals =
        handle.attach(ReversalDao.class).last(ids).stream()
            .collect(toMap(ReversalRow::paymentId, identity()));
    Map<Long, String> receipts = handle.attach(ReceiptDao.class).numbers(ids);
    Map<Long, Long> refunded =
        handle.attach(PaymentDao.class).refunded(ids).stream()
            .collect(toMap(Refunded::paymentId, Refunded::amount));
    return rows.stream()
        .map(
            row ->
                PaymentView.of(
                    row,
                    allocations.getOrDefault(row.id(), List.of()),
                    refunded.getOrDefault(row.id(), 0L),
                    Optional.ofNullable(reversals.get(row.id())),
                    receipts.get(row.id())))
        .toList();
  }
}
