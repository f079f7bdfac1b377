package id.gerbang.billing.router;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /unknown-routers}: who asks radius and is not registered, to be made a router in a call.
 */
@Path("/api/v1/unknown-routers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class UnknownRouterResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final RouterService routers;
  private final Language language;

  public UnknownRouterResource(
      Jdbi jdbi, Idempotency idempotency, RouterService routers, Language language) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.routers = routers;
    this.language = language;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Page<UnknownRouterView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            UnknownRouterDao.class, dao -> dao.list(query.like(), query.before(), query.rows())),
        UnknownRouterView::id);
  }

  /** The fields of a router; address and name are the stranger's where none is given. */
  @POST
  @Path("/{id}/adopt")
  @Allow({OWNER, TECHNICIAN})
  public Response adopt(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      SaveRouter request,
      @Context HttpHeaders headers) {
    return idempotency.once(
        actor,
        key,
        "POST /unknown-routers/" + ref + "/adopt",
        request,
        handle -> {
          UnknownRouterDao inbox = handle.attach(UnknownRouterDao.class);
          UnknownRouterView stranger =
              inbox.find(ref.id()).orElseThrow(() -> Problem.notFound("unknown router " + ref));
          RouterView router =
              routers.create(handle, request.adopting(stranger), actor, language.of(headers));
          inbox.forget(router.address(), router.identifier());
          return Answer.created("/api/v1/routers/" + router.id(), router);
        });
  }
}
