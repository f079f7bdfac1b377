package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /settings}: what the ISP decides. */
@Path("/api/v1/settings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SettingsResource {

  private final SettingsService settings;

  public SettingsResource(SettingsService settings) {
    this.settings = settings;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.TECHNICIAN, Role.AUDITOR})
  public SettingsView read() {
    return settings.read();
  }

  @PUT
  @Allow(Role.OWNER)
  public SettingsView change(@Auth Actor actor, SettingsView wanted) {
    return settings.change(wanted, actor);
  }
}
