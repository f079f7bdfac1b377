package id.gerbang.billing.subscription;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** From which day on, and on which day of the month, billing runs bill a subscription. */
public final class SubscriptionBilling {

  private final Clock clock;
  private final ZoneId zone;

  public SubscriptionBilling(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, zone);
  }

  /** Runs bill it from a day on, or from where they had billed it; that day is its day. */
  public void startOn(Handle handle, long id, LocalDate day, Instant now) {
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    dao.bill(id, day.getDayOfMonth(), notBefore(dao, id, day), now);
  }

  /** A period of a plan later, by the calendar of the ISP's zone. */
  PrepaidEnd after(Instant from, String period) {
    return PrepaidEnd.after(from, null, Period.parse(period), zone);
  }

  /** The same, on the day that it had, if it had one. */
  public void startAgain(Handle handle, SubscriptionRow subscription, Instant now) {
    LocalDate today = today(now);
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    int day = Objects.requireNonNullElse(subscription.billingDay(), today.getDayOfMonth());
    LocalDate billed = subscription.billedUntil();
    LocalDate from = billed != null && billed.isAfter(today) ? billed : today;
    dao.bill(subscription.id(), day, notBefore(dao, subscription.id(), from), now);
  }

  /** Moves the first day that is to be billed: what lies before is paid for, or free. */
  public void moveBilledUntil(
      Handle handle, SubscriptionRow subscription, LocalDate until, Instant now) {
    handle
        .attach(SubscriptionDao.class)
        .bill(subscription.id(), Objects.requireNonNull(subscription.billingDay()), until, now);
  }

  /**
   * Runs bill it from a day on, and on a day of the month, which nothing is known to speak against.
   */
  public void billOn(Handle handle, long id, int day, LocalDate from, Instant now) {
    handle.attach(SubscriptionDao.class).bill(id, day, from, now);
  }

  /** The day itself, or the first one that no run has billed, where that is later. */
  public LocalDate notBefore(Handle handle, long id, LocalDate day) {
    return notBefore(handle.attach(SubscriptionDao.class), id, day);
  }

  /** What is wrong with a day by itself. */
  public void check(BillingDayRequest request) {
    request.checkedDay(LocalDate.ofInstant(clock.instant(), zone));
  }

  /**
   * New postpaid ones, which no run has billed, on the days that they had elsewhere, before their
   * customers came out of a file.
   */
  public void startAsElsewhere(Handle handle, Map<Long, BillingDayRequest> days, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = today(now);
    List<First> firsts = new ArrayList<>();
    List<Audit.Item> traces = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    days.forEach(
        (id, request) -> {
          int day = request.checkedDay(today);
          LocalDate from = Objects.requireNonNullElse(request.from(), today);
          firsts.add(new First(id, day, from));
          traces.add(new Audit.Item("subscription:" + id, request.detail()));
          events.add(
              Event.of(id, "billing_day", now, actor).since(from.atStartOfDay(zone).toInstant()));
        });
    handle
        .attach(SubscriptionDao.class)
        .bill(
            firsts.stream().mapToLong(First::id).toArray(),
            firsts.stream().mapToInt(First::day).toArray(),
            firsts.stream().map(it -> it.from().toString()).toArray(String[]::new),
            now);
    Audit.write(handle, now, actor, "subscription.billing_day", traces);
    History.write(handle, events);
  }

  /** The first day that is billed, and on which day of the month runs bill from then on. */
  private record First(long id, int day, LocalDate from) {}

  private static LocalDate notBefore(SubscriptionDao dao, long id, LocalDate day) {
    return dao.billedByRuns(id).filter(day::isBefore).orElse(day);
  }
}
