package id.gerbang.billing.plan;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.pool.PoolDao;
import id.gerbang.core.dictionary.Dictionary;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sells speeds. A change is a new version: who has the plan gets its new speed at once, and pays
 * the price that was agreed until moved.
 */
public final class PlanService {

  private static final RateLimitFields NO_LIMIT =
      new RateLimitFields(null, null, null, null, null, null, null, null, null, null, null);

  private static final SavePlan.PlanIpv6 NO_IPV6 = new SavePlan.PlanIpv6(null, null);

  private final Clock clock;
  private final Dictionary dictionary;

  public PlanService(Clock clock, Dictionary dictionary) {
    this.clock = clock;
    this.dictionary = dictionary;
  }

  PlanView find(Handle handle, Ref ref) {
    return row(handle, ref).view();
  }

  PlanView create(Handle handle, SavePlan request, Actor actor) {
    SavePlan plan = request.checked(dictionary);
    long id =
        handle
            .attach(PlanDao.class)
            .insert(plan.externalId(), Objects.requireNonNull(plan.name()), clock.instant());
    insertVersion(handle, id, 1, plan);
    audit(handle, actor, "plan.create", id, 1, plan);
    return find(handle, Ref.id(id));
  }

  PlanView replace(
      Handle handle, Ref ref, SavePlan request, @Nullable String ifMatch, Actor actor) {
    return change(handle, lock(handle, ref), request, ifMatch, actor);
  }

  PlanView patch(Handle handle, Ref ref, JsonNode patch, @Nullable String ifMatch, Actor actor) {
    PlanRow current = lock(handle, ref);
    SavePlan merged = Json.merge(current.asRequest(), patch, SavePlan.class);
    return change(handle, current, merged, ifMatch, actor);
  }

  /** Nobody gets it any more; who has it keeps it. */
  PlanView retire(Handle handle, Ref ref, Actor actor) {
    PlanRow plan = lock(handle, ref);
    handle.attach(PlanDao.class).retire(plan.id(), clock.instant());
    audit(handle, actor, "plan.retire", plan.id(), plan.version(), plan.asRequest());
    return find(handle, Ref.id(plan.id()));
  }

  void archive(Handle handle, Ref ref, Actor actor) {
    PlanRow plan = lock(handle, ref);
    PlanDao dao = handle.attach(PlanDao.class);
    long subscriptions = dao.subscriptions(plan.id());
    if (subscriptions > 0) {
      throw Problem.conflict(
          "The plan "
              + plan.name()
              + " is in use by "
              + subscriptions
              + " subscriptions: retire it, or give them another by a bulk action.");
    }
    dao.archive(plan.id(), clock.instant());
    audit(handle, actor, "plan.archive", plan.id(), plan.version(), plan.asRequest());
  }

  private PlanView change(
      Handle handle, PlanRow current, SavePlan request, @Nullable String ifMatch, Actor actor) {
    ETags.check(ifMatch, current.version());
    SavePlan plan = request.checked(dictionary);
    if (!plan.equals(current.asRequest())) {
      int version = current.version() + 1;
      insertVersion(handle, current.id(), version, plan);
      handle
          .attach(PlanDao.class)
          .update(current.id(), plan.externalId(), Objects.requireNonNull(plan.name()), version);
      Audit.write(
          handle,
          clock.instant(),
          actor,
          "plan.update",
          "plan:" + current.id(),
          Audit.changes(current.asRequest(), plan));
    }
    return find(handle, Ref.id(current.id()));
  }

  private void insertVersion(Handle handle, long id, int version, SavePlan plan) {
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

  private static @Nullable Long addressPool(Handle handle, SavePlan plan) {
    return plan.addressPool() == null
        ? null
        : handle
            .attach(PoolDao.class)
            .named(plan.addressPool())
            .orElseThrow(() -> Problem.unprocessable("addressPool", "is no pool"));
  }

  private static PlanRow lock(Handle handle, Ref ref) {
    return handle
        .attach(PlanDao.class)
        .lock(row(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("plan " + ref));
  }

  private static PlanRow row(Handle handle, Ref ref) {
    PlanDao dao = handle.attach(PlanDao.class);
    Optional<PlanRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("plan " + ref));
  }

  private void audit(
      Handle handle, Actor actor, String action, long id, int version, SavePlan plan) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        action,
        "plan:" + id,
        Map.of("version", version, "plan", plan));
  }
}
