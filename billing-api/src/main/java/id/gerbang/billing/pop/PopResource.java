package id.gerbang.billing.pop;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /pops}: where backup links end. */
@Path("/api/v1/pops")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PopResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final PopService pops;

  public PopResource(Jdbi jdbi, Idempotency idempotency, PopService pops) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.pops = pops;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, AUDITOR})
  public Page<PopView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            PopDao.class,
            dao ->
                dao.list(query.like(), query.after(), query.rows()).stream()
                    .map(PopView::of)
                    .toList()),
        PopView::id);
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response create(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, SavePop request) {
    return idempotency.once(
        actor,
        key,
        "POST /pops",
        request,
        handle -> {
          Pop pop = pops.create(handle, request, actor);
          return Answer.created("/api/v1/pops/" + pop.id(), PopView.of(pop));
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, AUDITOR})
  public Response get(@PathParam("id") Ref ref) {
    return response(jdbi.withHandle(handle -> pops.find(handle, ref)));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SavePop request) {
    return response(
        jdbi.inTransaction(handle -> pops.replace(handle, ref, request, ifMatch, actor)));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> pops.archive(handle, ref, actor));
  }

  private static Response response(Pop pop) {
    return Response.ok(PopView.of(pop)).header("ETag", ETags.of(pop.version())).build();
  }
}
