package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.sla.OutageCredits;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Takes steps and takes them back, as {@link Procedure} allows. */
public final class StepService {

  private final Clock clock;
  private final OutageCredits credits;

  public StepService(Clock clock, OutageCredits credits) {
    this.clock = clock;
    this.credits = credits;
  }

  /** Of two who take the same step at once, the second is told of the first. */
  void take(Handle handle, Ref ref, Step step, TakeStep request, Actor actor) {
    Instant now = clock.instant();
    request.check(step, now);
    IncidentRow incident = Incidents.lock(handle, ref);
    Procedure procedure = IncidentView.procedure(Incidents.steps(handle, incident));
    Instant at = Objects.requireNonNullElse(request.at(), now);
    refuse(step, procedure.verdict(step, at, request.meansAgain()));
    IncidentService.requireOpen(incident);
    if (step == Step.CONFIGURED && incident.backupLinkId().isEmpty()) {
      throw Problem.unprocessable(
          "backupLinkId", "is missing on the incident: order the backup link first");
    }
    handle
        .attach(StepDao.class)
        .insert(
            incident.id(),
            step.text(),
            at,
            Objects.requireNonNullElse(request.by(), actor.name()),
            request.cause(),
            request.note(),
            now,
            actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "incident.step",
        incident.object(),
        Map.of("step", step.text(), "at", at, "again", procedure.stands(step)));
    end(handle, incident, now, actor);
  }

  /** The last one of its kind was a mistake. It stays written, and what it had ended goes on. */
  void undo(Handle handle, Ref ref, Step step, TakenBack request, Actor actor) {
    String reason = request.checked();
    IncidentRow incident = Incidents.lock(handle, ref);
    if (incident.cancelReason().isPresent()) {
      IncidentService.requireOpen(incident);
    }
    if (step == Step.TICKET) {
      throw Problem.conflict("A ticket is not undone: cancel the incident.");
    }
    Procedure procedure = IncidentView.procedure(Incidents.steps(handle, incident));
    Taken taken =
        procedure
            .last(step)
            .orElseThrow(() -> Problem.conflict(step.text() + " was not taken, or is undone."));
    procedure
        .holding(taken)
        .ifPresent(
            after -> {
              throw Problem.conflict(after.text() + " stands after it: undo that first.");
            });
    Instant now = clock.instant();
    handle.attach(StepDao.class).undo(taken.id(), now, actor.name(), reason);
    Audit.write(
        handle,
        now,
        actor,
        "incident.undo",
        incident.object(),
        Map.of("step", step.text(), "at", taken.at(), "reason", reason));
    end(handle, incident, now, actor);
  }

  /** What it is worth is reckoned once it is over, and not yet if it is not after all. */
  private void end(Handle handle, IncidentRow incident, Instant now, Actor actor) {
    boolean over = IncidentView.procedure(Incidents.steps(handle, incident)).isOver();
    handle
        .attach(IncidentDao.class)
        .end(incident.id(), over ? incident.endedAt().orElse(now) : null, null);
    if (over && incident.endedAt().isEmpty()) {
      credits.propose(handle, incident.id(), actor);
    } else if (!over) {
      credits.withdraw(handle, incident.id(), actor);
    }
  }

  private static void refuse(Step step, Verdict verdict) {
    if (verdict instanceof Verdict.TakenAlready already) {
      Taken taken = already.taken();
      throw Problem.conflict(
          "%s was taken at %s by %s%s"
              .formatted(
                  step.text(),
                  taken.at(),
                  taken.by(),
                  step.repeatable() ? "; \"again\": true takes it once more." : "."));
    }
    if (verdict instanceof Verdict.LeftOut leftOut) {
      throw Problem.conflict(step.text() + " is left out: " + leftOut.why() + ".");
    }
    if (verdict instanceof Verdict.Missing missing) {
      throw Problem.conflict(missing.first().text() + " comes before " + step.text() + ".");
    }
    if (verdict instanceof Verdict.TooEarly early) {
      throw Problem.unprocessable(
          "at",
          "is before %s, which was at %s"
              .formatted(early.before().step().text(), early.before().at()));
    }
  }
}
