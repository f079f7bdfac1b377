package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.Gateway.Notification;
import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import id.gerbang.billing.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a stored notification means. Before money moves the gateway itself is asked, with no
 * transaction open; then the attempt, its payment and the notification's end are one commit, so
 * that a crash leaves all or nothing and it is simply done again (P17).
 */
final class EventProcessing {

  private static final Logger LOG = LoggerFactory.getLogger(EventProcessing.class);
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
  private final Gateways gateways;
  private final Questions questions;
  private final AttemptSettlement settlement;
  private final ReviewItems reviews;

  EventProcessing(
      Jdbi jdbi,
      Clock clock,
      Gateways gateways,
      Questions questions,
      AttemptSettlement settlement,
      ReviewItems reviews) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
    this.questions = questions;
    this.settlement = settlement;
    this.reviews = reviews;
  }

  /** One that can't be processed ends with a person, and holds up no other. */
  void process(EventRow event) {
    try {
      work(event);
    } catch (UnreadableException e) {
      finish(event, "unreadable", e.words());
    } catch (RuntimeException e) {
      String why =
          e instanceof Problem
              ? String.valueOf(e.getMessage())
              : "breaks off: " + e.getClass().getSimpleName();
      LOG.warn("Notification {} of {} {}", event.id(), event.gateway(), why, e);
      if (event.failures() + 1 < MOST_FAILURES) {
        again(event, why, 1);
      } else {
        jdbi.useTransaction(handle -> end(handle, event, "failed", why));
      }
    }
  }

  private void end(Handle handle, EventRow event, String state, String why) {
    handle.attach(WebhookEventDao.class).done(event.id(), state, why, clock.instant());
    reviews.open(
        handle,
        state,
        "webhook_event:" + event.id(),
        Optional.empty(),
        Optional.empty(),
        "%s told %s: %s".formatted(event.gateway(), event.eventKey(), why));
  }

  private void work(EventRow event) {
    Notification notification = gateways.named(event.gateway()).read(Objects.requireNonNull(event.body()));
    if (notification.report().isEmpty()) {
      finish(event, "processed", "is about no payment of ours");
      return;
    }
    Report told = notification.report().get();
    Optional<AttemptRow> attempt = attempt(event.gateway(), told);
    if (attempt.isEmpty()) {
      park(event, told);
      return;
    }
    Heard heard = Heard.told(event, believedUpTo(event.gateway()));
    if (!settle(event, handle -> settlement.apply(handle, attempt.get(), told, heard))) {
      confirm(event, attempt.get(), told);
    }
  }

  private Optional<AttemptRow> attempt(String gateway, Report told) {
    return jdbi.withExtension(
        PaymentAttemptDao.class,
        dao ->
            told.reference().isPresent()
                ? dao.byReference(told.reference().get())
                    .filter(row -> row.gateway().equals(gateway))
                : told.providerId().flatMap(id -> dao.byCharge(gateway, told.kind(), id)));
  }

  /** By the ISP's own setting, where the proof of a notification covers what it says. */
  private Optional<Long> believedUpTo(String gateway) {
    return gateways.named(gateway).hasCallbackToken()
        ? Optional.empty()
        : jdbi.withHandle(handle -> gateways.settings(handle, gateway))
            .flatMap(GatewaySettings::statusCheckAbove);
  }

  private void confirm(EventRow event, AttemptRow attempt, Report told) {
    Instant askedAt = clock.instant();
    List<Report> said;
    try {
      said = questions.status(attempt);
    } catch (NoAnswerException | RefusedException e) {
      again(event, "unknown: " + e.getMessage(), 0);
      if (event.tries() >= MOST_FAILURES) {
        jdbi.useTransaction(handle -> unanswered(handle, event, attempt, told));
      }
      return;
    }
    if (agrees(said, told)) {
      Heard heard = Heard.confirmed(event, askedAt);
      if (!settle(event, handle -> confirmed(handle, event, attempt, told, said, heard))) {
        again(event, "unknown: it was paid while the gateway was asked", 0);
      }
    } else if (event.failures() + 1 < MOST_FAILURES) {
      again(event, contradiction(event, told, said), 1);
    } else {
      jdbi.useTransaction(handle -> giveUp(handle, event, attempt, told, said));
    }
  }

  /** Every charge that was paid, and then what was told beside what was answered. */
  private Optional<String> confirmed(
      Handle handle,
      EventRow event,
      AttemptRow attempt,
      Report told,
      List<Report> said,
      Heard heard) {
    List<Optional<String>> outcomes = new ArrayList<>();
    Report.thatCount(said)
        .forEach(report -> outcomes.add(settlement.apply(handle, attempt, report, heard)));
    if (said.stream().noneMatch(told::isThatOf)) {
      Heard only = Heard.told(event, Optional.empty());
      outcomes.add(settlement.beside(handle, attempt, told, only));
    }
    return outcomes.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            outcomes.stream().map(Optional::get).distinct().collect(Collectors.joining("; ")))
        : Optional.empty();
  }

  /**
   * It may have gone further meanwhile, as long as it went through what we were told; of a charge
   * that is told by name, where the gateway answers with names of that kind.
   */
  private static boolean agrees(List<Report> said, Report told) {
    List<Report> alike =
        said.stream()
            .filter(report -> report.kind().equals(told.kind()) && told.providerId().isPresent())
            .toList();
    return (alike.isEmpty() ? said.stream() : alike.stream())
        .filter(report -> alike.isEmpty() || report.providerId().equals(told.providerId()))
        .anyMatch(
            report -> told.settled() ? report.settled() : report.state().equals(told.state()));
  }

  private static String contradiction(EventRow event, Report told, List<Report> said) {
    return "not confirmed: told %s, asked %s says %s"
        .formatted(
            told.word(),
            event.gateway(),
            said.stream().findFirst().map(Report::word).orElse("that it knows of none"));
  }

  /** It is asked on; but somebody should look at the keys. */
  private void unanswered(Handle handle, EventRow event, AttemptRow attempt, Report told) {
    reviews.open(
        handle,
        "unanswered",
        "webhook_event:" + event.id(),
        Optional.of(attempt.customerId()),
        Optional.of(told.amount()),
        "%s told %s of %s and gives no answer when asked; it is asked on"
            .formatted(event.gateway(), told.word(), attempt.reference()));
  }

  private void giveUp(
      Handle handle, EventRow event, AttemptRow attempt, Report told, List<Report> said) {
    String why = contradiction(event, told, said);
    handle.attach(WebhookEventDao.class).done(event.id(), "unconfirmed", why, clock.instant());
    reviews.open(
        handle,
        "unconfirmed",
        "webhook_event:" + event.id(),
        Optional.of(attempt.customerId()),
        Optional.of(told.amount()),
        attempt.reference() + ": " + why);
  }

  /** Answers whether it is done; it is not where the gateway itself is to be asked first. */
  private boolean settle(EventRow event, Function<Handle, Optional<String>> does) {
    return jdbi.inTransaction(
        handle -> {
          Optional<String> outcome = does.apply(handle);
          outcome.ifPresentOrElse(
              what ->
                  handle
                      .attach(WebhookEventDao.class)
                      .done(event.id(), "processed", what, clock.instant()),
              handle::rollback);
          return outcome.isPresent();
        });
  }

  private void park(EventRow event, Report told) {
    jdbi.useTransaction(
        handle -> {
          String what = "no attempt is " + told.subject();
          handle.attach(WebhookEventDao.class).done(event.id(), "parked", what, clock.instant());
          reviews.open(
              handle,
              "unknown_order",
              "webhook_event:" + event.id(),
              Optional.empty(),
              Optional.of(told.amount()),
              "%s says %s: %s".formatted(event.gateway(), told.word(), what));
        });
  }

  private void finish(EventRow event, String state, String outcome) {
    jdbi.useExtension(
        WebhookEventDao.class, events -> events.done(event.id(), state, outcome, clock.instant()));
  }

  private void again(EventRow event, String outcome, int failures) {
    Instant at = clock.instant().plus(AGAIN.get(Math.min(event.tries(), AGAIN.size()) - 1));
    jdbi.useExtension(
        WebhookEventDao.class, events -> events.again(event.id(), at, outcome, failures));
  }
}
