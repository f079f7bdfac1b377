package id.gerbang.billing.credit;

import id.gerbang.billing.credit.RefundRequestDao.RequestRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.SecondPerson;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.payment.ReversalDao;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Refunds above the limit of reversals wait for a second person: otherwise money could leave by a
 * refund where it can't by a reversal. What a customer got back within a day counts with it, so
 * that a sum is not paid in parts. Each runs in its caller's transaction.
 */
public final class RefundRequests {

  private static final Duration COUNTED_TOGETHER = Duration.ofDays(1);

  private final Clock clock;
  private final RefundService refunds;

  public RefundRequests(Clock clock, RefundService refunds) {
    this.clock = clock;
    this.refunds = refunds;
  }

  /**
   * What waits; empty: within the limit, so that one person pays it. The customer's row is locked
   * by then.
   */
  Optional<RefundRequestView> askIfLarge(Handle handle, CreateRefund create, Actor actor) {
    long customerId = RefundService.lockCustomer(handle, create);
    long amount = Objects.requireNonNull(create.amount()).amount();
    Instant now = clock.instant();
    long lately = handle.attach(RefundDao.class).since(customerId, now.minus(COUNTED_TOGETHER));
    Optional<Long> limit = handle.attach(ReversalDao.class).limit();
    if (limit.isEmpty() || amount + lately <= limit.get()) {
      return Optional.empty();
    }
    RefundSource source = RefundSource.of(handle, create, customerId, amount);
    RefundRequestDao requests = handle.attach(RefundRequestDao.class);
    long id =
        requests.insert(
            create.externalId(),
            customerId,
            create.from(),
            amount,
            String.valueOf(create.method()),
            source.gateway().orElse(null),
            create.reference(),
            String.valueOf(create.reason()),
            now,
            actor);
    RequestRow asked = find(handle, id);
    audit(handle, "refund.ask", asked, actor);
    return Optional.of(RefundRequestView.of(asked));
  }

  /** The second person agrees: it is paid now, if the credit or deposit is still there. */
  RefundRequestView approve(Handle handle, long id, Actor actor) {
    RequestRow asked = find(handle, id);
    CreateRefund create =
        new CreateRefund(
            asked.customerId(),
            Money.rupiah(asked.amount()),
            asked.method(),
            asked.reference().orElse(null),
            asked.reason(),
            asked.externalId().orElse(null),
            asked.source(),
            asked.gateway().orElse(null));
    RefundService.lockCustomer(handle, create);
    pending(handle, id);
    SecondPerson.require(actor, asked.requestedBy(), asked.requestedByStaff().orElse(null));
    RefundView paid = refunds.refund(handle, create, actor);
    return decide(handle, asked, "paid", actor, paid.id());
  }

  /** Put aside: by a second person, or taken back by the one who asked. */
  RefundRequestView refuse(Handle handle, long id, Actor actor) {
    RequestRow asked = pending(handle, id);
    audit(handle, "refund.refuse", asked, actor);
    return decide(handle, asked, "refused", actor, null);
  }

  static RequestRow find(Handle handle, long id) {
    return handle
        .attach(RefundRequestDao.class)
        .byId(id)
        .orElseThrow(() -> Problem.notFound("refund request " + id));
  }

  private RefundRequestView decide(
      Handle handle, RequestRow asked, String state, Actor actor, @Nullable Long refundId) {
    handle
        .attach(RefundRequestDao.class)
        .decide(asked.id(), state, clock.instant(), actor.name(), refundId);
    return RefundRequestView.of(find(handle, asked.id()));
  }

  /** Two who decide at once do it one after the other, and one finds it decided. */
  private static RequestRow pending(Handle handle, long id) {
    RequestRow asked =
        handle
            .attach(RefundRequestDao.class)
            .lock(id)
            .orElseThrow(() -> Problem.notFound("refund request " + id));
    if (!asked.state().equals("pending")) {
      throw Problem.conflict("Refund request %d is %s already.".formatted(id, asked.state()));
    }
    return asked;
  }

  private void audit(Handle handle, String action, RequestRow asked, Actor actor) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        action,
        "refund-request:" + asked.id(),
        Map.of(
            "customerId",
            asked.customerId(),
            "source",
            asked.source(),
            "amount",
            asked.amount(),
            "method",
            asked.method(),
            "reason",
            asked.reason()));
  }
}
