package id.gerbang.billing.term;

import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.subscription.PrepaidEnd;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.term.RenewalDao.Order;
import id.gerbang.billing.term.RenewalDao.Priced;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * More periods for prepaid subscriptions. Ordering them issues an invoice; {@link Validity} makes
 * them count when it is paid, which may be at once where the customer has credit.
 */
final class Renewals {

  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;
  private final Validity validity;

  Renewals(Clock clock, ZoneId zone, InvoiceService invoices, Validity validity) {
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
    this.validity = validity;
  }

  Done renew(Handle handle, SubscriptionRow subscription, RenewRequest request, Actor actor) {
    int periods = request.checkedPeriods();
    Operations.requireRunning(subscription);
    if (!subscription.billing().equals("prepaid")) {
      throw Problem.conflict(
          "The subscription " + subscription.username() + " is postpaid: billing runs bill it.");
    }
    RenewalDao renewals = handle.attach(RenewalDao.class);
    renewals
        .waitsFor(subscription.id())
        .ifPresent(
            number -> {
              throw Problem.conflict("A renewal waits for the payment of " + number + " already.");
            });
    Priced terms = renewals.terms(subscription.id());
    List<Done.Line> lines = lines(terms, subscription, periods, request);
    Instant now = clock.instant();
    Instant since = Validity.since(Optional.ofNullable(subscription.activeUntil()), now);
    Done done = ordered(handle, subscription, lines, since, actor);
    long amount = done.amount();
    Optional<Long> invoice = done.invoiceId();
    long id =
        renewals.insert(
            subscription.id(),
            subscription.planId(),
            subscription.priceVersion(),
            periods,
            terms.validity(),
            amount,
            invoice.orElse(null),
            now,
            actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "subscription.renew",
        "subscription:" + subscription.id(),
        Map.of("periods", periods, "amount", amount, "reason", reason(request)));
    PrepaidEnd end =
        validity.end(
            Optional.ofNullable(subscription.activeUntil()),
            subscription.prepaidDay(),
            now,
            terms.validity(),
            periods);
    if (invoice.map(renewals::isPaid).orElse(true)) {
      validity.apply(handle, id, subscription.id(), since, end, actor);
    } else {
      History.write(
          handle,
          Event.of(subscription.id(), "renew_ordered", now, actor).because(request.reason()));
    }
    return done.goodUntil(Optional.of(end.end()));
  }

  /**
   * Takes back the orders that wait for their payment: paid later, they would buy what is not sold
   * on these terms any more. One that is paid in part is somebody's money, and refused.
   */
  void withdraw(Handle handle, SubscriptionRow subscription, Actor actor) {
    for (Order order : handle.attach(RenewalDao.class).orders(subscription.id())) {
      if (order.paid() > 0) {
        throw Problem.conflict(
            "A renewal waits for the rest of %s, which is paid in part: it is to be paid, written off or credited first."
                .formatted(order.number()));
      }
      invoices.makeVoid(handle, order.invoiceId(), "Pesanan perpanjangan ditarik kembali", actor);
      History.write(
          handle,
          Event.of(subscription.id(), "renew_withdrawn", clock.instant(), actor)
              .because(order.number()));
    }
  }

  private static String reason(RenewRequest request) {
    return request.reason() == null ? "" : request.reason();
  }

  private static List<Done.Line> lines(
      Priced terms, SubscriptionRow subscription, int periods, RenewRequest request) {
    long price = Math.multiplyExact(terms.price(), periods);
    if (request.off() > price) {
      throw Problem.unprocessable("discount", "is more than the price, Rp " + price);
    }
    Done.Line whole =
        new Done.Line(
            "%s, %s, %d × %s"
                .formatted(terms.plan(), subscription.username(), periods, terms.validity()),
            price);
    return request.off() == 0
        ? List.of(whole)
        : List.of(whole, new Done.Line("Diskon", -request.off()));
  }

  /**
   * Due when what was paid before ends: who renews early is not overdue before that. It has what
   * comes once, too.
   */
  private Done ordered(
      Handle handle,
      SubscriptionRow subscription,
      List<Done.Line> time,
      Instant since,
      Actor actor) {
    LocalDate day = LocalDate.ofInstant(since, zone);
    List<Charge> once = OnceCharges.comeBy(handle, subscription, day);
    List<ValidLine> lines =
        Stream.concat(time.stream().map(Done.Line::forInvoice), OnceCharges.lines(once).stream())
            .toList();
    if (lines.stream().mapToLong(ValidLine::amount).sum() == 0) {
      return Done.of(time, 0);
    }
    Issued issued =
        invoices
            .issue(
                handle,
                List.of(Bill.of(subscription.customerId(), subscription.id(), day, lines)),
                actor)
            .get(0);
    OnceCharges.settle(handle, once, issued.id());
    return Done.of(issued);
  }
}
