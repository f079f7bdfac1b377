package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Writes down waits that are the customer's, which no SLA counts, while an incident is open. */
public final class PauseService {

  private final Clock clock;

  public PauseService(Clock clock) {
    this.clock = clock;
  }

  void begin(Handle handle, Ref ref, CreatePause request, Actor actor) {
    IncidentRow incident = open(handle, ref);
    Instant now = clock.instant();
    request.check(incident.beganAt(), now);
    PauseDao pauses = handle.attach(PauseDao.class);
    boolean lasts =
        pauses.of(incident.id()).stream()
            .anyMatch(pause -> pause.undoneAt().isEmpty() && pause.untilAt().isEmpty());
    if (lasts && request.until() == null) {
      throw Problem.conflict("A pause lasts already: end that one first.");
    }
    String reason = Objects.requireNonNull(request.reason());
    long id =
        pauses.insert(
            incident.id(), request.begins(now), request.until(), reason, now, actor.name());
    audit(handle, "incident.pause", incident, actor, id, reason);
  }

  void end(Handle handle, Ref ref, long id, EndPause request, Actor actor) {
    IncidentRow incident = open(handle, ref);
    PauseRow pause = standing(handle, incident, id);
    Instant now = clock.instant();
    Instant at = Objects.requireNonNullElse(request.at(), now);
    if (pause.untilAt().isPresent()) {
      throw Problem.conflict("This pause ended at " + pause.untilAt().get() + ".");
    }
    if (at.isAfter(now) || at.isBefore(pause.fromAt())) {
      throw Problem.unprocessable("at", "is from " + pause.fromAt() + " up to now");
    }
    handle.attach(PauseDao.class).end(id, at, actor.name());
    audit(handle, "incident.pause-end", incident, actor, id, pause.reason());
  }

  /** It was a mistake, and stays written. */
  void undo(Handle handle, Ref ref, long id, TakenBack request, Actor actor) {
    String reason = request.checked();
    IncidentRow incident = open(handle, ref);
    standing(handle, incident, id);
    handle.attach(PauseDao.class).undo(id, clock.instant(), actor.name(), reason);
    audit(handle, "incident.pause-undo", incident, actor, id, reason);
  }

  private static IncidentRow open(Handle handle, Ref ref) {
    IncidentRow incident = Incidents.lock(handle, ref);
    IncidentService.requireOpen(incident);
    return incident;
  }

  private static PauseRow standing(Handle handle, IncidentRow incident, long id) {
    return handle
        .attach(PauseDao.class)
        .standing(incident.id(), id)
        .orElseThrow(() -> Problem.notFound("pause " + id + " of it that stands"));
  }

  private void audit(
      Handle handle, String action, IncidentRow incident, Actor actor, long id, String reason) {
    Audit.write(
        handle,
        clock.instant(),
        actor,
        action,
        incident.object(),
        Map.of("pause", id, "reason", reason));
  }
}
