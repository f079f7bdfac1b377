package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Money;
import java.time.Clock;
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

  /** As the audit and the payment name it. */
  static Actor actor(AttemptRow attempt) {
    return new Actor("gateway:" + attempt.gateway(), Role.OWNER);
  }
}
