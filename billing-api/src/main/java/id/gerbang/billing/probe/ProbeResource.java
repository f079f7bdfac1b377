package id.gerbang.billing.probe;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterService;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** {@code /routers/{id}/probe}: a router pings, and what came of it is graded and kept. */
@WithinReach
@Path("/api/v1/routers/{id}/probe")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ProbeResource {

  private static final Duration KEPT = Duration.ofDays(400);

  /** Five a second: 50 of them are done before the router's patience is. */
  private static final String INTERVAL = "200ms";

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final Language language;

  public ProbeResource(Jdbi jdbi, Clock clock, RouterAccess access, Language language) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.language = language;
  }

  /** It changes nothing on the router. */
  @POST
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public ProbeView probe(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      ProbeRequest request,
      @Context HttpHeaders headers) {
    String target = request.checkedTarget();
    int count = request.checkedCount();
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, id));
    Pings pings = ping(routerId, target, count);
    ProbeRow row =
        jdbi.inTransaction(
            handle -> kept(handle.attach(ProbeDao.class), actor, routerId, target, pings));
    return ProbeView.of(row, new GradeWords(language.of(headers)));
  }

  /** No connection of the database's is held meanwhile. */
  private Pings ping(long routerId, String target, int count) {
    RouterAddress address = jdbi.withHandle(handle -> access.entered(handle, routerId));
    try {
      Pings pings =
          access.use(
              address,
              router ->
                  Pings.of(
                      router.run(
                          "/ping",
                          Map.of(
                              "address", target,
                              "count", Integer.toString(count),
                              "interval", INTERVAL))));
      if (pings.sent() == 0) {
        throw Problem.conflict("target", "was not pinged: the router said nothing of it");
      }
      return pings;
    } catch (RouterOsException e) {
      throw Problem.conflict("target", "was not pinged: " + e.getMessage());
    }
  }

  private ProbeRow kept(ProbeDao dao, Actor actor, long routerId, String target, Pings pings) {
    Instant now = clock.instant();
    dao.forget(routerId, now.minus(KEPT));
    return dao.insert(
        routerId,
        now,
        actor.name(),
        target,
        pings.sent(),
        pings.times().size(),
        ProbeDao.boxed(pings.least()),
        ProbeDao.boxed(pings.mean()),
        ProbeDao.boxed(pings.most()),
        ProbeDao.boxed(pings.jitter()));
  }

  @GET
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public Page<ProbeView> list(
      @PathParam("id") Ref id, @BeanParam ListQuery query, @Context HttpHeaders headers) {
    GradeWords words = new GradeWords(language.of(headers));
    return query
        .page(
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(ProbeDao.class)
                        .list(
                            RouterService.id(handle, id),
                            query.like(),
                            query.before(),
                            query.rows())),
            ProbeRow::id)
        .of(rows -> rows.stream().map(row -> ProbeView.of(row, words)).toList());
  }
}
