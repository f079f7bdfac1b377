package id.gerbang.billing.payment;

import id.gerbang.billing.cash.Collectors;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.Settlement;
import id.gerbang.billing.money.Account;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Posting;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

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
    PaymentDao payments = handle.attach(PaymentDao.class);
    String method = String.valueOf(record.method());
    if (actor.role() == Role.COLLECTOR && !method.equals("cash")) {
      throw Problem.unprocessable("method", "is cash: a collector takes nothing else");
    }
    boolean ofDeposit = customerFee.isEmpty() && method.equals(RecordPayment.DEPOSIT);
    PaidFor what = PaidFor.of(handle, record, ofDeposit);
    long customerId = what.customerId();
    long amount = what.amount();
    requireNew(payments, record, customerId, amount, method, now);
    boolean withGateway = customerFee.isPresent() || (!ofDeposit && payments.isGateway(method));
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
            ofDeposit,
            withGateway ? method : null);
    long allocated =
        allocations
            .settle(
                handle, id, Settlement.of(amount, what.chosen(), what.open()), what.open(), actor)
            .allocated();
    allocations.coverRefunds(handle, customerId);
    ledger.post(
        handle,
        customerFee.isPresent()
            ? Entry.paymentThroughGateway(
                method, id, customerId, amount, allocated, customerFee.getAsLong())
            : Entry.paymentReceived(
                id,
                customerId,
                ofDeposit
                    ? Posting.outOfDeposit(customerId, Money.rupiah(amount))
                    : into(handle, method, withGateway, amount, actor),
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
    return Payments.one(handle, id);
  }

  private Posting into(
      Handle handle, String method, boolean withGateway, long amount, Actor actor) {
    if (method.equals("cash")) {
      return collectors.cash(handle, actor, amount);
    }
    return withGateway
        ? Posting.with(method, Money.rupiah(amount))
        : Posting.own(Account.BANK, Money.rupiah(amount));
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
}
