package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.WhenPaid;
import id.gerbang.billing.subscription.PrepaidEnd;
import id.gerbang.billing.term.RenewalDao.Applied;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes renewals count, each once: in the transaction that pays the last rupiah of its invoice,
 * from then or from the end of what was paid before, whichever is later. Nothing opens unpaid.
 */
public final class Validity implements WhenPaid {

  private final Clock clock;
  private final ZoneId zone;

  public Validity(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** Only what was ordered: where the terms are others by now, a person has to decide. */
  @Override
  public void paid(Handle handle, long invoiceId, Actor actor) {
    Instant now = clock.instant();
    handle
        .attach(RenewalDao.class)
        .waiting(invoiceId)
        .ifPresent(
            it -> {
              if (it.asOrdered()) {
                apply(
                    handle,
                    it.id(),
                    it.subscriptionId(),
                    since(it.activeUntil(), now),
                    end(it.activeUntil(), it.prepaidDay(), now, it.validity(), it.periods()),
                    actor);
              } else {
                History.write(
                    handle,
                    Event.of(it.subscriptionId(), "renew_not_applied", now, actor)
                        .because("paid, but the terms it was ordered on are no more"));
                handle
                    .attach(TermReviewDao.class)
                    .open(
                        "renew_not_applied",
                        it.subscriptionId(),
                        it.amount(),
                        "invoice:%d is paid, but the terms it was ordered on are no more"
                            .formatted(invoiceId),
                        now);
              }
            });
  }

  /** The money is the customer's again, so the time is not. */
  @Override
  public void takenBack(Handle handle, long invoiceId, Actor actor) {
    RenewalDao renewals = handle.attach(RenewalDao.class);
    renewals.chargesWaitAgain(invoiceId);
    renewals.applied(invoiceId).ifPresent(renewal -> takeBack(handle, renewal, actor));
  }

  private void takeBack(Handle handle, Applied renewal, Actor actor) {
    Instant now = clock.instant();
    RenewalDao renewals = handle.attach(RenewalDao.class);
    renewals.takeBack(renewal.id(), now);
    if (!renewal.runs()) {
      return;
    }
    if (!renewal.asOrdered()) {
      throw Problem.conflict(
          "The time that it paid for is time of another plan or price by now, and can't be taken back: credit a part.");
    }
    Instant had = renewal.ends().orElse(now);
    Instant end =
        renewal
            .since()
            .map(since -> had.minus(Duration.between(since, renewal.until())))
            .orElseGet(
                () ->
                    had.atZone(zone)
                        .minus(Period.parse(renewal.validity()).multipliedBy(renewal.periods()))
                        .toInstant());
    PrepaidEnd back = PrepaidEnd.before(had, renewal.prepaidDay(), end, zone);
    renewals.goodUntil(renewal.subscriptionId(), end, back.day(), now);
    History.write(
        handle, Event.of(renewal.subscriptionId(), "renew_taken_back", now, actor).until(end));
  }

  /** From when more time counts. */
  static Instant since(Optional<Instant> activeUntil, Instant now) {
    return activeUntil.filter(now::isBefore).orElse(now);
  }

  /** On the day of the month that its months end on, where the time before it has not run out. */
  PrepaidEnd end(
      Optional<Instant> activeUntil,
      @Nullable Integer day,
      Instant now,
      String period,
      int periods) {
    Instant since = since(activeUntil, now);
    boolean goesOn = activeUntil.filter(since::equals).isPresent();
    Period length = Period.parse(period).multipliedBy(periods);
    return PrepaidEnd.after(since, goesOn ? day : null, length, zone);
  }

  void apply(
      Handle handle, long renewal, long subscription, Instant since, PrepaidEnd good, Actor actor) {
    Instant end = good.end();
    Instant now = clock.instant();
    RenewalDao renewals = handle.attach(RenewalDao.class);
    renewals.apply(renewal, since, end, now);
    renewals.goodUntil(subscription, end, good.day(), now);
    History.write(handle, Event.of(subscription, "renew", now, actor).since(since).until(end));
  }
}
