package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaidChargeDao.PaidCharge;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentReversals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Does what a report means: the attempt's state and the payment that follows, in its caller's
 * transaction, with the customer's row locked before the attempt's. One charge becomes one payment
 * at most.
 */
final class AttemptSettlement {

  /** Midtrans reverses a settlement within 5 minutes, rarely; as long again for its way to us. */
  private static final Duration DENIAL_WINDOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final GatewayPayments payments;
  private final PaymentReversals reversals;
  private final AttemptReviews reviews;

  AttemptSettlement(
      Clock clock, GatewayPayments payments, PaymentReversals reversals, AttemptReviews reviews) {
    this.clock = clock;
    this.payments = payments;
    this.reversals = reversals;
    this.reviews = reviews;
  }

  /**
   * @return what it did, in words; empty: it would move money, and the gateway itself is to be
   *     asked first
   */
  Optional<String> apply(Handle handle, AttemptRow known, Report report, Heard heard) {
    AttemptRow attempt = lock(handle, known);
    if (heard.askedAt().isPresent() && !report.offer().equals(Offer.UNTOLD)) {
      handle.attach(PaymentAttemptDao.class).offered(attempt.id(), report.offer());
    }
    if (!report.currency().equals(Money.RUPIAH)) {
      return Optional.of(
          reviews.open(
              handle, attempt, "wrong_currency", report, heard, "is in " + report.currency()));
    }
    if (report.state().isEmpty()) {
      return Optional.of(
          reviews.open(handle, attempt, "unknown_status", report, heard, "is no status we know"));
    }
    // Decided with the lock held: what the attempt was before somebody waited for it counts no
    // more.
    List<PaidCharge> paid = handle.attach(PaidChargeDao.class).of(attempt.id());
    Whose whose = Whose.of(attempt, paid, report);
    Transition does =
        Transition.of(attempt.is(), report.state().get(), whose, inTime(attempt, heard.at()));
    if (!heard.suffices(does, attempt, report)) {
      return Optional.empty();
    }
    if (report.settled()
        && does instanceof Transition.Stay
        && paid.stream().noneMatch(charge -> charge.kind().equals(report.kind()))) {
      attempt.paymentId().ifPresent(id -> payments.alias(handle, attempt, report, id));
    }
    return Optional.of(carryOut(handle, attempt, paid, report, heard, does));
  }

  /**
   * Where the gateway was asked because of something that it told by another name than it answers
   * with: the same money, or more than it knows of.
   */
  Optional<String> beside(Handle handle, AttemptRow known, Report told, Heard heard) {
    AttemptRow attempt = lock(handle, known);
    List<PaidCharge> paid = handle.attach(PaidChargeDao.class).of(attempt.id());
    if (Whose.of(attempt, paid, told) != Whose.ANOTHER) {
      return apply(handle, attempt, told, heard);
    }
    long names = paid.stream().filter(charge -> charge.kind().equals(told.kind())).count();
    List<Long> became = paid.stream().map(PaidCharge::paymentId).distinct().sorted().toList();
    if (names < became.size()) {
      payments.alias(handle, attempt, told, became.get(became.size() - 1));
      return Optional.of("known already");
    }
    return Optional.of(
        reviews.open(
            handle,
            attempt,
            "paid_twice",
            told,
            heard,
            "by %s as well, which it does not list when asked: nothing is credited"
                .formatted(told.providerId().orElseThrow())));
  }

  private static boolean inTime(AttemptRow attempt, Instant heardAt) {
    return attempt
        .settledAt()
        .filter(settled -> !heardAt.isAfter(settled.plus(DENIAL_WINDOW)))
        .isPresent();
  }

