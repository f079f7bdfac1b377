package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.invoice.WhenPaid;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

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

  @Override
  public void paid(Handle handle, long invoiceId, Actor actor) {
    Instant now = clock.instant();
    handle
        .attach(RenewalDao.class)
        .waiting(invoiceId)
        .ifPresent(
            it ->
                apply(
                    handle,
                    it.id(),
                    it.subscriptionId(),
                    end(it.activeUntil(), now, it.validity(), it.periods()),
                    now,
                    actor));
  }

  Instant end(Optional<Instant> activeUntil, Instant now, String period, int periods) {
    return activeUntil
        .filter(now::isBefore)
        .orElse(now)
        .atZone(zone)
        .plus(Period.parse(period).multipliedBy(periods))
        .toInstant();
  }

  void apply(
      Handle handle, long renewal, long subscription, Instant end, Instant now, Actor actor) {
    RenewalDao renewals = handle.attach(RenewalDao.class);
    renewals.applied(renewal, end, now);
    renewals.activeUntil(subscription, end, now);
    History.write(handle, Event.of(subscription, "renew", now, actor).until(end));
  }
}
