package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaymentAttemptDao.ToPay;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.PaymentDao;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Puts what a gateway says of an attempt before a person, and into the audit. */
final class AttemptReviews {

  private final Clock clock;
  private final ReviewItems reviews;

  AttemptReviews(Clock clock, ReviewItems reviews) {
    this.clock = clock;
    this.reviews = reviews;
  }

  /** Answers it in words. Two notifications are two items, though they say the same. */
  String open(
      Handle handle, AttemptRow attempt, String kind, Report report, Heard heard, String what) {
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
        heard.event().map(id -> detail + " (webhook_event:" + id + ")").orElse(detail));
    Audit.write(
        handle,
        clock.instant(),
        actor(attempt),
        "payment_attempt." + kind,
        "payment_attempt:" + attempt.id(),
        Map.of("reference", attempt.reference(), "detail", detail));
    return detail;
  }

  /** What came is another amount than is open now. */
  void amounts(
      Handle handle,
      AttemptRow attempt,
      Report report,
      Heard heard,
      Received received,
      ToPay before,
      long paymentId) {
    List<String> payers = handle.attach(PaymentDao.class).payersOf(attempt.invoiceId(), paymentId);
    // The same money may have been written down by hand: a person tells, who is to know by which.
    String paidBefore =
        payers.isEmpty()
            ? ""
            : "; it was paid by %s before: where that is the same money, reverse it, otherwise payment %d can be refunded"
                .formatted(String.join(", ", payers), paymentId);
    if (before.status().equals("void")) {
      open(handle, attempt, "paid_void_invoice", report, heard, "is the customer's credit");
    } else if (before.status().equals("paid")) {
      open(
          handle,
          attempt,
          "paid_paid_invoice",
          report,
          heard,
          "is the customer's credit" + paidBefore);
    } else if (received.forUs() < attempt.amount()) {
      open(handle, attempt, "underpaid", report, heard, "pays a part");
    } else if (received.forUs() > before.open()) {
      open(handle, attempt, "overpaid", report, heard, "the rest is the customer's" + paidBefore);
    }
  }

  /** As the audit and the payment name it. */
  static Actor actor(AttemptRow attempt) {
    return new Actor("gateway:" + attempt.gateway(), Role.OWNER);
  }
}
