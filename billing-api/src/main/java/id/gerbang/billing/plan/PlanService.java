package id.gerbang.billing.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.plan.PlannedDao.Waiting;
import id.gerbang.core.dictionary.Dictionary;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sells speeds. A change is a new version, from now or from a day: who has the plan gets its new
 * speed, unless it is for new ones only, and pays the price that was agreed until moved.
 */
public final class PlanService {

  private final Clock clock;
  private final Dictionary dictionary;
  private final PlanVersions versions;
  private final PlannedChanges planned;

  public PlanService(Clock clock, Dictionary dictionary, PlannedChanges planned) {
    this.clock = clock;
    this.dictionary = dictionary;
    this.versions = new PlanVersions(clock);
    this.planned = planned;
  }

  PlanView find(Handle handle, Ref ref) {
    return views(handle, List.of(row(handle, ref))).get(0);
  }

  List<PlanView> views(Handle handle, List<PlanRow> plans) {
    long[] ids = plans.stream().mapToLong(PlanRow::id).toArray();
    Map<Long, List<PlannedChange>> scheduled =
        handle.attach(PlannedDao.class).of(ids).stream()
            .collect(groupingBy(Waiting::planId, mapping(Waiting::view, toList())));
    return plans.stream()
        .map(plan -> plan.view(scheduled.getOrDefault(plan.id(), List.of())))
        .toList();
  }

  public PlanView create(Handle handle, SavePlan request, Actor actor) {
    SavePlan plan = request.checked(dictionary);
    if (request.applyTo() != null || planned.day(request).isPresent()) {
      throw Problem.unprocessable(
          request.applyTo() == null ? "effectiveFrom" : "applyTo",
          "is for changes: a new plan has nobody, and is sold from now on");
    }
    long id =
        handle
            .attach(PlanDao.class)
            .insert(plan.externalId(), Objects.requireNonNull(plan.name()), clock.instant());
    versions.insert(handle, id, 1, plan);
    audit(handle, actor, "plan.create", id, 1, plan);
    return find(handle, Ref.id(id));
  }

  PlanView replace(
      Handle handle, Ref ref, SavePlan request, @Nullable String ifMatch, Actor actor) {
    return change(handle, lock(handle, ref), request, ifMatch, actor);
  }

  public PlanView patch(
      Handle handle, Ref ref, JsonNode patch, @Nullable String ifMatch, Actor actor) {
    PlanRow current = lock(handle, ref);
    SavePlan now = Json.merge(current.asRequest(), patch, SavePlan.class);
    SavePlan merged =
        planned
            .day(now)
            .map(day -> planned.asOf(handle, current, day))
            .map(then -> Json.merge(then, patch, SavePlan.class))
            .orElse(now);
    return change(handle, current, merged, ifMatch, actor);
  }

  /** Nobody gets it any more; who has it keeps it. */
  public PlanView retire(Handle handle, Ref ref, Actor actor) {
    PlanRow plan = lock(handle, ref);
    handle.attach(PlanDao.class).retire(plan.id(), clock.instant());
    audit(handle, actor, "plan.retire", plan.id(), plan.version(), plan.asRequest());
    return find(handle, Ref.id(plan.id()));
  }

  /** Takes back what it is to become. */
  void cancel(Handle handle, Ref ref, long change, Actor actor) {
    planned.cancel(handle, lock(handle, ref), change, actor);
  }

  /** Deletes one that was made by mistake, or says why it stays. */
  public Optional<String> undo(Handle handle, long id, Actor actor) {
    Optional<PlanRow> plan = handle.attach(PlanDao.class).lock(id);
    if (plan.isEmpty()) {
      return Optional.of("was deleted");
    }
    if (plan.get().version() > 1) {
      return Optional.of("was changed");
    }
    if (handle.attach(PlanDao.class).subscriptions(id) > 0) {
      return Optional.of("is in use");
    }
    archive(handle, Ref.id(id), actor);
    return Optional.empty();
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
    handle.attach(PlannedDao.class).cancelAll(plan.id(), clock.instant());
    audit(handle, actor, "plan.archive", plan.id(), plan.version(), plan.asRequest());
  }

  private PlanView change(
      Handle handle, PlanRow current, SavePlan request, @Nullable String ifMatch, Actor actor) {
    ETags.check(ifMatch, views(handle, List.of(current)).get(0).etag());
    SavePlan plan = request.checked(dictionary);
    String applyTo = Objects.requireNonNullElse(request.applyTo(), SavePlan.TO_ALL);
    planned
        .day(request)
        .ifPresentOrElse(
            day -> planned.ask(handle, current, plan, day, applyTo, actor),
            () -> versions.change(handle, current, plan, applyTo, actor));
    return find(handle, Ref.id(current.id()));
  }

  private static PlanRow lock(Handle handle, Ref ref) {
    return handle
        .attach(PlanDao.class)
        .lock(row(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("plan " + ref));
  }

  public static PlanRow row(Handle handle, Ref ref) {
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
