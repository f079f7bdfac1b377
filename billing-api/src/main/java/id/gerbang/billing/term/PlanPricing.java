package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.run.Rhythm;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.GivenBack.Given;
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
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What a change of plan costs. Postpaid: the days that are billed are given back on the old terms
 * and charged on the new ones, by an invoice or a credit note. Prepaid: the time that is left is
 * worth the same on the new plan, so it becomes shorter or longer, and no money moves.
 */
final class PlanPricing {

  /** Nobody pays so far ahead, and later times are no timestamps of the database. */
  private static final int MOST_YEARS = 100;

  private static final String RECKONED = "reckoned";

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

  /** What it would cost on a day, by what is billed today: the same, taken back at once. */
  Done wouldCost(
      Handle handle, SubscriptionRow subscription, Offer offer, LocalDate day, Actor actor) {
    handle.savepoint(RECKONED);
    Done done = settle(handle, subscription, offer, day, actor);
    handle.rollbackToSavepoint(RECKONED);
    return done.billed(Optional.empty());
  }

  /** Brings it about, from now on. */
  Done apply(Handle handle, SubscriptionRow subscription, Offer offer, Actor actor) {
    return subscription.billing().equals("prepaid")
        ? worthTheSame(handle, subscription, offer)
        : settle(handle, subscription, offer, LocalDate.ofInstant(clock.instant(), zone), actor);
  }

  private Done settle(
      Handle handle, SubscriptionRow subscription, Offer offer, LocalDate day, Actor actor) {
    List<Repricing> parts = repriced(handle, subscription, offer, day);
    Offer before = before(handle, subscription);
    List<Repricing> dearer = parts.stream().filter(part -> part.difference() > 0).toList();
    Done asked =
        dearer.isEmpty()
            ? Done.FREE
            : issue(handle, subscription, lines(subscription, offer, before, dearer), day, actor);
    List<Done.Line> lines = new ArrayList<>(asked.lines());
    long tax = asked.tax();
    for (Repricing part : parts) {
      if (part.difference() < 0) {
        Given given = giveBack(handle, subscription, offer, part, actor);
        long onTop = given.amount() + part.difference() + given.rest();
        Stream.of(
                lines(subscription, offer, before, List.of(part)),
                List.of(new Done.Line("Sudah dikreditkan", given.rest())),
                List.of(new Done.Line(LineKind.TAX, "PPN", -onTop)))
            .flatMap(List::stream)
            .filter(line -> line.amount() != 0)
            .forEach(lines::add);
        tax -= given.tax();
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
                            dearer.contains(part) ? asked.invoiceId() : Optional.empty(),
                            clock.instant()))
                .toList());
    return Done.of(lines, tax).billed(asked.invoiceId());
  }

  private Done issue(
      Handle handle,
      SubscriptionRow subscription,
      List<Done.Line> lines,
      LocalDate day,
      Actor actor) {
    return Done.of(
        invoices
            .issue(
                handle,
                List.of(
                    Bill.of(
                        subscription.customerId(),
                        subscription.id(),
                        day.plusDays(BillingRules.of(handle).daysUntilDue()),
                        lines.stream().map(Done.Line::forInvoice).toList())),
                actor)
            .get(0));
  }

  private Given giveBack(
      Handle handle, SubscriptionRow subscription, Offer offer, Repricing part, Actor actor) {
    String reason =
        "Ganti paket: %s, %s, %s – %s"
            .formatted(
                offer.name(), subscription.username(), part.from(), part.ends().minusDays(1));
    return givenBack.credit(
        handle, subscription.id(), part.starts(), -part.difference(), reason, actor);
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
