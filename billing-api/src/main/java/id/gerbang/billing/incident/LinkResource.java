package id.gerbang.billing.incident;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
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

/** {@code /incidents/{id}/links}: who may work on it by telephone. */
@WithinReach
@Path("/api/v1/incidents/{id}/links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class LinkResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final LinkService links;

  public LinkResource(Jdbi jdbi, Idempotency idempotency, LinkService links) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.links = links;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public Page<LinkView> list(@PathParam("id") Ref ref) {
    return new Page<>(jdbi.inTransaction(handle -> links.list(handle, ref)), null);
  }

  @POST
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response create(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      CreateLink request) {
    return idempotency.once(
        actor,
        key,
        "POST /incidents/" + ref + "/links",
        request,
        handle -> {
          LinkView made = links.create(handle, ref, request, actor);
          return Answer.created("/api/v1/incidents/" + ref + "/links", made);
        });
  }

  @DELETE
  @Path("/{link}")
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public void revoke(@Auth Actor actor, @PathParam("id") Ref ref, @PathParam("link") long link) {
    jdbi.useTransaction(handle -> links.revoke(handle, ref, link, actor));
  }
}
