package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.http.Ref;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Makes links to incidents' pages, and takes them back. */
public final class LinkService {

  /** Of the pages; the code follows. */
  public static final String PATH = "/incident/";

  private final Clock clock;
  private final PublicUrl publicUrl;
  private final SecureRandom random = new SecureRandom();

  public LinkService(Clock clock, PublicUrl publicUrl) {
    this.clock = clock;
    this.publicUrl = publicUrl;
  }

  LinkView create(Handle handle, Ref ref, CreateLink request, Actor actor) {
    request.check();
    IncidentRow incident = Incidents.lock(handle, ref);
    IncidentService.requireOpen(incident);
    Instant now = clock.instant();
    LinkCode code = LinkCode.random(random);
    LinkDao links = handle.attach(LinkDao.class);
    long id =
        links.insert(
            incident.id(),
            Objects.requireNonNull(request.party()),
            Objects.requireNonNull(request.name()),
            code.hash(),
            now,
            actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "incident.link",
        incident.object(),
        Map.of("link", id, "party", request.party(), "name", request.name()));
    LinkRow made =
        links.of(incident.id()).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
    return LinkView.of(made, publicUrl.of(PATH + code.text()));
  }

  List<LinkView> list(Handle handle, Ref ref) {
    return handle.attach(LinkDao.class).of(Incidents.find(handle, ref).id()).stream()
        .map(row -> LinkView.of(row, null))
        .toList();
  }

  void revoke(Handle handle, Ref ref, long id, Actor actor) {
    IncidentRow incident = Incidents.lock(handle, ref);
    Instant now = clock.instant();
    if (handle.attach(LinkDao.class).revoke(incident.id(), id, now, actor.name()) == 0) {
      throw Problem.notFound("link " + id + " of it that still stands");
    }
    Audit.write(handle, now, actor, "incident.link-revoke", incident.object(), Map.of("link", id));
  }
}
