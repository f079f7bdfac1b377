package id.gerbang.billing.sla;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /incidents/{id}/credit}: what the customer is given back for it. */
@WithinReach
@Path("/api/v1/incidents/{id}/credit")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OutageCreditResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final CreditDecisions decisions;

  public OutageCreditResource(Jdbi jdbi, Idempotency idempotency, CreditDecisions decisions) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.decisions = decisions;
  }

  /**
   * Of what invoice it is taken.
   *
   * @param invoiceId null: the newest with as much left
   */
  public record ApproveOutageCredit(@Nullable Long invoiceId) {}

  /** Why there is none. */
  public record RefuseOutageCredit(@Nullable String reason) {}

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<OutageCreditView> list(@PathParam("id") Ref ref) {
    return new Page<>(jdbi.inTransaction(handle -> decisions.of(handle, ref)), null);
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response propose(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref) {
    return done(actor, key, ref, "", "", handle -> decisions.propose(handle, ref, actor));
  }

  @POST
  @Path("/approve")
  @Allow({Role.OWNER, Role.BILLING})
  public Response approve(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      ApproveOutageCredit request) {
    return done(
        actor,
        key,
        ref,
        "/approve",
        request,
        handle -> decisions.approve(handle, ref, request.invoiceId(), actor));
  }

  @POST
  @Path("/refuse")
  @Allow({Role.OWNER, Role.BILLING})
  public Response refuse(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      RefuseOutageCredit request) {
    return done(
        actor,
        key,
        ref,
        "/refuse",
        request,
        handle -> decisions.refuse(handle, ref, request.reason(), actor));
  }

  private Response done(
      Actor actor,
      @Nullable String key,
      Ref ref,
      String path,
      Object request,
      Consumer<Handle> change) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /incidents/" + ref + "/credit" + path,
        request,
        handle -> {
          change.accept(handle);
          return Answer.ok(new Page<>(decisions.of(handle, ref), null));
        });
  }
}
