package id.gerbang.billing.credit;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    RefundSource source = RefundSource.of(handle, create, customerId, amount);
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

  static RefundView one(Handle handle, long id) {
    return RefundView.of(
        handle
            .attach(RefundDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("refund " + id)));
  }
}
