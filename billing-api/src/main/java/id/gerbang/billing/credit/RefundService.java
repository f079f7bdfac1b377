package id.gerbang.billing.credit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.credit.RefundDao.Through;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.AllocationDao;
import id.gerbang.billing.invoice.AllocationDao.Credit;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.invoice.Numbers;
import id.gerbang.billing.money.Account;
import id.gerbang.billing.money.Corrections;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Posting;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Gives a customer's credit or deposit back in money: never more than there is. */
public final class RefundService {

  private final Clock clock;
  private final ZoneId zone;
  private final Ledger ledger;

  public RefundService(Clock clock, ZoneId zone, Ledger ledger) {
    this.clock = clock;
    this.zone = zone;
    this.ledger = ledger;
  }

  public RefundView refund(Handle handle, CreateRefund create, Actor actor) {
    RefundDao refunds = handle.attach(RefundDao.class);
    long customerId = lockCustomer(handle, create);
    long amount = Objects.requireNonNull(create.amount()).amount();
    String method = String.valueOf(create.method());
    Source source = requireThere(handle, create, customerId, amount);
    Instant now = clock.instant();
    long id =
        refunds.insert(
            Numbers.REFUND.next(handle, now, zone, 1).get(0),
            create.externalId(),
            customerId,
            create.from(),
            amount,
            method,
            create.reference(),
            String.valueOf(create.reason()),
            now,
            actor.name(),
            source.gateway().orElse(null));
    long left = amount;
    for (Credit credit : source.credits()) {
      long share = Math.min(left, credit.rest());
      if (share > 0) {
        refunds.insertPart(id, credit.paymentId(), share);
        left -= share;
      }
    }
    Money out = Money.rupiah(-amount);
    Posting paidOut =
        source
            .gateway()
            .map(gateway -> Posting.with(gateway, out))
            .orElseGet(() -> Posting.own(method.equals("cash") ? Account.CASH : Account.BANK, out));
    ledger.post(
        handle,
        create.ofDeposit()
            ? Corrections.depositRefunded(id, customerId, paidOut)
            : Corrections.refunded(id, customerId, paidOut),
        actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "refund.pay",
        "refund:" + id,
        Map.of(
            "customerId",
            customerId,
            "source",
            create.from(),
            "amount",
            amount,
            "method",
            method,
            "reason",
            String.valueOf(create.reason())));
    return one(handle, id);
  }

  /** Refuses what no refund may say; two of one customer go one after the other from here on. */
  static long lockCustomer(Handle handle, CreateRefund create) {
    create.check();
    long customerId =
        handle
            .attach(InvoiceDao.class)
            .lockAnyCustomer(Objects.requireNonNull(create.customerId()))
            .orElseThrow(() -> Problem.unprocessable("customerId", "is no customer's"));
    Optional.ofNullable(create.externalId())
        .flatMap(handle.attach(RefundDao.class)::byExternalId)
        .ifPresent(
            first -> {
              throw Problem.conflict("externalId", "is that of refund " + first.id());
            });
    return customerId;
  }

  /**
   * What is given back.
   *
   * @param credits the payments that it comes from; none of a deposit
   * @param gateway with which it stands
   */
  record Source(List<Credit> credits, Optional<String> gateway) {

    long rest() {
      return credits.stream().mapToLong(Credit::rest).sum();
    }
  }

  /** There is as much. */
  static Source requireThere(Handle handle, CreateRefund create, long customerId, long amount) {
    if (!create.ofDeposit()) {
      return requireCredit(handle, customerId, amount, String.valueOf(create.method()));
    }
    long held = Math.max(0, handle.attach(AllocationDao.class).depositHeld(customerId));
    if (amount > held) {
      throw Problem.conflict(
          "amount",
          "is more than the deposit of %s that is held".formatted(Money.rupiah(held).text()));
    }
    return new Source(List.of(), Optional.empty());
  }

  private static Source requireCredit(Handle handle, long customerId, long amount, String method) {
    List<Credit> credits = handle.attach(AllocationDao.class).credits(customerId);
    if (method.equals(CreateRefund.GATEWAY)) {
      return requireThrough(handle, credits, amount);
    }
    Source all = new Source(credits, Optional.empty());
    if (amount > all.rest()) {
      throw Problem.conflict(
          "amount", "is more than the customer's credit of " + Money.rupiah(all.rest()).text());
    }
    return all;
  }

  /** A gateway gives back what came through it, and nothing else. */
  private static Source requireThrough(Handle handle, List<Credit> credits, long amount) {
    Map<Long, String> through =
        handle
            .attach(RefundDao.class)
            .throughGateways(credits.stream().mapToLong(Credit::paymentId).toArray())
            .stream()
            .collect(toMap(Through::id, Through::gateway));
    List<Source> each =
        credits.stream()
            .filter(credit -> through.containsKey(credit.paymentId()))
            .collect(
                groupingBy(
                    credit -> String.valueOf(through.get(credit.paymentId())),
                    TreeMap::new,
                    toList()))
            .entrySet()
            .stream()
            .map(one -> new Source(one.getValue(), Optional.of(one.getKey())))
            .toList();
    return each.stream()
        .filter(source -> source.rest() >= amount)
        .findFirst()
        .orElseThrow(() -> Problem.conflict("amount", tooMuch(each)));
  }

  private static String tooMuch(List<Source> each) {
    return each.isEmpty()
        ? "is more than the credit that came through gateways, which is Rp 0: it is given back in cash or by transfer"
        : each.stream()
            .map(
                source ->
                    Money.rupiah(source.rest()).text() + " by " + source.gateway().orElseThrow())
            .collect(
                joining(
                    ", ",
                    "is more than the credit that came through gateways, each of which gives back its own: ",
                    ""));
  }

  static RefundView one(Handle handle, long id) {
    return RefundView.of(
        handle
            .attach(RefundDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("refund " + id)));
  }
}
