package id.gerbang.billing.plan;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.pool.PoolDao;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes new versions of plans. Who pays the price of an earlier one goes on paying it. */
final class PlanVersions {

  private static final RateLimitFields NO_LIMIT =
      new RateLimitFields(null, null, null, null, null, null, null, null, null, null, null);

  private static final SavePlan.PlanIpv6 NO_IPV6 = new SavePlan.PlanIpv6(null, null);

  private final Clock clock;

  PlanVersions(Clock clock) {
    this.clock = clock;
  }

  /**
   * A plan as it is from now on, where that is not as it was.
   *
   * @param current whose row is locked
   */
  void change(Handle handle, PlanRow current, SavePlan plan, String applyTo, Actor actor) {
    SavePlan before = current.asRequest();
    if (plan.equals(before)) {
      return;
    }
    int version = current.version() + 1;
    insert(handle, current.id(), version, plan);
    handle
        .attach(PlanDao.class)
        .update(
            current.id(),
            plan.externalId(),
            Objects.requireNonNull(plan.name()),
            version,
            serviceVersion(current, plan, applyTo));
    Map<String, Object> detail = new HashMap<>(Audit.changes(before, plan));
    detail.put("applyTo", applyTo);
    Audit.write(handle, clock.instant(), actor, "plan.update", "plan:" + current.id(), detail);
  }

  /** Another price alone leaves everybody's service where it is. */
  private static @Nullable Integer serviceVersion(PlanRow current, SavePlan plan, String applyTo) {
    if (plan.givesTheSameAs(current.asRequest())) {
      return current.serviceVersion();
    }
    return applyTo.equals(SavePlan.TO_ALL)
        ? null
        : Objects.requireNonNullElse(current.serviceVersion(), current.version());
  }

  void insert(Handle handle, long id, int version, SavePlan plan) {
    Money price = Objects.requireNonNull(plan.price());
    handle
        .attach(PlanDao.class)
        .insertVersion(
            id,
            version,
            price.amount(),
            price.currency(),
            plan,
            Objects.requireNonNullElse(plan.rateLimit(), NO_LIMIT),
            Objects.requireNonNullElse(plan.ipv6(), NO_IPV6),
            addressPool(handle, plan),
            plan.routeTexts(),
            plan.attributeTexts(),
            clock.instant());
  }

  /** The pool that a plan names: it can't go away, or be called otherwise, before this is there. */
  static @Nullable Long addressPool(Handle handle, SavePlan plan) {
    return plan.addressPool() == null
        ? null
        : handle
            .attach(PoolDao.class)
            .named(plan.addressPool())
            .orElseThrow(() -> Problem.unprocessable("addressPool", "is no pool"));
  }
}
