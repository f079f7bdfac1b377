package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.run.Rhythm;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.PlanChangeDao.BilledPeriod;
import id.gerbang.billing.term.PlanChangeDao.Offer;
import id.gerbang.billing.term.PlanChangeDao.Repriced;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What a change of plan costs. Postpaid: the days that are billed are given back on the old terms
 * and charged on the new ones, by an invoice or a credit note. Prepaid: the time that is left is
 * worth the same on the new plan, so it becomes shorter or longer, and no money moves.
 */
final class PlanPricing {

  /** Nobody pays so far ahead, and later times are no timestamps of the database. */
  private static final int MOST_YEARS = 100;

  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;
  private final GivenBack givenBack;

  PlanPricing(Clock clock, ZoneId zone, InvoiceService invoices, GivenBack givenBack) {
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
    this.givenBack = givenBack;
  }

  /** What it would cost on a day, by what is billed today. */
  List<Done.Line> lines(Handle handle, SubscriptionRow subscription, Offer offer, LocalDate day) {
    return lines(
        subscription,
        offer,
        before(handle, subscription),
        repriced(handle, subscription, offer, day));
  }

  /** Brings it about, from now on. */
  Done apply(Handle handle, SubscriptionRow subscription, Offer offer, Actor actor) {
    return subscription.billing().equals("prepaid")
        ? worthTheSame(handle, subscription, offer)
        : settle(handle, subscription, offer, actor);
  }

  private Done settle(Handle handle, SubscriptionRow subscription, Offer offer, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<Repricing> parts = repriced(handle, subscription, offer, today);
    Offer before = before(handle, subscription);
    List<Repricing> dearer = parts.stream().filter(part -> part.difference() > 0).toList();
    List<Done.Line> lines = new ArrayList<>(lines(subscription, offer, before, dearer));
    Optional<Long> invoice =
        dearer.isEmpty()
            ? Optional.empty()
            : Optional.of(issue(handle, subscription, lines, today, actor));
    for (Repricing part : parts) {
      if (part.difference() < 0) {
        lines.addAll(lines(subscription, offer, before, List.of(part)));
        giveBack(handle, subscription, offer, part, actor)
            .ifPresent(less -> lines.add(new Done.Line("Sudah dikreditkan", less)));
      }
    }
    handle
        .attach(PlanChangeDao.class)
        .reprice(
            parts.stream()
                .map(
                    part ->
                        new Repriced(
                            subscription.id(),
                            part.starts(),
                            part.from(),
                            part.whole(),
                            dearer.contains(part) ? invoice : Optional.empty(),
                            now))
                .toList());
    return new Done(lines, invoice, Optional.empty(), Optional.empty());
  }

  private long issue(
      Handle handle,
      SubscriptionRow subscription,
      List<Done.Line> lines,
      LocalDate today,
      Actor actor) {
    return invoices
        .issue(
            handle,
            List.of(
                Bill.of(
                    subscription.customerId(),
                    subscription.id(),
                    today.plusDays(BillingRules.of(handle).daysUntilDue()),
                    lines.stream().map(Done.Line::forInvoice).toList())),
            actor)[0];
  }

  /** Answers what of it had been given back before. */
  private Optional<Long> giveBack(
      Handle handle, SubscriptionRow subscription, Offer offer, Repricing part, Actor actor) {
    String reason =
        "Ganti paket: %s, %s, %s – %s"
            .formatted(
                offer.name(), subscription.username(), part.from(), part.ends().minusDays(1));
    long rest =
        givenBack.credit(
            handle, subscription.id(), part.starts(), -part.difference(), reason, actor);
    return rest == 0 ? Optional.empty() : Optional.of(rest);
  }

  private Offer before(Handle handle, SubscriptionRow subscription) {
    return handle
        .attach(PlanChangeDao.class)
        .offer(subscription.planId(), subscription.priceVersion());
  }

  /**
   * Billed periods beyond a day. Days that a pause or an extension moved count as the last of the
   * billed ones.
   */
  private static List<Repricing> repriced(
      Handle handle, SubscriptionRow subscription, Offer offer, LocalDate day) {
    PlanChangeDao changes = handle.attach(PlanChangeDao.class);
    LocalDate billedUntil = subscription.billedUntil();
    Optional<LocalDate> last = changes.lastBilled(subscription.id());
    if (billedUntil == null || last.isEmpty()) {
      return List.of();
    }
    long moved = Math.max(0, ChronoUnit.DAYS.between(last.get(), billedUntil));
    LocalDate from = day.minusDays(moved);
    Rhythm rhythm =
        new Rhythm(Period.parse(offer.period()), Objects.requireNonNull(subscription.billingDay()));
    List<Repricing> parts = new ArrayList<>();
    for (BilledPeriod period : changes.billedBeyond(subscription.id(), from)) {
      parts.add(
          Repricing.of(
              period.starts(), period.ends(), period.amount(), from, rhythm, offer.price()));
    }
    return parts;
  }

  private static List<Done.Line> lines(
      SubscriptionRow subscription, Offer offer, Offer before, List<Repricing> parts) {
    List<Done.Line> lines = new ArrayList<>();
    for (Repricing part : parts) {
      if (part.difference() != 0) {
        String days = part.from() + " – " + part.ends().minusDays(1);
        lines.add(line(offer, subscription, days, part.charge()));
        lines.add(line(before, subscription, days, -part.back()));
      }
    }
    return lines.stream().filter(line -> line.amount() != 0).toList();
  }

  private static Done.Line line(
      Offer offer, SubscriptionRow subscription, String days, long amount) {
    return new Done.Line(offer.name() + ", " + subscription.username() + ", " + days, amount);
  }

  private Done worthTheSame(Handle handle, SubscriptionRow subscription, Offer offer) {
    Instant now = clock.instant();
    Instant end = subscription.activeUntil();
    if (end == null || !end.isAfter(now)) {
      return Done.FREE;
    }
    Offer before = before(handle, subscription);
    long left =
        secondsLeft(
            Duration.between(now, end).toSeconds(),
            before.price(),
            length(before, now),
            offer.price(),
            length(offer, now));
    if (left > Duration.ofDays(365L * MOST_YEARS).toSeconds()) {
      throw Problem.conflict(
          "planId", "would make the time that is left longer than %d years".formatted(MOST_YEARS));
    }
    Instant until = now.plusSeconds(left);
    handle.attach(RenewalDao.class).activeUntil(subscription.id(), until, now);
    return Done.until(until);
  }

  private long length(Offer offer, Instant now) {
    return Duration.between(now, now.atZone(zone).plus(Period.parse(offer.period())).toInstant())
        .toSeconds();
  }

  /**
   * Time of equal worth, to the second below. On a plan that costs nothing the time stays as it is;
   * time that cost nothing is worth nothing on a plan that does.
   */
  static long secondsLeft(long left, long price, long length, long newPrice, long newLength) {
    if (newPrice == 0) {
      return left;
    }
    return BigInteger.valueOf(left)
        .multiply(BigInteger.valueOf(price))
        .multiply(BigInteger.valueOf(newLength))
        .divide(BigInteger.valueOf(newPrice).multiply(BigInteger.valueOf(length)))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }
}
