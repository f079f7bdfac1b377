package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.incident.PhotoDao.Picture;
import id.gerbang.billing.photo.Photo;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps photos of steps that were taken, and finds them again. */
public final class PhotoService {

  private static final int MOST = 60;

  private final Clock clock;

  public PhotoService(Clock clock) {
    this.clock = clock;
  }

  /** Of the last one of that name, also once the incident is closed. */
  void keep(Handle handle, Ref ref, Step step, Photo photo, Actor actor) {
    IncidentRow incident = Incidents.lock(handle, ref);
    Taken taken =
        IncidentView.procedure(Incidents.steps(handle, incident))
            .last(step)
            .orElseThrow(
                () -> Problem.conflict(step.text() + " was not taken: a photo belongs to one."));
    PhotoDao photos = handle.attach(PhotoDao.class);
    if (photos.of(incident.id()).size() >= MOST) {
      throw Problem.conflict("An incident has at most " + MOST + " photos.");
    }
    Instant now = clock.instant();
    if (photos.insert(taken.id(), photo.kind().name(), photo.content(), now, actor.name()) > 0) {
      Audit.write(
          handle,
          now,
          actor,
          "incident.photo",
          incident.object(),
          Map.of("step", step.text(), "bytes", photo.content().length));
    }
  }

  Picture find(Handle handle, Ref ref, long id) {
    return handle
        .attach(PhotoDao.class)
        .picture(Incidents.find(handle, ref).id(), id)
        .orElseThrow(() -> Problem.notFound("photo " + id + " of it"));
  }
}
