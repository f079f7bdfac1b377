package id.gerbang.billing.subscription;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
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

  /** Runs bill it from today on, or from where they had billed it; today is its day. */
  void startToday(Handle handle, long id, Instant now) {
    startOn(handle, id, LocalDate.ofInstant(now, zone), now);
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
    LocalDate today = LocalDate.ofInstant(now, zone);
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

  /** As it was elsewhere before its customer came out of a file. */
  public void moveDay(Handle handle, Ref ref, BillingDayRequest request, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    int day = request.checkedDay(today);
    SubscriptionRow current = SubscriptionService.lockWithCustomer(handle, ref);
    if (!current.billing().equals("postpaid")) {
      throw Problem.conflict("The subscription " + current.username() + " is prepaid.");
    }
    SubscriptionDao dao = handle.attach(SubscriptionDao.class);
    LocalDate asItWas = Objects.requireNonNullElse(current.billedUntil(), today);
    LocalDate from = Objects.requireNonNullElse(request.from(), asItWas);
    LocalDate until = notBefore(dao, current.id(), from);
    if (request.from() != null && !until.equals(from)) {
      throw Problem.unprocessable("from", "is settled: it is billed up to before " + until);
    }
    dao.bill(current.id(), day, until, now);
    Audit.write(
        handle,
        now,
        actor,
        "subscription.billing_day",
        "subscription:" + current.id(),
        request.detail());
    History.write(
        handle,
        Event.of(current.id(), "billing_day", now, actor)
            .since(until.atStartOfDay(zone).toInstant()));
  }

  private static LocalDate notBefore(SubscriptionDao dao, long id, LocalDate day) {
    return dao.billedByRuns(id).filter(day::isBefore).orElse(day);
  }
}
