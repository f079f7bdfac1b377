package id.gerbang.billing.term;

import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.subscription.SubscriptionService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /subscriptions/{id}/…}: what changes how long and on which terms it runs. With {@code
 * dryRun} each answers the same and leaves nothing.
 */
@WithinReach
@Path("/api/v1/subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TermResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final Operations operations;
  private final Renewals renewals;
  private final Lifetime lifetime;
  private final PlanChanges planChanges;
  private final Pauses pauses;
  private final Withdrawals withdrawals;
  private final BillingDays billingDays;

  TermResource(
      Jdbi jdbi,
      Idempotency idempotency,
      Operations operations,
      Renewals renewals,
      Lifetime lifetime,
      PlanChanges planChanges,
      Pauses pauses,
      Withdrawals withdrawals,
      BillingDays billingDays) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.operations = operations;
    this.renewals = renewals;
    this.lifetime = lifetime;
    this.planChanges = planChanges;
    this.pauses = pauses;
    this.withdrawals = withdrawals;
    this.billingDays = billingDays;
  }

  /** Issues an invoice for more periods of a prepaid one, which count once it is paid. */
  @POST
  @Path("/{id}/renew")
  @Allow({Role.OWNER, Role.BILLING})
  public Response renew(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      RenewRequest request) {
    return answer(
        new Call(actor, key, ref, "renew", request, request.dryRun(), true),
        (handle, subscription, who) -> renewals.renew(handle, subscription, request, who));
  }

  /** Days for nothing. */
  @POST
  @Path("/{id}/extend")
  @Allow({Role.OWNER, Role.BILLING})
  public Response extend(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ExtendRequest request) {
    return answer(
        new Call(actor, key, ref, "extend", request, request.dryRun(), true),
        (handle, subscription, who) -> lifetime.extend(handle, subscription, request, who));
  }

  /** The customer is away: kept out, and not billed. */
  @POST
  @Path("/{id}/pause")
  @Allow({Role.OWNER, Role.BILLING})
  public Response pause(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      PauseRequest request) {
    return answer(
        new Call(actor, key, ref, "pause", request, request.dryRun(), false),
        (handle, subscription, who) -> pauses.pause(handle, subscription, request, who));
  }

  @POST
  @Path("/{id}/resume")
  @Allow({Role.OWNER, Role.TECHNICIAN, Role.BILLING})
  public Response resume(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReasonedRequest request) {
    return answer(
        new Call(actor, key, ref, "resume", request, request.dryRun(), false),
        (handle, subscription, who) -> lifetime.resume(handle, subscription, request, who));
  }

  @POST
  @Path("/{id}/terminate")
  @Allow({Role.OWNER, Role.TECHNICIAN, Role.BILLING})
  public Response terminate(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      TerminateRequest request) {
    return answer(
        new Call(actor, key, ref, "terminate", request, request.dryRun(), false),
        (handle, subscription, who) -> lifetime.terminate(handle, subscription, request, who));
  }

  @POST
  @Path("/{id}/reactivate")
  @Allow({Role.OWNER, Role.BILLING})
  public Response reactivate(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReasonedRequest request) {
    return answer(
        new Call(actor, key, ref, "reactivate", request, request.dryRun(), false),
        (handle, subscription, who) -> lifetime.reactivate(handle, subscription, request, who));
  }

  /** On which day of the month it is billed from now on. */
  @POST
  @Path("/{id}/billing-day")
  @Allow({Role.OWNER, Role.BILLING})
  public Response billOn(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      MoveBillingDay request) {
    return answer(
        new Call(actor, key, ref, "billing-day", request, request.dryRun(), true),
        (handle, subscription, who) -> billingDays.move(handle, subscription, request, who));
  }

  /** Another plan, or its own at the present price. */
  @POST
  @Path("/{id}/change-plan")
  @Allow({Role.OWNER, Role.BILLING})
  public Response changePlan(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ChangePlanRequest request) {
    return answer(
        new Call(actor, key, ref, "change-plan", request, request.dryRun(), true),
        (handle, subscription, who) -> planChanges.change(handle, subscription, request, who));
  }

  /** Takes back what is to happen to it. */
  @DELETE
  @Path("/{id}/scheduled/{change}")
  @Allow({Role.OWNER, Role.BILLING})
  public void withdraw(
      @Auth Actor actor, @PathParam("id") Ref ref, @PathParam("change") long change) {
    jdbi.useTransaction(handle -> withdrawals.withdraw(handle, ref, change, actor));
  }

  /** What was done to it, newest first. */
  @GET
  @Path("/{id}/history")
  @Allow({Role.OWNER, Role.TECHNICIAN, Role.BILLING, Role.HELPDESK, Role.AUDITOR})
  public Page<History.View> history(@PathParam("id") Ref ref, @BeanParam ListQuery query) {
    return jdbi.withHandle(
        handle -> History.of(handle, SubscriptionService.row(handle, ref).id(), query));
  }

  /** A request, as far as all of them are alike. */
  private record Call(
      Actor actor,
      @Nullable String key,
      Ref ref,
      String what,
      Object request,
      @Nullable Boolean dryRun,
      boolean movesMoney) {}

  private Response answer(Call call, Operation operation) {
    if (Boolean.TRUE.equals(call.dryRun())) {
      return Response.ok(operations.rehearse(call.ref(), operation, call.actor())).build();
    }
    String path = "POST /subscriptions/" + call.ref() + "/" + call.what();
    Idempotency.Work work =
        handle -> Answer.ok(operations.carryOut(handle, call.ref(), operation, call.actor()));
    return call.movesMoney()
        ? idempotency.onceWithKey(call.actor(), call.key(), path, call.request(), work)
        : idempotency.once(call.actor(), call.key(), path, call.request(), work);
  }
}
