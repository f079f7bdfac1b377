package id.gerbang.billing.hub;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /hubs}: where tunnels of routers behind NAT end. */
@Path("/api/v1/hubs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class HubResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final HubService hubs;

  public HubResource(Jdbi jdbi, Idempotency idempotency, HubService hubs) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.hubs = hubs;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Page<HubView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            HubDao.class,
            dao ->
                dao.list(query.like(), query.after(), query.rows()).stream()
                    .map(HubRow::view)
                    .toList()),
        HubView::id);
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response create(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, SaveHub request) {
    return idempotency.once(
        actor,
        key,
        "POST /hubs",
        request,
        handle -> {
          HubView hub = hubs.create(handle, request, actor);
          return Answer.created("/api/v1/hubs/" + hub.id(), hub);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Response get(@PathParam("id") Ref ref) {
    return response(jdbi.withHandle(handle -> HubService.row(handle, ref).view()));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveHub request) {
    return response(
        jdbi.inTransaction(handle -> hubs.replace(handle, ref, request, ifMatch, actor)));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> hubs.archive(handle, ref, actor));
  }

  /** The hub's half, for whoever keeps it. */
  @GET
  @Path("/{id}/script")
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Allow({OWNER, TECHNICIAN})
  public String script(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @QueryParam("system") @DefaultValue("linux") String system,
      @QueryParam("withSecrets") @DefaultValue("false") boolean withSecrets) {
    return jdbi.inTransaction(handle -> hubs.script(handle, actor, ref, system, withSecrets));
  }

  private static Response response(HubView hub) {
    return Response.ok(hub).header("ETag", ETags.of(hub.version())).build();
  }
}
