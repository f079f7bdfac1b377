package id.gerbang.billing.run;

import static java.util.stream.Collectors.groupingBy;

import id.gerbang.billing.charge.ChargeDao;
import id.gerbang.billing.charge.ChargeDao.Settled;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.invoice.Charged;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.run.BillingRunDao.Billed;
import id.gerbang.billing.run.BillingRunDao.RunRow;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Bills the periods of some customers, within its caller's transaction: each period of a
 * subscription once (P20). How far a subscription is billed stands in its own row, which moves in
 * the transaction of its invoice.
 */
public final class PeriodBilling {

  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;

  public PeriodBilling(Clock clock, ZoneId zone, InvoiceService invoices) {
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
  }

  /** All periods that begin up to the run's date, of those who are still customers. */
  List<Billed> bill(Handle handle, RunRow run, long runId, List<Long> customers) {
    BillingRunDao runs = handle.attach(BillingRunDao.class);
    long[] locked = runs.lock(customers.stream().mapToLong(Long::longValue).toArray());
    BillingRules rules = BillingRules.of(handle);
    long[] subscriptions = runs.lockToBill(run.date(), locked);
    ChargeDao charges = handle.attach(ChargeDao.class);
    Map<Long, List<ChargeDao.Charge>> beside =
        charges.standing(subscriptions).stream()
            .collect(groupingBy(ChargeDao.Charge::subscriptionId));
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Unbilled unbilled = new Unbilled(run.date(), today, zone, rules.sparesTheSuspended());
    List<BilledTime> periods =
        runs.toBill(run.date(), subscriptions).stream()
            .flatMap(
                subscription ->
                    unbilled.periods(
                        subscription, beside.getOrDefault(subscription.id(), List.of())))
            .toList();
    moveOn(runs, periods);
    List<Issued> issued =
        invoices.issueInTime(
            handle,
            periods.stream()
                .filter(BilledTime::costs)
                .map(period -> period.bill(today, rules.daysUntilDue()))
                .toList(),
            new Actor(run.askedBy(), Role.OWNER));
    List<Billed> billed = new ArrayList<>();
    List<Settled> settled = new ArrayList<>();
    int invoiced = 0;
    for (BilledTime period : periods) {
      Optional<Issued> invoice =
          period.costs() ? Optional.of(issued.get(invoiced++)) : Optional.empty();
      billed.add(period.billed(invoice));
      invoice.ifPresent(
          it -> period.lines().once().forEach(charge -> settled.add(new Settled(charge, it.id()))));
    }
    charges.settle(settled);
    runs.insertBilled(billed, runId);
    return billed;
  }

  /**
   * The periods of a subscription come in the order of time: the last says how far it is billed.
   */
  private static void moveOn(BillingRunDao runs, List<BilledTime> periods) {
    SortedMap<Long, LocalDate> ends = new TreeMap<>();
    periods.forEach(period -> ends.put(period.of().id(), period.charge().ends()));
    runs.moveOn(
        ends.keySet().stream().mapToLong(Long::longValue).toArray(),
        ends.values().stream().map(LocalDate::toString).toArray(String[]::new));
  }

  /**
   * Bills what of a customer has begun by today, in the transaction of something that changes what
   * the days after cost.
   */
  public void billWhatHasBegun(Handle handle, long customerId, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    BillingRunDao runs = handle.attach(BillingRunDao.class);
    if (runs.customersToBill(today, customerId, 0, 1).isEmpty()) {
      return;
    }
    long id = runs.insert(today, customerId, now, actor.name());
    RunRow run = runs.find(id).orElseThrow();
    bill(handle, run, id, List.of(customerId));
    runs.finish(id, now);
  }

  /**
   * What an invoice of the period would ask for that begins on a day, by the same rules; empty: it
   * costs nothing, or is a whole period. The subscription is billed up to that day.
   */
  public Optional<Charged> bridge(Handle handle, long subscription, LocalDate starts) {
    List<ChargeDao.Charge> beside = handle.attach(ChargeDao.class).standing(subscription);
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Unbilled unbilled = new Unbilled(starts, today, zone, false);
    return handle.attach(BillingRunDao.class).toBill(starts, subscription).stream()
        .flatMap(row -> unbilled.periods(row, beside))
        .filter(BilledTime::costs)
        .filter(period -> period.charge().amount() != period.of().price())
        .map(period -> Charged.on(handle, starts, period.lines().lines()))
        .findFirst();
  }
}
