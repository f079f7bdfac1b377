package id.gerbang.billing.cash;

import id.gerbang.billing.cash.CollectorDao.Limits;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.Account;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.Posting;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who takes cash at the door, how much of it they may carry, and how much they do. */
public final class Collectors {

  /** What holds for a collector for whom nothing else was set. */
  static final long CASH_LIMIT = 5_000_000;

  static final long PAYMENT_LIMIT = 1_000_000;

  private final Clock clock;

  public Collectors(Clock clock) {
    this.clock = clock;
  }

  /**
   * Where cash goes that somebody took: into the till, or into a collector's hands, where that one
   * may take so much. The collector's row stays locked, after the customer's, so that two payments
   * at two doors do not pass the limit together.
   */
  public Posting cash(Handle handle, Actor actor, long amount) {
    return actor.role() == Role.COLLECTOR
        ? Posting.held(take(handle, actor, amount), Money.rupiah(amount))
        : Posting.own(Account.CASH, Money.rupiah(amount));
  }

  private String take(Handle handle, Actor collector, long amount) {
    String name = collector.name();
    Limits limits = lock(handle, name);
    if (amount > limits.paymentLimit()) {
      throw Problem.unprocessable(
          "amount",
          "is more than %s may take at one door: %s"
              .formatted(name, Money.rupiah(limits.paymentLimit()).text()));
    }
    long inHand = inHand(handle, name);
    if (inHand + amount > limits.cashLimit()) {
      throw Problem.conflict(
          "amount",
          "with it %s would have %s in hand, and may have %s: hand over first"
              .formatted(
                  name,
                  Money.rupiah(inHand + amount).text(),
                  Money.rupiah(limits.cashLimit()).text()));
    }
    return name;
  }

  /**
   * Where a payment's money is now: what a collector took is in the till where it was handed over
   * since. The collector's row stays locked, so that it stays where it is.
   */
  public List<Posting> whereNow(Handle handle, long paymentId, List<Posting> received) {
    return received.stream()
        .map(
            posting ->
                posting.account() == Account.COLLECTOR_CASH
                        && posting.holder().isPresent()
                        && handedOverSince(handle, posting.holder().get(), paymentId)
                    ? Posting.own(Account.CASH, posting.amount())
                    : posting)
        .toList();
  }

  private boolean handedOverSince(Handle handle, String name, long paymentId) {
    lock(handle, name);
    return handle.attach(CollectorDao.class).handedOverSince(name, paymentId);
  }

  /** The collector's row, locked; made where the collector takes the first cash. */
  Limits lock(Handle handle, String name) {
    CollectorDao dao = handle.attach(CollectorDao.class);
    dao.make(name, CASH_LIMIT, PAYMENT_LIMIT, clock.instant());
    return dao.lock(name).orElseThrow();
  }

  long inHand(Handle handle, String name) {
    return handle.attach(CollectorDao.class).inHand(name);
  }

  CollectorView view(Handle handle, String name) {
    CollectorDao dao = handle.attach(CollectorDao.class);
    return dao.find(name)
        .map(CollectorView::of)
        .orElseThrow(() -> Problem.notFound("collector " + name));
  }

  CollectorView save(
      Handle handle, String name, SaveCollector limits, @Nullable String ifMatch, Actor actor) {
    limits.check();
    CollectorDao dao = handle.attach(CollectorDao.class);
    if (dao.find(name).isEmpty() && !dao.works(name)) {
      throw Problem.notFound("collector " + name);
    }
    ETags.check(ifMatch, lock(handle, name).version());
    long cash = Objects.requireNonNull(limits.cashLimit()).amount();
    long payment = Objects.requireNonNull(limits.paymentLimit()).amount();
    dao.update(name, cash, payment, clock.instant());
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "collector.limits",
        "collector:" + name,
        Map.of("cashLimit", cash, "paymentLimit", payment));
    return view(handle, name);
  }
}
