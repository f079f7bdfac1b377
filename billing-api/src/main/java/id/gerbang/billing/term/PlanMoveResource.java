package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.plan.PlanService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /plans/{id}/…}: what becomes of all who have a plan. Each is a bulk action. */
@Path("/api/v1/plans")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PlanMoveResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;
  private final PlanService plans;
  private final BulkActions actions;

  PlanMoveResource(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Idempotency idempotency,
      PlanService plans,
      BulkActions actions) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
    this.plans = plans;
    this.actions = actions;
  }

  /** Who pays another price pays the present one from the next billing date on, and is told so. */
  @POST
  @Path("/{id}/move-price")
  @Allow(Role.OWNER)
  public Response movePrice(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      MovePriceRequest request) {
    BulkRequest action = request.of(plan(ref));
    if (Boolean.TRUE.equals(request.dryRun())) {
      return Response.ok(actions.rehearse(action, actor)).build();
    }
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /plans/" + ref + "/move-price",
        request,
        handle -> accepted(actions.ask(handle, action, actor)));
  }

  /** Who has it gets another, and is told so; nobody new gets it. */
  @POST
  @Path("/{id}/replace")
  @Allow(Role.OWNER)
  public Response replace(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReplacePlanRequest request) {
    long plan = plan(ref);
    BulkRequest action = request.of(plan);
    jdbi.useTransaction(handle -> check(handle, action));
    if (Boolean.TRUE.equals(request.dryRun())) {
      return Response.ok(actions.rehearse(action, actor)).build();
    }
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /plans/" + ref + "/replace",
        request,
        handle -> {
          BulkView view = actions.ask(handle, action, actor);
          plans.retire(handle, Ref.id(plan), actor);
          return accepted(view);
        });
  }

  /** What each of them would be refused for is said at once. */
  private void check(Handle handle, BulkRequest action) {
    ChangePlanRequest change =
        new ChangePlanRequest(action.planId(), action.when(), action.reason(), null, null);
    PlanChanges.sold(handle, change.checkedPlan().orElseThrow(), 0, "to");
    if (!change.now()) {
      change.day(LocalDate.ofInstant(clock.instant(), zone), "at");
    }
  }

  private long plan(Ref ref) {
    return jdbi.withHandle(handle -> PlanService.row(handle, ref).id());
  }

  private static Answer accepted(BulkView view) {
    return Answer.accepted("/api/v1/bulk-actions/" + view.id(), view);
  }
}
