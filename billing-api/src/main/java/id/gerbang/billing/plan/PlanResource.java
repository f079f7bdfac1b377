package id.gerbang.billing.plan;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.COLLECTOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /plans}: what is sold, each change a new version. */
@WithinReach
@Path("/api/v1/plans")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PlanResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final PlanService plans;

  public PlanResource(Jdbi jdbi, Idempotency idempotency, PlanService plans) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.plans = plans;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, BILLING, COLLECTOR, HELPDESK, AUDITOR})
  public Page<PlanView> list(@BeanParam ListQuery query, @BeanParam PlanOrder order) {
    return jdbi.withHandle(
        handle ->
            query
                .page(order.list(handle, query), PlanRow::id)
                .of(shown -> plans.views(handle, shown)));
  }

  @POST
  @Allow(OWNER)
  public Response create(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, SavePlan request) {
    return idempotency.once(
        actor,
        key,
        "POST /plans",
        request,
        handle -> {
          PlanView plan = plans.create(handle, request, actor);
          return Answer.created("/api/v1/plans/" + plan.id(), plan);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, TECHNICIAN, BILLING, COLLECTOR, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref) {
    return response(jdbi.withHandle(handle -> plans.find(handle, ref)));
  }

  /** What it was before, and how many pay which price. */
  @GET
  @Path("/{id}/versions")
  @Allow({OWNER, TECHNICIAN, BILLING, COLLECTOR, HELPDESK, AUDITOR})
  public Page<PlanVersionView> versions(@PathParam("id") Ref ref, @BeanParam ListQuery query) {
    return jdbi.withHandle(
        handle ->
            query.page(
                handle
                    .attach(PlanDao.class)
                    .versions(PlanService.row(handle, ref).id(), query.before(), query.rows())
                    .stream()
                    .map(PlanDao.VersionRow::view)
                    .toList(),
                PlanVersionView::version));
  }

  @PUT
  @Path("/{id}")
  @Allow(OWNER)
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SavePlan request) {
    return response(
        jdbi.inTransaction(handle -> plans.replace(handle, ref, request, ifMatch, actor)));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @Allow(OWNER)
  public Response patch(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    return response(jdbi.inTransaction(handle -> plans.patch(handle, ref, patch, ifMatch, actor)));
  }

  /** Nobody gets it any more; who has it keeps it. */
  @POST
  @Path("/{id}/retire")
  @Allow(OWNER)
  public Response retire(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.once(
        actor,
        key,
        "POST /plans/" + ref + "/retire",
        "",
        handle -> Answer.ok(plans.retire(handle, ref, actor)));
  }

  /** Takes back what it is to become on a day. */
  @DELETE
  @Path("/{id}/scheduled/{change}")
  @Allow(OWNER)
  public void cancel(
      @Auth Actor actor, @PathParam("id") Ref ref, @PathParam("change") long change) {
    jdbi.useTransaction(handle -> plans.cancel(handle, ref, change, actor));
  }

  @DELETE
  @Path("/{id}")
  @Allow(OWNER)
  public void archive(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> plans.archive(handle, ref, actor));
  }

  private static Response response(PlanView plan) {
    return Response.ok(plan).header("ETag", plan.etag()).build();
  }
}
