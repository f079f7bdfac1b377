package id.gerbang.billing.cutover;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /routers/{id}/cut-over}: whose RADIUS a router asks, and the call that changes it. */
@WithinReach
@Path("/api/v1/routers/{id}/cut-over")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class CutOverResource {

  private final CutOverService service;

  public CutOverResource(CutOverService service) {
    this.service = service;
  }

  @GET
  @Allow({OWNER, TECHNICIAN})
  public CutOverView look(@Auth Actor actor, @PathParam("id") Ref ref) {
    return service.look(actor, ref);
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public CutOverView turn(@Auth Actor actor, @PathParam("id") Ref ref, CutOver request) {
    return service.turn(actor, ref, request);
  }
}
