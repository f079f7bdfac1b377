package id.gerbang.billing.payment;

import id.gerbang.billing.cash.Collectors;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.SecondPerson;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Corrections;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import id.gerbang.billing.payment.ReversalDao.ReversalRow;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes payments back: an entry of its own, what was paid is open again, and the overdue policy has
 * its say at once. What was refunded of it is gone all the same: the customer's credit is below 0
 * by that. The payment stays as it was recorded. Each runs in its caller's transaction.
 */
public final class PaymentReversals {

  private final Clock clock;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;
  private final Collectors collectors;

  public PaymentReversals(
      Clock clock,
      Ledger ledger,
      Allocations allocations,
      OverdueEvaluation evaluation,
      Collectors collectors) {
    this.collectors = collectors;
    this.clock = clock;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
  }

  /** Reverses at once, whatever the amount: for what is a fact already, as a gateway tells it. */
  public void reverse(Handle handle, long paymentId, String reason, Actor actor) {
    PaymentRow payment = lock(handle, paymentId);
    requireNone(handle, payment);
    Instant now = clock.instant();
    handle
        .attach(ReversalDao.class)
        .insert(paymentId, reason, now, actor, "reversed", now, actor.name());
    undo(handle, payment, reason, actor);
  }

  /** Whether it is reversed, or waits to be. */
  public boolean isAsked(Handle handle, long paymentId) {
    return last(handle, paymentId)
        .filter(request -> !request.state().equals("refused"))
        .isPresent();
  }

  /** Whether its money is out of the books. */
  public boolean isReversed(Handle handle, long paymentId) {
    return last(handle, paymentId).filter(ReversalRow::reversed).isPresent();
  }

  /** How much of it was given back; where it is taken back as well, the customer owes that. */
  public long refunded(Handle handle, long paymentId) {
    return handle.attach(ReversalDao.class).refunded(paymentId);
  }

  /**
   * Reverses what is within the limit; above it the request waits for a second person.
   *
   * @return whether it is done
   */
  boolean ask(Handle handle, long paymentId, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    PaymentRow payment = lock(handle, paymentId);
    ReversalDao reversals = handle.attach(ReversalDao.class);
    if (reversals.limit().map(limit -> payment.amount() <= limit).orElse(true)) {
      reverse(handle, paymentId, String.valueOf(reason), actor);
      return true;
    }
    requireNone(handle, payment);
    Instant now = clock.instant();
    reversals.insert(paymentId, String.valueOf(reason), now, actor, "pending", null, null);
    audit(handle, "payment.reverse.ask", payment, String.valueOf(reason), actor);
    return false;
  }

  /** The second person agrees. */
  void approve(Handle handle, long paymentId, Actor actor) {
    PaymentRow payment = lock(handle, paymentId);
    ReversalRow request = pending(handle, paymentId);
    SecondPerson.require(actor, request.requestedBy(), request.requestedByStaff().orElse(null));
    handle.attach(ReversalDao.class).decide(paymentId, "reversed", clock.instant(), actor.name());
    undo(handle, payment, request.reason(), actor);
  }

  /** The request is put aside: by a second person, or taken back by the one who asked. */
  void refuse(Handle handle, long paymentId, Actor actor) {
    PaymentRow payment = lock(handle, paymentId);
    ReversalRow request = pending(handle, paymentId);
    handle.attach(ReversalDao.class).decide(paymentId, "refused", clock.instant(), actor.name());
    audit(handle, "payment.reverse.refuse", payment, request.reason(), actor);
  }

  private void undo(Handle handle, PaymentRow payment, String reason, Actor actor) {
    long customerId = payment.customerId();
    long allocated = allocations.release(handle, payment.id());
    ledger.post(
        handle,
        Corrections.paymentReversed(
            payment.id(),
            customerId,
            collectors.whereNow(
                handle, payment.id(), Ledger.received(handle, payment.id(), customerId)),
            allocated),
        actor.name());
    allocations.useCredit(handle, customerId, actor);
    audit(handle, "payment.reverse", payment, reason, actor);
    evaluation.evaluate(handle, Cause.REVERSAL, actor, customerId);
  }

  /** The payment, with its customer's row locked: two at once go one after the other. */
  private static PaymentRow lock(Handle handle, long paymentId) {
    PaymentRow payment =
        handle
            .attach(PaymentDao.class)
            .byId(paymentId)
            .orElseThrow(() -> Problem.notFound("payment " + paymentId));
    handle.attach(InvoiceDao.class).lockAnyCustomer(payment.customerId());
    return payment;
  }

  private static void requireNone(Handle handle, PaymentRow payment) {
    last(handle, payment.id())
        .filter(request -> !request.state().equals("refused"))
        .ifPresent(
            request -> {
              throw Problem.conflict(
                  request.pending()
                      ? "%s asked for this reversal at %s; it waits for a second person."
                          .formatted(request.requestedBy(), request.requestedAt())
                      : "Payment %d is reversed already.".formatted(payment.id()));
            });
  }

  private static ReversalRow pending(Handle handle, long paymentId) {
    return last(handle, paymentId)
        .filter(ReversalRow::pending)
        .orElseThrow(
            () -> Problem.conflict("No reversal of payment " + paymentId + " waits for anybody."));
  }

  private static Optional<ReversalRow> last(Handle handle, long paymentId) {
    return handle.attach(ReversalDao.class).last(paymentId).stream().findFirst();
  }

  private void audit(Handle handle, String action, PaymentRow payment, String reason, Actor actor) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        action,
        "payment:" + payment.id(),
        Map.of("customerId", payment.customerId(), "amount", payment.amount(), "reason", reason));
  }
}
