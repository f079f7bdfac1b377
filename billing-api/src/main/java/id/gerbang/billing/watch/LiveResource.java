package id.gerbang.billing.watch;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterService;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /routers/{id}/live}: what a router told when it was last looked at. */
@Path("/api/v1/routers/{id}/live")
@Produces(MediaType.APPLICATION_JSON)
public final class LiveResource {

  private static final int UNKNOWN_SHOWN = 100;

  private final Jdbi jdbi;

  public LiveResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public LiveView live(@PathParam("id") Ref id) {
    return jdbi.inTransaction(handle -> view(handle, RouterService.id(handle, id), id));
  }

  @GET
  @Path("/sessions")
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public Page<LiveSessionView> sessions(
      @PathParam("id") Ref id,
      @QueryParam("known") @Nullable Boolean known,
      @BeanParam ListQuery query) {
    return query.pageByText(
        jdbi.withHandle(
            handle ->
                handle
                    .attach(LookDao.class)
                    .sessions(
                        RouterService.id(handle, id),
                        query.like(),
                        known,
                        query.afterText(),
                        query.rows())),
        LiveSessionView::key);
  }

  private static LiveView view(Handle handle, long routerId, Ref ref) {
    LookDao dao = handle.attach(LookDao.class);
    LookRow look =
        dao.find(routerId)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "look at router " + ref + " yet: it needs access (api), and a minute"));
    return new LiveView(
        routerId,
        look.state(),
        look.since(),
        look.why(),
        look.lookedAt(),
        look.identity(),
        look.bootedAt(),
        look.cpuLoad(),
        look.freeMemory(),
        look.totalMemory(),
        look.sessionsAt() == null
            ? null
            : new LiveView.Sessions(
                look.sessionsAt(),
                look.queuesAt(),
                dao.sessionCount(routerId),
                dao.sessions(routerId, "%", false, "", UNKNOWN_SHOWN)),
        look.interfacesAt() == null
            ? null
            : new LiveView.Interfaces(
                look.interfacesAt(), look.ratesFrom(), dao.interfaces(routerId)));
  }
}
