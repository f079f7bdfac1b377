package id.gerbang.billing.reboot;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /routers/{id}/reboot}: a router begins anew, and its customers with it. */
@Path("/api/v1/routers/{id}/reboot")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RebootResource {

  private final Reboots reboots;

  public RebootResource(Reboots reboots) {
    this.reboots = reboots;
  }

  /** Not done twice by a request that is repeated: one that was sent away is waited for. */
  @POST
  @Allow({OWNER, TECHNICIAN})
  public Response reboot(@Auth Actor actor, @PathParam("id") Ref id, RebootRequest request) {
    RebootView view = reboots.reboot(actor, id, request);
    return Response.accepted(view)
        .header("Location", "/api/v1/routers/" + view.routerId() + "/reboot/" + view.id())
        .build();
  }

  @GET
  @Path("/{reboot}")
  @Allow({OWNER, TECHNICIAN, HELPDESK, AUDITOR})
  public RebootView get(@PathParam("id") Ref id, @PathParam("reboot") long reboot) {
    return reboots.find(id, reboot);
  }
}
