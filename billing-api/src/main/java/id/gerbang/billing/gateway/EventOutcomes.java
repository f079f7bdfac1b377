package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How the processing of a notification ends: it is done, tried again, or before a person. */
final class EventOutcomes {

  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15));

  /** About an hour: as often as it may break off, or the gateway contradict it. */
  private static final int MOST_FAILURES = 8;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ReviewItems reviews;

  EventOutcomes(Jdbi jdbi, Clock clock, ReviewItems reviews) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.reviews = reviews;
  }

  /** In the transaction of what it did. */
  void processed(Handle handle, EventRow event, String what) {
    done(handle, event, "processed", what);
  }

  void ended(EventRow event, String state, String why) {
    jdbi.useTransaction(handle -> done(handle, event, state, why));
  }

  private void done(Handle handle, EventRow event, String state, String outcome) {
    handle.attach(WebhookEventDao.class).done(event.id(), state, outcome, clock.instant());
  }

  void parked(EventRow event, Report told) {
    String what = "no attempt is " + told.subject();
    String detail = "%s says %s: %s".formatted(event.gateway(), told.word(), what);
    jdbi.useTransaction(
        handle -> {
          done(handle, event, "parked", what);
          review(handle, event, "unknown_order", Optional.empty(), Optional.of(told), detail);
        });
  }

  /** Later, for as long as it takes: nothing was found out. */
  void again(EventRow event, String outcome) {
    again(event, outcome, 0);
  }

  /** The gateway was asked and gave no answer. It is asked on; but in time somebody should know. */
  void unanswered(EventRow event, AttemptRow attempt, Report told, String why) {
    again(event, "unknown: " + why, 0);
    if (event.tries() >= MOST_FAILURES) {
      String detail =
          "%s told %s of %s and gives no answer when asked; it is asked on"
              .formatted(event.gateway(), told.word(), attempt.reference());
      jdbi.useTransaction(
          handle ->
              review(handle, event, "unanswered", Optional.of(attempt), Optional.of(told), detail));
    }
  }

  /** The gateway was asked and says something else. */
  void contradicted(EventRow event, AttemptRow attempt, Report told, String why) {
    if (event.failures() + 1 < MOST_FAILURES) {
      again(event, why, 1);
      return;
    }
    String detail = attempt.reference() + ": " + why;
    jdbi.useTransaction(
        handle -> {
          done(handle, event, "unconfirmed", why);
          review(handle, event, "unconfirmed", Optional.of(attempt), Optional.of(told), detail);
        });
  }

  /** It could not be processed. */
  void brokeOff(EventRow event, String why) {
    if (event.failures() + 1 < MOST_FAILURES) {
      again(event, why, 1);
      return;
    }
    String detail = "%s told %s: %s".formatted(event.gateway(), event.eventKey(), why);
    jdbi.useTransaction(
        handle -> {
          done(handle, event, "failed", why);
          review(handle, event, "failed", Optional.empty(), Optional.empty(), detail);
        });
  }

  private void again(EventRow event, String outcome, int failures) {
    Instant at = clock.instant().plus(AGAIN.get(Math.min(event.tries(), AGAIN.size()) - 1));
    jdbi.useExtension(
        WebhookEventDao.class, events -> events.again(event.id(), at, outcome, failures));
  }

  private void review(
      Handle handle,
      EventRow event,
      String kind,
      Optional<AttemptRow> attempt,
      Optional<Report> told,
      String detail) {
    reviews.open(
        handle,
        kind,
        "webhook_event:" + event.id(),
        attempt.map(AttemptRow::customerId),
        told.map(Report::amount),
        detail);
  }
}
