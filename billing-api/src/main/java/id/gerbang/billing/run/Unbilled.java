package id.gerbang.billing.run;

import id.gerbang.billing.charge.ChargeDao;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.run.BillingRunDao.ToBill;
import id.gerbang.billing.run.Rhythm.Charge;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which periods of a subscription are not billed yet, and what each costs. It reads no clock and no
 * database: the same rows give the same periods.
 *
 * @param date periods that begin up to this day
 * @param today up to where days without service can be known to have been some
 * @param sparesTheSuspended whether days without service for want of payment cost nothing
 */
record Unbilled(LocalDate date, LocalDate today, ZoneId zone, boolean sparesTheSuspended) {

  /**
   * In the order of time.
   *
   * @param standing charges that are billed beside them
   */
  Stream<BilledTime> periods(ToBill subscription, List<ChargeDao.Charge> standing) {
    List<ChargeDao.Charge> charges = new ArrayList<>(standing);
    Optional<LocalDate> ended = subscription.ended().map(at -> LocalDate.ofInstant(at, zone));
    Optional<LocalDate> changes = subscription.nextFrom().map(at -> LocalDate.ofInstant(at, zone));
    Stream.Builder<BilledTime> periods = Stream.builder();
    LocalDate until = subscription.billedUntil();
    while (!until.isAfter(date) && ended.map(until::isBefore).orElse(true)) {
      boolean changed = !changes.map(until::isBefore).orElse(true);
      ToBill terms = changed ? subscription.next() : subscription;
      Rhythm rhythm = new Rhythm(Period.parse(terms.period()), terms.billingDay());
      // Up to a change that waits: what lies beyond costs something else, and is billed as that.
      Optional<LocalDate> cut =
          changed
              ? ended
              : Stream.concat(ended.stream(), changes.stream()).min(Comparator.naturalOrder());
      Charge charge = rhythm.charge(until, terms.price(), cut);
      if (sparesTheSuspended && isSuspended(subscription, until)) {
        // Day by day, so that whoever pays is billed from that day on: for the rest of a period.
        if (until.isAfter(today)) {
          break;
        }
        LocalDate spared = today.plusDays(1);
        charge = new Charge(until, spared.isBefore(charge.ends()) ? spared : charge.ends(), 0);
        periods.add(BilledTime.free(terms, charge, "suspended"));
      } else if (subscription.free()) {
        periods.add(BilledTime.free(terms, new Charge(until, charge.ends(), 0), "free"));
      } else {
        LocalDate starts = until;
        PeriodLines lines =
            PeriodLines.of(
                charge.amount() == terms.price() ? LineKind.RECURRING : LineKind.PRORATED,
                terms.described(charge),
                charge.amount(),
                price -> rhythm.charge(starts, price, cut).amount(),
                charges.stream().filter(it -> it.belongsTo(starts)).toList());
        charges.removeIf(it -> lines.once().contains(it.id()));
        periods.add(new BilledTime(terms, charge, lines, Optional.empty()));
      }
      until = charge.ends();
    }
    return periods.build();
  }

  /** Whether a day began without service for want of payment. */
  private boolean isSuspended(ToBill subscription, LocalDate day) {
    return subscription
        .suspended()
        .map(since -> !LocalDate.ofInstant(since, zone).isAfter(day))
        .orElse(false);
  }
}
