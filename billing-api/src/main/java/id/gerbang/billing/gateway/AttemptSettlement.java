package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaymentAttemptDao.ToPay;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentReversals;
import id.gerbang.billing.payment.PaymentService;
import id.gerbang.billing.payment.RecordPayment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Does what a believed report means: the attempt's state and the payment that follows, in its
 * caller's transaction, with the customer's row locked before the attempt's. One attempt becomes
 * one payment at most.
 */
final class AttemptSettlement {

  /** Midtrans reverses a settlement within 5 minutes, rarely; as long again for its way to us. */
  private static final Duration DENIAL_WINDOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final Ledger ledger;
  private final PaymentService payments;
  private final PaymentReversals reversals;
  private final ReviewItems reviews;

  AttemptSettlement(
      Clock clock,
      Ledger ledger,
      PaymentService payments,
      PaymentReversals reversals,
      ReviewItems reviews) {
    this.clock = clock;
    this.ledger = ledger;
    this.payments = payments;
    this.reversals = reversals;
    this.reviews = reviews;
  }

  private static boolean inTime(AttemptRow attempt, Instant heardAt) {
    return attempt
        .settledAt()
        .filter(settled -> !heardAt.isAfter(settled.plus(DENIAL_WINDOW)))
        .isPresent();
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
          review(handle, attempt, "wrong_currency", report, "is in " + report.currency()));
    }
    if (report.state().isEmpty()) {
      return Optional.of(review(handle, attempt, "unknown_status", report, "is no status we know"));
    }
    // Decided with the lock held: what the attempt was before somebody waited for it counts no
    // more.
    Transition does =
        Transition.of(attempt.is(), report.state().get(), inTime(attempt, heard.at()));
    return heard.suffices(does, attempt, report)
        ? Optional.of(carryOut(handle, attempt, report, does))
        : Optional.empty();
  }

  private String carryOut(Handle handle, AttemptRow attempt, Report report, Transition does) {
    if (does instanceof Transition.Stay stay) {
      return stay.why();
    }
    if (does instanceof Transition.Move move) {
      move(handle, attempt, move.to(), report);
      return "is " + move.to().text();
    }
    if (does instanceof Transition.Settle settle) {
      return settle(handle, attempt, report, settle.then());
    }
    if (does instanceof Transition.GiveBack back) {
      move(handle, attempt, back.to(), report);
      return review(handle, attempt, back.to().text(), report, "the invoice stays as it is");
    }
    if (does instanceof Transition.TakeBack) {
      return takeBack(handle, attempt, report);
    }
    return review(handle, attempt, "contradiction", report, ((Transition.Doubt) does).why());
  }

  /** Nobody paid it, and nobody can any more; money that comes late all the same is taken. */
  void close(Handle handle, AttemptRow known, AttemptState to) {
    AttemptRow attempt = lock(handle, known);
    if (attempt.is().open()) {
      handle.attach(PaymentAttemptDao.class).move(attempt.id(), to.text(), null);
    }
  }

  private static AttemptRow lock(Handle handle, AttemptRow known) {
    handle.attach(InvoiceDao.class).lockAnyCustomer(known.customerId());
    return handle.attach(PaymentAttemptDao.class).lock(known.id());
  }

  private static void move(Handle handle, AttemptRow attempt, AttemptState to, Report report) {
    handle
        .attach(PaymentAttemptDao.class)
        .move(attempt.id(), to.text(), report.providerId().orElse(null));
  }

  private String settle(Handle handle, AttemptRow attempt, Report report, AttemptState then) {
    if (attempt.paymentId().isPresent()) {
      return review(handle, attempt, "paid_again", report, "was taken back, and is paid again");
    }
    Received received = Received.of(attempt, report.amount());
    if (received.forUs() == 0) {
      return review(handle, attempt, "underpaid", report, "leaves nothing for the invoice");
    }
    ToPay before =
        handle.attach(PaymentAttemptDao.class).invoice(attempt.invoiceId()).orElseThrow();
    Instant now = clock.instant();
    Instant paidAt = report.paidAt().filter(at -> !at.isAfter(now)).orElse(now);
    Actor actor = actor(attempt);
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
                    paidAt,
                    attempt.gateway() + ":" + attempt.reference(),
                    true),
                received.customerFee(),
                actor)
            .id();
    if (received.gatewayFee() > 0) {
      ledger.post(handle, Entry.gatewayFee(paymentId, received.gatewayFee()), actor.name());
    }
    handle
        .attach(PaymentAttemptDao.class)
        .settle(
            attempt.id(),
            then.text(),
            report.providerId().orElse(null),
            paidAt,
            now,
            report.amount(),
            received.gatewayFee(),
            paymentId);
    reviewAmounts(handle, attempt, report, received, before);
    return then == AttemptState.PAID
        ? "is paid: payment " + paymentId
        : review(handle, attempt, then.text(), report, "is paid: payment " + paymentId);
  }

  private void reviewAmounts(
      Handle handle, AttemptRow attempt, Report report, Received received, ToPay before) {
    if (before.status().equals("void")) {
      review(handle, attempt, "paid_void_invoice", report, "is the customer's credit");
    } else if (before.status().equals("paid")) {
      review(handle, attempt, "paid_paid_invoice", report, "is the customer's credit");
    } else if (received.forUs() < attempt.amount()) {
      review(handle, attempt, "underpaid", report, "pays a part");
    } else if (received.forUs() > before.open()) {
      review(handle, attempt, "overpaid", report, "the rest is the customer's");
    }
  }

  private String takeBack(Handle handle, AttemptRow attempt, Report report) {
    long paymentId = attempt.paymentId().orElseThrow();
    move(handle, attempt, AttemptState.FAILED, report);
    if (reversals.isAsked(handle, paymentId)) {
      return review(handle, attempt, "denied", report, "its reversal was asked for already");
    }
    Actor actor = actor(attempt);
    reversals.reverse(handle, paymentId, attempt.gateway() + " says " + report.word(), actor);
    long fee = attempt.fee().orElse(0L);
    if (fee > 0) {
      ledger.post(handle, Entry.gatewayFee(paymentId, -fee), actor.name());
    }
    return review(handle, attempt, "denied", report, "payment " + paymentId + " is reversed");
  }

  private String review(
      Handle handle, AttemptRow attempt, String kind, Report report, String what) {
    String detail =
        "%s says %s of %s, %s: %s"
            .formatted(
                attempt.gateway(),
                report.word(),
                attempt.reference(),
                report.currency().equals(Money.RUPIAH)
                    ? Money.rupiah(report.amount()).text()
                    : report.currency() + " " + report.amount(),
                what);
    reviews.open(
        handle,
        kind,
        "payment_attempt:" + attempt.id(),
        Optional.of(attempt.customerId()),
        Optional.of(report.amount()),
        detail);
    Audit.write(
        handle,
        clock.instant(),
        actor(attempt),
        "payment_attempt." + kind,
        "payment_attempt:" + attempt.id(),
        Map.of("reference", attempt.reference(), "detail", detail));
    return detail;
  }

  /** As the audit and the payment name it. */
  private static Actor actor(AttemptRow attempt) {
    return new Actor("gateway:" + attempt.gateway(), Role.OWNER);
  }

  /**
   * What a customer paid, divided.
   *
   * @param forUs pays invoices, or is credit
   * @param customerFee on top of it; less where less came
   * @param gatewayFee what the gateway keeps of all of it
   */
  record Received(long forUs, long customerFee, long gatewayFee) {

    static Received of(AttemptRow attempt, long gross) {
      long customerFee = Math.min(attempt.customerFee(), Math.max(0, gross - attempt.amount()));
      return new Received(gross - customerFee, customerFee, Math.min(attempt.gatewayFee(), gross));
    }
  }
}
