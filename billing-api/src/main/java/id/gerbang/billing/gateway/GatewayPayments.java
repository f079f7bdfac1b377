package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaymentAttemptDao.ToPay;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentReversals;
import id.gerbang.billing.payment.PaymentService;
import id.gerbang.billing.payment.RecordPayment;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a payment of what a charge brought, with the gateway's fee beside it. All of it is kept,
 * whatever became of the invoice: what pays nothing is the customer's credit.
 */
final class GatewayPayments {

  private final Clock clock;
  private final Ledger ledger;
  private final PaymentService payments;
  private final PaymentReversals reversals;
  private final AttemptReviews reviews;

  GatewayPayments(
      Clock clock,
      Ledger ledger,
      PaymentService payments,
      PaymentReversals reversals,
      AttemptReviews reviews) {
    this.clock = clock;
    this.ledger = ledger;
    this.payments = payments;
    this.reversals = reversals;
    this.reviews = reviews;
  }

  /** The attempt is paid; where its payment was taken back before, by money that came anew. */
  String settle(Handle handle, AttemptRow attempt, Report report, Heard heard, AttemptState then) {
    Optional<Long> before = attempt.paymentId();
    if (before.filter(id -> !reversals.isReversed(handle, id)).isPresent()) {
      return standsStill(handle, attempt, report, heard, then, before.get());
    }
    Received received = Received.of(attempt, report.amount());
    if (received.forUs() == 0) {
      return reviews.open(
          handle, attempt, "underpaid", report, heard, "leaves nothing for the invoice");
    }
    PaymentAttemptDao attempts = handle.attach(PaymentAttemptDao.class);
    ToPay toPay = attempts.invoice(attempt.invoiceId()).orElseThrow();
    // Of each payment that was taken back there is one that follows it at most.
    String name =
        attempt.gateway()
            + ":"
            + attempt.reference()
            + before.map(taken -> ":after:" + taken).orElse("");
    long paymentId = record(handle, attempt, report, received, name);
    attempts.settle(
        attempt.id(),
        then.text(),
        report.providerId().orElse(null),
        paidAt(report),
        clock.instant(),
        report.amount(),
        received.gatewayFee(),
        paymentId);
    note(handle, attempt, report, paymentId, received.gatewayFee());
    before.ifPresent(
        taken ->
            reviews.open(
                handle,
                attempt,
                "paid_again",
                report,
                heard,
                "payment %d was taken back, payment %d is what came since"
                    .formatted(taken, paymentId)));
    reviews.amounts(handle, attempt, report, heard, received, toPay, paymentId);
    return then == AttemptState.PAID
        ? "is paid: payment " + paymentId
        : reviews.open(
            handle, attempt, then.text(), report, heard, "is paid: payment " + paymentId);
  }

  /** Its reversal waits for a second person, or was refused: the money never left the books. */
  private String standsStill(
      Handle handle,
      AttemptRow attempt,
      Report report,
      Heard heard,
      AttemptState then,
      long paymentId) {
    handle
        .attach(PaymentAttemptDao.class)
        .move(attempt.id(), then.text(), report.providerId().orElse(null), clock.instant());
    keepFee(handle, attempt, paymentId, attempt.fee().orElse(0L));
    return reviews.open(
        handle,
        attempt,
        "paid_again",
        report,
        heard,
        "payment %d stands: do not reverse it".formatted(paymentId));
  }

  /** A second charge under its reference is paid too: the customer paid twice. */
  String settleAgain(Handle handle, AttemptRow attempt, Report report, Heard heard) {
    Received received = Received.of(attempt, report.amount());
    String charge = report.providerId().orElseThrow();
    if (received.forUs() == 0) {
      return reviews.open(
          handle, attempt, "paid_twice", report, heard, "leaves nothing for the customer");
    }
    String name = String.join(":", attempt.gateway(), attempt.reference(), charge);
    long paymentId = record(handle, attempt, report, received, name);
    note(handle, attempt, report, paymentId, received.gatewayFee());
    return reviews.open(
        handle,
        attempt,
        "paid_twice",
        report,
        heard,
        "by %s as well: payment %d is the customer's credit".formatted(charge, paymentId));
  }

  /**
   * The gateway has kept this of a payment.
   *
   * @param fee negative: it has not after all
   */
  void keepFee(Handle handle, AttemptRow attempt, long paymentId, long fee) {
    if (fee != 0) {
      ledger.post(
          handle,
          Entry.gatewayFee(attempt.gateway(), paymentId, fee),
          AttemptReviews.actor(attempt).name());
    }
  }

  /** The same money by another name. */
  void alias(Handle handle, AttemptRow attempt, Report report, long paymentId) {
    note(handle, attempt, report, paymentId, null);
  }

  private void note(
      Handle handle, AttemptRow attempt, Report report, long paymentId, @Nullable Long fee) {
    report
        .providerId()
        .ifPresent(
            id ->
                handle
                    .attach(PaidChargeDao.class)
                    .insert(
                        attempt.id(),
                        report.kind(),
                        id,
                        paymentId,
                        fee == null ? null : report.amount(),
                        fee,
                        clock.instant()));
  }

  private long record(
      Handle handle, AttemptRow attempt, Report report, Received received, String name) {
    Actor actor = AttemptReviews.actor(attempt);
    long paymentId =
        payments
            .recordFromGateway(
                handle,
                new RecordPayment(
                    attempt.customerId(),
                    attempt.invoiceId(),
                    Money.rupiah(received.forUs()),
                    attempt.gateway(),
                    attempt.reference(),
                    paidAt(report),
                    name,
                    true),
                received.customerFee(),
                actor)
            .id();
    keepFee(handle, attempt, paymentId, received.gatewayFee());
    return paymentId;
  }

  /** As the gateway says, but never in the future. */
  private Instant paidAt(Report report) {
    Instant now = clock.instant();
    return report.paidAt().filter(at -> !at.isAfter(now)).orElse(now);
  }
}
