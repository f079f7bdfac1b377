package id.gerbang.billing.plan;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.plan.PlannedDao.Waiting;
import id.gerbang.core.dictionary.Dictionary;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes plans on the days that were asked for. What waits are the fields that become others, laid
 * over the plan as it is by then: a change in the meantime is not undone. The new version that a
 * day brings is in the feed of changes like any other, and open sessions follow.
 */
public final class PlannedChanges implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(PlannedChanges.class);
  private static final Schedule HALF_MINUTES = new Schedule.Every(Duration.ofSeconds(30));
  private static final int MOST_WAITING = 20;
  private static final int MOST_YEARS_AWAY = 2;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Dictionary dictionary;
  private final PlanVersions versions;

  public PlannedChanges(Jdbi jdbi, Clock clock, ZoneId zone, Dictionary dictionary) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.dictionary = dictionary;
    this.versions = new PlanVersions(clock);
  }

  /** The day to come on which a change is to be made; empty: now. */
  Optional<LocalDate> day(SavePlan request) {
    LocalDate from = request.effectiveFrom();
    LocalDate today = today();
    if (from == null || from.equals(today)) {
      return Optional.empty();
    }
    if (from.isBefore(today) || from.isAfter(today.plusYears(MOST_YEARS_AWAY))) {
      throw Problem.unprocessable(
          "effectiveFrom", "is from today, %s, to %d years on".formatted(today, MOST_YEARS_AWAY));
    }
    return Optional.of(from);
  }

  /** The plan as it is to be by a day. */
  SavePlan asOf(Handle handle, PlanRow current, LocalDate day) {
    SavePlan plan = current.asRequest();
    for (Waiting change : handle.attach(PlannedDao.class).of(current.id())) {
      if (!change.effectiveFrom().isAfter(day)) {
        plan = change.appliedTo(plan);
      }
    }
    return plan;
  }

  /**
   * Notes what differs from what the plan is to be by that day anyway.
   *
   * @param current whose row is locked
   */
  void ask(
      Handle handle, PlanRow current, SavePlan plan, LocalDate day, String applyTo, Actor actor) {
    Map<String, Object> changes = new HashMap<>(Audit.changes(asOf(handle, current, day), plan));
    Object fields = changes.get("after");
    if (!(fields instanceof Map<?, ?> after) || after.isEmpty()) {
      return;
    }
    PlanVersions.addressPool(handle, plan);
    PlannedDao planned = handle.attach(PlannedDao.class);
    if (planned.waiting(current.id()) >= MOST_WAITING) {
      throw Problem.conflict(
          "%d changes of the plan %s wait already.".formatted(MOST_WAITING, current.name()));
    }
    planned.insert(current.id(), day, applyTo, Json.text(after), clock.instant(), actor.name());
    changes.put("effectiveFrom", day);
    changes.put("applyTo", applyTo);
    Audit.write(
        handle, clock.instant(), actor, "plan.update_later", "plan:" + current.id(), changes);
  }

  /**
   * Takes one back.
   *
   * @param plan whose row is locked
   */
  void cancel(Handle handle, PlanRow plan, long id, Actor actor) {
    if (handle.attach(PlannedDao.class).cancel(plan.id(), id, clock.instant()) == 0) {
      throw Problem.notFound("change " + id + " that waits for the plan " + plan.name());
    }
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "plan.update_cancelled",
        "plan:" + plan.id(),
        Map.of("change", id));
  }

  @Override
  public String name() {
    return "plan-changes";
  }

  @Override
  public Schedule schedule() {
    return HALF_MINUTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  /** One that fails holds up those of its plan that come after it, and of no other. */
  @Override
  public String run() {
    LocalDate today = today();
    List<Long> due = jdbi.withHandle(handle -> handle.attach(PlannedDao.class).due(today));
    int failed = 0;
    for (long plan : due) {
      try {
        while (jdbi.inTransaction(handle -> next(handle, plan, today))) {
          LOG.debug("A change of plan {} was carried out.", plan);
        }
      } catch (RuntimeException e) {
        failed++;
        LOG.warn("What plan {} is to become today is tried again.", plan, e);
      }
    }
    return "%d plans changed".formatted(due.size() - failed)
        + (failed == 0 ? "" : ", %d failed and tried again: the log says why".formatted(failed));
  }

  /** Answers whether there was one. */
  private boolean next(Handle handle, long id, LocalDate today) {
    PlannedDao planned = handle.attach(PlannedDao.class);
    Optional<PlanRow> plan = handle.attach(PlanDao.class).lock(id);
    Optional<Waiting> first =
        planned.of(id).stream().filter(it -> !it.effectiveFrom().isAfter(today)).findFirst();
    if (plan.isEmpty() || first.isEmpty()) {
      return false;
    }
    Waiting change = first.get();
    planned.settle(change.id(), outcome(handle, plan.get(), change), clock.instant());
    return true;
  }

  private String outcome(Handle handle, PlanRow plan, Waiting change) {
    Actor actor = new Actor(change.askedBy(), Role.OWNER);
    try {
      SavePlan becomes = change.appliedTo(plan.asRequest()).checked(dictionary);
      versions.change(handle, plan, becomes, change.applyTo(), actor);
      return "done";
    } catch (Problem refused) {
      LOG.warn(
          "What plan {} was to become is not possible any more: {}",
          plan.id(),
          refused.getMessage());
      Audit.write(
          handle,
          clock.instant(),
          actor,
          "plan.update_failed",
          "plan:" + plan.id(),
          Map.of("change", change.id(), "why", String.valueOf(refused.getMessage())));
      return "not possible: " + refused.getMessage();
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }
}
