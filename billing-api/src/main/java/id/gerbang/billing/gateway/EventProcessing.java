package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.Gateway.Notification;
import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import id.gerbang.billing.http.Problem;
import java.time.Clock;
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

  private final Jdbi jdbi;
  private final Clock clock;
  private final Gateways gateways;
  private final Questions questions;
  private final AttemptSettlement settlement;
  private final EventOutcomes outcomes;

  EventProcessing(
      Jdbi jdbi,
      Clock clock,
      Gateways gateways,
      Questions questions,
      AttemptSettlement settlement,
      EventOutcomes outcomes) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
    this.questions = questions;
    this.settlement = settlement;
    this.outcomes = outcomes;
  }

  /** One that can't be processed ends with a person, and holds up no other. */
  void process(EventRow event) {
    try {
      work(event);
    } catch (UnreadableException e) {
      outcomes.ended(event, "unreadable", e.words());
    } catch (RuntimeException e) {
      String why =
          e instanceof Problem
              ? String.valueOf(e.getMessage())
              : "breaks off: " + e.getClass().getSimpleName();
      LOG.warn("Notification {} of {} {}", event.id(), event.gateway(), why, e);
      outcomes.brokeOff(event, why);
    }
  }

  private void work(EventRow event) {
    Notification notification =
        gateways.named(event.gateway()).read(Objects.requireNonNull(event.body()));
    if (notification.report().isEmpty()) {
      outcomes.ended(event, "processed", "is about no payment of ours");
      return;
    }
    Report told = notification.report().get();
    Optional<AttemptRow> attempt = attempt(event.gateway(), told);
    if (attempt.isEmpty()) {
      outcomes.parked(event, told);
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
      outcomes.unanswered(event, attempt, told, String.valueOf(e.getMessage()));
      return;
    }
    if (agrees(said, told)) {
      Heard heard = Heard.confirmed(event, askedAt);
      if (!settle(event, handle -> confirmed(handle, event, attempt, told, said, heard))) {
        outcomes.again(event, "unknown: it was paid while the gateway was asked");
      }
    } else {
      outcomes.contradicted(event, attempt, told, contradiction(event, told, said));
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
    List<Optional<String>> did = new ArrayList<>();
    Report.thatCount(said)
        .forEach(report -> did.add(settlement.apply(handle, attempt, report, heard)));
    if (said.stream().noneMatch(told::isThatOf)) {
      Heard only = Heard.told(event, Optional.empty());
      did.add(settlement.beside(handle, attempt, told, only));
    }
    return did.stream().allMatch(Optional::isPresent)
        ? Optional.of(did.stream().map(Optional::get).distinct().collect(Collectors.joining("; ")))
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

  /** Answers whether it is done; it is not where the gateway itself is to be asked first. */
  private boolean settle(EventRow event, Function<Handle, Optional<String>> does) {
    return jdbi.inTransaction(
        handle -> {
          Optional<String> outcome = does.apply(handle);
          outcome.ifPresentOrElse(
              what -> outcomes.processed(handle, event, what), handle::rollback);
          return outcome.isPresent();
        });
  }
}
