package id.gerbang.billing.sla;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.sla.CreditDao.IncidentTime;
import id.gerbang.billing.sla.CreditDao.LineRow;
import id.gerbang.billing.sla.SubscriptionMonths.SubscriptionMonth;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Proposes what a closed incident has a customer given back: what its months are worth by all that
 * was out in them, less what was proposed for them before. So no minute is worth something twice,
 * however incidents overlap, and one more outage that brings a month below a step brings the rest
 * of that step alone.
 */
public final class OutageCredits {

  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionMonths months;

  public OutageCredits(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
    this.months = new SubscriptionMonths(zone);
  }

  /** Once it is over; nothing where nothing more is due. Its row is locked by the caller. */
  public void propose(Handle handle, long incidentId, Actor actor) {
    CreditDao credits = handle.attach(CreditDao.class);
    IncidentTime incident = credits.incident(incidentId, null, null).orElseThrow();
    // Two incidents of one customer that close at once would each be worth the whole.
    handle.attach(InvoiceDao.class).lockAnyCustomer(incident.customerId());
    List<LineRow> lines = lines(handle, incident);
    if (lines.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    long amount = lines.stream().mapToLong(LineRow::amount).reduce(0, Math::addExact);
    long id = credits.insert(incidentId, amount, now, actor);
    credits.insertLines(
        lines.stream()
            .map(
                line ->
                    new LineRow(
                        id, line.subscriptionId(), line.month(), line.outMinutes(), line.amount()))
            .toList());
    Audit.write(
        handle,
        now,
        actor,
        "incident.credit-propose",
        "incident:" + incidentId,
        Map.of("credit", id, "amount", amount));
  }

  /** It is not over after all: what was proposed and is not decided is no more. */
  public void withdraw(Handle handle, long incidentId, Actor actor) {
    Instant now = clock.instant();
    if (handle.attach(CreditDao.class).withdraw(incidentId, now, actor.name()) > 0) {
      Audit.write(
          handle, now, actor, "incident.credit-withdraw", "incident:" + incidentId, Map.of());
    }
  }

  private List<LineRow> lines(Handle handle, IncidentTime incident) {
    Instant now = clock.instant();
    long customer = incident.customerId();
    Instant ended = incident.endedAt().orElse(now);
    Set<Long> concerned =
        handle.attach(OutageDao.class).affected(incident.id()).stream()
            .map(OutageDao.Affected::id)
            .collect(Collectors.toSet());
    List<LineRow> lines = new ArrayList<>();
    for (YearMonth month : Month.of(incident.beganAt(), ended, zone)) {
      List<Outage> outages =
          SubscriptionMonths.outages(
                  handle, Month.begin(month, zone), Month.end(month, zone), customer, now)
              .stream()
              .filter(Outage::closed)
              .toList();
      months.of(handle, month, outages, now).values().stream()
          .filter(one -> concerned.contains(one.subscription().id()))
          .forEach(one -> add(handle, lines, month, one));
    }
    return lines;
  }

  private static void add(
      Handle handle, List<LineRow> lines, YearMonth month, SubscriptionMonth one) {
    long subscription = one.subscription().id();
    long before = handle.attach(CreditDao.class).proposedOf(subscription, month.atDay(1));
    long more = one.reckoning().credit() - before;
    if (more > 0) {
      lines.add(new LineRow(0, subscription, month.atDay(1), one.reckoning().out(), more));
    }
  }
}
