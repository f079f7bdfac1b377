package id.gerbang.billing.pool;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
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

/** {@code /pools}: addresses that radius hands out. */
@Path("/api/v1/pools")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PoolResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final PoolService pools;

  public PoolResource(Jdbi jdbi, Idempotency idempotency, PoolService pools) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.pools = pools;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Page<PoolView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            PoolDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
        PoolView::id);
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response create(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, SavePool request) {
    return idempotency.once(
        actor,
        key,
        "POST /pools",
        request,
        handle -> {
          PoolView pool = pools.create(handle, request, actor);
          return Answer.created("/api/v1/pools/" + pool.id(), pool);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref) {
    return response(jdbi.withHandle(handle -> pools.find(handle, ref)));
  }

  @PUT
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SavePool request) {
    return response(
        jdbi.inTransaction(handle -> pools.replace(handle, ref, request, ifMatch, actor)));
  }

  @DELETE
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN})
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> pools.archive(handle, ref, actor));
  }

  private static Response response(PoolView pool) {
    return Response.ok(pool).header("ETag", ETags.of(pool.version())).build();
  }
}