  private String carryOut(
      Handle handle,
      AttemptRow attempt,
      List<PaidCharge> paid,
      Report report,
      Heard heard,
      Transition does) {
    if (does instanceof Transition.Stay stay) {
      return stay.why();
    }
    if (does instanceof Transition.Move move) {
      move(handle, attempt, move.to(), report);
      return "is " + move.to().text();
    }
    if (does instanceof Transition.Settle settle) {
      return payments.settle(handle, attempt, report, heard, settle.then());
    }
    if (does instanceof Transition.SettleAgain) {
      return payments.settleAgain(handle, attempt, report, heard);
    }
    if (does instanceof Transition.GiveBack back) {
      move(handle, attempt, back.to(), report);
      return gaveBack(handle, attempt, report, heard);
    }
    if (does instanceof Transition.GiveBackSecond) {
      return gaveBack(handle, attempt, report, heard);
    }
    if (does instanceof Transition.TakeBack) {
      return takeBack(handle, attempt, report, heard);
    }
    String of = ((Transition.Doubt) does).of();
    return reviews.open(
        handle,
        attempt,
        "contradiction",
        report,
        heard,
        "it is " + of + "; " + advice(handle, attempt, paid, report));
  }

  /** For who decides: which payment it is about, and what to do. */
  private String advice(Handle handle, AttemptRow attempt, List<PaidCharge> paid, Report report) {
    long paymentId =
        paid.stream()
            .filter(charge -> charge.kind().equals(report.kind()))
            .filter(charge -> report.providerId().equals(Optional.of(charge.providerId())))
            .findFirst()
            .map(PaidCharge::paymentId)
            .or(attempt::paymentId)
            .orElseThrow();
    return "charge %s is payment %d, "
            .formatted(report.providerId().orElse(attempt.reference()), paymentId)
        + (reversals.isAsked(handle, paymentId)
            ? "whose reversal was asked for already"
            : "which stands: look at %s whether it has that money; if not, reverse that payment, and if so, nothing is to be done"
                .formatted(attempt.gateway()));
  }

  /** Nobody paid it, and nobody can any more; money that comes late all the same is taken. */
  void close(Handle handle, AttemptRow known, AttemptState to) {
    AttemptRow attempt = lock(handle, known);
    if (attempt.is().open()) {
      handle.attach(PaymentAttemptDao.class).move(attempt.id(), to.text(), null, clock.instant());
    }
  }

  private static AttemptRow lock(Handle handle, AttemptRow known) {
    handle.attach(InvoiceDao.class).lockAnyCustomer(known.customerId());
    return handle.attach(PaymentAttemptDao.class).lock(known.id());
  }

  private void move(Handle handle, AttemptRow attempt, AttemptState to, Report report) {
    handle
        .attach(PaymentAttemptDao.class)
        .move(attempt.id(), to.text(), report.providerId().orElse(null), clock.instant());
  }

  private String gaveBack(Handle handle, AttemptRow attempt, Report report, Heard heard) {
    String kind = report.state().orElseThrow().text();
    String of = report.providerId().orElse(attempt.reference());
    return reviews.open(
        handle, attempt, kind, report, heard, "of " + of + "; the invoice stays as it is");
  }

  private String takeBack(Handle handle, AttemptRow attempt, Report report, Heard heard) {
    long paymentId = attempt.paymentId().orElseThrow();
    handle.attach(PaymentAttemptDao.class).takeBack(attempt.id(), clock.instant());
    Actor actor = AttemptReviews.actor(attempt);
    // Nothing came that it could be kept of, whoever reversed the payment.
    payments.keepFee(handle, attempt, paymentId, -attempt.fee().orElse(0L));
    if (reversals.isAsked(handle, paymentId)) {
      return reviews.open(
          handle, attempt, "denied", report, heard, "its reversal was asked for already");
    }
    long refunded = reversals.refunded(handle, paymentId);
    reversals.reverse(handle, paymentId, attempt.gateway() + " says " + report.word(), actor);
    String gone =
        refunded > 0
            ? "; %s of it was refunded, which the customer owes"
                .formatted(Money.rupiah(refunded).text())
            : "";
    return reviews.open(
        handle, attempt, "denied", report, heard, "payment " + paymentId + " is reversed" + gone);
  }
}
