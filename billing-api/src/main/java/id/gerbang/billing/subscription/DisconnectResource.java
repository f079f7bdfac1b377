package id.gerbang.billing.subscription;

import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /sessions/{id}/disconnect}: one session ended by staff. */
@WithinReach
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class DisconnectResource {

  private final Idempotency idempotency;
  private final DisconnectService disconnects;

  public DisconnectResource(Idempotency idempotency, DisconnectService disconnects) {
    this.idempotency = idempotency;
    this.disconnects = disconnects;
  }

  @POST
  @Path("/sessions/{id}/disconnect")
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response disconnect(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      ReasonRequest request) {
    return idempotency.once(
        actor,
        key,
        "POST /sessions/" + ref + "/disconnect",
        request,
        handle -> disconnects.session(handle, ref, request, actor));
  }
}
