package id.gerbang.billing.profile;

import static id.gerbang.billing.http.Role.AUDITOR;
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

/** {@code /routers/{id}/profiles}: a router's profiles beside our plans, and decisions on them. */
@Path("/api/v1/routers/{id}/profiles")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ProfileResource {

  private final ProfileService profiles;

  public ProfileResource(ProfileService profiles) {
    this.profiles = profiles;
  }

  @GET
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public ProfilesView profiles(@PathParam("id") Ref id) {
    return profiles.profiles(id);
  }

  /** A repeated one finds other things there than it has seen. */
  @POST
  @Allow({OWNER})
  public ProfilesView decide(@Auth Actor actor, @PathParam("id") Ref id, Decisions decisions) {
    return profiles.decide(actor, id, decisions);
  }
}
