package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

/** {@code /bulk-actions}: the same for many subscriptions, or what it would be. */
@Path("/api/v1/bulk-actions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BulkResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final BulkActions actions;

  BulkResource(Jdbi jdbi, Idempotency idempotency, BulkActions actions) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.actions = actions;
  }

  /** Answers at once, and it is done in the background. A rehearsal answers when it is done. */
  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response ask(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      BulkRequest request) {
    if (Boolean.TRUE.equals(request.dryRun())) {
      return Response.ok(actions.rehearse(request, actor)).build();
    }
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /bulk-actions",
        request,
        handle -> {
          BulkView view = actions.ask(handle, request, actor);
          return Answer.accepted("/api/v1/bulk-actions/" + view.id(), view);
        });
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<BulkSummary> list(@BeanParam ListQuery query) {
    return jdbi.withHandle(handle -> actions.list(handle, query));
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public BulkView one(@PathParam("id") long id) {
    return jdbi.inTransaction(handle -> actions.one(handle, id));
  }
}
