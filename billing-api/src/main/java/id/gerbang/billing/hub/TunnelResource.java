package id.gerbang.billing.hub;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Ref;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jdbi.v3.core.Jdbi;

/** {@code /routers/{id}/tunnel}: by what a router behind NAT is reached. */
@Path("/api/v1/routers/{id}/tunnel")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TunnelResource {

  private final Jdbi jdbi;
  private final TunnelService tunnels;

  public TunnelResource(Jdbi jdbi, TunnelService tunnels) {
    this.jdbi = jdbi;
    this.tunnels = tunnels;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public TunnelView get(@PathParam("id") Ref ref) {
    return jdbi.withHandle(handle -> tunnels.find(handle, ref));
  }

  /** Its set-up makes it on the router. */
  @PUT
  @Allow({OWNER, TECHNICIAN})
  public TunnelView put(@Auth Actor actor, @PathParam("id") Ref ref, SaveTunnel request) {
    return jdbi.inTransaction(handle -> tunnels.put(handle, ref, request, actor));
  }

  /** Its next set-up takes it off the router. */
  @DELETE
  @Allow({OWNER, TECHNICIAN})
  public void leave(@Auth Actor actor, @PathParam("id") Ref ref) {
    jdbi.useTransaction(handle -> tunnels.leave(handle, ref, actor));
  }
}
