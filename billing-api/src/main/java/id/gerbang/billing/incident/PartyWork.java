package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.photo.Photo;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the field team and the customer's person in charge see and do, each by a link. */
public final class PartyWork {

  private final Jdbi jdbi;
  private final Clock clock;
  private final StepService steps;
  private final PhotoService photos;

  public PartyWork(Jdbi jdbi, Clock clock, StepService steps, PhotoService photos) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.steps = steps;
    this.photos = photos;
  }

  /** An incident, for whoever has the link. */
  public record Work(LinkRow link, IncidentView incident, Optional<Place> place) {

    public boolean isOver() {
      return incident.endedAt() != null;
    }
  }

  /** Where the customer is, and whom to call there. */
  public record Place(Optional<String> address, Optional<String> phone) {}

  /** Empty: no link has this code, or none that still stands. */
  public Optional<Work> of(String text, Locale language) {
    LinkCode code = new LinkCode(text);
    return code.isOne()
        ? jdbi.inTransaction(handle -> find(handle, code, language))
        : Optional.empty();
  }

  private static Optional<Work> find(Handle handle, LinkCode code, Locale language) {
    return handle
        .attach(LinkDao.class)
        .standing(code.hash())
        .map(
            link -> {
              IncidentView incident =
                  Incidents.whole(handle, Ref.id(link.incidentId()), new IncidentWords(language));
              return new Work(
                  link, incident, handle.attach(IncidentDao.class).place(incident.customerId()));
            });
  }

  /**
   * Takes a step of the link's party, and of no other, with its photo or not at all.
   *
   * @param ago how long ago it was done
   */
  public void take(
      String text, String step, Duration ago, @Nullable String note, Optional<Photo> photo) {
    jdbi.useTransaction(
        handle -> {
          LinkRow link =
              handle
                  .attach(LinkDao.class)
                  .standing(new LinkCode(text).hash())
                  .orElseThrow(() -> Problem.notFound("link"));
          Step wanted = Step.of(step).orElseThrow(() -> Problem.notFound("step"));
          if (wanted.party() != link.party()) {
            throw Problem.forbidden("This step is another party's.");
          }
          Instant at = clock.instant().minus(ago);
          steps.take(
              handle,
              Ref.id(link.incidentId()),
              wanted,
              new TakeStep(at, link.name(), note, null, null),
              actor(link));
          photo.ifPresent(
              picture ->
                  photos.keep(handle, Ref.id(link.incidentId()), wanted, picture, actor(link)));
        });
  }

  /** A photo of the link's incident; empty: there is no such one, or no such link. */
  public Optional<Response> photo(String text, long id) {
    LinkCode code = new LinkCode(text);
    return jdbi.inTransaction(
        handle ->
            handle
                .attach(LinkDao.class)
                .standing(code.hash())
                .flatMap(link -> handle.attach(PhotoDao.class).picture(link.incidentId(), id))
                .map(PhotoResource::response));
  }

  /** No member of staff, so with no right but to its party's steps. */
  private static Actor actor(LinkRow link) {
    return new Actor("incident-link:" + link.id(), Role.AUDITOR);
  }
}
